import type { LimitName, Limits } from './limits.ts';

/** A sale as far as limits look at it. Prices are ten-thousandths of a minor unit. */
export interface JudgedSale {
  readonly lines: readonly {
    readonly listPriceE4: number;
    readonly unitPriceE4: number;
    readonly priceSource: 'list' | 'price-list' | 'override' | 'open';
    readonly grossMinor: number;
    readonly lineDiscountMinor: number;
    /** The part of them that promotions gave: nobody's own doing. */
    readonly promotionDiscountMinor?: number;
    readonly saleDiscountMinor: number;
  }[];
}

/** One part in a million of something, rounded up: a rate that was rounded to the coin is not beyond itself. */
function share(amount: number, ppm: number): number {
  return Math.ceil((amount * ppm) / 1e6);
}

/** The limits that a sale goes beyond; none when all is within. Pure, the same on the register and on the server. */
export function exceededBySale(limits: Limits, { lines }: JudgedSale): LimitName[] {
  const { lineDiscountPpm, saleDiscountPpm, priceReductionPpm } = limits;
  const found: LimitName[] = [];
  if (
    lineDiscountPpm !== null &&
    lines.some(
      ({ lineDiscountMinor, promotionDiscountMinor = 0, grossMinor }) =>
        lineDiscountMinor - promotionDiscountMinor > share(grossMinor, lineDiscountPpm),
    )
  )
    found.push('lineDiscountPpm');
  let given = 0;
  let base = 0;
  for (const line of lines) {
    given += line.saleDiscountMinor;
    base += line.grossMinor - line.lineDiscountMinor;
  }
  if (saleDiscountPpm !== null && given > share(base, saleDiscountPpm)) found.push('saleDiscountPpm');
  if (
    priceReductionPpm !== null &&
    lines.some(
      (line) =>
        line.priceSource === 'override' &&
        line.listPriceE4 - line.unitPriceE4 > share(line.listPriceE4, priceReductionPpm),
    )
  )
    found.push('priceReductionPpm');
  return found;
}

/** The limits that taking `amountMinor` out of the drawer goes beyond. A limit that an older session does not name is none. */
export function exceededByPaidOut(limits: Limits, amountMinor: number): LimitName[] {
  const most = limits.paidOutMinor ?? null;
  return most !== null && amountMinor > most ? ['paidOutMinor'] : [];
}

/** The limits that paying back `totalMinor` goes beyond. */
export function exceededByReturn(limits: Limits, totalMinor: number, hasReceipt: boolean): LimitName[] {
  const name = hasReceipt ? 'refundMinor' : 'unreceiptedRefundMinor';
  const most = limits[name];
  return most !== null && totalMinor > most ? [name] : [];
}
