import type {
  Category,
  CreateProductRequest,
  DemoHistory,
  ImportDetail,
  ImportPlan,
  ImportPreview,
  ImportSummary,
  ProductDetail,
  ProductList,
  TaxClass,
  UpdateProductRequest,
} from '@mosaajii/contract';
import type { StockLevels } from '@mosaajii/contract/stock';
import { ApiFailure, type ApiProblem, api, orThrow } from '../../platform/api/index.ts';

/** Why a query failed, in the words of the server where it had any. */
export function problemOf(error: Error): ApiProblem {
  if (error instanceof ApiFailure) return error.problem;
  return { code: 'internal-error', status: 0, title: error.message, detail: error.message, action: '' };
}

export async function fetchProducts(search: URLSearchParams, signal: AbortSignal): Promise<ProductList> {
  return orThrow(api.get<ProductList>(`/products?${search}`, { signal }));
}

export async function fetchProduct(productId: string, signal: AbortSignal): Promise<ProductDetail> {
  return orThrow(api.get<ProductDetail>(`/products/${productId}`, { signal }));
}

export async function fetchDemoHistory(signal: AbortSignal): Promise<DemoHistory> {
  return orThrow(api.get<DemoHistory>('/demo', { signal }));
}

export async function fetchCategories(signal: AbortSignal): Promise<readonly Category[]> {
  return (await orThrow(api.get<{ categories: Category[] }>('/categories', { signal }))).categories;
}

export async function fetchTaxClasses(signal: AbortSignal): Promise<readonly TaxClass[]> {
  return (await orThrow(api.get<{ taxClasses: TaxClass[] }>('/tax-classes', { signal }))).taxClasses;
}

/** What is on hand, and of that set aside for customers. */
export interface OnHandFigures {
  readonly onHandMilli: number;
  readonly setAsideMilli: number;
}

/** What is on hand of these variants, over all stores, by variant. */
export async function fetchOnHand(
  variantIds: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, OnHandFigures>> {
  const onHand = new Map<string, OnHandFigures>();
  for (let start = 0; start < variantIds.length; start += 200) {
    const ids = variantIds.slice(start, start + 200).join(',');
    for (let cursor = ''; ; ) {
      const page = await orThrow(
        api.get<StockLevels>(`/stock/levels?limit=200&variantIds=${ids}${cursor}`, { signal }),
      );
      for (const { variantId, onHandMilli, setAsideMilli } of page.items) {
        const before = onHand.get(variantId) ?? { onHandMilli: 0, setAsideMilli: 0 };
        onHand.set(variantId, {
          onHandMilli: before.onHandMilli + onHandMilli,
          setAsideMilli: before.setAsideMilli + setAsideMilli,
        });
      }
      if (page.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }
  return onHand;
}

export const createProduct = (body: CreateProductRequest) => api.post<ProductDetail>('/products', { body });
export const updateProduct = (productId: string, body: UpdateProductRequest) =>
  api.put<ProductDetail>(`/products/${productId}`, { body });
export const createCategory = (name: string) => api.post<Category>('/categories', { body: { name } });
export const setActive = (productIds: readonly string[], isActive: boolean) =>
  api.post<{ changed: number }>(`/products/${isActive ? 'activate' : 'deactivate'}`, { body: { productIds } });

export function uploadImage(productId: string, file: File) {
  const body = new FormData();
  body.append('file', file);
  return api.post<{ imageId: string; version: number }>(`/products/${productId}/image`, { body });
}

export const removeImage = (productId: string) => api.delete<{ version: number }>(`/products/${productId}/image`);

export function uploadImport(file: File, signal: AbortSignal) {
  const body = new FormData();
  body.append('file', file);
  return api.post<ImportDetail>('/imports', { body, signal });
}

export async function fetchImports(signal: AbortSignal): Promise<readonly ImportSummary[]> {
  return (await orThrow(api.get<{ imports: ImportSummary[] }>('/imports', { signal }))).imports;
}

export async function fetchImport(
  importId: string,
  search: URLSearchParams,
  signal: AbortSignal,
): Promise<ImportDetail> {
  return orThrow(api.get<ImportDetail>(`/imports/${importId}?${search}`, { signal }));
}

export const previewImport = (importId: string, plan: ImportPlan, signal: AbortSignal) =>
  api.post<ImportPreview>(`/imports/${importId}/preview`, { body: plan, signal });
export const startImport = (importId: string, plan: ImportPlan) =>
  api.post<ImportSummary>(`/imports/${importId}/start`, { body: plan });
export const cancelImport = (importId: string) => api.post<ImportSummary>(`/imports/${importId}/cancel`);
export const rejectionsUrl = (importId: string) => `/api/v1/imports/${importId}/rejections.csv`;
export const imageUrl = (imageId: string) => `/api/v1/images/${imageId}`;
