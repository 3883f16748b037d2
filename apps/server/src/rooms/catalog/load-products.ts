import type { SellingRules, StockPolicy } from '@mosaajii/domain/catalog';
import { milli, priceE4 } from '@mosaajii/domain/money';
import type { Tx } from '../../platform/database/index.ts';
import type { CodeRecord, ProductRecord, VariantRecord } from './model.ts';

interface ProductRow {
  readonly product_id: string;
  readonly name: string;
  readonly description: string;
  readonly category_id: string | null;
  readonly tax_class_id: string;
  readonly unit: string;
  readonly option_names: string[];
  readonly image_id: string | null;
  readonly is_active: boolean;
  readonly favourite_position: number | null;
  readonly version: number;
  readonly import_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

interface VariantRow {
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly option_values: string[];
  readonly price_e4: number | null;
  readonly cost_e4: number | null;
  readonly stock_policy: StockPolicy;
  readonly is_active: boolean;
  readonly selling: SellingRules | null;
  readonly version: number;
}

interface CodeRow {
  readonly variant_id: string;
  readonly code: string;
  readonly display_code: string;
  readonly is_gtin: boolean;
  readonly quantity_milli: number;
}

const PRODUCTS = `select product_id, name, description, category_id, tax_class_id, unit, option_names, image_id, is_active,
  favourite_position, version, import_id, created_at, updated_at
  from product where organization_id = $1 and product_id = any($2::uuid[]) order by product_id`;
const VARIANTS = `select variant_id, product_id, sku, option_values, price_e4, cost_e4, stock_policy, is_active, selling, version
  from variant where organization_id = $1 and product_id = any($2::uuid[]) order by product_id, position, variant_id`;
const CODES = `select variant_id, code, display_code, is_gtin, quantity_milli
  from variant_code where organization_id = $1 and variant_id = any($2::uuid[]) order by variant_id, code`;

/**
 * The products with these ids, whole, in the order of their ids. `lock` keeps others from changing them until the end of
 * the transaction; locks are taken in the order of ids, so that two writers wait instead of blocking each other.
 */
export async function loadProducts(
  tx: Tx,
  productIds: readonly string[],
  options: { readonly lock?: boolean } = {},
): Promise<ProductRecord[]> {
  if (productIds.length === 0) return [];
  const lock = options.lock === true ? ' for no key update' : '';
  const products = await tx.query<ProductRow>(`${PRODUCTS}${lock}`, [tx.organizationId, productIds]);
  const variants = await tx.query<VariantRow>(VARIANTS, [tx.organizationId, productIds]);
  const codes = await tx.query<CodeRow>(CODES, [tx.organizationId, variants.map((row) => row.variant_id)]);
  const codesOf = groupBy(codes, (row) => row.variant_id);
  const variantsOf = groupBy(variants, (row) => row.product_id);
  return products.map((row) =>
    productOf(
      row,
      (variantsOf.get(row.product_id) ?? []).map((variant) =>
        variantOf(variant, codesOf.get(variant.variant_id) ?? []),
      ),
    ),
  );
}

function productOf(row: ProductRow, variants: readonly VariantRecord[]): ProductRecord {
  return {
    productId: row.product_id,
    name: row.name,
    description: row.description,
    categoryId: row.category_id,
    taxClassId: row.tax_class_id,
    unit: row.unit,
    optionNames: row.option_names,
    imageId: row.image_id,
    isActive: row.is_active,
    favouritePosition: row.favourite_position,
    version: row.version,
    importId: row.import_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    variants,
  };
}

function variantOf(row: VariantRow, codes: readonly CodeRow[]): VariantRecord {
  return {
    variantId: row.variant_id,
    sku: row.sku,
    optionValues: row.option_values,
    priceE4: row.price_e4 === null ? null : priceE4(row.price_e4),
    costE4: row.cost_e4 === null ? null : priceE4(row.cost_e4),
    stockPolicy: row.stock_policy,
    isActive: row.is_active,
    selling: row.selling,
    version: row.version,
    codes: codes.map(codeOf),
  };
}

function codeOf(row: CodeRow): CodeRecord {
  return {
    code: row.code,
    displayCode: row.display_code,
    isGtin: row.is_gtin,
    quantityMilli: milli(row.quantity_milli),
  };
}

export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
