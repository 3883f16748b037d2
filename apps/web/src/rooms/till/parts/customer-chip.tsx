import { minor } from '@mosaajii/domain/money';
import { UserRound, X } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, IconButton } from '../../../platform/ui/index.ts';
import { setCustomer } from '../cart-customer.ts';
import { useCart, useCustomerVersion, useTill } from '../till-context.tsx';

/** Who buys, above the lines, with what they owe. Nothing stands there while nobody does. */
export function CustomerChip() {
  const { carts, ports } = useTill();
  const { customer } = useCart();
  useCustomerVersion();
  if (customer === undefined) return null;
  const owed = ports.customers.byId(customer.customerId)?.owedMinor ?? 0;
  return (
    <div className="flex items-center gap-1 border-b border-line bg-brand-tint ps-3.5 pe-1">
      <button
        type="button"
        onClick={() => carts.store.setState({ layer: { kind: 'customer', text: '' } })}
        className="flex min-h-11 min-w-0 flex-1 items-center gap-2 text-start font-medium text-brand-ink"
      >
        <UserRound aria-hidden className="size-5 flex-none" strokeWidth={1.75} />
        <span className="truncate">
          <span className="visually-hidden">{t('till.customer')}: </span>
          {customer.name}
        </span>
        {owed === 0 ? null : (
          <span className="ms-auto whitespace-nowrap text-sm">
            {t(owed > 0 ? 'till.owes' : 'till.inAdvance')}{' '}
            <Amount value={minor(Math.abs(owed))} currency={ports.shop.rules.currency} locale={ports.shop.locale} />
          </span>
        )}
      </button>
      <IconButton
        label={t('till.removeCustomer', { name: customer.name })}
        onClick={() => carts.change((cart) => setCustomer(cart, null))}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
