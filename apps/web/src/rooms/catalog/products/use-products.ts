import type { ProductRow } from '@mosaajii/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ApiProblem } from '../../../platform/api/index.ts';
import { formatNumber, t } from '../../../platform/i18n/index.ts';
import { fetchOnHand, fetchProducts, type OnHandFigures, problemOf } from '../catalog-api.ts';
import { listParameters, type ProductSearch } from '../product-search.ts';
import { useCan } from '../use-shop.ts';

export interface ProductsList {
  readonly rows: readonly ProductRow[];
  /** "4,070", or "10,000+"; null before the first answer. */
  readonly total: string | null;
  /** "50 of 4,070". */
  readonly shown: string;
  readonly problem: ApiProblem | null;
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
  /** By variant; empty until it is known. */
  readonly onHand: ReadonlyMap<string, OnHandFigures>;
}

const NOTHING: ReadonlyMap<string, OnHandFigures> = new Map();

/** The products that fit, page after page, and what is on hand of those that are shown. */
export function useProducts(search: ProductSearch): ProductsList {
  const query = useInfiniteQuery({
    queryKey: ['products', search],
    queryFn: ({ pageParam, signal }) => fetchProducts(listParameters(search, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While the next letter is being answered the list stays instead of flickering.
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items);
  const variantIds = rows.flatMap((row) => row.variantIds);
  const canReadStock = useCan('stock.read');
  const stock = useQuery({
    queryKey: ['on-hand', variantIds],
    queryFn: ({ signal }) => fetchOnHand(variantIds, signal),
    enabled: canReadStock && variantIds.length > 0,
    placeholderData: keepPreviousData,
  });
  const total = pages[0]?.total;
  return {
    rows,
    total: total === undefined ? null : `${formatNumber(total.count)}${total.isExact ? '' : '+'}`,
    shown:
      total === undefined
        ? ''
        : t(total.isExact ? 'catalog.shown' : 'catalog.shownMore', { shown: rows.length, total: total.count }),
    problem: query.error === null ? null : problemOf(query.error),
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
    onHand: stock.data ?? NOTHING,
  };
}
