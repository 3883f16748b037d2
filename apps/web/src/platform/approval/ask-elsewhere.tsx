import { MonitorSmartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDevice, useObservable } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { Button, Notice } from '../ui/index.ts';
import type { Remote } from './use-remote.ts';

/** Asks somebody who is not at this counter. A PIN or a badge may come first at any time. */
export function AskElsewhere({ remote, children }: { readonly remote: Remote; readonly children: ReactNode }) {
  const { sync } = useDevice();
  const isOffline = useObservable(sync.status).state === 'offline';
  const { state, said, until, ask, cancel } = remote;
  return (
    <div className="flex flex-col gap-2">
      {said === null ? null : (
        <Notice tone="danger" isAlert>
          {said}
        </Notice>
      )}
      {state === 'waiting' ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-surface px-3 py-2">
          <p role="status" className="min-w-0 flex-1 basis-40 text-sm">
            <span className="font-semibold">{t('approval.waiting')}</span> {t('approval.waitingUntil', { time: until })}
          </p>
          <Button size="sm" onClick={cancel}>
            {t('approval.withdraw')}
          </Button>
        </div>
      ) : null}
      {isOffline && state === 'idle' ? <p className="text-sm text-ink-2">{t('approval.offline')}</p> : null}
      <div className="flex flex-wrap items-center gap-2">
        {state === 'waiting' || (isOffline && state === 'idle') ? null : (
          <Button
            className="min-h-12 flex-1 basis-56"
            isPending={state === 'asking'}
            onClick={ask}
            icon={<MonitorSmartphone aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
          >
            {t('approval.askElsewhere')}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
