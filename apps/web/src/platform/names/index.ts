import type { RegisterList, UserNames } from '@mosaajii/contract/identity';
import { useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../api/index.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The people, registers and stores that the person who looks may see, by name. */
export interface Names {
  readonly users: readonly Named[];
  readonly registers: readonly Named[];
  /** By their codes. */
  readonly stores: readonly Named[];
  /** Undefined for what has no name, or until the names are there. */
  find(id: string): string | undefined;
  /** Always something to show: a dash for what has no name, nothing for nobody. */
  nameOf(id: string | null): string;
}

/** Everybody of the shop by name. */
export function useUserNames() {
  return useQuery({
    queryKey: ['user-names'],
    queryFn: ({ signal }) => orThrow(api.get<UserNames>('/users/names', { signal })),
    retry: false,
  });
}

/** The registers of the shop with their codes. */
export function useRegisterNames() {
  return useQuery({
    queryKey: ['register-names'],
    queryFn: ({ signal }) => orThrow(api.get<RegisterList>('/registers', { signal })),
    retry: false,
  });
}

/** Names instead of ids, for lists of the office. */
export function useNames(): Names {
  const people = useUserNames();
  const tills = useRegisterNames();
  const users = (people.data?.users ?? []).map(({ userId, displayName }) => ({ id: userId, name: displayName }));
  const known = tills.data?.registers ?? [];
  const registers = known.map(({ registerId, code, name }) => ({ id: registerId, name: `${code} ${name}` }));
  // The part of a register's code before the dash is its store's.
  const codes = new Map(known.map(({ storeId, code }) => [storeId, code.split('-')[0] ?? '']));
  const stores = [...codes].map(([id, name]) => ({ id, name }));
  const byId = new Map([...users, ...registers, ...stores].map(({ id, name }) => [id, name]));
  const find = (id: string) => byId.get(id);
  return { users, registers, stores, find, nameOf: (id) => (id === null ? '' : (find(id) ?? '–')) };
}
