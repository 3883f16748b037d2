import type { ApprovalItem, ApprovalList } from '@mosaajii/contract/approvals';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, orThrow } from '../../platform/api/index.ts';
import { createLive, liveUrl } from '../../platform/live/index.ts';

const REQUESTS = ['approvals'] as const;
/** Where the socket is lost, and for those whose ten minutes are over. */
const REFETCH_MS = 10_000;
const GATHER_MS = 150;

/** What tills ask for, as it comes: told by the live socket, within a second. */
export function useRequests() {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: REQUESTS });
    };
    const soon = () => {
      timer ??= setTimeout(look, GATHER_MS);
    };
    const live = createLive({
      url: () => liveUrl(location),
      open: (url) => new WebSocket(url),
      poked: soon,
      opened: soon,
      random: Math.random,
    });
    // The session's cookie says who asks; the hello is for registers.
    live.connect({ keyId: 'session', message: () => Promise.resolve(JSON.stringify({ type: 'hello' })) });
    return () => {
      clearTimeout(timer);
      live.close();
    };
  }, [queries]);
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
