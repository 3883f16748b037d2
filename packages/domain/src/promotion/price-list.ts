import type { Milli, PriceE4 } from '../money/types.ts';

/** A price from a quantity on. */
export interface PriceBreak {
  readonly fromMilli: Milli;
  readonly priceE4: PriceE4;
}

export interface ListPrice {
  readonly variantId: string;
  /** By rising quantity; the first is the price below the next. */
  readonly breaks: readonly PriceBreak[];
}

/** Prices for some customers, some stores, some time. */
export interface PriceList {
  readonly priceListId: string;
  readonly version: number;
  readonly name: string;
  /** `floor`: what no promotion goes below, instead of what is charged. */
  readonly kind: 'price' | 'floor';
  /** Absent: in all stores, for everybody, always. */
  readonly storeIds?: readonly string[];
  readonly customerGroupIds?: readonly string[];
  readonly validFrom?: string;
  readonly validTo?: string;
  /** 1 goes first where several lists name a price; equal ones: the lower price. */
  readonly priority: number;
  readonly prices: readonly ListPrice[];
}

/** Whose price is asked for. */
export interface PriceAsker {
  /** ISO 8601 UTC. */
  readonly instant: string;
  readonly storeId: string;
  readonly customerGroupIds: readonly string[];
}

/** Whether a list is in force for somebody. */
export function isInForce(list: Omit<PriceList, 'prices'>, asker: PriceAsker): boolean {
  if (list.validFrom !== undefined && asker.instant < list.validFrom) return false;
  if (list.validTo !== undefined && asker.instant >= list.validTo) return false;
  if (list.storeIds !== undefined && !list.storeIds.includes(asker.storeId)) return false;
  return (
    list.customerGroupIds === undefined || list.customerGroupIds.some((group) => asker.customerGroupIds.includes(group))
  );
}

export interface FoundPrice {
  readonly priceListId: string;
  readonly version: number;
  readonly name: string;
  readonly priceE4: PriceE4;
}

/** The prices of the lists that are in force for somebody, ready to be asked. */
export interface PriceFinder {
  /** The lists that are in force, those of minimum prices left out. */
  readonly priceListIds: readonly string[];
  /** What a quantity of a variant costs each; null: the catalogue's price. */
  price(variantId: string, quantityMilli: number): FoundPrice | null;
  /** What no promotion goes below; null: nothing. The highest of several. */
  floor(variantId: string): PriceE4 | null;
}

/** Finds prices among the lists that are in force: by priority, then the lower price. */
export function priceFinder(lists: readonly PriceList[], asker: PriceAsker): PriceFinder {
  const inForce = lists.filter((list) => isInForce(list, asker));
  const priced = inForce.filter((list) => list.kind === 'price');
  const byVariant = new Map<string, { readonly list: PriceList; readonly breaks: readonly PriceBreak[] }[]>();
  for (const list of priced) {
    for (const { variantId, breaks } of list.prices) {
      const known = byVariant.get(variantId);
      if (known) known.push({ list, breaks });
      else byVariant.set(variantId, [{ list, breaks }]);
    }
  }
  const floors = new Map<string, PriceE4>();
  for (const list of inForce) {
    if (list.kind !== 'floor') continue;
    for (const { variantId, breaks } of list.prices) {
      const [first] = breaks;
      if (first && first.priceE4 > (floors.get(variantId) ?? -1)) floors.set(variantId, first.priceE4);
    }
  }
  return {
    priceListIds: priced.map((list) => list.priceListId),
    price: (variantId, quantityMilli) => bestPrice(byVariant.get(variantId) ?? [], quantityMilli),
    floor: (variantId) => floors.get(variantId) ?? null,
  };
}

function bestPrice(
  candidates: readonly { readonly list: PriceList; readonly breaks: readonly PriceBreak[] }[],
  quantityMilli: number,
): FoundPrice | null {
  let best: (FoundPrice & { readonly priority: number }) | null = null;
  for (const { list, breaks } of candidates) {
    const reached = breaks.filter((step) => step.fromMilli <= quantityMilli).at(-1);
    if (!reached) continue;
    const isBetter =
      best === null ||
      list.priority < best.priority ||
      (list.priority === best.priority && reached.priceE4 < best.priceE4);
    if (!isBetter) continue;
    const { priceListId, version, name, priority } = list;
    best = { priceListId, version, name, priority, priceE4: reached.priceE4 };
  }
  if (best === null) return null;
  const { priority: _, ...found } = best;
  return found;
}
