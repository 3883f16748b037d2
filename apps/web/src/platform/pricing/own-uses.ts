import { type Minor, sum } from '@mosaajii/domain/money';
import type { ReturnCompleted, SaleCompleted } from '@mosaajii/domain/operation';
import type { JournalEntry } from '../journal/index.ts';

/** What a sale of this register used of promotions and coupons while the server has not counted it. */
export interface OwnUse {
  readonly saleId: string;
  readonly customerId: string | null;
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly couponCode: string | null;
    readonly givenMinor: Minor;
  }[];
}

export function useOf({ saleId, customer, promotions = [] }: SaleCompleted): OwnUse {
  return {
    saleId,
    customerId: customer?.customerId ?? null,
    promotions: promotions.map(({ promotionId, couponCode = null, shares }) => ({
      promotionId,
      couponCode,
      givenMinor: sum(shares.map(({ amountMinor }) => amountMinor)),
    })),
  };
}

/** The uses among what was written and not sent; a sale that was undone used nothing. */
export function usesIn(entries: readonly JournalEntry[]): OwnUse[] {
  const undone = new Set(entries.flatMap(undoneBy));
  return entries
    .filter(({ kind }) => kind === 'sale.completed')
    .map(({ operation }) => useOf(operation.payload as SaleCompleted))
    .filter(({ saleId }) => !undone.has(saleId));
}

function undoneBy({ kind, operation }: JournalEntry): string[] {
  if (kind !== 'return.completed') return [];
  const { source, voids } = operation.payload as ReturnCompleted;
  return voids === true && source.kind === 'sale' ? [source.saleId] : [];
}
