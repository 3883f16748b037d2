import { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { ErrorState } from '../../platform/ui/index.ts';

/** A page that did not come, or a server that is away. */
export function Failed({ error, onRetry }: { readonly error: Error | null; readonly onRetry: () => void }) {
  const problem = error instanceof ApiFailure ? error.problem : null;
  if (problem?.code === 'unreachable') {
    return (
      <ErrorState title={t('registers.offline')} onRetry={onRetry}>
        {problem.action}
      </ErrorState>
    );
  }
  return (
    <ErrorState title={t('registers.failed')} details={problem?.requestId} onRetry={onRetry}>
      {problem === null ? error?.message : `${problem.title}. ${problem.action}`}
    </ErrorState>
  );
}
