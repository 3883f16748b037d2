import type { ApprovalItem, ApprovalList } from '@mosaajii/contract/approvals';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';
import { useNews } from '../../platform/news/index.ts';

const REQUESTS = ['approvals'] as const;
/** Where the socket is lost, and for those whose ten minutes are over. */
const REFETCH_MS = 10_000;
const GATHER_MS = 150;

/** What tills ask for, as it comes: told by the live socket, within a second. */
export function useRequests() {
  const queries = useQueryClient();
  const ask = useCallback(() => void queries.invalidateQueries({ queryKey: REQUESTS }), [queries]);
  useNews(ask, GATHER_MS);
  return useQuery({
    queryKey: REQUESTS,
    queryFn: ({ signal }) => orThrow(api.get<ApprovalList>('/approvals', { signal })),
    refetchInterval: REFETCH_MS,
    retry: false,
  });
}

export type Verdict = { readonly say: 'approve' } | { readonly say: 'refuse'; readonly note: string };

/** Answers a request. Whatever came of it, the list is asked for again: somebody else may have been first. */
export function useAnswer() {
  const queries = useQueryClient();
  return async ({ requestId }: ApprovalItem, verdict: Verdict) => {
    const body = verdict.say === 'refuse' ? { note: verdict.note } : {};
    const answer = await api.post<ApprovalItem>(`/approvals/${requestId}/${verdict.say}`, { body });
    await queries.invalidateQueries({ queryKey: REQUESTS });
    return answer;
  };
}
