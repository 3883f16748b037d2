import { add, milli, negate, sum, ZERO_MINOR } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { exemptedMinor, exemptionOf } from '@mosaajii/domain/sale';
import { Suspense } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Amount } from '../../../platform/ui/index.ts';
import { isMeasured } from '../cart.ts';
import { useCart, useFigures, useTill, useTillState } from '../till-context.tsx';
import { SaleEditor } from './later.tsx';

/** Lines, tax, discounts and the total; the sale's own discount and note open here. */
export function Totals() {
  const { ports, selling } = useTill();
  const cart = useCart();
  const figures = useFigures();
  const promotions = figures.kind === 'totals' ? (figures.order.promotions ?? []) : [];
  const applied = new Set(promotions.map(({ couponCode }) => couponCode));
  const isEditing = useTillState((state) => state.editor !== null && !('lineId' in state.editor));
  const { currency } = ports.shop.rules;
  const { locale } = ports.shop;
  const totals = figures.kind === 'totals' ? figures.totals : null;
  const reductions = totals === null ? null : add(totals.lineDiscountMinor, totals.saleDiscountMinor);
  // What is left is on Pay; without this line the two would not agree.
  const paid = sum(cart.tenders.map((tender) => tender.amountMinor));
  const isIncluded = totals?.taxes.every((tax) => tax.isIncluded) ?? true;
  return (
    <div className="till-sum border-t border-line px-4 pt-2.5">
      <div className="num flex justify-between gap-3 text-sm/[22px] text-ink-2">
        <span className="truncate">{countText(cart.lines)}</span>
        {totals === null || totals.taxMinor === 0 ? null : (
          <span>
            {isIncluded ? t('till.taxIncluded') : t('till.tax')}{' '}
            <Amount value={totals.taxMinor} currency={currency} locale={locale} />
          </span>
        )}
      </div>
      {reductions === null || reductions === 0 ? null : (
        <div className="flex justify-between text-sm/[22px] text-ink-2">
          <span>{t('till.discounts')}</span>
          <Amount value={negate(reductions)} currency={currency} locale={locale} className="text-success" />
        </div>
      )}
      {figures.kind !== 'totals' || exemptionOf(figures.order.lines) === null ? null : (
        <div className="flex justify-between text-sm/[22px] text-ink-2">
          <span>{t('till.taxExempt')}</span>
          <Amount value={negate(exemptedMinor(figures.totals))} currency={currency} locale={locale} />
        </div>
      )}
      {(cart.couponCodes ?? []).map((code) => (
        <div key={code} className="flex items-center justify-between gap-3 text-sm/[22px] text-ink-2">
          <span className="truncate">
            {t('till.coupon')} <span className="code">{code}</span>
            {applied.has(code) ? null : ` · ${t('till.couponIdle')}`}
          </span>
          <button
            type="button"
            className="min-h-8 px-1 underline underline-offset-2 hover:text-ink"
            aria-label={t('till.couponRemoveOf', { code })}
            onClick={() => selling.removeCoupon(code)}
          >
            {t('till.couponRemove')}
          </button>
        </div>
      ))}
      {cart.note === '' ? null : <p className="truncate text-sm/[22px] text-ink-2">“{cart.note}”</p>}
      {isEditing ? (
        <Suspense fallback={null}>
          <SaleEditor />
        </Suspense>
      ) : null}
      {paid === 0 ? null : (
        <div className="flex justify-between text-sm/[22px] text-ink-2">
          <span>{t('till.paid')}</span>
          <Amount value={negate(paid)} currency={currency} locale={locale} />
        </div>
      )}
      <div className="flex items-baseline justify-between gap-3 pb-2.5 pt-0.5">
        <b className="text-md font-semibold">{t('till.total')}</b>
        <strong className="text-total font-bold tracking-[-0.022em] max-sm:text-3xl" data-testid="total">
          <Amount value={totals?.totalMinor ?? ZERO_MINOR} currency={currency} locale={locale} hasCode />
        </strong>
      </div>
    </div>
  );
}

function countText(lines: readonly { readonly quantityMilli: number; readonly unit: string }[]): string {
  const pieces = lines.filter((line) => !isMeasured(line.unit)).reduce((total, line) => total + line.quantityMilli, 0);
  if (lines.length === 0) return t('till.countLines', { count: 0 });
  return `${t('till.countLines', { count: lines.length })} · ${piecesText(pieces)}`;
}

/** Pieces are counted; half a piece is sold too, in some shops. */
function piecesText(pieces: number): string {
  return t('till.countPieces', { count: pieces / 1000, pieces: formatQuantity(milli(pieces)) });
}
