import { t } from '../i18n/index.ts';
import { Button, ErrorState } from '../ui/index.ts';

/** The browser gives no storage: the till does not open, and says what to do about it. */
export function StorageScreen({ error }: { readonly error: unknown }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title={t('ui.storageFailedTitle')}
        details={error instanceof Error ? error.message : String(error)}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('ui.reload')}
          </Button>
        }
      >
        {t('ui.storageFailedText')}
      </ErrorState>
    </main>
  );
}
