import {
  type ChangePrices,
  type CreatePriceList,
  type ListPrices,
  PRICING_LIMITS,
  type PriceListSummary,
  type UpdatePriceList,
} from '@mosaajii/contract/pricing';
import { type Result, refuse } from '@mosaajii/domain';
import { variantName } from '@mosaajii/domain/catalog';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Author } from '../model.ts';
import { findVariantsBySku } from '../sync-context.ts';
import type { PriceListDefinition } from './document.ts';
import { nameOnce } from './promotions.ts';
import { lockVersioned, type PricingRefusal, stateOf, writeVersion } from './versions.ts';

interface Row {
  readonly price_list_id: string;
  readonly version: number;
  readonly name: string;
  readonly is_active: boolean;
  readonly definition: PriceListDefinition;
  readonly updated_at: Date;
  readonly prices: number;
}

/** All price lists by priority. */
export async function listPriceLists(tx: Tx, now: Date, priceListId?: string): Promise<PriceListSummary[]> {
  const rows = await tx.query<Row>(
    `select l.price_list_id, l.version, l.name, l.is_active, l.definition, l.updated_at,
            (select count(*)::int from (
               select distinct on (p.variant_id) p.breaks from price_list_price p
                where p.organization_id = l.organization_id and p.price_list_id = l.price_list_id
                order by p.variant_id, p.version desc) as present where present.breaks is not null) as prices
       from price_list l where l.organization_id = $1 and ($2::uuid is null or l.price_list_id = $2::uuid)
      order by l.price_list_id`,
    [tx.organizationId, priceListId ?? null],
  );
  return rows
    .map(
      (row): PriceListSummary => ({
        ...(structuredClone(row.definition) as unknown as PriceListSummary),
        priceListId: row.price_list_id,
        version: row.version,
        name: row.name,
        isActive: row.is_active,
        state: stateOf({ isActive: row.is_active, ...row.definition }, now),
        priceCount: row.prices,
        updatedAt: row.updated_at.toISOString(),
      }),
    )
    .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
}

function definitionOf(input: CreatePriceList | UpdatePriceList): PriceListDefinition {
  const { kind, storeIds, customerGroupIds, validFrom, validTo, priority } = input;
  return JSON.parse(
    JSON.stringify({ kind, storeIds, customerGroupIds, validFrom, validTo, priority }),
  ) as PriceListDefinition;
}

/** Makes an empty price list. Idempotent by `priceListId`. */
export async function createPriceList(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: CreatePriceList,
): Promise<Result<PriceListSummary, PricingRefusal>> {
  const id = input.priceListId ?? deps.ids.next();
  return nameOnce(() =>
    deps.db.tx(organizationId, async (tx) => {
      if ((await lockVersioned(tx, 'price_list', id)) === undefined) {
        const [row] = await tx.query<{ n: number }>(
          'select count(*)::int as n from price_list where organization_id = $1',
          [organizationId],
        );
        if ((row?.n ?? 0) >= PRICING_LIMITS.priceLists) return refuse({ code: 'too-many' });
        const { name, isActive } = input;
        const next = { id, version: 1, name, isActive, definition: definitionOf(input) };
        await writeVersion(tx, deps, author, 'price_list', next, { name, kind: input.kind });
      }
      return found(tx, deps, id);
    }),
  );
}

/** Changes what a list says of itself; its prices stay. */
export async function updatePriceList(
  deps: Deps,
  organizationId: string,
  author: Author,
  priceListId: string,
  input: UpdatePriceList,
): Promise<Result<PriceListSummary, PricingRefusal>> {
  return nameOnce(() =>
    deps.db.tx(organizationId, async (tx) => {
      const before = await lockVersioned(tx, 'price_list', priceListId);
      if (before === undefined) return refuse({ code: 'not-found' });
      if (before.version !== input.version) return refuse({ code: 'stale-version' });
      const { name, isActive } = input;
      const next = { id: priceListId, version: before.version + 1, name, isActive, definition: definitionOf(input) };
      const { id: _, ...was } = before;
      await writeVersion(tx, deps, author, 'price_list', next, { before: was, after: { ...next, id: undefined } });
      return found(tx, deps, priceListId);
    }),
  );
}

/** Sets prices or takes them out: a new version of the list. Refuses goods that are not of this shop, all of them named. */
export async function changePrices(
  deps: Deps,
  organizationId: string,
  author: Author,
  priceListId: string,
  input: ChangePrices,
): Promise<Result<PriceListSummary, PricingRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const before = await lockVersioned(tx, 'price_list', priceListId);
    if (before === undefined) return refuse({ code: 'not-found' });
    if (before.version !== input.version) return refuse({ code: 'stale-version' });
    const goods = await goodsOf(tx, input);
    if (!goods.ok) return goods;
    const version = before.version + 1;
    await writeVersion(tx, deps, author, 'price_list', { ...before, version }, { prices: goods.value.size });
    const values: unknown[] = [organizationId, priceListId, version];
    const tuples = [...goods.value].map(([variantId, breaks]) => {
      values.push(variantId, breaks === null ? null : JSON.stringify(breaks));
      return `($1, $2, $${values.length - 1}, $3, $${values.length}::jsonb)`;
    });
    await tx.query(
      `insert into price_list_price (organization_id, price_list_id, variant_id, version, breaks) values ${tuples.join(', ')}`,
      values,
    );
    return found(tx, deps, priceListId);
  });
}

type Breaks = ChangePrices['prices'][number]['breaks'];

/** The variants that are named by id or SKU; the last one of several for the same variant counts. */
async function goodsOf(tx: Tx, { prices }: ChangePrices): Promise<Result<Map<string, Breaks>, PricingRefusal>> {
  const skus = prices.flatMap(({ variantId, sku }) => (variantId === undefined && sku !== undefined ? [sku] : []));
  const bySku = await findVariantsBySku(tx, skus);
  const ids = prices.flatMap(({ variantId }) => (variantId === undefined ? [] : [variantId]));
  const rows = await tx.query<{ variant_id: string }>(
    'select variant_id from variant where organization_id = $1 and variant_id = any($2::uuid[])',
    [tx.organizationId, ids],
  );
  const known = new Set(rows.map((row) => row.variant_id));
  const goods = new Map<string, Breaks>();
  const unknown: string[] = [];
  for (const { variantId, sku = '', breaks } of prices) {
    const id = variantId ?? bySku.get(sku)?.variantId;
    if (id === undefined || (variantId !== undefined && !known.has(variantId))) unknown.push(variantId ?? sku);
    else goods.set(id, breaks);
  }
  return unknown.length > 0 ? refuse({ code: 'unknown-goods', names: unknown }) : { ok: true, value: goods };
}

/** The prices of a list with the names of what they are for, page by page; `null` for a cursor that is none. */
export async function pageOfPrices(
  tx: Tx,
  priceListId: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ListPrices | null> {
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor)) return null;
  const rows = await tx.query<{
    variant_id: string;
    sku: string;
    product_name: string;
    option_values: readonly string[];
    price_e4: number | null;
    breaks: ListPrices['items'][number]['breaks'];
  }>(
    `select v.variant_id, v.sku, p.name as product_name, v.option_values, v.price_e4, present.breaks
       from (select distinct on (variant_id) variant_id, breaks from price_list_price
              where organization_id = $1 and price_list_id = $2 order by variant_id, version desc) as present
       join variant v on v.organization_id = $1 and v.variant_id = present.variant_id
       join product p on p.organization_id = $1 and p.product_id = v.product_id
      where present.breaks is not null and ($3::uuid is null or v.variant_id > $3::uuid)
      order by v.variant_id limit $4`,
    [tx.organizationId, priceListId, cursor ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => ({
    variantId: row.variant_id,
    name: variantName(row.product_name, row.option_values),
    sku: row.sku,
    priceE4: row.price_e4 as ListPrices['items'][number]['priceE4'],
    breaks: row.breaks,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.variantId ?? null) : null };
}

async function found(tx: Tx, deps: Deps, id: string): Promise<Result<PriceListSummary, PricingRefusal>> {
  const [summary] = await listPriceLists(tx, deps.clock.now(), id);
  return summary === undefined ? refuse({ code: 'not-found' }) : { ok: true, value: summary };
}
