import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

export interface BelowProps {
  /** What stands above has its size when these are answered, well or badly. */
  readonly questions: readonly Pick<UseQueryResult, 'isLoading'>[];
  /** What stands there until then. */
  readonly loading?: ReactNode;
  readonly children: ReactNode;
}

/** What stands below answers of a size that nobody knows comes with them: nothing that is read already is pushed away. */
export function Below({ questions, loading = null, children }: BelowProps) {
  return questions.some(({ isLoading }) => isLoading) ? loading : children;
}
