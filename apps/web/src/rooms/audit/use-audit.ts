import type { AuditDetail, AuditList } from '@mosaajii/contract/audit';
import type { RegisterList, UserNames } from '@mosaajii/contract/identity';
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

export interface Names {
  readonly users: readonly { readonly id: string; readonly name: string }[];
  readonly registers: readonly { readonly id: string; readonly name: string }[];
  /** The name behind an id of a person or a register. */
  nameOf(id: string): string | undefined;
}

/** Names instead of ids; until they are there, and for what has none, ids are shown. */
export function useNames(): Names {
  const people = useQuery({
    queryKey: ['user-names'],
    queryFn: ({ signal }) => orThrow(api.get<UserNames>('/users/names', { signal })),
    retry: false,
  });
  const tills = useQuery({
    queryKey: ['register-names'],
    queryFn: ({ signal }) => orThrow(api.get<RegisterList>('/registers', { signal })),
    retry: false,
  });
  const users = (people.data?.users ?? []).map(({ userId, displayName }) => ({ id: userId, name: displayName }));
  const registers = (tills.data?.registers ?? []).map(({ registerId, code, name }) => ({
    id: registerId,
    name: `${code} ${name}`,
  }));
  const byId = new Map([...users, ...registers].map(({ id, name }) => [id, name]));
  return { users, registers, nameOf: (id) => byId.get(id) };
}
