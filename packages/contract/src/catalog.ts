import { MOST_AGE } from '@mosaajii/domain/catalog';
import { milli as milliOf } from '@mosaajii/domain/money';
import { z } from 'zod';
import { count, cursor, isoTime, limit, milli, name, positiveMilli, priceE4, text, uuid, version } from './wire.ts';

/** Bounds of the catalogue: far above what a shop has, so that nothing unbounded is ever written or answered. */
export const CATALOG_LIMITS = {
  variantsPerProduct: 500,
  codesPerVariant: 50,
  batchProducts: 500,
  searchLength: 200,
  imageBytes: 12 * 1024 * 1024,
} as const;

const stockPolicy = z.enum(['allow', 'warn', 'refuse']);
export type StockPolicy = z.infer<typeof stockPolicy>;

/** A code as printed: no spaces around, no control characters; leading zeros and letter case are part of it. */
const productCode = text(64)
  .trim()
  .min(1, 'must not be empty')
  .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');
export const sku = productCode;
export const unitOfMeasure = name(16);

/** The body of linking a code to a variant, and each code of a new one. */
export const linkCodeRequest = z.strictObject({
  code: productCode,
  /** What one scan sells, thousandths: a carton of 24 is 24000. */
  quantityMilli: positiveMilli.default(milliOf(1000)),
});

/** What the till asks about goods. Parts that are absent are not asked about. */
export const sellingRules = z.strictObject({
  minimumAge: z.int().min(1).max(MOST_AGE).optional(),
  openPrice: z.strictObject({ minE4: priceE4.optional(), maxE4: priceE4.optional() }).optional(),
  weighed: z.strictObject({ tareMilli: milli.optional() }).optional(),
});

export const variantInput = z.strictObject({
  /** Names a variant that is there already; absent for a new one. */
  variantId: uuid.optional(),
  /** Absent: the first code, or one that is made up. */
  sku: sku.optional(),
  /** One for each option name of the product. */
  optionValues: z.array(name(60)).max(3).default([]),
  /** `null`: the till asks for the price. */
  priceE4: priceE4.nullable(),
  /** `null`: not known. */
  costE4: priceE4.nullable().default(null),
  stockPolicy: stockPolicy.default('warn'),
  isActive: z.boolean().default(true),
  /** Absent: as it is; `null`: nothing is asked. */
  selling: sellingRules.nullable().optional(),
  codes: z.array(linkCodeRequest).max(CATALOG_LIMITS.codesPerVariant).default([]),
});
export type VariantInput = z.output<typeof variantInput>;

const productFields = {
  name: name(300),
  description: text(4000).default(''),
  categoryId: uuid.nullable().default(null),
  taxClassId: uuid,
  unit: unitOfMeasure.default('pcs'),
  /** The axes of the variants, at most three: Size, Colour. */
  optionNames: z.array(name(40)).max(3).default([]),
  isActive: z.boolean().default(true),
  /** Order among the favourites of the till; `null`: not a favourite. */
  favouritePosition: z.int().min(0).max(100_000).nullable().default(null),
  variants: z.array(variantInput).min(1).max(CATALOG_LIMITS.variantsPerProduct),
};

/** A new product. A repeat with the same `productId` answers the product that the first one made. */
export const createProductRequest = z.strictObject({ productId: uuid.optional(), ...productFields });
export type CreateProduct = z.output<typeof createProductRequest>;
export type CreateProductRequest = z.input<typeof createProductRequest>;

/** A product as it shall be, whole. Variants that are no longer listed are deactivated: sales may name them. */
export const updateProductRequest = z.strictObject({
  /** The version that the change was made from; another one answers `stale-version` with the present product. */
  version,
  imageId: uuid.nullable().optional(),
  ...productFields,
});
export type UpdateProduct = z.output<typeof updateProductRequest>;
export type UpdateProductRequest = z.input<typeof updateProductRequest>;

export const codeOfVariant = z.strictObject({ code: z.string(), isGtin: z.boolean(), quantityMilli: positiveMilli });
export const variantDetail = z.strictObject({
  variantId: uuid,
  sku: z.string(),
  optionValues: z.array(z.string()),
  priceE4: priceE4.nullable(),
  costE4: priceE4.nullable(),
  stockPolicy,
  isActive: z.boolean(),
  selling: sellingRules.nullable(),
  version,
  codes: z.array(codeOfVariant),
});
export type VariantDetail = z.infer<typeof variantDetail>;

export const productDetail = z.strictObject({
  productId: uuid,
  name: z.string(),
  description: z.string(),
  categoryId: uuid.nullable(),
  taxClassId: uuid,
  unit: z.string(),
  optionNames: z.array(z.string()),
  imageId: uuid.nullable(),
  isActive: z.boolean(),
  favouritePosition: z.int().nullable(),
  version,
  createdAt: isoTime,
  updatedAt: isoTime,
  variants: z.array(variantDetail),
});
export type ProductDetail = z.infer<typeof productDetail>;

/** `new-price`: on sale, and the price became another one within the last seven days. */
export const PRODUCT_STATES = ['active', 'inactive', 'new-price', 'without-price', 'without-code', 'all'] as const;
export const PRODUCT_SORTS = ['name', '-name', 'newest'] as const;
export const productListQuery = z.strictObject({
  /** Words of the name, a SKU or a code, each by its beginning. */
  query: text(CATALOG_LIMITS.searchLength).optional(),
  categoryId: uuid.optional(),
  state: z.enum(PRODUCT_STATES).default('active'),
  sort: z.enum(PRODUCT_SORTS).default('name'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export const productExportQuery = productListQuery.pick({ query: true, categoryId: true, state: true });
export type ProductExportQuery = z.output<typeof productExportQuery>;
export type ProductState = (typeof PRODUCT_STATES)[number];
export type ProductSort = (typeof PRODUCT_SORTS)[number];

export const productRow = z.strictObject({
  productId: uuid,
  name: z.string(),
  categoryId: uuid.nullable(),
  imageId: uuid.nullable(),
  unit: z.string(),
  isActive: z.boolean(),
  version,
  variantCount: count,
  /** All of them, for the figures that other rooms keep by variant. */
  variantIds: z.array(uuid),
  /** Of the first variant. */
  sku: z.string(),
  code: z.string().nullable(),
  /** Over the active variants; `null` when every price is asked for at the till. */
  lowestPriceE4: priceE4.nullable(),
  highestPriceE4: priceE4.nullable(),
  /** Of a product with one variant. */
  costE4: priceE4.nullable(),
});
export type ProductRow = z.infer<typeof productRow>;
export const productList = z.strictObject({
  items: z.array(productRow),
  nextCursor: z.string().nullable(),
  /** How many fit the filter; counted up to a bound. */
  total: z.strictObject({ count, isExact: z.boolean() }),
});
export type ProductList = z.infer<typeof productList>;

/** Activation of a product: the version protects nothing here, the last word counts. */
export const productsById = z.strictObject({ productIds: z.array(uuid).min(1).max(500) });
export const productsChanged = z.strictObject({ changed: count });

export const batchProduct = z.strictObject({
  /** The key: a product with this SKU is updated, otherwise one is made. */
  sku,
  name: name(300),
  priceE4: priceE4.nullable(),
  costE4: priceE4.nullable().optional(),
  unit: unitOfMeasure.optional(),
  /** Absent: the default class for a new product, as it is for a known one. */
  taxClassId: uuid.optional(),
  categoryId: uuid.nullable().optional(),
  favouritePosition: z.int().min(0).max(100_000).nullable().optional(),
  stockPolicy: stockPolicy.optional(),
  /** Each part that is named replaces that part; `null`: nothing is asked any more. */
  selling: sellingRules.nullable().optional(),
  /** Codes are added; codes that are there already stay. */
  codes: z.array(linkCodeRequest).max(CATALOG_LIMITS.codesPerVariant).optional(),
});
export type BatchProduct = z.output<typeof batchProduct>;
export const batchRequest = z.strictObject({
  products: z.array(batchProduct).min(1).max(CATALOG_LIMITS.batchProducts),
});
export type BatchRequest = z.input<typeof batchRequest>;
export const batchOutcome = z.strictObject({
  sku: z.string(),
  productId: uuid,
  variantId: uuid,
  name: z.string(),
  unit: z.string(),
  outcome: z.enum(['created', 'updated', 'unchanged']),
});
export const batchResponse = z.strictObject({ products: z.array(batchOutcome) });
export type BatchResponse = z.infer<typeof batchResponse>;

export type LinkCodeRequest = z.input<typeof linkCodeRequest>;

export const category = z.strictObject({
  categoryId: uuid,
  parentId: uuid.nullable(),
  name: z.string(),
  position: z.int(),
  version,
  /** Active products directly in it. */
  productCount: count,
});
export type Category = z.infer<typeof category>;
export const categoryList = z.strictObject({ categories: z.array(category) });
export const createCategoryRequest = z.strictObject({
  categoryId: uuid.optional(),
  parentId: uuid.nullable().default(null),
  name: name(120),
  position: z.int().min(0).max(100_000).default(0),
});
export type CreateCategory = z.output<typeof createCategoryRequest>;
export const updateCategoryRequest = z.strictObject({
  version,
  parentId: uuid.nullable().optional(),
  name: name(120).optional(),
  position: z.int().min(0).max(100_000).optional(),
});
export type UpdateCategory = z.output<typeof updateCategoryRequest>;

export const imageUploaded = z.strictObject({
  imageId: uuid,
  version,
  width: z.int(),
  height: z.int(),
});

export const imageRemoved = z.strictObject({ version });

/** The parts of a catalogue delta, as `GET /sync/changes` carries them. */
export const snapshotVariant = z.strictObject({
  variantId: uuid,
  productId: uuid,
  name: z.string(),
  sku: z.string(),
  unit: z.string(),
  priceE4: priceE4.nullable(),
  taxClassId: uuid,
  categoryId: uuid.nullable(),
  imageId: uuid.nullable(),
  stockPolicy,
  favouritePosition: z.int().nullable(),
  selling: sellingRules.optional(),
  codes: z.array(
    z.strictObject({ code: z.string(), isGtin: z.boolean(), displayCode: z.string(), quantityMilli: milli }),
  ),
});
export const deltaProduct = z.strictObject({ productId: uuid, variants: z.array(snapshotVariant) });
export const deltaCategory = category.pick({ categoryId: true, parentId: true, name: true, position: true });
/** What the demo shop has made. History is played afterwards, in the background. */
export const demoLoaded = z.strictObject({ products: count, categories: count });
export type DemoLoaded = z.infer<typeof demoLoaded>;

/** How far the demo shop's month of sales has been played; `none` where no demo shop was loaded. */
export const demoHistory = z.strictObject({
  state: z.enum(['none', 'waiting', 'playing', 'done', 'failed']),
  /** Invoices, of which some were returned goods or goods written off. */
  done: count,
  total: count,
});
export type DemoHistory = z.infer<typeof demoHistory>;
