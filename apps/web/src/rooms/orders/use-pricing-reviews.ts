import type { PricingReview, PricingReviewList } from '@mosaajii/contract/pricing-reviews';
import { useQuery } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';

export interface ReviewSearch {
  readonly from: string;
  readonly to: string;
  readonly userId: string;
}

/** Sales that were charged otherwise than their promotions say, page by page; empty texts narrow nothing. */
export function usePricingReviews(search: ReviewSearch) {
  const asked = Object.entries(search).filter(([, value]) => value !== '');
  const path = `/pricing-reviews?${new URLSearchParams([['limit', '50'], ...asked])}`;
  return usePages<PricingReviewList, PricingReviewList['items']>(['pricing-reviews', path], path, itemsOf);
}

/** One of them, line by line. */
export function usePricingReview(saleId: string) {
  return useQuery({
    queryKey: ['pricing-reviews', 'of', saleId],
    queryFn: ({ signal }) => orThrow(api.get<PricingReview>(`/orders/${saleId}/pricing-review`, { signal })),
    retry: false,
  });
}
