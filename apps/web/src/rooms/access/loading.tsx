import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert, CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiFailure, type ApiProblem } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, ErrorState, Notice, Skeleton } from '../../platform/ui/index.ts';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (value: T) => ReactNode;
}

/** What the server said, or that it is still asked, or why there is nothing. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const retry = () => void query.refetch();
  if (query.error instanceof ApiFailure) {
    const { code, title, action } = query.error.problem;
    if (code !== 'unreachable') {
      return (
        <ErrorState title={title} details={code} onRetry={retry}>
          {action}
        </ErrorState>
      );
    }
    const again = (
      <Button variant="primary" onClick={retry}>
        {t('ui.retry')}
      </Button>
    );
    return (
      <EmptyState icon={CloudOff} title={t('access.needsConnection')} actions={again}>
        {t('access.needsConnectionText')}
      </EmptyState>
    );
  }
  if (query.data === undefined) {
    return (
      <div aria-busy className="rounded-card border border-line bg-surface p-3.5">
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} className="my-2.5 h-8" />
        ))}
      </div>
    );
  }
  return children(query.data);
}

/** Why a change was refused. */
export function Refused({ problem }: { readonly problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
      {problem.code === 'unreachable' ? t('access.needsServer') : `${problem.detail} ${problem.action}`}
    </Notice>
  );
}
