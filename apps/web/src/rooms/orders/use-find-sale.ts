import type { ReturnableSaleList } from '@mosaajii/contract/orders';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ApiFailure, type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import {
  type FindFilter,
  type FoundSale,
  fits,
  foundHere,
  foundThere,
  merged,
  searchOf,
  withLeft,
} from './find-sale.ts';
import { useLocal } from './use-orders.ts';

/** Ninety days of a busy till: what a device keeps. */
const MOST_KEPT = 20_000;
const MOST_HERE = 50;

export interface FindResult {
  /** `null` until the first list is there. */
  readonly sales: readonly FoundSale[] | null;
  /** Why the other registers are missing; they are when it is not null. */
  readonly problem: ApiProblem | Error | null;
  readonly isAsking: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

/** Sales of this device at once, and those of other registers when the server answers. */
export function useFindSale(filter: FindFilter): FindResult {
  const here = useSalesHere(filter);
  const there = useInfiniteQuery({
    queryKey: ['returnable-sales', searchOf(filter).toString()],
    initialPageParam: null as string | null,
    retry: false,
    // Without a network it fails at once and is said, instead of waiting for one.
    networkMode: 'always',
    staleTime: 0,
    queryFn: ({ pageParam, signal }) => {
      const search = searchOf(filter);
      if (pageParam !== null) search.set('cursor', pageParam);
      return orThrow(api.get<ReturnableSaleList>(`/returnable-sales?${search}`, { signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items.map(foundThere)),
  });
  const hasMore = there.hasNextPage;
  return {
    sales: here === null ? null : merged(here, there.data ?? [], hasMore),
    problem: there.error instanceof ApiFailure ? there.error.problem : there.error,
    isAsking: there.isFetching,
    hasMore,
    more: () => void there.fetchNextPage(),
    retry: () => void there.refetch(),
  };
}

/** All kept sales are read once and narrowed in memory; only those that are shown are opened. */
function useSalesHere(filter: FindFilter): readonly FoundSale[] | null {
  const { journal } = useDevice();
  const documents = useLocal(() => journal.listSales({ recent: MOST_KEPT }), 'kept sales');
  const found = (documents ?? []).filter((document) => fits(document, filter)).slice(0, MOST_HERE);
  const opened = useLocal(
    async () => {
      const known = await Promise.all(found.map((sale) => journal.findSale({ saleId: sale.documentId })));
      return new Map(known.flatMap((sale) => (sale.ok ? [[sale.value.document.documentId, sale.value]] : [])));
    },
    `opened ${found.map((sale) => sale.documentId).join()}`,
  );
  if (documents === null) return null;
  return found.map((document) => {
    const known = opened?.get(document.documentId);
    return known === undefined ? foundHere(document) : withLeft(foundHere(document), known);
  });
}
