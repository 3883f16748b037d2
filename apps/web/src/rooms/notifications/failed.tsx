import { CloudOff } from 'lucide-react';
import type { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, ErrorState } from '../../platform/ui/index.ts';

/** What is shown in the place of what the server did not give. */
export function Failed({ failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry: () => void }) {
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
    <EmptyState icon={CloudOff} title={t('notifications.needsConnection')} actions={again}>
      {t('notifications.needsConnectionText')}
    </EmptyState>
  );
}
