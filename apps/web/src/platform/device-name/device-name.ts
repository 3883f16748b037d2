import { browserName } from '@mosaajii/domain/browser';
import { t } from '../i18n/index.ts';

/** Browser and system in words: for recognising one's own devices. */
export function deviceName(userAgent: string): string {
  const { browser, system } = browserName(userAgent);
  if (browser === null && system === null) return t('device.sessionUnknown');
  return t('device.sessionDevice', {
    browser: browser ?? t('device.sessionUnknown'),
    system: system ?? t('device.sessionUnknownSystem'),
  });
}
