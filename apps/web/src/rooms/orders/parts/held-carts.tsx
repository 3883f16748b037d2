import { PauseCircle } from 'lucide-react';
import { useDevice } from '../../../platform/device/index.ts';
import { formatRelative, t } from '../../../platform/i18n/index.ts';
import type { StoredCart } from '../../../platform/journal/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { EmptyState, linkLook } from '../../../platform/ui/index.ts';

/** Carts that were set aside on this device. They are resumed at the till, where they stand as tabs. */
export function HeldCarts({ carts }: { readonly carts: readonly StoredCart[] | null }) {
  const { now } = useDevice();
  if (carts === null) return null;
  if (carts.length === 0) {
    return (
      <EmptyState
        icon={PauseCircle}
        title={t('orders.emptyHeld')}
        actions={
          <Link to="/till" className={linkLook}>
            {t('ui.toTill')}
          </Link>
        }
      >
        {t('orders.emptyHeldText')}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {[...carts]
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
        .map((cart) => (
          <li key={cart.cartId} className="flex items-center gap-3 px-3.5 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{cart.summary?.label ?? t('orders.tabHeld')}</p>
              <p className="text-sm text-ink-2">
                {cart.summary ? `${t('orders.items', { count: cart.summary.lineCount })} · ` : ''}
                {formatRelative(cart.updatedAt, now())}
              </p>
            </div>
            <Link to="/till" className={linkLook}>
              {t('orders.resume')}
            </Link>
          </li>
        ))}
    </ul>
  );
}
