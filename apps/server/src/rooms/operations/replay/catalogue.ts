import { type Milli, milli, type PriceE4 } from '@mosaajii/domain/money';
import type { ReplayDocument } from './documents.ts';

/** A product that the invoices mention. */
export interface ReplayProduct {
  readonly sku: string;
  readonly name: string;
  /** `null` when no line ever had a price: the till asks for it. */
  readonly priceE4: PriceE4 | null;
}

/** What the lines say about the goods: the most frequent description and the most frequent price of each stock code. */
export function productsOf(documents: readonly ReplayDocument[]): ReplayProduct[] {
  const names = new Map<string, Tally<string>>();
  const prices = new Map<string, Tally<PriceE4>>();
  for (const { lines, kind } of documents) {
    for (const { sku, description, unitPriceE4 } of lines) {
      const nameTally = tallyOf(names, sku);
      const priceTally = tallyOf(prices, sku);
      if (description !== '') count(nameTally, description);
      if (kind !== 'write-off' && unitPriceE4 > 0) count(priceTally, unitPriceE4);
    }
  }
  return [...names].map(([sku, tally]) => ({
    sku,
    name: mostFrequent(tally) ?? sku,
    priceE4: mostFrequent(tallyOf(prices, sku)) ?? null,
  }));
}

/**
 * The stock that a file needs on the shelf before its first day: as much of each product as its documents take away.
 * Returns come on top, so that the order in which documents arrive never drives a level below zero.
 */
export function openingStockOf(documents: readonly ReplayDocument[]): ReadonlyMap<string, Milli> {
  const needed = new Map<string, Milli>();
  for (const { kind, lines } of documents) {
    if (kind === 'return') continue;
    for (const { sku, quantityMilli } of lines) {
      needed.set(sku, milli((needed.get(sku) ?? 0) + Math.abs(quantityMilli)));
    }
  }
  return needed;
}

type Tally<T> = Map<T, number>;

function tallyOf<T>(tallies: Map<string, Tally<T>>, sku: string): Tally<T> {
  const tally = tallies.get(sku) ?? new Map<T, number>();
  tallies.set(sku, tally);
  return tally;
}

function count<T>(tally: Tally<T>, value: T): void {
  tally.set(value, (tally.get(value) ?? 0) + 1);
}

/** The first of the most frequent values. */
function mostFrequent<T>(tally: Tally<T>): T | undefined {
  let best: { readonly value: T; readonly times: number } | undefined;
  for (const [value, times] of tally) if (best === undefined || times > best.times) best = { value, times };
  return best?.value;
}
