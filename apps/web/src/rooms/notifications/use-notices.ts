import type { NoticeList, UnreadCount } from '@mosaajii/contract/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { useNews } from '../../platform/news/index.ts';

const UNREAD = ['notices-unread'] as const;
const LIST = ['notices'] as const;
/** Where the socket is lost, the count is asked for this often. */
const WITHOUT_SOCKET_MS = 60_000;
/** A busy shop has many news that are no notices: the count is asked for at most this often. */
const GATHER_MS = 400;

/** How many notices are not read. Told by the live socket that there is something new, within a second. */
export function useUnread(): number {
  const queries = useQueryClient();
  const ask = useCallback(() => void queries.invalidateQueries({ queryKey: UNREAD }), [queries]);
  useNews(ask, GATHER_MS);
  const unread = useQuery({
    queryKey: UNREAD,
    queryFn: ({ signal }) => orThrow(api.get<UnreadCount>('/notices/unread', { signal })),
    refetchInterval: WITHOUT_SOCKET_MS,
    retry: false,
  });
  return unread.data?.unread ?? 0;
}

/** One's own notices, the latest first. `unread` is part of the question, so that a new notice is fetched. */
export function useNotices(unread: number) {
  return usePages([...LIST, unread], '/notices?limit=30', (pages: readonly NoticeList[]) => itemsOf(pages), {
    keepsBefore: true,
  });
}

/** Marks notices as read: some, or all. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (which: readonly string[] | 'all') =>
      orThrow(
        which === 'all'
          ? api.post<UnreadCount>('/notices/read-all', { body: {} })
          : api.post<UnreadCount>('/notices/read', { body: { noticeIds: which } }),
      ),
    onSuccess: (left) => {
      queries.setQueryData(UNREAD, left);
      void queries.invalidateQueries({ queryKey: LIST });
    },
  });
}
