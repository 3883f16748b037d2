import type { PersonPermissions, RoleList } from '@mosaajii/contract/roles';
import { useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../../platform/api/index.ts';

/** The roles of the shop with their permissions and limits. */
export function useRoles() {
  return useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => orThrow(api.get<RoleList>('/roles', { signal })),
    retry: false,
  });
}

/** What a person can do at this moment. */
export function usePersonPermissions(userId: string) {
  return useQuery({
    queryKey: ['person-permissions', userId],
    queryFn: ({ signal }) => orThrow(api.get<PersonPermissions>(`/users/${userId}/permissions`, { signal })),
    retry: false,
    staleTime: 0,
  });
}
