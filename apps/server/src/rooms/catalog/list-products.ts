import type { ProductList, ProductRow, ProductSort, ProductState } from '@mosaajii/contract';
import { codeKey, foldText, isGtin, tokensOf } from '@mosaajii/domain/catalog';
import { priceE4 } from '@mosaajii/domain/money';
import type { Tx } from '../../platform/database/index.ts';

export interface ProductFilter {
  readonly query?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly state: ProductState;
  readonly sort: ProductSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Counting stops here: "10,000+" is as good an answer as the exact number, and costs the same in every shop. */
const MOST_COUNTED = 10_000;

/** A cursor is the id of the last product of the page before. */
const CURSOR = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** One page of products. `null`: the cursor is not one that this list gave. */
export async function listProducts(tx: Tx, filter: ProductFilter): Promise<ProductList | null> {
  if (filter.cursor !== undefined && !CURSOR.test(filter.cursor)) return null;
  const where = conditionsOf(filter, tx.organizationId);
  const rows = await readPage(tx, filter, where);
  const page = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? page.at(-1) : undefined;
  const [counted] = await tx.query<{ count: number }>(
    `select count(*) as count from (select 1 from product p where ${where.text} limit ${MOST_COUNTED + 1}) c`,
    where.values,
  );
  const count = counted?.count ?? 0;
  return {
    items: page.map(productRowOf),
    nextCursor: last === undefined ? null : last.product_id,
    total: { count: Math.min(count, MOST_COUNTED), isExact: count <= MOST_COUNTED },
  };
}

interface Where {
  readonly text: string;
  readonly values: readonly unknown[];
}

function conditionsOf(filter: ProductFilter, organizationId: string): Where {
  const values: unknown[] = [organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['p.organization_id = $1', ...stateConditions(filter.state)];
  if (filter.categoryId !== undefined) conditions.push(categoryCondition(add(filter.categoryId)));
  const words = tokensOf(foldText(filter.query ?? ''));
  if (words.length > 0) {
    // Words are letters and digits only, so that quoting them is enough to keep them out of the query's grammar.
    conditions.push(`p.search_vector @@ to_tsquery('simple', ${add(words.map(prefixOf).join(' & '))})`);
  } else if ((filter.query ?? '').trim() !== '') conditions.push('false');
  return { text: conditions.join(' and '), values };
}

/** A GTIN is found in each of its lengths. */
function prefixOf(word: string): string {
  return isGtin(word) ? `('${word}':* | '${codeKey(word)}')` : `'${word}':*`;
}

function stateConditions(state: ProductState): string[] {
  const variantsOfProduct = 'v.organization_id = p.organization_id and v.product_id = p.product_id and v.is_active';
  switch (state) {
    case 'active':
      return ['p.is_active'];
    case 'inactive':
      return ['not p.is_active'];
    case 'new-price':
      return [
        'p.is_active',
        `p.product_id in (select v.product_id from variant_price c
           join variant v on v.organization_id = c.organization_id and v.variant_id = c.variant_id
          where c.organization_id = $1 and c.version > 1 and c.valid_from >= now() - interval '7 days' and v.is_active)`,
      ];
    case 'without-price':
      return ['p.is_active', `exists (select from variant v where ${variantsOfProduct} and v.price_e4 is null)`];
    case 'without-code':
      return [
        'p.is_active',
        `exists (select from variant v where ${variantsOfProduct} and not exists (select from variant_code c
           where c.organization_id = v.organization_id and c.variant_id = v.variant_id))`,
      ];
    case 'all':
      return [];
  }
}

/** The category itself and everything under it. */
function categoryCondition(parameter: string): string {
  return `p.category_id in (with recursive below as (
      select category_id from category where organization_id = $1 and category_id = ${parameter}::uuid
      union
      select c.category_id from category c join below b on c.parent_id = b.category_id where c.organization_id = $1)
    select category_id from below)`;
}

interface Row {
  readonly product_id: string;
  readonly name: string;
  readonly category_id: string | null;
  readonly image_id: string | null;
  readonly unit: string;
  readonly is_active: boolean;
  readonly version: number;
  readonly variant_count: number;
  readonly variant_ids: string[];
  readonly sku: string;
  readonly code: string | null;
  readonly lowest_price_e4: number | null;
  readonly highest_price_e4: number | null;
  readonly cost_e4: number | null;
}

const ORDERS: Record<ProductSort, { readonly by: string; readonly after: (id: string) => string }> = {
  name: {
    by: 'lower(p.name), p.product_id',
    after: (id) => `(lower(p.name), p.product_id) > (${nameOf(id)}, ${id}::uuid)`,
  },
  '-name': {
    by: 'lower(p.name) desc, p.product_id desc',
    after: (id) => `(lower(p.name), p.product_id) < (${nameOf(id)}, ${id}::uuid)`,
  },
  // Ids are made in the order of time.
  newest: { by: 'p.product_id desc', after: (id) => `p.product_id < ${id}::uuid` },
};

function nameOf(id: string): string {
  return `(select lower(name) from product where organization_id = $1 and product_id = ${id}::uuid)`;
}

/** The page's products first, then what belongs to them: variants are only looked at for the rows that are shown. */
async function readPage(tx: Tx, filter: ProductFilter, where: Where): Promise<Row[]> {
  const order = ORDERS[filter.sort];
  const values = [...where.values, filter.limit + 1];
  const limit = `$${values.length}`;
  const seek = filter.cursor === undefined ? '' : ` and ${order.after(`$${values.push(filter.cursor)}`)}`;
  return tx.query<Row>(
    `with page as (
       select p.product_id, p.name, p.category_id, p.image_id, p.unit, p.is_active, p.version
         from product p where ${where.text}${seek} order by ${order.by} limit ${limit})
     select p.*, v.variant_count, v.variant_ids, v.sku, v.lowest_price_e4, v.highest_price_e4, v.cost_e4, c.code
       from page p
       cross join lateral (
         select count(*) as variant_count, array_agg(variant_id order by position) as variant_ids,
                (array_agg(sku order by is_active desc, position))[1] as sku,
                (array_agg(variant_id order by is_active desc, position))[1] as first_id,
                min(price_e4) filter (where is_active) as lowest_price_e4,
                max(price_e4) filter (where is_active) as highest_price_e4,
                case when count(*) = 1 then min(cost_e4) end as cost_e4
           from variant where organization_id = $1 and product_id = p.product_id) v
       left join lateral (
         select display_code as code from variant_code
          where organization_id = $1 and variant_id = v.first_id order by quantity_milli, code limit 1) c on true
      order by ${order.by}`,
    values,
  );
}

function productRowOf(row: Row): ProductRow {
  return {
    productId: row.product_id,
    name: row.name,
    categoryId: row.category_id,
    imageId: row.image_id,
    unit: row.unit,
    isActive: row.is_active,
    version: row.version,
    variantCount: row.variant_count,
    variantIds: row.variant_ids,
    sku: row.sku,
    code: row.code,
    lowestPriceE4: priceOrNull(row.lowest_price_e4),
    highestPriceE4: priceOrNull(row.highest_price_e4),
    costE4: priceOrNull(row.cost_e4),
  };
}

function priceOrNull(value: number | null) {
  return value === null ? null : priceE4(value);
}
