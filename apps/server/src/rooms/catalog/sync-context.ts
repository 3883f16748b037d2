import type { SellingRules } from '@mosaajii/domain/catalog';
import { foldText, tokensOf } from '@mosaajii/domain/catalog';
import type { Tx } from '../../platform/database/index.ts';

/** What the inbox knows of a variant. Column names as in the table. */
export interface VariantRow {
  readonly variant_id: string;
  readonly price_e4: number | null;
  readonly cost_e4: number | null;
  readonly stock_policy: 'allow' | 'warn' | 'refuse';
  /** What tills ask about it, and since when; absent in what was made before: nothing. */
  readonly selling?: SellingRules | null;
  readonly selling_since?: string | null;
}

/** A price and the moment since when it was valid. */
export interface PriceVersionRow {
  readonly variant_id: string;
  readonly price_e4: number | null;
  readonly valid_from: string;
}

/** The queries by which a larger statement reads what was sold. */
export const VARIANT_QUERIES = {
  variants: (variantIds: string) =>
    'select variant_id, price_e4, cost_e4, stock_policy, selling, case when selling is not null then selling_since end as selling_since' +
    ' from variant where organization_id = $1' +
    ` and variant_id = any(${variantIds}::uuid[])`,
  /** The price history of those variants alone whose charged list price is not today's. */
  driftedPrices: (variantIds: string, prices: string) =>
    'select p.variant_id, p.price_e4, p.valid_from from variant_price p where p.organization_id = $1 and p.variant_id in' +
    ` (select v.variant_id from unnest(${variantIds}::uuid[], ${prices}::bigint[]) as c (variant_id, price_e4)` +
    ' join variant v on v.organization_id = $1 and v.variant_id = c.variant_id where v.price_e4 is distinct from c.price_e4)',
} as const;

/** The names of some variants, for rooms that list them. */
export interface VariantLabel {
  readonly variant_id: string;
  readonly sku: string;
  readonly product_name: string;
  readonly option_values: readonly string[];
}

export async function readVariantLabels(tx: Tx, variantIds: readonly string[]): Promise<Map<string, VariantLabel>> {
  const rows = await tx.query<VariantLabel>(
    'select v.variant_id, v.sku, p.name as product_name, v.option_values from variant v' +
      ' join product p on p.organization_id = v.organization_id and p.product_id = v.product_id' +
      ' where v.organization_id = $1 and v.variant_id = any($2::uuid[])',
    [tx.organizationId, variantIds],
  );
  return new Map(rows.map((row) => [row.variant_id, row]));
}

/** A variant as a line of a sale names it. */
export interface NamedVariant {
  readonly variantId: string;
  readonly name: string;
  readonly unit: string;
}

/** A variant as it is ordered from a supplier and told apart when it arrives. */
export interface OrderableVariant {
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly product_name: string;
  readonly option_values: readonly string[];
  readonly unit: string;
  /** Normalised, as scanners are answered. */
  readonly codes: readonly string[];
}

/** The variants of an order, with the codes that a scanner may read off them. */
export async function readOrderableVariants(
  tx: Tx,
  variantIds: readonly string[],
): Promise<Map<string, OrderableVariant>> {
  const rows = await tx.query<OrderableVariant>(
    'select v.variant_id, v.product_id, v.sku, p.name as product_name, v.option_values, p.unit,' +
      ' array(select c.code from variant_code c where c.organization_id = v.organization_id' +
      '  and c.variant_id = v.variant_id order by c.code) as codes' +
      ' from variant v join product p on p.organization_id = v.organization_id and p.product_id = v.product_id' +
      ' where v.organization_id = $1 and v.variant_id = any($2::uuid[])',
    [tx.organizationId, variantIds],
  );
  return new Map(rows.map((row) => [row.variant_id, row]));
}

/** The variants that have one of these SKUs, by SKU. */
export async function findVariantsBySku(tx: Tx, skus: readonly string[]): Promise<Map<string, NamedVariant>> {
  const rows = await tx.query<{ sku: string; variant_id: string; name: string; unit: string }>(
    'select v.sku, v.variant_id, p.name, p.unit from variant v' +
      ' join product p on p.organization_id = v.organization_id and p.product_id = v.product_id' +
      ' where v.organization_id = $1 and v.sku = any($2::text[])',
    [tx.organizationId, skus],
  );
  return new Map(rows.map(({ sku, variant_id: variantId, name, unit }) => [sku, { variantId, name, unit }]));
}

/** The variants whose product's words, SKU or codes begin with the words of a query; at most `limit`. */
export async function findVariantIds(tx: Tx, query: string, limit: number): Promise<string[]> {
  const words = tokensOf(foldText(query));
  if (words.length === 0) return [];
  // Words are letters and digits only, so that quoting them is enough to keep them out of the query's grammar.
  const text = words.map((word) => `'${word}':*`).join(' & ');
  const rows = await tx.query<{ variant_id: string }>(
    'select v.variant_id from product p join variant v on v.organization_id = p.organization_id and v.product_id = p.product_id' +
      " where p.organization_id = $1 and p.search_vector @@ to_tsquery('simple', $2) order by v.variant_id limit $3",
    [tx.organizationId, text, limit],
  );
  return rows.map((row) => row.variant_id);
}
