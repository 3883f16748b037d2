import type { RejectionCode } from '@mosaajii/contract';
import {
  plainRules,
  type RoughRules,
  rulesProblem,
  type SellingRules,
  type StockPolicy,
} from '@mosaajii/domain/catalog';
import type { PriceE4 } from '@mosaajii/domain/money';
import type { Tx } from '../../platform/database/index.ts';
import type { Ids } from '../../platform/ids/index.ts';
import { type Owner, ownersOf } from './find-conflicts.ts';
import { loadProducts } from './load-products.ts';
import type { Author, CodeRecord, ProductRecord, VariantRecord } from './model.ts';
import { isSameProduct, newSku } from './product-decisions.ts';
import { type ProductChange, writeProducts } from './write-products.ts';

/** A product with one variant as a list names it. A field that is absent stays as it is, or is the default for a new one. */
export interface UpsertRow {
  /** The key. Without it the first code that is known already is. */
  readonly sku?: string;
  readonly name: string;
  readonly description?: string;
  readonly priceE4?: PriceE4 | null;
  readonly costE4?: PriceE4 | null;
  readonly unit?: string;
  readonly taxClassId?: string;
  readonly categoryId?: string | null;
  readonly favouritePosition?: number | null;
  readonly stockPolicy?: StockPolicy;
  /** Each part that is named replaces that part of what tills ask; null: nothing is asked any more. */
  readonly selling?: RoughRules | null;
  /** Added to what is there. */
  readonly codes: readonly CodeRecord[];
}

/** For new products. */
export interface UpsertDefaults {
  readonly taxClassId: string;
  readonly categoryId: string | null;
  readonly unit: string;
  readonly priceE4: PriceE4 | null;
  readonly importId: string | null;
}

export type UpsertOutcome =
  | {
      readonly outcome: 'created' | 'updated' | 'skipped';
      readonly product: ProductRecord;
      readonly variant: VariantRecord;
    }
  | { readonly outcome: 'rejected'; readonly code: RejectionCode; readonly reason: string };

export interface UpsertPlan {
  /** One for each row, in the order of the rows. */
  readonly outcomes: readonly UpsertOutcome[];
  readonly changes: readonly ProductChange[];
}

interface Known {
  readonly products: ReadonlyMap<string, ProductRecord>;
  readonly skus: ReadonlyMap<string, Owner>;
  readonly codes: ReadonlyMap<string, Owner>;
}

/**
 * Decides what becomes of the rows against what is there; nothing is written. The rows must not name the same SKU or code
 * twice. `lock` holds the products that may change until the end of the transaction.
 */
export async function planUpserts(
  tx: Tx,
  rows: readonly UpsertRow[],
  context: { readonly defaults: UpsertDefaults; readonly ids: Ids; readonly now: string; readonly lock: boolean },
): Promise<UpsertPlan> {
  const owners = await ownersOf(tx, {
    skus: rows.flatMap(wantedSku),
    codes: rows.flatMap((row) => row.codes.map((code) => code.code)),
  });
  const productIds = new Set([...owners.skus.values(), ...owners.codes.values()].map((owner) => owner.productId));
  const products = await loadProducts(tx, [...productIds].sort(), { lock: context.lock });
  // Rows may name several variants of one product, so each row is decided on what the rows before it have left.
  const current = new Map(products.map((product) => [product.productId, product]));
  const changes = new Map<string, ProductChange>();
  const outcomes = rows.map((row): UpsertOutcome => {
    const outcome = decide(row, { ...owners, products: current }, context);
    if (outcome.outcome === 'created' || outcome.outcome === 'updated') {
      const { product } = outcome;
      const before = changes.has(product.productId) ? (changes.get(product.productId)?.before ?? null) : null;
      const known = changes.has(product.productId) ? before : (current.get(product.productId) ?? null);
      changes.set(product.productId, { before: known, after: product });
      current.set(product.productId, product);
    }
    return outcome;
  });
  return { outcomes, changes: [...changes.values()] };
}

/** Writes what was planned in the same transaction. */
export async function applyPlan(tx: Tx, author: Author, plan: UpsertPlan): Promise<void> {
  await writeProducts(tx, author, plan.changes);
}

/** The SKU that a row asks for; a row without one would be given its first code as SKU. */
function wantedSku(row: UpsertRow): string[] {
  const sku = row.sku ?? row.codes[0]?.displayCode;
  return sku === undefined ? [] : [sku];
}

function decide(
  row: UpsertRow,
  known: Known,
  context: { defaults: UpsertDefaults; ids: Ids; now: string },
): UpsertOutcome {
  const owner = ownerOf(row, known);
  const stranger = row.codes
    .map((code) => known.codes.get(code.code))
    .find((found) => found !== undefined && found.variantId !== owner?.variantId);
  if (stranger !== undefined) {
    return {
      outcome: 'rejected',
      code: 'code-taken',
      reason: `“${stranger.productName}” has the code ${stranger.value}.`,
    };
  }
  const before = owner === undefined ? undefined : known.products.get(owner.productId);
  const variant = before?.variants.find(({ variantId }) => variantId === owner?.variantId);
  if (before === undefined || variant === undefined) return created(row, context);
  return updated(row, before, variant, context.now);
}

function sellingAfter(known: SellingRules | null, asked: UpsertRow['selling']): SellingRules | null {
  if (asked === undefined) return known;
  return asked === null ? null : plainRules({ ...known, ...plainRules(asked) });
}

function ownerOf(row: UpsertRow, known: Known): Owner | undefined {
  if (row.sku !== undefined) return known.skus.get(row.sku);
  for (const code of row.codes) {
    const owner = known.codes.get(code.code);
    if (owner !== undefined) return owner;
  }
  return known.skus.get(row.codes[0]?.displayCode ?? '');
}

function created(
  row: UpsertRow,
  { defaults, ids, now }: { defaults: UpsertDefaults; ids: Ids; now: string },
): UpsertOutcome {
  const variant: VariantRecord = {
    variantId: ids.next(),
    sku: row.sku ?? row.codes[0]?.displayCode ?? newSku(),
    optionValues: [],
    priceE4: row.priceE4 === undefined ? defaults.priceE4 : row.priceE4,
    costE4: row.costE4 ?? null,
    stockPolicy: row.stockPolicy ?? 'warn',
    isActive: true,
    selling: sellingAfter(null, row.selling),
    version: 1,
    codes: row.codes,
  };
  const product: ProductRecord = {
    productId: ids.next(),
    name: row.name,
    description: row.description ?? '',
    categoryId: row.categoryId === undefined ? defaults.categoryId : row.categoryId,
    taxClassId: row.taxClassId ?? defaults.taxClassId,
    unit: row.unit ?? defaults.unit,
    optionNames: [],
    imageId: null,
    isActive: true,
    favouritePosition: row.favouritePosition ?? null,
    version: 1,
    importId: defaults.importId,
    createdAt: now,
    updatedAt: now,
    variants: [variant],
  };
  return refusedRules(variant, product.unit) ?? { outcome: 'created', product, variant };
}

/** Rules that goods of this unit cannot have, as the row's refusal. */
function refusedRules(variant: VariantRecord, unit: string): UpsertOutcome | null {
  const problem = rulesProblem(variant.selling, unit);
  return problem === null ? null : { outcome: 'rejected', code: 'bad-rules', reason: RULES_REASONS[problem] };
}

const RULES_REASONS = {
  'price-range': 'The lowest price is above the highest one.',
  'weight-unit': 'Only goods that are sold by kg, g, lb or oz are weighed.',
} as const;

function updated(row: UpsertRow, before: ProductRecord, known: VariantRecord, now: string): UpsertOutcome {
  const has = new Set(known.codes.map((code) => code.code));
  const variant: VariantRecord = {
    ...known,
    priceE4: row.priceE4 === undefined ? known.priceE4 : row.priceE4,
    costE4: row.costE4 === undefined ? known.costE4 : row.costE4,
    stockPolicy: row.stockPolicy ?? known.stockPolicy,
    selling: sellingAfter(known.selling, row.selling),
    codes: [...known.codes, ...row.codes.filter((code) => !has.has(code.code))],
    version: known.version + 1,
  };
  // The row speaks of one variant; what all variants share is only its business when there is no other.
  const shared: Partial<ProductRecord> =
    before.variants.length > 1
      ? {}
      : {
          name: row.name,
          description: row.description ?? before.description,
          unit: row.unit ?? before.unit,
          taxClassId: row.taxClassId ?? before.taxClassId,
          categoryId: row.categoryId === undefined ? before.categoryId : row.categoryId,
          favouritePosition: row.favouritePosition === undefined ? before.favouritePosition : row.favouritePosition,
        };
  const variants = before.variants.map((other) => (other.variantId === known.variantId ? variant : other));
  const after: ProductRecord = { ...before, ...shared, variants, version: before.version + 1, updatedAt: now };
  if (isSameProduct(before, after)) return { outcome: 'skipped', product: before, variant: known };
  return refusedRules(variant, after.unit) ?? { outcome: 'updated', product: after, variant };
}
