import { foldText, tokensOf } from '@mosaajii/domain/catalog';
import type { Tx } from '../../platform/database/index.ts';
import { composeStatement, insertInto, type Table, updateFrom } from '../../platform/statement/index.ts';
import type { Author, CodeRecord, ProductRecord, VariantRecord } from './model.ts';
import { keepPast } from './taxation.ts';

/** A product before and after a change; `before` is null for a new one. */
export interface ProductChange {
  readonly before: ProductRecord | null;
  readonly after: ProductRecord;
}

type VariantRow = VariantRecord & { readonly productId: string; readonly position: number };
type CodeRow = CodeRecord & { readonly variantId: string };
type PriceRow = Pick<VariantRecord, 'variantId' | 'version' | 'priceE4'> & { readonly changedBy: string };

const PRODUCT: Table<ProductRecord> = {
  name: 'product',
  columns: [
    { name: 'product_id', type: 'uuid', value: (row) => row.productId },
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'description', type: 'text', value: (row) => row.description },
    { name: 'category_id', type: 'uuid', value: (row) => row.categoryId },
    { name: 'tax_class_id', type: 'uuid', value: (row) => row.taxClassId },
    { name: 'unit', type: 'text', value: (row) => row.unit },
    { name: 'option_names', type: 'text[]', value: (row) => row.optionNames },
    { name: 'image_id', type: 'uuid', value: (row) => row.imageId },
    { name: 'is_active', type: 'boolean', value: (row) => row.isActive },
    { name: 'favourite_position', type: 'integer', value: (row) => row.favouritePosition },
    { name: 'version', type: 'integer', value: (row) => row.version },
    { name: 'import_id', type: 'uuid', value: (row) => row.importId },
    { name: 'created_at', type: 'timestamptz', value: (row) => row.createdAt },
    { name: 'updated_at', type: 'timestamptz', value: (row) => row.updatedAt },
    { name: 'search_text', type: 'text', value: searchTextOf },
  ],
};

const VARIANT: Table<VariantRow> = {
  name: 'variant',
  columns: [
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'product_id', type: 'uuid', value: (row) => row.productId },
    { name: 'sku', type: 'text', value: (row) => row.sku },
    { name: 'option_values', type: 'text[]', value: (row) => row.optionValues },
    { name: 'position', type: 'integer', value: (row) => row.position },
    { name: 'price_e4', type: 'bigint', value: (row) => row.priceE4 },
    { name: 'cost_e4', type: 'bigint', value: (row) => row.costE4 },
    { name: 'stock_policy', type: 'text', value: (row) => row.stockPolicy },
    { name: 'is_active', type: 'boolean', value: (row) => row.isActive },
    { name: 'selling', type: 'jsonb', value: (row) => (row.selling === null ? null : JSON.stringify(row.selling)) },
    { name: 'version', type: 'integer', value: (row) => row.version },
  ],
};

const VARIANT_CODE: Table<CodeRow> = {
  name: 'variant_code',
  columns: [
    { name: 'code', type: 'text', value: (row) => row.code },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'display_code', type: 'text', value: (row) => row.displayCode },
    { name: 'is_gtin', type: 'boolean', value: (row) => row.isGtin },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
  ],
};

const VARIANT_PRICE: Table<PriceRow> = {
  name: 'variant_price',
  columns: [
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'version', type: 'integer', value: (row) => row.version },
    { name: 'price_e4', type: 'bigint', value: (row) => row.priceE4 },
    { name: 'changed_by', type: 'uuid', value: (row) => row.changedBy },
  ],
};

/** Everything but the key is set from the new values. */
function update<Row>(table: Table<Row>, key: string) {
  const set = table.columns.filter((column) => column.name !== key).map(({ name }) => `${name} = v.${name}`);
  return { ...table, set: set.join(', '), where: `t.${key} = v.${key}` };
}
const PRODUCT_UPDATE = update(PRODUCT, 'product_id');
const VARIANT_UPDATE = sinceWhen(update(VARIANT, 'variant_id'));

/** What tills ask is asked since it was changed, not since anything else of the variant was. */
function sinceWhen<T extends { readonly set: string }>(table: T): T {
  const since = 'selling_since = case when t.selling is distinct from v.selling then now() else t.selling_since end';
  return { ...table, set: `${table.set}, ${since}` };
}

/**
 * Writes products as they shall be: rows that are new, rows that differ, codes that came and went, and a row of price
 * history for each price that changed. Set-based: one statement, and one more when codes were removed.
 */
export async function writeProducts(tx: Tx, author: Author, changes: readonly ProductChange[]): Promise<void> {
  const variants = changes.flatMap(variantChanges);
  const codes = variants.flatMap(({ before, after }) => codesToAdd(before, after));
  // Before the insert and not beside it: a code that moves to another variant must be free when it arrives there.
  await deleteCodes(
    tx,
    variants.flatMap(({ before, after }) => codesToRemove(before, after)),
  );
  const steps = [
    insertInto(
      PRODUCT,
      changes.filter((change) => change.before === null).map((change) => change.after),
    ),
    updateFrom(
      PRODUCT_UPDATE,
      changes.filter((change) => change.before !== null).map((change) => change.after),
    ),
    insertInto(
      VARIANT,
      variants.filter((change) => change.before === null).map((change) => change.after),
    ),
    updateFrom(
      VARIANT_UPDATE,
      variants.filter(isUpdated).map((change) => change.after),
    ),
    insertInto(VARIANT_CODE, codes),
    keepPast(changes.flatMap(endedClass)),
    insertInto(
      VARIANT_PRICE,
      variants.filter(isRepriced).map(({ after }) => ({ ...after, changedBy: author.userId })),
    ),
  ].filter((step) => step !== null);
  if (steps.length === 0) return;
  const { text, values, name } = composeStatement(tx.organizationId, steps, 'select 1');
  await tx.query(text, values, name);
}

/** The tax class of a product that gets another one. */
function endedClass({ before, after }: ProductChange) {
  if (before === null || before.taxClassId === after.taxClassId) return [];
  const { productId: id, version, taxClassId } = before;
  return [{ subject: 'product' as const, id, version, was: { taxClassId } }];
}

interface VariantChange {
  readonly before: (VariantRecord & { readonly position: number }) | null;
  readonly after: VariantRow;
}

function variantChanges({ before, after }: ProductChange): VariantChange[] {
  const known = new Map(before?.variants.map((variant, position) => [variant.variantId, { ...variant, position }]));
  return after.variants.map((variant, position) => ({
    before: known.get(variant.variantId) ?? null,
    after: { ...variant, productId: after.productId, position },
  }));
}

function isUpdated({ before, after }: VariantChange): boolean {
  return before !== null && (before.version !== after.version || before.position !== after.position);
}

function isRepriced({ before, after }: VariantChange): boolean {
  return before === null || before.priceE4 !== after.priceE4;
}

function codesToAdd(before: VariantRecord | null, after: VariantRow): CodeRow[] {
  const kept = new Set(before?.codes.map(codeIdentity));
  return after.codes
    .filter((code) => !kept.has(codeIdentity(code)))
    .map((code) => ({ ...code, variantId: after.variantId }));
}

function codesToRemove(before: VariantRecord | null, after: VariantRow): string[] {
  const kept = new Set(after.codes.map(codeIdentity));
  return (before?.codes ?? []).filter((code) => !kept.has(codeIdentity(code))).map((code) => code.code);
}

function codeIdentity(code: CodeRecord): string {
  return JSON.stringify([code.code, code.displayCode, code.quantityMilli]);
}

async function deleteCodes(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  await tx.query('delete from variant_code where organization_id = $1 and code = any($2::text[])', [
    tx.organizationId,
    codes,
  ]);
}

/** The words by which the office finds a product, folded as the device folds them. */
function searchTextOf(product: ProductRecord): string {
  const parts = [
    product.name,
    ...product.variants.flatMap((variant) => [
      variant.sku,
      ...variant.optionValues,
      ...variant.codes.flatMap((code) => [code.displayCode, code.code]),
    ]),
  ];
  // A vector may hold a megabyte; no search needs more words of one product than this.
  return [...new Set(tokensOf(foldText(parts.join(' '))))].join(' ').slice(0, 200_000);
}
