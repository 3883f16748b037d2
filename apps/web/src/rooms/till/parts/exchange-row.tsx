import { negate } from '@mosaajii/domain/money';
import { Undo2, X } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, IconButton } from '../../../platform/ui/index.ts';
import { backBeyond } from '../exchanging.ts';
import { useCart, useFigures, useTill } from '../till-context.tsx';

/** What came back and pays for the cart, with what goes out when it is worth more. */
export function ExchangeRow() {
  const { carts, ports } = useTill();
  const cart = useCart();
  const figures = useFigures();
  const { exchange } = cart;
  if (exchange === undefined) return null;
  const { currency } = ports.shop.rules;
  const back = backBeyond(cart, figures);
  return (
    <div className="border-t border-line px-4 py-2">
      <div className="flex items-center gap-2">
        <Undo2 aria-hidden className="size-4 flex-none text-ink-2" strokeWidth={1.75} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{exchange.names.join(', ')}</span>
          <span className="block truncate text-sm text-ink-3">
            {t('layers.exchangeFrom', { number: exchange.receiptNumber })}
          </span>
        </span>
        <Amount value={negate(exchange.totalMinor)} currency={currency} locale={ports.shop.locale} />
        <IconButton label={t('layers.exchangeRemove')} onClick={() => carts.adjust(({ exchange: _, ...rest }) => rest)}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      {back === 0 ? null : (
        <p className="mt-1 flex justify-between gap-3 font-semibold">
          <span>{t('till.exchangeBack')}</span>
          <Amount value={back} currency={currency} locale={ports.shop.locale} />
        </p>
      )}
    </div>
  );
}
