import type { SellingRules, StockPolicy } from '@mosaajii/domain/catalog';
import type { Milli, PriceE4 } from '@mosaajii/domain/money';

/** A product with everything under it: what is loaded, decided on and written as one. */
export interface ProductRecord {
  readonly productId: string;
  readonly name: string;
  readonly description: string;
  readonly categoryId: string | null;
  readonly taxClassId: string;
  readonly unit: string;
  readonly optionNames: readonly string[];
  readonly imageId: string | null;
  readonly isActive: boolean;
  readonly favouritePosition: number | null;
  readonly version: number;
  /** The import that made it. */
  readonly importId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** In the order in which they are shown. */
  readonly variants: readonly VariantRecord[];
}

export interface VariantRecord {
  readonly variantId: string;
  readonly sku: string;
  readonly optionValues: readonly string[];
  readonly priceE4: PriceE4 | null;
  readonly costE4: PriceE4 | null;
  readonly stockPolicy: StockPolicy;
  readonly isActive: boolean;
  /** What tills ask about it; null: nothing. */
  readonly selling: SellingRules | null;
  readonly version: number;
  readonly codes: readonly CodeRecord[];
}

export interface CodeRecord {
  /** The key under which it is looked up: see `codeKey`. */
  readonly code: string;
  readonly displayCode: string;
  readonly isGtin: boolean;
  readonly quantityMilli: Milli;
}

/** Who makes a change, for the audit trail. */
export interface Author {
  readonly userId: string;
  readonly requestId?: string;
}
