import type { Category, ProductList } from '@mosaajii/contract/catalog';
import type {
  CouponList,
  ListPrices,
  PriceListList,
  PricingChoices,
  PricingRulesAnswer,
  PromotionList,
} from '@mosaajii/contract/pricing';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
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
export const usePricingChoices = () => useAnswer<PricingChoices>('choices', '/pricing/choices');
export const usePricingRules = () => useAnswer<PricingRulesAnswer>('rules', '/pricing-rules');
export const useShop = () => useAnswer<ShopSettings>('settings', '/settings');
export const useCategories = () => useAnswer<{ readonly categories: readonly Category[] }>('categories', '/categories');

/** Products by words, for picking; nothing is asked for fewer than two letters. */
export const useProducts = (words: string) =>
  useAnswer<ProductList>('products', `/products?limit=8&query=${encodeURIComponent(words)}`, words.trim().length > 1);

export function useCoupons(promotionId: string, words: string) {
  const search = new URLSearchParams({ limit: '50', query: words, ...(promotionId === '' ? {} : { promotionId }) });
  const path = `/coupons?${search}`;
  return usePages([PRICING, 'pages', path], path, (pages: readonly CouponList[]) => itemsOf(pages));
}

export function useListPrices(priceListId: string) {
  const path = `/price-lists/${priceListId}/prices?limit=50`;
  return usePages([PRICING, 'pages', path], path, (pages: readonly ListPrices[]) => itemsOf(pages));
}

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
