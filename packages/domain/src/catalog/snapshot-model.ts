import type { Milli, PriceE4 } from '../money/types.ts';
import type { TaxRule } from '../sale/model.ts';
import type { SellingRules } from './selling-rules.ts';

/** What happens when more is sold than is on hand: nothing, a flag for review, or the till refuses. */
export type StockPolicy = 'allow' | 'warn' | 'refuse';

/** A code of a variant as the scanner router looks it up. */
export interface SnapshotCode {
  /** GTIN-14 when `isGtin`, otherwise the exact string with its leading zeros. */
  readonly code: string;
  readonly isGtin: boolean;
  /** As entered or printed. */
  readonly displayCode: string;
  /** What one scan of this code sells: a carton of 24 is 24_000. */
  readonly quantityMilli: Milli;
}

/** A sellable variant as the till knows it. The JSON of a delta has exactly this shape. */
export interface SnapshotVariant {
  readonly variantId: string;
  readonly productId: string;
  /** Name of the product with the option values: see `variantName`. */
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  /** `null`: the till asks for the price. */
  readonly priceE4: PriceE4 | null;
  readonly taxClassId: string;
  readonly categoryId: string | null;
  readonly imageId: string | null;
  readonly stockPolicy: StockPolicy;
  /** Order among the favourites of the till; `null`: not a favourite. */
  readonly favouritePosition: number | null;
  /** What the till asks about it; absent: nothing. */
  readonly selling?: SellingRules;
  readonly codes: readonly SnapshotCode[];
}

export interface SnapshotCategory {
  readonly categoryId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly position: number;
}

export interface SnapshotTaxClass {
  readonly taxClassId: string;
  readonly name: string;
  /** In the order in which they are computed. */
  readonly taxIds: readonly string[];
  readonly isDefault: boolean;
  /** The taxes of the class that are not charged on every day. */
  readonly periods?: readonly TaxPeriod[];
}

/** On which days of a store a tax is charged, both included; `null`: without a beginning or an end. */
export interface TaxPeriod {
  readonly taxId: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** Everything a register needs to sell, as of a position of the change feed. */
export interface SnapshotRows {
  /** Position of the change feed that the rows include; ask for the changes after it. */
  readonly position: number;
  readonly categories: readonly SnapshotCategory[];
  readonly taxClasses: readonly SnapshotTaxClass[];
  readonly taxes: readonly TaxRule[];
  /** Only what can be sold: active variants of active products, in any order. */
  readonly variants: readonly SnapshotVariant[];
}

/** A product after a change, whole. No variants: it can no longer be sold. */
export interface DeltaProduct {
  readonly productId: string;
  readonly variants: readonly SnapshotVariant[];
}

/** What changed after the snapshot. A section that is absent did not change; one that is present replaces what was known. */
export interface CatalogDelta {
  readonly products?: readonly DeltaProduct[];
  readonly categories?: readonly SnapshotCategory[];
  readonly taxes?: { readonly taxes: readonly TaxRule[]; readonly taxClasses: readonly SnapshotTaxClass[] };
}

/** A variant that was found. */
export type CatalogHit = Omit<SnapshotVariant, 'codes' | 'favouritePosition'>;

/** A variant that was found by one of its codes. */
export interface CodeHit extends CatalogHit {
  readonly codeQuantityMilli: Milli;
  readonly displayCode: string;
}

/** "Classic tee · Red / M": how a variant is called on screens and receipts. */
export function variantName(productName: string, optionValues: readonly string[]): string {
  return optionValues.length === 0 ? productName : `${productName} · ${optionValues.join(' / ')}`;
}
