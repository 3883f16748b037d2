import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import type { TenderKind } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import { amountText } from '../../platform/ui/index.ts';

interface Refund {
  readonly kind: TenderKind;
  readonly amountMinor: number;
}

/**
 * What the cashier does with each part of a refund, one sentence for each tender and the cash first: of a refund to card and
 * cash only the cash leaves the drawer. Never empty: a refund of nothing hands back nothing.
 */
export function handBack(refunds: readonly Refund[], currency: Currency): readonly [string, ...string[]] {
  const sums = new Map<TenderKind, Minor>();
  for (const { kind, amountMinor } of refunds) sums.set(kind, minor((sums.get(kind) ?? 0) + amountMinor));
  const cash = sums.get('cash');
  const others = [...sums].filter(([kind]) => kind !== 'cash').map(([kind, sum]) => sentence(kind, sum, currency));
  const [first, ...more] = others;
  if (cash === undefined && first !== undefined) return [first, ...more];
  return [sentence('cash', cash ?? minor(0), currency), ...others];
}

function sentence(kind: TenderKind, sum: Minor, currency: Currency): string {
  const amount = amountText(sum, currency);
  if (kind === 'cash') return t('orders.returnDone', { amount });
  if (kind === 'card-manual') return t('orders.returnDoneCard', { amount });
  if (kind === 'store-credit') return t('orders.returnDoneCredit', { amount });
  return `${t('orders.refundNow', { amount })} · ${tenderName(kind)}`;
}
