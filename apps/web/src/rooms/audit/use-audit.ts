import type { AuditDetail, AuditList } from '@mosaajii/contract/audit';
import { useQuery } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { type Filters, paramsOf } from './filters.ts';

const PAGE = 50;

/** The trail, the latest first, page by page. */
export function useEntries(filters: Filters) {
  const params = paramsOf(filters);
  params.set('limit', String(PAGE));
  return usePages(['audit', params.toString()], `/audit/entries?${params}`, (pages: readonly AuditList[]) =>
    itemsOf(pages),
  );
}

/** One entry whole. It never changes, but for its seal, which comes within a second. */
export function useEntry(entryId: string) {
  return useQuery({
    queryKey: ['audit-entry', entryId],
    queryFn: ({ signal }) => orThrow(api.get<AuditDetail>(`/audit/entries/${entryId}`, { signal })),
    retry: false,
  });
}
