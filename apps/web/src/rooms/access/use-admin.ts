import type {
  AccessPlanList,
  AccessRequestDetail,
  AccessRequestList,
  AccessState,
  OperatorList,
  PaidOrganizationDetail,
  PaidOrganizationList,
} from '@mosaajii/contract/access';
import type { Result } from '@mosaajii/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

export type StateFilter = AccessState | 'waiting' | 'all';

/** Everything of the panel is asked again after a change: a payment moves a request, a shop and a plan. */
const KEY = 'admin';

export function useRequests(filter: StateFilter) {
  const query = filter === 'all' ? '' : `?state=${filter}`;
  return useQuery({
    queryKey: [KEY, 'requests', filter],
    queryFn: ({ signal }) => orThrow(api.get<AccessRequestList>(`/admin/access-requests${query}`, { signal })),
    refetchInterval: 30_000,
    retry: false,
  });
}

export function useRequest(requestId: string) {
  return useQuery({
    queryKey: [KEY, 'request', requestId],
    queryFn: ({ signal }) => orThrow(api.get<AccessRequestDetail>(`/admin/access-requests/${requestId}`, { signal })),
    retry: false,
  });
}

export function usePlans() {
  return useQuery({
    queryKey: [KEY, 'plans'],
    queryFn: ({ signal }) => orThrow(api.get<AccessPlanList>('/admin/plans', { signal })),
    retry: false,
  });
}

export function useShops() {
  return useQuery({
    queryKey: [KEY, 'shops'],
    queryFn: ({ signal }) => orThrow(api.get<PaidOrganizationList>('/admin/organizations', { signal })),
    retry: false,
  });
}

export function useShop(organizationId: string) {
  return useQuery({
    queryKey: [KEY, 'shop', organizationId],
    queryFn: ({ signal }) =>
      orThrow(api.get<PaidOrganizationDetail>(`/admin/organizations/${organizationId}`, { signal })),
    retry: false,
  });
}

export function useOperators() {
  return useQuery({
    queryKey: [KEY, 'operators'],
    queryFn: ({ signal }) => orThrow(api.get<OperatorList>('/admin/operators', { signal })),
    retry: false,
  });
}

export interface Action {
  readonly isPending: boolean;
  readonly problem: ApiProblem | null;
  /** Runs a change, shows the panel anew, says `message`. Returns the answer, or null when it was refused. */
  run<T>(change: () => Promise<Result<T, ApiProblem>>, message?: string): Promise<T | null>;
}

/** One change at a time, with why it was refused. */
export function useAction(): Action {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return {
    isPending,
    problem,
    run: async (change, message) => {
      setPending(true);
      const answer = await change();
      setPending(false);
      setProblem(answer.ok ? null : answer.error);
      await queries.invalidateQueries({ queryKey: [KEY] });
      if (!answer.ok) return null;
      if (message !== undefined) useToasts.getState().show({ message, tone: 'success' });
      return answer.value;
    },
  };
}
