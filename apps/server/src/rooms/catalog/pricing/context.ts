import type { ListPrice } from '@mosaajii/domain/promotion';
import type { PriceListDefinition, PromotionDefinition } from './document.ts';

/** A version of a promotion or a price list, and since when it holds. */
export interface VersionRow<Definition> {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly is_active: boolean;
  readonly definition: Definition;
  readonly valid_since: string;
}

/** Everything by which the inbox prices a sale again. Column names as in the tables. */
export interface PricingRows {
  readonly promotions: readonly VersionRow<PromotionDefinition>[];
  readonly price_lists: readonly VersionRow<PriceListDefinition>[];
  readonly rules: readonly { readonly rules: unknown; readonly valid_since: string }[];
  readonly prices: readonly {
    readonly price_list_id: string;
    readonly variant_id: string;
    readonly version: number;
    readonly breaks: ListPrice['breaks'] | null;
  }[];
  readonly goods: readonly {
    readonly variant_id: string;
    readonly product_id: string;
    readonly category_id: string | null;
  }[];
  readonly categories: readonly { readonly category_id: string; readonly parent_id: string | null }[];
  readonly coupons: readonly CouponStateRow[];
}

/** What is left of a coupon, locked until the batch is written. */
export interface CouponStateRow {
  readonly coupon_id: string;
  readonly code: string;
  readonly promotion_id: string;
  readonly most_uses: number | null;
  readonly uses: number;
  readonly surplus_uses: number;
}

/** What the versions of a thing say that hold at some time or later: those that were replaced before are left out. */
function versionsSince(table: string, id: string, since: string): string {
  return (
    `select v.${id} as id, v.version, v.name, v.is_active, v.definition, v.valid_since from ${table} v` +
    ` where v.organization_id = $1 and not exists (select 1 from ${table} n where n.organization_id = v.organization_id` +
    ` and n.${id} = v.${id} and n.version = v.version + 1 and n.valid_since < ${since}::timestamptz)`
  );
}

/** The queries by which a larger statement reads how sales were priced; the parameters are an instant, variants and codes. */
export const PRICING_QUERIES = {
  coupons: (codes: string) =>
    'select coupon_id, code, promotion_id, most_uses, uses, surplus_uses from coupon where organization_id = $1' +
    ` and code = any(${codes}) order by coupon_id for update`,
  promotions: (since: string) => versionsSince('promotion_version', 'promotion_id', since),
  price_lists: (since: string) => versionsSince('price_list_version', 'price_list_id', since),
  rules: 'select rules, valid_since from pricing_rules_version where organization_id = $1',
  prices: (variantIds: string) =>
    'select price_list_id, variant_id, version, breaks from price_list_price where organization_id = $1' +
    ` and variant_id = any(${variantIds}::uuid[])`,
  goods: (variantIds: string) =>
    'select v.variant_id, v.product_id, p.category_id from variant v join product p' +
    ' on p.organization_id = v.organization_id and p.product_id = v.product_id' +
    ` where v.organization_id = $1 and v.variant_id = any(${variantIds}::uuid[])`,
  categories: 'select category_id, parent_id from category where organization_id = $1',
} as const;
