import type { Category, ProductList } from '@mosaajii/contract/catalog';
import type {
  CouponList,
  ListPrices,
  PriceListList,
  PricingRulesAnswer,
  PromotionList,
} from '@mosaajii/contract/pricing';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

const PRICING = 'pricing';

function useAnswer<T>(name: string, path: string, isEnabled = true) {
  return useQuery({
    queryKey: [PRICING, name, path],
    queryFn: ({ signal }) => orThrow(api.get<T>(path, { signal })),
    enabled: isEnabled,
    retry: false,
  });
}

export const usePromotions = () => useAnswer<PromotionList>('promotions', '/promotions');
export const usePriceLists = () => useAnswer<PriceListList>('lists', '/price-lists');
export const usePricingRules = () => useAnswer<PricingRulesAnswer>('rules', '/pricing-rules');
export const useShop = () => useAnswer<ShopSettings>('settings', '/settings');
export const useCategories = () => useAnswer<{ readonly categories: readonly Category[] }>('categories', '/categories');

/** Products by words, for picking; nothing is asked for fewer than two letters. */
export const useProducts = (words: string) =>
  useAnswer<ProductList>('products', `/products?limit=8&query=${encodeURIComponent(words)}`, words.trim().length > 1);

function usePages<T, P extends { readonly items: readonly T[]; readonly nextCursor: string | null }>(path: string) {
  return useInfiniteQuery({
    queryKey: [PRICING, 'pages', path],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return orThrow(api.get<P>(`${path}${cursor}`, { signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    retry: false,
  });
}

export const useCoupons = (promotionId: string, words: string) =>
  usePages<CouponList['items'][number], CouponList>(
    `/coupons?limit=50${promotionId === '' ? '' : `&promotionId=${promotionId}`}&query=${encodeURIComponent(words)}`,
  );
export const useListPrices = (priceListId: string) =>
  usePages<ListPrices['items'][number], ListPrices>(`/price-lists/${priceListId}/prices?limit=50`);

/** Asks the server for a change, says that it holds, and shows everything anew; a refusal stays with its fields. */
export function useChange() {
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async <T>(ask: () => ReturnType<typeof api.post<T>>, said: string): Promise<T | null> => {
    setPending(true);
    setProblem(null);
    const result = await ask();
    setPending(false);
    if (!result.ok) {
      setProblem(result.error);
      return null;
    }
    useToasts.getState().show({ message: said });
    await client.invalidateQueries({ queryKey: [PRICING] });
    return result.value;
  };
  return { problem, isPending, run };
}
