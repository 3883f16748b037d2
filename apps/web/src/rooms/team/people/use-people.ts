import type { Person } from '@mosaajii/contract/people';
import type { Result } from '@mosaajii/domain';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiFailure, type ApiProblem, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatNumber, t } from '../../../platform/i18n/index.ts';
import { useToasts } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { filterParameters, type PeopleSearch } from './people-search.ts';

const PAGE = '50';

export interface PeopleShown {
  readonly rows: readonly Person[];
  /** "120", or "10,000+"; null before the first answer. */
  readonly total: string | null;
  /** "50 of 120". */
  readonly shown: string;
  readonly problem: ApiProblem | null;
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** The people who fit, page after page. */
export function usePeople(search: PeopleSearch): PeopleShown {
  const parameters = filterParameters(search);
  parameters.set('limit', PAGE);
  if (search.sort !== undefined) parameters.set('sort', search.sort);
  const asked = parameters.toString();
  const query = useInfiniteQuery({
    queryKey: ['people', asked],
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams(asked);
      if (pageParam !== null) page.set('cursor', pageParam);
      return orThrow(peopleApi.list(page, { signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While the next letter is being answered the list stays instead of flickering.
    placeholderData: keepPreviousData,
    retry: false,
  });
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items);
  const total = pages[0]?.total;
  return {
    rows,
    total: total === undefined ? null : `${formatNumber(total.count)}${total.isExact ? '' : '+'}`,
    shown:
      total === undefined
        ? ''
        : t(total.isExact ? 'team.shown' : 'team.shownMore', { shown: rows.length, total: total.count }),
    problem: problemOf(query.error),
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** What a query failed with. */
export function problemOf(error: Error | null): ApiProblem | null {
  if (error === null) return null;
  if (error instanceof ApiFailure) return error.problem;
  throw error;
}

export function usePerson(userId: string) {
  return useQuery({
    queryKey: ['person', userId],
    queryFn: ({ signal }) => orThrow(peopleApi.read(userId, { signal })),
    retry: false,
  });
}

export function useInvitations(isEnabled: boolean) {
  return useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => orThrow(peopleApi.invitations({ signal })),
    enabled: isEnabled,
    retry: false,
  });
}

/** Says what a change came to, and has the lists of people asked again. */
export function useChange(): <T>(
  asked: Promise<Result<T, ApiProblem>>,
  done?: (value: T) => string,
) => Promise<T | null> {
  const queries = useQueryClient();
  return async (asked, done) => {
    const result = await asked;
    const { show } = useToasts.getState();
    if (!result.ok) {
      show({ message: result.error.detail, tone: 'danger', key: 'team' });
      return null;
    }
    await Promise.all(
      ['people', 'person', 'person-sessions', 'invitations', 'ownership', 'user-names'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
    if (done !== undefined) show({ message: done(result.value), tone: 'success', key: 'team' });
    return result.value;
  };
}

/** The id of who looks at the screen. */
export function useOwnId(): string | null {
  const state = useObservable(useDevice().session.state);
  return state.status === 'signed-out' ? null : state.session.user.userId;
}
