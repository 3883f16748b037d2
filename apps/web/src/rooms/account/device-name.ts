import { browserName } from '@mosaajii/domain/browser';
import { t } from '../../platform/i18n/index.ts';

/** Browser and system in words: for recognising one's own devices. */
export function deviceName(userAgent: string): string {
  const { browser, system } = browserName(userAgent);
  if (browser === null && system === null) return t('account.sessionUnknown');
  return t('account.sessionDevice', {
    browser: browser ?? t('account.sessionUnknown'),
    system: system ?? t('account.sessionUnknownSystem'),
  });
}
