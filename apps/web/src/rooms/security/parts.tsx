import type { UseQueryResult } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiFailure } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../../platform/ui/index.ts';

/** What is shown while there is no answer, and when there will be none; else what the answer becomes. */
export function Answer<T>({
  query,
  children,
}: {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  const retry = () => void query.refetch();
  if (query.error instanceof ApiFailure) return <Failed failure={query.error} onRetry={retry} />;
  return (
    <div className="rounded-card border border-line bg-surface p-3.5" aria-busy>
      {Array.from({ length: 5 }, (_, index) => (
        <Skeleton key={index} className="my-2.5 h-6" />
      ))}
    </div>
  );
}

function Failed({ failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry: () => void }) {
  const { code, title, action } = failure.problem;
  if (code !== 'unreachable') {
    return (
      <ErrorState title={title} details={code} onRetry={onRetry}>
        {action}
      </ErrorState>
    );
  }
  const again = (
    <Button variant="primary" onClick={onRetry}>
      {t('ui.retry')}
    </Button>
  );
  return (
    <EmptyState icon={CloudOff} title={t('security.needsConnection')} actions={again}>
      {t('security.needsConnectionText')}
    </EmptyState>
  );
}

/** Day and time in the shop's time zone. */
export function useWhen(): (instant: string) => string {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  return (instant) => formatDateTime(instant, settings?.organization.locale, settings?.store.timeZone);
}

/** `register.revoked` as "Register revoked". */
export function wordsOf(action: string): string {
  const words = action.replace(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
