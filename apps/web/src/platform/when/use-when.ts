import { useDevice, useObservable } from '../device/index.ts';
import { formatDateTime } from '../i18n/index.ts';

/** Day and time in the shop's time zone. */
export function useWhen(): (instant: string) => string {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  return (instant) => formatDateTime(instant, settings?.organization.locale, settings?.store.timeZone);
}
