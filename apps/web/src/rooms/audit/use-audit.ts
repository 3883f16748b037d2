import type { AuditDetail, AuditList } from '@mosaajii/contract/audit';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../platform/api/index.ts';
import { type Filters, paramsOf } from './filters.ts';

const PAGE = 50;

/** The trail, the latest first, page by page. */
export function useEntries(filters: Filters) {
  const asked = paramsOf(filters).toString();
  return useInfiniteQuery({
    queryKey: ['audit', asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(asked);
      params.set('limit', String(PAGE));
      if (pageParam !== null) params.set('cursor', pageParam);
      return orThrow(api.get<AuditList>(`/audit/entries?${params}`, { signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    retry: false,
  });
}

/** One entry whole. It never changes, but for its seal, which comes within a second. */
export function useEntry(entryId: string) {
  return useQuery({
    queryKey: ['audit-entry', entryId],
    queryFn: ({ signal }) => orThrow(api.get<AuditDetail>(`/audit/entries/${entryId}`, { signal })),
    retry: false,
  });
}
