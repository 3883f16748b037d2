import { t } from '../../../platform/i18n/index.ts';
import { InstallSteps, installNow, installWay, noteInstallAnswered } from '../../../platform/install/index.ts';
import { Button, Dialog } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';

/** Beside the change of a sale that is done: the next scan takes it away with the change, and no sale waits for it. */
export function InstallOffer() {
  const { carts } = useTill();
  const answered = () => {
    noteInstallAnswered(localStorage);
    carts.store.setState({ hasInstallOffer: false });
  };
  const accept = () => {
    if (installWay() === 'prompt') void installNow();
    else carts.store.setState({ layer: { kind: 'install' } });
    answered();
  };
  return (
    <aside
      aria-label={t('install.title')}
      className="mt-4 flex w-full max-w-md flex-col items-center gap-2 rounded-card border border-line px-4 py-3"
    >
      <p className="text-sm text-ink-2">{t('install.why')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button onClick={accept}>{t('install.install')}</Button>
        <Button variant="quiet" onClick={answered}>
          {t('install.notNow')}
        </Button>
      </div>
    </aside>
  );
}

/** How it is done where the browser asks nobody: opened by whoever wanted it. */
export function InstallDialog() {
  const { carts } = useTill();
  return (
    <Dialog title={t('install.title')} onClose={() => carts.store.setState({ layer: null })}>
      <InstallSteps />
    </Dialog>
  );
}
