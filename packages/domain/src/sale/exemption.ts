import { add, subtract, sum } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import type { OrderTotals, SaleLineInput, TaxRule } from './model.ts';

/** The same taxes for somebody who is exempt by a certificate. */
export function exemptFrom(taxes: readonly TaxRule[], certificate: string): TaxRule[] {
  return taxes.map((tax) => ({ ...tax, exemptBy: certificate }));
}

/** The certificate by which lines were sold without their taxes; `null`: they were taxed, or have none. */
export function exemptionOf(lines: readonly Pick<SaleLineInput, 'taxes'>[]): string | null {
  for (const { taxes } of lines) {
    for (const { exemptBy } of taxes) if (exemptBy !== undefined) return exemptBy;
  }
  return null;
}

/** What an exemption took out of prices that contain their taxes, zero or positive; taxes that come on top leave nothing to take out. */
export function exemptedMinor(totals: Omit<OrderTotals, 'lines'>): Minor {
  const { grossMinor, lineDiscountMinor, saleDiscountMinor, taxes, totalMinor } = totals;
  const onTop = sum(taxes.filter((tax) => !tax.isIncluded).map((tax) => tax.amountMinor));
  return subtract(add(subtract(subtract(grossMinor, lineDiscountMinor), saleDiscountMinor), onTop), totalMinor);
}
