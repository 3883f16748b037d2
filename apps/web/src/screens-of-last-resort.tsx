import { Compass } from 'lucide-react';
import { StorageScreen } from './platform/device/index.ts';
import { t } from './platform/i18n/index.ts';
import { StorageFailure } from './platform/journal/index.ts';
import { Link } from './platform/router/index.ts';
import { Button, EmptyState, ErrorState } from './platform/ui/index.ts';

const linkLook =
  'inline-flex min-h-(--control) items-center rounded-control border border-brand bg-brand px-3.5 font-semibold text-white hover:bg-brand-hover';

/** An address that leads nowhere is not a dead end. */
export function NotFoundScreen() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="visually-hidden">{t('ui.appName')}</h1>
      <EmptyState
        icon={Compass}
        title={t('ui.notFoundTitle')}
        actions={
          <Link to="/till" className={linkLook}>
            {t('ui.backToTill')}
          </Link>
        }
      >
        {t('ui.notFoundText')}
      </EmptyState>
    </main>
  );
}

/** A screen threw: says what is safe, shows the message for support, and offers the way on. */
export function CrashScreen({ error }: { readonly error: unknown }) {
  if (error instanceof StorageFailure) return <StorageScreen error={error} />;
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="visually-hidden">{t('ui.appName')}</h1>
      <ErrorState
        title={t('ui.crashTitle')}
        details={error instanceof Error ? error.message : String(error)}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('ui.reload')}
          </Button>
        }
      >
        {t('ui.crashText')}
      </ErrorState>
    </main>
  );
}
