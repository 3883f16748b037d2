import { MonitorDown } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import { installNow, installWay, noteInstallAnswered } from './install.ts';
import { InstallSteps } from './install-steps.tsx';
import { onInstallPrompt } from './prompt.ts';

/** In the settings, for good: what installing brings, and the way that this browser has for it. */
export function InstallSection() {
  const way = useSyncExternalStore(onInstallPrompt, installWay);
  const [isInstalling, setInstalling] = useState(false);
  const install = async () => {
    setInstalling(true);
    try {
      await installNow();
      noteInstallAnswered(localStorage);
    } finally {
      setInstalling(false);
    }
  };
  return (
    <div className="flex min-w-0 flex-col items-start gap-1.5">
      <span className="font-medium">{t('install.title')}</span>
      {way === 'installed' ? (
        <p className="text-ink-3">{t('install.isInstalled')}</p>
      ) : (
        <p className="text-ink-2">{t('install.why')}</p>
      )}
      {way === 'prompt' ? (
        <Button
          icon={<MonitorDown aria-hidden className="size-4" strokeWidth={1.75} />}
          disabled={isInstalling}
          onClick={() => void install()}
        >
          {t('install.install')}
        </Button>
      ) : null}
      {way === 'share-sheet' ? <InstallSteps /> : null}
      {way === 'menu' ? <p className="text-sm text-ink-3">{t('install.byMenu')}</p> : null}
    </div>
  );
}
