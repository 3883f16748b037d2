import { t } from '../../platform/i18n/index.ts';
import { shownBadge } from '../../platform/lease/index.ts';
import { signal } from '../../platform/scanner/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

/** A badge was scanned while somebody works: one tap hands the till over, the cart stays as it is. */
export function offerSwitch(badge: string, lock: () => void): void {
  signal('attention');
  useToasts.getState().show({
    message: t('till.badgeSeen'),
    key: 'badge',
    action: {
      label: t('till.switch'),
      run: () => {
        shownBadge.set(badge);
        lock();
      },
    },
  });
}
