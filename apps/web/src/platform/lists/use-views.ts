import type { SavedView, SavedViewList, SavedViewRequest, ViewedList } from '@mosaajii/contract/saved-views';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, orThrow } from '../api/index.ts';
import { useToasts } from '../ui/index.ts';

/** What a view keeps of a list. */
export interface ListState {
  /** What the list is narrowed and ordered by, as a query string of the list's own names. */
  readonly search: string;
  readonly hidden: ReadonlySet<string>;
}

/** The same state is always the same text, of characters that the server takes. */
export function searchText(parameters: URLSearchParams): string {
  const sorted = new URLSearchParams(parameters);
  sorted.sort();
  return sorted.toString().replaceAll('*', '%2A');
}

export function isSameState(view: SavedView, { search, hidden }: ListState): boolean {
  return (
    searchText(new URLSearchParams(view.search)) === search &&
    view.hiddenColumns.length === hidden.size &&
    view.hiddenColumns.every((name) => hidden.has(name))
  );
}

export interface Views {
  readonly items: readonly SavedView[];
  /** Returns what to say when it was not kept; null when it was. */
  readonly save: (view: Omit<SavedViewRequest, 'list'>) => Promise<string | null>;
  readonly remove: (viewId: string) => Promise<void>;
}

/** The views of a list that somebody keeps or is shown, from the server; none without a connection. */
export function useViews(list: ViewedList): Views {
  const queries = useQueryClient();
  const queryKey = ['views', list];
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) => orThrow(api.get<SavedViewList>(`/users/views?list=${list}`, { signal })),
    retry: false,
  });
  return {
    items: found.data?.items ?? [],
    save: async (view) => {
      const saved = await api.post<SavedViewList>('/users/views', { body: { ...view, list } });
      if (!saved.ok) return saved.error.detail || saved.error.title;
      queries.setQueryData(queryKey, saved.value);
      return null;
    },
    remove: async (viewId) => {
      const left = await api.delete<SavedViewList>(`/users/views/${viewId}?list=${list}`);
      if (left.ok) queries.setQueryData(queryKey, left.value);
      else useToasts.getState().show({ message: left.error.detail, tone: 'danger', key: 'views' });
    },
  };
}
