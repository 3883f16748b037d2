import { Readable } from 'node:stream';
import type { ProductExportQuery } from '@mosaajii/contract';
import { type Currency, type PriceE4, priceToDecimalString } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { csvLine } from '../../platform/csv/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { readShopSettings } from '../identity/index.ts';
import { listProducts } from './list-products.ts';
import { loadProducts } from './load-products.ts';
import type { Author, ProductRecord, VariantRecord } from './model.ts';
import { listCategories, listTaxClasses } from './queries.ts';

const PAGE = 200;
/** The first are columns that an import knows by these names. */
const HEAD = [
  ...['name', 'sku', 'barcode', 'price', 'cost', 'category', 'tax class', 'unit', 'long description'],
  ...['minimum age', 'lowest price', 'highest price', 'tare'],
  ...['options', 'more_barcodes', 'is_active', 'product_id'],
];
const ONE_MILLI = 1000;

/** What ids stand for in a line. */
interface Words {
  readonly currency: Currency;
  readonly categories: ReadonlyMap<string, string>;
  readonly taxClasses: ReadonlyMap<string, string>;
}

/**
 * Streams the products that fit as CSV, a line for each variant, page by page, so that a slow reader holds no transaction open.
 * The export is written to the trail before the first byte leaves. An import knows the columns.
 */
export async function exportProducts(
  deps: Pick<Deps, 'db'>,
  organizationId: string,
  filter: ProductExportQuery,
  author: Author,
): Promise<Readable> {
  const words = await deps.db.tx(organizationId, async (tx) => {
    await recordExport(tx, filter, author);
    return readWords(tx);
  });
  return Readable.from(linesOf(deps, organizationId, filter, words));
}

/** Answers the position of the change, which nobody waits for. */
function recordExport(tx: Tx, filter: ProductExportQuery, author: Author): Promise<string> {
  const detail = { state: filter.state, categoryId: filter.categoryId ?? null, isSearched: filter.query !== undefined };
  return recordChange(tx, {
    kind: 'identity',
    ids: [],
    audit: [{ action: 'products.exported', subjectKind: 'product', subjectId: 'csv', detail, ...author }],
  });
}

async function readWords(tx: Tx): Promise<Words> {
  const { organization } = await readShopSettings(tx);
  const categories = new Map((await listCategories(tx)).map((one) => [one.categoryId, one]));
  const pathOf = (categoryId: string): string => {
    const names: string[] = [];
    for (let at = categories.get(categoryId); at !== undefined; at = categories.get(at.parentId ?? '')) {
      names.unshift(at.name);
    }
    return names.join(' > ');
  };
  return {
    currency: organization.currency,
    categories: new Map([...categories.keys()].map((categoryId) => [categoryId, pathOf(categoryId)])),
    taxClasses: new Map((await listTaxClasses(tx)).map(({ taxClassId, name }) => [taxClassId, name])),
  };
}

async function* linesOf(
  deps: Pick<Deps, 'db'>,
  organizationId: string,
  filter: ProductExportQuery,
  words: Words,
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let cursor: string | undefined;
  do {
    const asked = { ...filter, sort: 'newest' as const, limit: PAGE, cursor };
    const page = await deps.db.read(organizationId, async (tx) => {
      const list = await listProducts(tx, asked);
      if (list === null) throw new Error('a list of products does not know its own cursor');
      const products = await loadProducts(
        tx,
        list.items.map(({ productId }) => productId),
      );
      return { nextCursor: list.nextCursor, products };
    });
    const lines = page.products
      .toReversed()
      .flatMap((product) => product.variants.map((variant) => lineOf(product, variant, words)));
    if (lines.length > 0) yield lines.join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function lineOf(product: ProductRecord, variant: VariantRecord, { currency, categories, taxClasses }: Words): string {
  const price = (value: PriceE4 | null | undefined) => (value == null ? '' : priceToDecimalString(value, currency));
  const first = variant.codes.find(({ quantityMilli }) => quantityMilli === ONE_MILLI);
  const { minimumAge, openPrice, weighed } = variant.selling ?? {};
  return csvLine([
    product.name,
    variant.sku,
    first?.displayCode ?? '',
    price(variant.priceE4),
    price(variant.costE4),
    categories.get(product.categoryId ?? '') ?? '',
    taxClasses.get(product.taxClassId) ?? '',
    product.unit,
    product.description,
    minimumAge === undefined ? '' : String(minimumAge),
    price(openPrice?.minE4),
    price(openPrice?.maxE4),
    // Weighed goods without a tare have one of nothing: an empty cell would say that they are not weighed.
    weighed === undefined ? '' : weighed.tareMilli === undefined ? '0' : formatQuantity(weighed.tareMilli),
    variant.optionValues.join(' / '),
    variant.codes
      .filter((code) => code !== first)
      .map(({ displayCode }) => displayCode)
      .join(' '),
    product.isActive && variant.isActive ? 'yes' : 'no',
    product.productId,
  ]);
}
