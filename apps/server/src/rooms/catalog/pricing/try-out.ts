import type { TryOutAnswer, TryOutRequest } from '@mosaajii/contract/pricing';
import { type Refusal, type Result, refuse } from '@mosaajii/domain';
import { variantName } from '@mosaajii/domain/catalog';
import { minor, priceE4, sum } from '@mosaajii/domain/money';
import {
  type Goods,
  listedPrices,
  type OrderAsker,
  type PromotionUsage,
  pricesFor,
  promotionsFor,
  storeMoment,
} from '@mosaajii/domain/promotion';
import { computeOrder, type OrderInput, type SaleLineInput, type TaxRule, validateOrder } from '@mosaajii/domain/sale';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readShopSettings, storeToUse } from '../../identity/index.ts';
import { readTaxes } from '../queries.ts';
import { readPricing } from './document.ts';
import { goodsByVariant } from './goods.ts';

export type TryOutRefusal =
  | { readonly code: 'unknown-goods'; readonly names: readonly string[] }
  | Refusal<'not-computable' | 'unknown-store' | 'unknown-customer'>;

/** Who would buy: their groups, their sales so far, and what they used of limited promotions. */
export interface Buyer {
  readonly groupIds: readonly string[];
  readonly orders: number;
  readonly uses: Readonly<Record<string, number>>;
}

/** Prices a basket as a till of a store would at a moment: the same engine, the same documents; nothing is written. */
export async function tryOut(
  deps: Deps,
  organizationId: string,
  request: TryOutRequest,
  readBuyer: (tx: Tx, customerId: string) => Promise<Buyer | undefined>,
): Promise<Result<TryOutAnswer, TryOutRefusal>> {
  return deps.db.read(organizationId, async (tx) => {
    const storeId = await storeToUse(tx, null, request.storeId);
    if (storeId === undefined) return refuse({ code: 'unknown-store', detail: 'This shop has no such store.' });
    const { organization, store } = await readShopSettings(tx, storeId);
    const at = request.at === undefined ? deps.clock.now() : new Date(request.at);
    const goods = await readGoods(tx, request);
    const missing = request.lines.filter(({ variantId }) => !goods.has(variantId)).map(({ variantId }) => variantId);
    if (missing.length > 0) return refuse({ code: 'unknown-goods', names: missing });
    const categories = goodsByVariant({ goods: [...goods.values()], categories: await readParents(tx) });
    const document = await readPricing(tx, store.storeId, at);
    const buyer = request.customerId === undefined ? null : await readBuyer(tx, request.customerId);
    if (buyer === undefined) return refuse({ code: 'unknown-customer', detail: 'This shop has no such customer.' });
    const asker: OrderAsker = {
      moment: storeMoment(at, store.timeZone),
      storeId: store.storeId,
      customerGroupIds: [...request.customerGroupIds, ...(buyer?.groupIds ?? [])],
      completedOrders: request.nthSale === undefined ? (buyer?.orders ?? null) : request.nthSale - 1,
      usage: await readUsage(tx, buyer?.uses ?? {}),
      coupons: await readCoupons(tx, request.coupons),
      goodsOf: (variantId): Goods | null => categories.get(variantId) ?? null,
    };
    const prices = listedPrices(pricesFor(document, asker), request.lines);
    const lines = request.lines.map((line, index) => lineOf(line, index, goods, prices));
    const input: OrderInput = { rules: store.rules, lines, saleDiscounts: [] };
    const valid = validateOrder(input);
    if (!valid.ok) return refuse({ code: 'not-computable', detail: valid.error.detail });
    const outcome = promotionsFor(document, input, asker);
    const totals = computeOrder({ ...input, promotions: outcome.applied });
    const names = new Map(document.promotions.map(({ promotionId, name }) => [promotionId, name]));
    return {
      ok: true,
      value: {
        currencyCode: organization.currency.code,
        lines: totals.lines.map((line, index) => ({
          lineId: line.lineId,
          variantId: lines[index]?.variantId ?? '',
          name: lines[index]?.name ?? '',
          quantityMilli: lines[index]?.quantityMilli ?? 0,
          totalMinor: line.totalMinor,
          derivation: line.derivation.map((step) => ({ ...step })),
        })),
        discountMinor: outcome.discountMinor,
        taxMinor: totals.taxMinor,
        totalMinor: totals.totalMinor,
        applied: outcome.applied.map(({ promotionId, label, shares }) => ({
          promotionId,
          label,
          discountMinor: sum(shares.map(({ amountMinor }) => amountMinor)),
        })),
        rejected: outcome.rejected.map(({ promotionId, reason }) => ({
          promotionId,
          name: names.get(promotionId) ?? '',
          reason,
        })),
      },
    };
  });
}

interface GoodsRow {
  readonly variant_id: string;
  readonly product_id: string;
  readonly category_id: string | null;
  readonly sku: string;
  readonly product_name: string;
  readonly option_values: readonly string[];
  readonly unit: string;
  readonly price_e4: number | null;
  readonly taxes: readonly TaxRule[];
}

async function readGoods(tx: Tx, { lines }: TryOutRequest): Promise<Map<string, GoodsRow>> {
  const { taxes, taxClasses } = await readTaxes(tx);
  const rows = await tx.query<Omit<GoodsRow, 'taxes'> & { readonly tax_class_id: string }>(
    `select v.variant_id, v.product_id, p.category_id, v.sku, p.name as product_name, v.option_values, p.unit, v.price_e4,
            p.tax_class_id
       from variant v join product p on p.organization_id = v.organization_id and p.product_id = v.product_id
      where v.organization_id = $1 and v.variant_id = any($2::uuid[])`,
    [tx.organizationId, lines.map(({ variantId }) => variantId)],
  );
  const rulesOf = (taxClassId: string) =>
    (taxClasses.find((taxClass) => taxClass.taxClassId === taxClassId)?.taxIds ?? []).flatMap((taxId) =>
      taxes.filter((tax) => tax.taxId === taxId),
    );
  return new Map(rows.map((row) => [row.variant_id, { ...row, taxes: rulesOf(row.tax_class_id) }]));
}

/** What sales used of limited promotions so far, and what the customer did. */
async function readUsage(tx: Tx, byCustomer: Readonly<Record<string, number>>): Promise<Map<string, PromotionUsage>> {
  const rows = await tx.query<{ promotion_id: string; uses: number; given_minor: number }>(
    'select promotion_id, uses, given_minor from promotion_use where organization_id = $1',
    [tx.organizationId],
  );
  return new Map(
    rows.map(({ promotion_id: id, uses, given_minor: given }) => [
      id,
      { used: uses, usedByCustomer: byCustomer[id] ?? 0, budgetUsedMinor: minor(given) },
    ]),
  );
}

function readParents(tx: Tx): Promise<{ category_id: string; parent_id: string | null }[]> {
  return tx.query('select category_id, parent_id from category where organization_id = $1', [tx.organizationId]);
}

async function readCoupons(tx: Tx, codes: readonly string[]): Promise<OrderAsker['coupons']> {
  if (codes.length === 0) return [];
  const rows = await tx.query<{ code: string; promotion_id: string }>(
    `select code, promotion_id from coupon where organization_id = $1 and code = any($2::text[]) and is_active
        and (most_uses is null or uses < most_uses)`,
    [tx.organizationId, codes],
  );
  return rows.map(({ code, promotion_id: promotionId }) => ({ code, promotionId }));
}

function lineOf(
  { variantId, quantityMilli }: TryOutRequest['lines'][number],
  index: number,
  goods: ReadonlyMap<string, GoodsRow>,
  prices: ReturnType<typeof listedPrices>,
): SaleLineInput {
  const row = goods.get(variantId);
  if (row === undefined) throw new Error('the goods of a basket have been looked up');
  const listed = prices.get(variantId);
  const listPriceE4 = priceE4(row.price_e4 ?? 0);
  return {
    lineId: `line-${index + 1}`,
    variantId,
    name: variantName(row.product_name, row.option_values),
    sku: row.sku,
    unit: row.unit,
    quantityMilli,
    listPriceE4,
    unitPriceE4: listed?.priceE4 ?? listPriceE4,
    ...(listed === undefined
      ? { priceSource: row.price_e4 === null ? 'open' : 'list' }
      : { priceSource: 'price-list', priceListId: listed.priceListId, priceListVersion: listed.version }),
    discounts: [],
    taxes: row.taxes,
  };
}
