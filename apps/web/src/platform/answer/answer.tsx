import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadingLines } from '../ui/index.ts';
import { Failed, type FailedProps } from './failed.tsx';

export interface AnswerProps<T> extends Pick<FailedProps, 'title' | 'offline' | 'actions'> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What stands there while the question is open: the shape of what will come. */
  readonly loading?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What is shown while there is no answer, and when there will be none; else what the answer becomes. */
export function Answer<T>({ query, loading, children, ...words }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Failed cause={query.error} onRetry={() => void query.refetch()} {...words} />;
  return loading ?? <LoadingLines />;
}
