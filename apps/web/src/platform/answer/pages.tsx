import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, orThrow } from '../api/index.ts';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import { Answer, type AnswerProps } from './answer.tsx';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** All items of the pages that came, in their order. */
export const itemsOf = <T,>(pages: readonly { readonly items: readonly T[] }[]): T[] =>
  pages.flatMap((page) => page.items);

export interface PagesOptions {
  /** A list that changes by itself is asked for again this often, in milliseconds. */
  readonly refetchInterval?: number;
  /** What came for the words before stays until the new words are answered, instead of flickering. */
  readonly keepsBefore?: boolean;
}

/** A list that the server gives page by page: `path` without a cursor, and what the pages together become. */
export function usePages<P extends Page<unknown>, R>(
  queryKey: readonly unknown[],
  path: string,
  select: (pages: readonly P[]) => R,
  { refetchInterval, keepsBefore = false }: PagesOptions = {},
) {
  return useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const cursor =
        pageParam === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(pageParam)}`;
      return orThrow(api.get<P>(`${path}${cursor}`, { signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => select(data.pages),
    retry: false,
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
    ...(keepsBefore ? { placeholderData: keepPreviousData } : {}),
  });
}

export interface MorePagesProps {
  readonly pages: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}

/** The way to the next page under a list, as long as there is one. */
export function MorePages({ pages }: MorePagesProps) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      className="mx-auto mt-3 flex"
      isPending={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {t('ui.showMore')}
    </Button>
  );
}

export interface ListedProps<T> {
  readonly pages: MorePagesProps['pages'] & AnswerProps<readonly T[]>['query'];
  /** What is said where nothing is on the list: whether nothing is there at all, or nothing fits what was asked for. */
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list that comes page by page, in full: its items or why there are none, and the way to the next page. */
export function Listed<T>({ pages, empty, children }: ListedProps<T>) {
  return (
    <>
      <Answer query={pages}>{(items) => (items.length === 0 ? empty : children(items))}</Answer>
      <MorePages pages={pages} />
    </>
  );
}
