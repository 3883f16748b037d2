import type { ProductDetail } from '@mosaajii/contract/catalog';
import { useQueries } from '@tanstack/react-query';
import { api, orThrow } from '../../platform/api/index.ts';
import { useCategories, usePricingChoices } from './use-pricing.ts';

/** Names of categories, products, stores and customer groups by their ids; an empty text for one that is not known yet. */
export function useNames(productIds: readonly string[]): (id: string) => string {
  const categories = useCategories();
  const choices = usePricingChoices();
  const products = useQueries({
    queries: [...new Set(productIds)].slice(0, 40).map((productId) => ({
      queryKey: ['pricing', 'product', productId],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        orThrow(api.get<ProductDetail>(`/products/${productId}`, { signal })),
      retry: false,
    })),
  });
  const names = new Map((categories.data?.categories ?? []).map(({ categoryId, name }) => [categoryId, name]));
  for (const { storeId, name } of choices.data?.stores ?? []) names.set(storeId, name);
  for (const { groupId, name } of choices.data?.groups ?? []) names.set(groupId, name);
  for (const { data } of products) if (data !== undefined) names.set(data.productId, data.name);
  return (id) => names.get(id) ?? '';
}
