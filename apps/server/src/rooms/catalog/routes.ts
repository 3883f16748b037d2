import {
  batchRequest,
  batchResponse,
  CATALOG_LIMITS,
  category,
  categoryList,
  createCategoryRequest,
  createProductRequest,
  imageRemoved,
  imageUploaded,
  linkCodeRequest,
  productDetail,
  productExportQuery,
  productList,
  productListQuery,
  productsById,
  productsChanged,
  updateCategoryRequest,
  updateProductRequest,
} from '@mosaajii/contract';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route, raw } from '../../platform/http/index.ts';
import { authorOf, categoryProblem, productDetailOf, productProblem } from './answers.ts';
import { batchUpsert } from './batch-upsert.ts';
import { createCategory } from './create-category.ts';
import { createProduct } from './create-product.ts';
import { exportProducts } from './export-products.ts';
import { readImage, removeProductImage, setProductImage } from './images.ts';
import { linkCode } from './link-code.ts';
import { listProducts } from './list-products.ts';
import { loadProducts } from './load-products.ts';
import { listCategories } from './queries.ts';
import { setProductsActive } from './set-products-active.ts';
import { currentSnapshot } from './snapshot.ts';
import { taxRoutes } from './tax-routes.ts';
import { updateCategory } from './update-category.ts';
import { updateProduct } from './update-product.ts';

const productId = z.strictObject({ productId: uuid });
/** Bytes beside the file itself: the boundaries and headers of its part. */
const MULTIPART_ROOM = 64 * 1024;

const productRoutes: readonly Route[] = [
  defineRoute({
    operation: 'catalog.products.list',
    method: 'GET',
    url: '/products',
    summary: 'Products by search, category and state, page by page',
    query: productListQuery,
    response: productList,
    handler: async ({ actor, query, deps }) => {
      const list = await deps.db.read(actor.organizationId, (tx) => listProducts(tx, query));
      return list ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
  defineRoute({
    operation: 'catalog.products.export',
    method: 'GET',
    url: '/products/export',
    summary: 'The products that fit, as CSV, a line for each variant. The export itself is audited.',
    query: productExportQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query, deps, request }) => {
      const stream = await exportProducts(deps, actor.organizationId, query, authorOf(actor, request));
      const day = deps.clock.now().toISOString().slice(0, 10);
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="products-${day}.csv"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, stream);
    },
  }),
  defineRoute({
    operation: 'catalog.products.create',
    method: 'POST',
    url: '/products',
    summary: 'Make a product with its variants and codes',
    body: createProductRequest,
    response: productDetail,
    status: 201,
    bodyLimit: 2 * 1024 * 1024,
    handler: async ({ actor, body, deps, request }) => {
      const made = await createProduct(deps, actor.organizationId, authorOf(actor, request), body);
      return made.ok ? productDetailOf(made.value) : productProblem(made.error);
    },
  }),
  defineRoute({
    operation: 'catalog.products.read',
    method: 'GET',
    url: '/products/:productId',
    summary: 'A product with its variants and codes',
    params: productId,
    response: productDetail,
    handler: async ({ actor, params, deps }) => {
      const [product] = await deps.db.read(actor.organizationId, (tx) => loadProducts(tx, [params.productId]));
      return product === undefined ? problem('not-found', 'This product does not exist.') : productDetailOf(product);
    },
  }),
  defineRoute({
    operation: 'catalog.products.update',
    method: 'PUT',
    url: '/products/:productId',
    summary: 'Change a product to what is sent, whole',
    params: productId,
    body: updateProductRequest,
    response: productDetail,
    bodyLimit: 2 * 1024 * 1024,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      const changed = await updateProduct(deps, actor.organizationId, author, params.productId, body);
      return changed.ok ? productDetailOf(changed.value) : productProblem(changed.error);
    },
  }),
  defineRoute({
    operation: 'catalog.products.batch',
    method: 'POST',
    url: '/products/batch',
    summary: 'Make or change up to 500 products by their SKU, all or none',
    body: batchRequest,
    response: batchResponse,
    bodyLimit: 4 * 1024 * 1024,
    handler: async ({ actor, body, deps, request }) => {
      const done = await batchUpsert(deps, actor.organizationId, authorOf(actor, request), body.products);
      return done.ok ? done.value : productProblem(done.error);
    },
  }),
  ...([true, false] as const).map((isActive) =>
    defineRoute({
      operation: isActive ? 'catalog.products.activate' : 'catalog.products.deactivate',
      method: 'POST',
      url: isActive ? '/products/activate' : '/products/deactivate',
      summary: isActive ? 'Put products back on sale' : 'Take products out of sale',
      body: productsById,
      response: productsChanged,
      handler: async ({ actor, body, deps, request }) => {
        const author = authorOf(actor, request);
        const changed = await setProductsActive(deps, actor.organizationId, author, body.productIds, isActive);
        return { changed };
      },
    }),
  ),
  defineRoute({
    operation: 'catalog.variants.codes',
    method: 'POST',
    url: '/variants/:variantId/codes',
    summary: 'Link a code to a variant',
    params: z.strictObject({ variantId: uuid }),
    body: linkCodeRequest,
    response: productDetail,
    handler: async ({ actor, params, body, deps, request }) => {
      const linked = await linkCode(deps, actor.organizationId, authorOf(actor, request), params.variantId, body);
      return linked.ok ? productDetailOf(linked.value) : productProblem(linked.error);
    },
  }),
];

const imageRoutes: readonly Route[] = [
  defineRoute({
    operation: 'catalog.products.image',
    method: 'POST',
    url: '/products/:productId/image',
    summary: 'Give a product an image (JPEG, PNG, WebP, GIF or AVIF up to 12 MB)',
    params: productId,
    response: imageUploaded,
    consumes: 'multipart',
    bodyLimit: CATALOG_LIMITS.imageBytes + MULTIPART_ROOM,
    handler: async ({ actor, params, deps, request }) => {
      const part = await request.file({ limits: { fileSize: CATALOG_LIMITS.imageBytes } });
      if (part === undefined) return problem('malformed-request', 'Send the image as a file part.');
      const upload = await part.toBuffer();
      const author = authorOf(actor, request);
      const stored = await setProductImage(deps, actor.organizationId, author, params.productId, upload);
      if (stored.ok) return stored.value;
      return stored.error.code === 'not-found'
        ? problem('not-found', 'This product does not exist.')
        : problem('invalid-request', 'This file is not an image that can be read (JPEG, PNG, WebP, GIF or AVIF).');
    },
  }),
  defineRoute({
    operation: 'catalog.products.image.remove',
    method: 'DELETE',
    url: '/products/:productId/image',
    summary: 'Take the image off a product; a repeat changes nothing',
    params: productId,
    response: imageRemoved,
    handler: async ({ actor, params, deps, request }) => {
      const author = authorOf(actor, request);
      const version = await removeProductImage(deps, actor.organizationId, author, params.productId);
      return version === null ? problem('not-found', 'This product does not exist.') : { version };
    },
  }),
  defineRoute({
    operation: 'catalog.images.read',
    method: 'GET',
    url: '/images/:imageId',
    summary: 'An image; its content never changes',
    params: z.strictObject({ imageId: uuid }),
    response: { contentType: 'image/webp' },
    handler: async ({ actor, params, deps }) => {
      const image = await deps.db.read(actor.organizationId, (tx) => readImage(tx, params.imageId));
      if (image === null) return problem('not-found', 'This image does not exist.');
      const headers = { 'content-type': image.contentType, 'cache-control': 'private, max-age=31536000, immutable' };
      return raw(200, headers, image.bytes);
    },
  }),
];

const categoryRoutes: readonly Route[] = [
  defineRoute({
    operation: 'catalog.categories.list',
    method: 'GET',
    url: '/categories',
    summary: 'All categories',
    response: categoryList,
    handler: async ({ actor, deps }) => ({ categories: await deps.db.read(actor.organizationId, listCategories) }),
  }),
  defineRoute({
    operation: 'catalog.categories.create',
    method: 'POST',
    url: '/categories',
    summary: 'Make a category',
    body: createCategoryRequest,
    response: category,
    status: 201,
    handler: async ({ actor, body, deps, request }) => {
      const made = await createCategory(deps, actor.organizationId, authorOf(actor, request), body);
      return made.ok ? made.value : categoryProblem(made.error);
    },
  }),
  defineRoute({
    operation: 'catalog.categories.update',
    method: 'PATCH',
    url: '/categories/:categoryId',
    summary: 'Rename, move or reorder a category',
    params: z.strictObject({ categoryId: uuid }),
    body: updateCategoryRequest,
    response: category,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      const changed = await updateCategory(deps, actor.organizationId, author, params.categoryId, body);
      return changed.ok ? changed.value : categoryProblem(changed.error);
    },
  }),
];

const snapshotRoute: Route = defineRoute({
  operation: 'catalog.snapshot',
  method: 'GET',
  url: '/catalog/snapshot',
  summary: 'The whole catalogue as one columnar file; x-catalog-cursor says from where to read changes',
  response: { contentType: 'application/octet-stream' },
  handler: async ({ actor, deps, request }) => {
    const snapshot = await currentSnapshot(deps, actor.organizationId);
    const etag = `"${actor.organizationId}.${snapshot.version}"`;
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      vary: 'accept-encoding, authorization, cookie',
      'x-catalog-cursor': String(snapshot.cursor),
      // The length before compression, for a progress bar that tells the truth.
      'x-catalog-bytes': String(snapshot.plain.length),
    };
    if (request.headers['if-none-match'] === etag) return raw(304, headers);
    const isGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const body = isGzip ? snapshot.gzipped : snapshot.plain;
    return raw(
      200,
      { ...headers, 'content-type': 'application/octet-stream', ...(isGzip ? { 'content-encoding': 'gzip' } : {}) },
      body,
    );
  },
});

export const productAndCategoryRoutes: readonly Route[] = [
  ...productRoutes,
  ...imageRoutes,
  ...categoryRoutes,
  ...taxRoutes,
  snapshotRoute,
];
