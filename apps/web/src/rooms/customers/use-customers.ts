import type {
  Customer,
  CustomerGroup,
  CustomerList,
  CustomerPatch,
  NewCustomer,
  PurseEntries,
  WrittenCustomer,
} from '@mosaajii/contract/customers';
import type { GiftCard, GiftCardList } from '@mosaajii/contract/purses';
import type { Permission } from '@mosaajii/domain/permission';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePages } from '../../platform/answer/index.ts';
import { type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

export interface CustomerFilters {
  readonly query: string;
  readonly groupId: string;
  readonly state: 'active' | 'inactive' | 'all';
  readonly owing: boolean;
}
export const NO_FILTERS: CustomerFilters = { query: '', groupId: '', state: 'active', owing: false };

/** Whether the person who is signed in may do this. The server asks again; this only decides what is offered. */
export function useMay(permission: Permission): boolean {
  const { session } = useDevice();
  const state = useObservable(session.state);
  return state.status === 'signed-in' && session.can(permission);
}

/** The shop's money, as the session of this device knows it. */
export function useMoney() {
  const state = useObservable(useDevice().session.state);
  if (state.status === 'signed-out') return null;
  const { currency, locale } = state.session.organization;
  return { currency, locale };
}

/** The pages of a list, and its first page: what stands there for all of them. */
function listed<P extends { readonly items: readonly unknown[] }>(pages: readonly P[]) {
  return { items: pages.flatMap((page): P['items'][number][] => [...page.items]), first: pages[0] };
}

export function useCustomers({ query, groupId, state, owing }: CustomerFilters) {
  const search = new URLSearchParams({ limit: '50', state });
  if (query !== '') search.set('query', query);
  if (groupId !== '') search.set('groupId', groupId);
  if (owing) search.set('owing', 'true');
  const path = `/customers?${search.toString()}`;
  return usePages(['customers', path], path, (pages: readonly CustomerList[]) => listed(pages));
}

export function useCustomer(customerId: string) {
  return useQuery({
    queryKey: ['customer', customerId],
    queryFn: ({ signal }) => orThrow(api.get<Customer>(`/customers/${customerId}`, { signal })),
    retry: false,
  });
}

export function useEntries(path: string) {
  return usePages(['purse-entries', path], `${path}?limit=25`, (pages: readonly PurseEntries[]) => listed(pages));
}

export function useGroups() {
  return useQuery({
    queryKey: ['customer-groups'],
    queryFn: ({ signal }) => orThrow(api.get<{ groups: CustomerGroup[] }>('/customer-groups', { signal })),
    retry: false,
  });
}

/** How the list of gift cards asks. */
export function giftCardsPath(query: string, state: string): string {
  return `/gift-cards?${new URLSearchParams({ limit: '50', state, ...(query === '' ? {} : { query }) })}`;
}

export function useGiftCards(path: string) {
  return usePages(['gift-cards', path], path, (pages: readonly GiftCardList[]) => listed(pages));
}

export const customersApi = {
  create: (body: NewCustomer) => api.post<WrittenCustomer>('/customers', { body }),
  change: (customerId: string, body: CustomerPatch) => api.patch<WrittenCustomer>(`/customers/${customerId}`, { body }),
  erase: (customerId: string) => api.post<Customer>(`/customers/${customerId}/erase`, {}),
  addGroup: (groupId: string, name: string) =>
    api.post<CustomerGroup>('/customer-groups', { body: { groupId, name, priceListId: null } }),
  removeGroup: (groupId: string) => api.delete<{ isRemoved: true }>(`/customer-groups/${groupId}`, {}),
  block: (cardId: string, isBlocked: boolean, reason: string) =>
    api.post<GiftCard>(`/gift-cards/${cardId}/block`, { body: { isBlocked, reason } }),
};

type Asked<T> = Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ApiProblem }>;

/** Says what a change came to, and has everything about customers asked again. */
export function useChange(): <T>(asked: Asked<T>, done?: string) => Promise<T | null> {
  const queries = useQueryClient();
  return async (asked, done) => {
    const result = await asked;
    const { show } = useToasts.getState();
    if (!result.ok) {
      show({ message: result.error.detail || result.error.title, tone: 'danger', key: 'customers' });
      return null;
    }
    await Promise.all(
      ['customers', 'customer', 'customer-groups', 'gift-cards', 'purse-entries'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
    if (done !== undefined) show({ message: done, tone: 'success', key: 'customers' });
    return result.value;
  };
}
