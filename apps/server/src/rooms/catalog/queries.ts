import type { BatchProduct, Category, FieldError, ShopTax, TaxClass } from '@mosaajii/contract';
import type { SnapshotCategory, SnapshotTaxClass } from '@mosaajii/domain/catalog';
import { ppm, priceE4 } from '@mosaajii/domain/money';
import type { TaxRule } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';

/** The tax class that a product gets when nobody says another; null in a shop that was not set up. */
export async function defaultTaxClassId(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ tax_class_id: string }>(
    'select tax_class_id from tax_class where organization_id = $1 order by is_default desc, name limit 1',
    [tx.organizationId],
  );
  return row?.tax_class_id ?? null;
}

/** Tax classes and categories that a batch names and that do not exist. */
export async function unknownReferences(tx: Tx, products: readonly BatchProduct[]): Promise<FieldError[]> {
  const taxClassIds = products.flatMap((product) => product.taxClassId ?? []);
  const categoryIds = products.flatMap((product) => product.categoryId ?? []);
  if (taxClassIds.length + categoryIds.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `select tax_class_id as id from tax_class where organization_id = $1 and tax_class_id = any($2::uuid[])
     union all
     select category_id from category where organization_id = $1 and category_id = any($3::uuid[])`,
    [tx.organizationId, taxClassIds, categoryIds],
  );
  const known = new Set(rows.map((row) => row.id));
  return products.flatMap((product, index) => [
    ...(product.taxClassId === undefined || known.has(product.taxClassId)
      ? []
      : [{ path: `products.${index}.taxClassId`, message: 'This tax class does not exist.' }]),
    ...(product.categoryId == null || known.has(product.categoryId)
      ? []
      : [{ path: `products.${index}.categoryId`, message: 'This category does not exist.' }]),
  ]);
}

/** All categories, parents before their children where positions say so, with the number of active products in each. */
export async function listCategories(tx: Tx): Promise<Category[]> {
  const rows = await tx.query<{
    category_id: string;
    parent_id: string | null;
    name: string;
    position: number;
    version: number;
    product_count: number;
  }>(
    `select c.category_id, c.parent_id, c.name, c.position, c.version, coalesce(n.product_count, 0) as product_count
       from category c
       left join (select category_id, count(*) as product_count from product
                   where organization_id = $1 and is_active and category_id is not null group by category_id) n
         on n.category_id = c.category_id
      where c.organization_id = $1
      order by c.position, lower(c.name), c.category_id`,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    categoryId: row.category_id,
    parentId: row.parent_id,
    name: row.name,
    position: row.position,
    version: row.version,
    productCount: row.product_count,
  }));
}

/** Categories as registers know them. */
export async function readCategories(tx: Tx): Promise<SnapshotCategory[]> {
  const rows = await tx.query<{ category_id: string; parent_id: string | null; name: string; position: number }>(
    `select category_id, parent_id, name, position from category where organization_id = $1
      order by position, lower(name), category_id`,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    categoryId: row.category_id,
    parentId: row.parent_id,
    name: row.name,
    position: row.position,
  }));
}

/** The taxes as registers know them, and all tax classes with the days on which their taxes are charged. */
export async function readTaxes(tx: Tx): Promise<{ taxes: TaxRule[]; taxClasses: SnapshotTaxClass[] }> {
  const all = await listTaxes(tx);
  const periods = all.flatMap(({ taxId, validFrom, validUntil }) =>
    validFrom === null && validUntil === null ? [] : [{ taxId, from: validFrom, until: validUntil }],
  );
  const taxClasses = (await listTaxClasses(tx)).map(({ version: _version, ...taxClass }) => {
    const own = periods.filter(({ taxId }) => taxClass.taxIds.includes(taxId));
    return own.length === 0 ? taxClass : { ...taxClass, periods: own };
  });
  return { taxes: all.map(ruleOf), taxClasses };
}

interface TaxRow {
  readonly tax_id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: TaxRule['kind'];
  readonly rate_ppm: number;
  readonly amount_e4: number;
  readonly is_included: boolean;
  readonly affects_next_base: boolean;
  readonly is_base_affected_by_previous: boolean;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
}

/** Every tax of the shop, also those that are charged no more or not yet. */
export async function listTaxes(tx: Tx): Promise<ShopTax[]> {
  const rows = await tx.query<TaxRow>(
    `select tax_id, version, name, kind, rate_ppm, amount_e4, is_included, affects_next_base, is_base_affected_by_previous,
            valid_from::text as valid_from, valid_until::text as valid_until
       from tax where organization_id = $1 and is_active order by name, valid_from nulls first, tax_id`,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    taxId: row.tax_id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    ratePpm: row.rate_ppm,
    amountE4: row.amount_e4,
    isIncluded: row.is_included,
    affectsNextBase: row.affects_next_base,
    isBaseAffectedByPrevious: row.is_base_affected_by_previous,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }));
}

/** Taxes and classes are few and belong together: whoever changes one waits for whoever changes another. */
export async function lockTaxes(tx: Tx): Promise<ShopTax[]> {
  await tx.query('select 1 from tax where organization_id = $1 order by tax_id for no key update', [tx.organizationId]);
  await tx.query('select 1 from tax_class where organization_id = $1 order by tax_class_id for no key update', [
    tx.organizationId,
  ]);
  return listTaxes(tx);
}

/** What a sale carries of a tax: when it is charged is no part of it. */
function ruleOf({ validFrom: _from, validUntil: _until, ratePpm, amountE4, ...tax }: ShopTax): TaxRule {
  return { ...tax, ratePpm: ppm(ratePpm), amountE4: priceE4(amountE4) };
}

/** All tax classes, the default one first. */
export async function listTaxClasses(tx: Tx): Promise<TaxClass[]> {
  const rows = await tx.query<{
    tax_class_id: string;
    name: string;
    tax_ids: string[];
    is_default: boolean;
    version: number;
  }>(
    `select tax_class_id, name, tax_ids, is_default, version from tax_class where organization_id = $1
      order by is_default desc, lower(name), tax_class_id`,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    taxClassId: row.tax_class_id,
    name: row.name,
    taxIds: row.tax_ids,
    isDefault: row.is_default,
    version: row.version,
  }));
}
