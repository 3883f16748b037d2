/** What the inbox knows of a variant. Column names as in the table. */
export interface VariantRow {
  readonly variant_id: string;
  readonly price_e4: number | null;
  readonly cost_e4: number | null;
  readonly stock_policy: 'allow' | 'warn' | 'refuse';
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
    'select variant_id, price_e4, cost_e4, stock_policy from variant where organization_id = $1' +
    ` and variant_id = any(${variantIds}::uuid[])`,
  /** The price history of those variants alone whose charged list price is not today's. */
  driftedPrices: (variantIds: string, prices: string) =>
    'select p.variant_id, p.price_e4, p.valid_from from variant_price p where p.organization_id = $1 and p.variant_id in' +
    ` (select v.variant_id from unnest(${variantIds}::uuid[], ${prices}::bigint[]) as c (variant_id, price_e4)` +
    ' join variant v on v.organization_id = $1 and v.variant_id = c.variant_id where v.price_e4 is distinct from c.price_e4)',
} as const;
