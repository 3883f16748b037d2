import type { AuditList } from '@mosaajii/contract/audit';
import type { RegisterList, UserNames } from '@mosaajii/contract/identity';
import type { AddressList, CashierReport, SecurityOverview, ShopSessions } from '@mosaajii/contract/security';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';
import { liveUrl } from '../../platform/live/index.ts';

/** What the page shows is asked again when the server says that there is something new. */
const LIVE = 'security';
/** Without a socket the page still follows, a little later. */
const REFETCH_MS = 30_000;
const GATHER_MS = 300;

function useLiveQuery<T>(name: string, path: string) {
  return useQuery({
    queryKey: [LIVE, name, path],
    queryFn: ({ signal }) => orThrow(api.get<T>(path, { signal })),
    refetchInterval: REFETCH_MS,
    retry: false,
  });
}

export const useOverview = (hours: number) =>
  useLiveQuery<SecurityOverview>('overview', `/security/overview?hours=${hours}`);
export const useShopSessions = () => useLiveQuery<ShopSessions>('sessions', '/security/sessions');
export const useAddresses = () => useLiveQuery<AddressList>('addresses', '/security/addresses');

export function useRegisters() {
  return useQuery({
    queryKey: ['register-names'],
    queryFn: ({ signal }) => orThrow(api.get<RegisterList>('/registers', { signal })),
    retry: false,
  });
}

/** Not live: a report stays as it was asked for. */
export function useCashiers(from: string, to: string) {
  return useQuery({
    queryKey: ['cashiers', from, to],
    queryFn: ({ signal }) => orThrow(api.get<CashierReport>(`/security/cashiers?from=${from}&to=${to}`, { signal })),
    enabled: from !== '' && to !== '',
    retry: false,
  });
}

export function useEvents() {
  return useInfiniteQuery({
    queryKey: [LIVE, 'events'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return orThrow(api.get<AuditList>(`/security/events?limit=25${cursor}`, { signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    retry: false,
  });
}

/** Names of people by their ids. */
export function useNames(): (userId: string | null) => string | undefined {
  const people = useQuery({
    queryKey: ['user-names'],
    queryFn: ({ signal }) => orThrow(api.get<UserNames>('/users/names', { signal })),
    retry: false,
  });
  const byId = new Map((people.data?.users ?? []).map(({ userId, displayName }) => [userId, displayName]));
  return (userId) => (userId === null ? undefined : byId.get(userId));
}

/** Listens while the page is open; several pokes close together are one question. A lost socket is left to the interval. */
export function useLiveNews(): void {
  const client = useQueryClient();
  useEffect(() => {
    const socket = new WebSocket(liveUrl(window.location));
    let timer: ReturnType<typeof setTimeout> | undefined;
    socket.addEventListener('message', () => {
      clearTimeout(timer);
      timer = setTimeout(() => void client.invalidateQueries({ queryKey: [LIVE] }), GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      socket.close();
    };
  }, [client]);
}
