import type { UseQueryResult } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiFailure } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../platform/ui/index.ts';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What a question to the server looks like while it is open, when it failed, and without a connection. */
export function QueryState<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) {
    return (
      <div aria-busy className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-6" />
        ))}
      </div>
    );
  }
  const retry = () => void query.refetch();
  const problem = query.error instanceof ApiFailure ? query.error.problem : null;
  if (problem === null || problem.code === 'unreachable') {
    const again = (
      <Button variant="primary" onClick={retry}>
        {t('ui.retry')}
      </Button>
    );
    return (
      <EmptyState icon={CloudOff} title={t('team.rolesNeedsConnection')} actions={again}>
        {t('team.rolesNeedsConnectionText')}
      </EmptyState>
    );
  }
  return (
    <ErrorState title={problem.title} details={problem.code} onRetry={retry}>
      {problem.detail}
    </ErrorState>
  );
}
