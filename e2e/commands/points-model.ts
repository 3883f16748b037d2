import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import { type ModelSale, share } from './paper.ts';

/** The rule of the shop's points: seven for each 3.00, to the nearest, each worth two pence; some tenders earn nothing. */
export const MODEL_RULE: LoyaltyRule = {
  earns: 'money',
  points: 7,
  perMinor: 300,
  rounding: 'half-up',
  pointMinor: 2,
  excludedTenders: ['points', 'voucher'],
  excludedCategoryIds: [],
};
const THOUSANDTHS = 1000;

type Sold = Pick<ModelSale, 'lines' | 'tenders'>;

/** What the goods of a sale came to: gift cards earn nothing. */
export function earningMinor(lines: Sold['lines']): number {
  return lines.reduce((sum, { what, totalMinor }) => sum + ('good' in what ? totalMinor : 0), 0);
}

/** The points of a sale: what its goods came to, less their part of what points and vouchers paid, against the customer. */
export function pointsEarnedBy(lines: Sold['lines'], tenders: Sold['tenders']): number {
  const whole = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const goods = earningMinor(lines);
  if (goods === 0) return 0;
  const without = tenders
    .filter(({ tender }) => tender.kind === 'points' || tender.kind === 'voucher')
    .reduce((sum, { appliedMinor }) => sum + appliedMinor, 0);
  const lost = Math.ceil((Math.min(without, whole) * goods) / whole);
  const thousandths = share(7 * THOUSANDTHS, goods - lost, 300);
  return share(thousandths, 1, THOUSANDTHS);
}

/** How many points pay an amount, a part of one as a whole one. */
export function pointsOf(amountMinor: number): number {
  return Math.ceil(amountMinor / 2);
}

/** What goes back of some points between two amounts of a whole: all of them when all of it is back, whatever the steps. */
export function pointsBack(points: number, beforeMinor: number, backMinor: number, wholeMinor: number): number {
  if (wholeMinor === 0) return 0;
  return share(points, beforeMinor + backMinor, wholeMinor) - share(points, beforeMinor, wholeMinor);
}
