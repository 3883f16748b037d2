import { milli } from '../money/amount.ts';
import type { Result } from '../result.ts';
import type { TaxRule } from '../sale/model.ts';
import { foldText } from './fold.ts';
import { codeKey, isGtin } from './gtin.ts';
import {
  hitAt,
  lowerBound,
  openColumns,
  rowsOfId,
  type SnapshotColumns,
  type SnapshotRefusal,
  textAt,
} from './snapshot-columns.ts';
import { compareText } from './snapshot-layout.ts';
import type {
  CatalogDelta,
  CatalogHit,
  CodeHit,
  SnapshotCategory,
  SnapshotCode,
  SnapshotTaxClass,
  SnapshotVariant,
} from './snapshot-model.ts';

/** The products that changed after the file was written, whole, and which rows of the file they hide. */
interface Overlay {
  readonly products: ReadonlyMap<string, readonly SnapshotVariant[]>;
  readonly variants: ReadonlyMap<string, SnapshotVariant>;
  readonly codes: ReadonlyMap<string, { readonly variant: SnapshotVariant; readonly code: SnapshotCode }>;
  /** One byte for each row: 1 when a delta replaced or removed it. */
  readonly hidden: Uint8Array;
  readonly hiddenCount: number;
}

/** The catalogue in memory: the file and what changed since. Immutable; `applyDelta` answers a new one that shares the columns. */
export interface SnapshotView {
  /** Position of the change feed that the file includes. Deltas do not move it: whoever pulls keeps the cursor. */
  readonly position: number;
  readonly columns: SnapshotColumns;
  readonly overlay: Overlay;
  readonly categories: readonly SnapshotCategory[];
  readonly taxClasses: readonly SnapshotTaxClass[];
  readonly taxes: readonly TaxRule[];
}

/** More changed products than this are better fetched as a new snapshot: the overlay is searched line by line. */
export const OVERLAY_LIMIT = 5000;

/** Opens a snapshot file. Columns lie on the bytes, which must not be changed afterwards. */
export function openSnapshot(bytes: Uint8Array | ArrayBuffer): Result<SnapshotView, SnapshotRefusal> {
  const opened = openColumns(bytes);
  if (!opened.ok) return opened;
  const columns = opened.value;
  const { position, categories, taxClasses, taxes, count } = columns.header;
  const overlay = {
    products: new Map(),
    variants: new Map(),
    codes: new Map(),
    hidden: new Uint8Array(count),
    hiddenCount: 0,
  };
  return { ok: true, value: { position, columns, overlay, categories, taxClasses, taxes } };
}

/** The catalogue after a delta. Applying the same delta again changes nothing. */
export function applyDelta(view: SnapshotView, delta: CatalogDelta): SnapshotView {
  return {
    ...view,
    categories: delta.categories ?? view.categories,
    taxes: delta.taxes?.taxes ?? view.taxes,
    taxClasses: delta.taxes?.taxClasses ?? view.taxClasses,
    overlay: delta.products === undefined ? view.overlay : overlayWith(view, delta.products),
  };
}

function overlayWith(view: SnapshotView, changed: NonNullable<CatalogDelta['products']>): Overlay {
  const { bytes, u32 } = view.columns;
  const products = new Map(view.overlay.products);
  const hidden = view.overlay.hidden.slice();
  for (const product of changed) {
    products.set(product.productId, product.variants);
    for (const row of rowsOfId(bytes.productIds, u32.productOrder, product.productId)) hidden[row] = 1;
  }
  const all = [...products.values()].flat();
  return {
    products,
    variants: new Map(all.map((variant) => [variant.variantId, variant])),
    codes: new Map(all.flatMap((variant) => variant.codes.map((code) => [code.code, { variant, code }] as const))),
    hidden,
    hiddenCount: hidden.reduce((count, flag) => count + flag, 0),
  };
}

/** How many variants can be sold. */
export function variantCount(view: SnapshotView): number {
  return view.columns.header.count - view.overlay.hiddenCount + view.overlay.variants.size;
}

/** How many products lie over the file; beyond `OVERLAY_LIMIT` fetch a new snapshot. */
export function overlaySize(view: SnapshotView): number {
  return view.overlay.products.size;
}

/** The variant of a scanned or typed code: any form of its GTIN, or the exact string. `null`: unknown. */
export function variantByCode(view: SnapshotView, text: string): CodeHit | null {
  const key = codeKey(text);
  const changed = view.overlay.codes.get(key);
  if (changed !== undefined) {
    const { codes: _codes, favouritePosition: _position, ...hit } = changed.variant;
    return { ...hit, codeQuantityMilli: changed.code.quantityMilli, displayCode: changed.code.displayCode };
  }
  return isGtin(key) ? byGtin(view, Number(key)) : byExactCode(view, key);
}

function byGtin(view: SnapshotView, gtin: number): CodeHit | null {
  const { f64, u32, bytes } = view.columns;
  const at = lowerBound(f64.gtins.length, (index) => (f64.gtins[index] ?? 0) < gtin);
  const row = u32.gtinRows[at];
  if (f64.gtins[at] !== gtin || row === undefined || view.overlay.hidden[row] === 1) return null;
  const displayCode = String(gtin).padStart(bytes.gtinDigits[at] ?? 14, '0');
  return { ...hitAt(view.columns, row), codeQuantityMilli: milli(f64.gtinQuantities[at] ?? 1000), displayCode };
}

function byExactCode(view: SnapshotView, code: string): CodeHit | null {
  const { u32, f64, bytes } = view.columns;
  const count = u32.codeRows.length;
  const at = lowerBound(count, (index) => compareText(textAt(bytes.codes, u32.codeOffsets, index), code) < 0);
  const row = u32.codeRows[at];
  if (row === undefined || textAt(bytes.codes, u32.codeOffsets, at) !== code) return null;
  if (view.overlay.hidden[row] === 1) return null;
  return { ...hitAt(view.columns, row), codeQuantityMilli: milli(f64.codeQuantities[at] ?? 1000), displayCode: code };
}

/** The variant with this SKU: as written if there is one, else letter case and accents aside. */
export function variantBySku(view: SnapshotView, sku: string): CatalogHit | null {
  const wanted = foldText(sku);
  let alike: CatalogHit | null = null;
  for (const variant of view.overlay.variants.values()) {
    if (variant.sku === sku) return withoutCodes(variant);
    if (alike === null && foldText(variant.sku) === wanted) alike = withoutCodes(variant);
  }
  const { skuOrder } = view.columns.u32;
  for (let at = firstSku(view.columns, wanted); at < skuOrder.length; at += 1) {
    const row = skuOrder[at] ?? 0;
    if (foldedSku(view.columns, row) !== wanted) break;
    if (view.overlay.hidden[row] === 1) continue;
    const hit = hitAt(view.columns, row);
    if (hit.sku === sku) return hit;
    alike ??= hit;
  }
  return alike;
}

/** What a scanned or typed code names: one of the codes, else a SKU, of which it is one unit. */
export function variantByCodeOrSku(view: SnapshotView, text: string): CodeHit | null {
  const byCode = variantByCode(view, text);
  if (byCode !== null) return byCode;
  const bySku = variantBySku(view, text);
  return bySku && { ...bySku, codeQuantityMilli: milli(1000), displayCode: bySku.sku };
}

/** Where the SKUs that are not before `folded` begin in the order of SKUs. */
export function firstSku(columns: SnapshotColumns, folded: string): number {
  const { skuOrder } = columns.u32;
  return lowerBound(skuOrder.length, (index) => compareText(foldedSku(columns, skuOrder[index] ?? 0), folded) < 0);
}

export function foldedSku(columns: SnapshotColumns, row: number): string {
  return foldText(textAt(columns.bytes.skus, columns.u32.skuOffsets, row));
}

/** The variant with this id. `null`: unknown, or no longer sold. */
export function variantById(view: SnapshotView, variantId: string): CatalogHit | null {
  const changed = view.overlay.variants.get(variantId);
  if (changed !== undefined) return withoutCodes(changed);
  const [row] = rowsOfId(view.columns.bytes.variantIds, view.columns.u32.variantOrder, variantId);
  return row === undefined || view.overlay.hidden[row] === 1 ? null : hitAt(view.columns, row);
}

/** All variants of a product that can be sold. */
export function variantsOfProduct(view: SnapshotView, productId: string): CatalogHit[] {
  const changed = view.overlay.products.get(productId);
  if (changed !== undefined) return changed.map(withoutCodes);
  const rows = rowsOfId(view.columns.bytes.productIds, view.columns.u32.productOrder, productId);
  return rows.map((row) => hitAt(view.columns, row));
}

/** Variants of a category and of the categories under it, in the order of their names. */
export function variantsInCategory(view: SnapshotView, categoryId: string, limit: number): CatalogHit[] {
  const wanted = withDescendants(view.categories, categoryId);
  const indexes = new Set<number>();
  for (const [index, category] of view.columns.header.categories.entries())
    if (wanted.has(category.categoryId)) indexes.add(index);
  const changed = [...view.overlay.variants.values()].filter((variant) => wanted.has(variant.categoryId ?? ''));
  const { categories } = view.columns.u32;
  const hits: CatalogHit[] = [];
  for (let row = 0; row < categories.length && hits.length < limit; row += 1) {
    if (indexes.has(categories[row] ?? 0) && view.overlay.hidden[row] !== 1) hits.push(hitAt(view.columns, row));
  }
  if (changed.length === 0) return hits;
  return [...changed.map(withoutCodes), ...hits]
    .sort((a, b) => compareText(foldText(a.name), foldText(b.name)))
    .slice(0, limit);
}

/** Any variants, in the order of their names: for a shop that has no favourites and no categories yet. */
export function firstVariants(view: SnapshotView, limit: number): CatalogHit[] {
  const hits: CatalogHit[] = [];
  for (let row = 0; row < view.columns.header.count && hits.length < limit; row += 1) {
    if (view.overlay.hidden[row] !== 1) hits.push(hitAt(view.columns, row));
  }
  return [...[...view.overlay.variants.values()].map(withoutCodes), ...hits]
    .sort((a, b) => compareText(foldText(a.name), foldText(b.name)))
    .slice(0, limit);
}

/** Variants without a price, in the order of their names: whoever sells one says what it costs. */
export function unpricedVariants(view: SnapshotView, limit: number): CatalogHit[] {
  const { prices } = view.columns.f64;
  const hits = [...view.overlay.variants.values()].filter((variant) => variant.priceE4 === null).map(withoutCodes);
  for (let row = 0; row < prices.length && hits.length < limit; row += 1) {
    if (Number.isNaN(prices[row]) && view.overlay.hidden[row] !== 1) hits.push(hitAt(view.columns, row));
  }
  return hits.sort((a, b) => compareText(foldText(a.name), foldText(b.name))).slice(0, limit);
}

function withDescendants(categories: readonly SnapshotCategory[], root: string): Set<string> {
  const wanted = new Set([root]);
  // A parent may come after its child in the list, so repeat until nothing is added; the tree is shallow.
  for (let before = 0; before !== wanted.size; ) {
    before = wanted.size;
    for (const category of categories) if (wanted.has(category.parentId ?? '')) wanted.add(category.categoryId);
  }
  return wanted;
}

/** The favourites of the till in their order. */
export function favouriteVariants(view: SnapshotView, limit: number): CatalogHit[] {
  const { u32, f64 } = view.columns;
  const entries = Array.from(u32.favouriteRows, (row, index) => ({ row, position: f64.favouritePositions[index] ?? 0 }))
    .filter(({ row }) => view.overlay.hidden[row] !== 1)
    .map(({ row, position }) => ({ position, hit: () => hitAt(view.columns, row) }));
  for (const variant of view.overlay.variants.values()) {
    if (variant.favouritePosition !== null)
      entries.push({ position: variant.favouritePosition, hit: () => withoutCodes(variant) });
  }
  return entries
    .sort((a, b) => a.position - b.position)
    .slice(0, limit)
    .map((entry) => entry.hit());
}

/** The taxes of a class as they are charged on a day of the store, in the order in which they are computed. */
export function taxesOfClass(
  view: Pick<SnapshotView, 'taxes' | 'taxClasses'>,
  taxClassId: string,
  day: string,
): TaxRule[] {
  const found = view.taxClasses.find((taxClass) => taxClass.taxClassId === taxClassId);
  const isCharged = (taxId: string) => {
    const period = found?.periods?.find((one) => one.taxId === taxId);
    return (period?.from ?? day) <= day && day <= (period?.until ?? day);
  };
  return (found?.taxIds ?? []).flatMap((taxId) => view.taxes.filter((tax) => tax.taxId === taxId && isCharged(taxId)));
}

export function withoutCodes(variant: SnapshotVariant): CatalogHit {
  const { codes: _codes, favouritePosition: _position, ...hit } = variant;
  return hit;
}
