import type { AuditList } from '@mosaajii/contract/audit';
import type { AddressList, CashierReport, SecurityOverview, ShopSessions } from '@mosaajii/contract/security';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { liveUrl } from '../../platform/live/index.ts';
import { useUserNames } from '../../platform/names/index.ts';

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
  return usePages([LIVE, 'events'], '/security/events?limit=25', (pages: readonly AuditList[]) => itemsOf(pages));
}

/** Names of people by their ids. */
export function useNames(): (userId: string | null) => string | undefined {
  const people = useUserNames();
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
