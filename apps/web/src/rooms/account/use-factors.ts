import type { Factors } from '@mosaajii/contract/factors';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';

const KEY = ['account-factors'];

/** What the account has beside its password. */
export function useFactors() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<Factors>('/account/factors', { signal })),
    retry: false,
  });
}

/** Asks again, after something was changed. */
export function useFactorsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: KEY }), [queries]);
}
