import '../device/storage-words.ts';
import { Download, RefreshCw, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { bytesText, type Device, isNearlyFull, readStorage, useDevice, useObservable } from '../device/index.ts';
import { queue as words } from '../i18n/en/queue.ts';
import { addMessages, deviceLocale, formatDateTime, formatTime, t } from '../i18n/index.ts';
import type { JournalEntry } from '../journal/index.ts';
import type { SyncStatus } from '../sync/index.ts';
import { Button, Drawer, Notice, useToasts } from '../ui/index.ts';
import { EntryRow } from './entry-row.tsx';

addMessages('queue', words);

const SHOWN = 50;
const MOST_EXPORTED = 100_000;

interface Queue {
  readonly waiting: readonly JournalEntry[];
  readonly repairs: readonly JournalEntry[];
}

/** What waits on this device and what needs a person, with the way out of each. */
export function QueuePanel({ onClose }: { readonly onClose: () => void }) {
  const { sync } = useDevice();
  const status = useObservable(sync.status);
  const { queue, reload } = useQueue(status);
  return (
    <Drawer title={t('queue.queueTitle')} onClose={onClose} footer={<QueueFooter status={status} />}>
      <div className="flex flex-col gap-5">
        <Standing status={status} />
        <UpdateNotice />
        <StorageNotice />
        {queue.repairs.length === 0 ? null : (
          <section aria-labelledby="queue-repairs">
            <h3 id="queue-repairs" className="font-semibold">
              {t('queue.repairsTitle')}
            </h3>
            <p className="mt-0.5 text-sm text-ink-2">{t('queue.repairsText')}</p>
            <ul className="mt-2 divide-y divide-line rounded-card border border-line">
              {queue.repairs.map((entry) => (
                <RepairRow key={entry.operationId} entry={entry} onDone={reload} />
              ))}
            </ul>
          </section>
        )}
        {queue.waiting.length === 0 ? null : <Waiting queue={queue} status={status} />}
      </div>
    </Drawer>
  );
}

/** Reads the lists again whenever the status changes, which every answer and every sale does. */
function useQueue(status: SyncStatus): { readonly queue: Queue; readonly reload: () => void } {
  const { sync } = useDevice();
  const [queue, setQueue] = useState<Queue>({ waiting: [], repairs: [] });
  const reload = useCallback(async () => {
    const [waiting, repairs] = await Promise.all([sync.waiting(SHOWN), sync.repairs(SHOWN)]);
    setQueue({ waiting, repairs });
  }, [sync]);
  useEffect(() => {
    // The status is not read: that it is another one is the signal.
    if (status) void reload();
  }, [reload, status]);
  return { queue, reload: () => void reload() };
}

const ENROL_AGAIN: ReadonlySet<string> = new Set(['register-not-recognised', 'register-revoked', 'needs-enrolment']);

function Standing({ status }: { readonly status: SyncStatus }) {
  const { state, waiting, since, lastProblem } = status;
  if (state === 'synced' && waiting === 0) {
    return (
      <div>
        <p className="text-md font-semibold">{t('queue.queueAllSent')}</p>
        <p className="mt-0.5 text-ink-2">{t('queue.queueAllSentText')}</p>
      </div>
    );
  }
  const away = since === null ? '' : formatTime(since);
  return (
    <div>
      <p className="text-ink-2">
        {state === 'offline' ? t('queue.queueOfflineText', { time: away }) : t('queue.queueSyncingText')}
      </p>
      {lastProblem === null ? null : (
        <p className="mt-1 text-sm text-ink-3">{t('queue.queueLastProblem', { detail: lastProblem.detail })}</p>
      )}
      {lastProblem !== null && ENROL_AGAIN.has(lastProblem.code) ? (
        <Notice
          tone="danger"
          className="mt-3"
          icon={<TriangleAlert aria-hidden className="size-5" strokeWidth={1.75} />}
        >
          <b className="block">{t('queue.enrolAgain')}</b>
          {t('queue.enrolAgainText')}
        </Notice>
      ) : null}
    </div>
  );
}

function UpdateNotice() {
  const { update } = useDevice();
  const isReady = useObservable(update.isReady);
  if (!isReady) return null;
  const apply = async () => {
    if (!(await update.apply())) useToasts.getState().show({ message: t('queue.updateBusy') });
  };
  return (
    <Notice
      tone="neutral"
      icon={<Download aria-hidden className="size-5" strokeWidth={1.75} />}
      actions={
        <Button size="sm" onClick={() => void apply()}>
          {t('queue.updateApply')}
        </Button>
      }
    >
      <b className="block text-ink">{t('queue.updateTitle')}</b>
      {t('queue.updateText')}
    </Notice>
  );
}

/** Asked anew by whoever looks: room is used up while a page stays open. */
function StorageNotice() {
  const { storage } = useDevice();
  const atStart = useObservable(storage);
  const [standing, setStanding] = useState(atStart);
  useEffect(() => void readStorage(navigator.storage).then(setStanding), []);
  const { usedBytes, quotaBytes, isPersistent } = standing;
  const figures =
    usedBytes === null || quotaBytes === null
      ? null
      : t('storage.figures', {
          used: bytesText(usedBytes, deviceLocale()),
          quota: bytesText(quotaBytes, deviceLocale()),
        });
  return (
    <>
      {isNearlyFull(standing) ? <Notice tone="danger">{t('storage.nearlyFull')}</Notice> : null}
      {isPersistent === false ? <Notice tone="warning">{t('queue.storageWarning')}</Notice> : null}
      {figures === null ? null : <p className="text-sm text-ink-3">{figures}</p>}
    </>
  );
}

function Waiting({ queue, status }: { readonly queue: Queue; readonly status: SyncStatus }) {
  const more = status.waiting - queue.waiting.length;
  const oldest = queue.waiting[0]?.occurredAt;
  return (
    <section aria-labelledby="queue-waiting">
      <h3 id="queue-waiting" className="font-semibold">
        {t('queue.queueWaiting')}
      </h3>
      <p className="mt-0.5 text-sm text-ink-2">
        {t('queue.queueWaitingCount', {
          count: status.waiting,
          time: oldest === undefined ? '' : formatDateTime(oldest),
        })}
      </p>
      <ul className="mt-2 divide-y divide-line rounded-card border border-line">
        {queue.waiting.map((entry) => (
          <li key={entry.operationId} className="px-3.5 py-2.5">
            <EntryRow entry={entry} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-2 text-sm text-ink-3">{t('queue.queueMore', { count: more })}</p> : null}
    </section>
  );
}

function RepairRow({ entry, onDone }: { readonly entry: JournalEntry; readonly onDone: () => void }) {
  const { sync, session } = useDevice();
  const [isBusy, setBusy] = useState(false);
  const state = useObservable(session.state);
  const show = (message: string) => useToasts.getState().show({ message });
  const resend = async () => {
    setBusy(true);
    const failure = await sync.resend(entry.operationId);
    const still = (await sync.repairs(SHOWN)).find((other) => other.operationId === entry.operationId);
    if (failure) show(t('queue.repairNotSent', { detail: failure.detail }));
    else show(still ? t('queue.repairStill', { reason: reasonOf(still) }) : t('queue.repairCleared'));
    setBusy(false);
    onDone();
  };
  const setAside = async () => {
    if (state.status === 'signed-out') return;
    await sync.setAside(entry.operationId, state.session.user.userId);
    show(t('queue.repairSetAsideDone'));
    onDone();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2.5">
      <div className="min-w-[14rem] flex-1">
        <EntryRow entry={entry} />
        <p className="mt-0.5 text-sm text-danger">
          {entry.answer?.status === 'rejected' ? t('queue.repairRejected') : t('queue.repairHeld')}: {reasonOf(entry)}
        </p>
      </div>
      <Button size="sm" isPending={isBusy} onClick={() => void resend()}>
        {t('queue.repairResend')}
      </Button>
      {session.can('sync.repair') ? (
        <Button size="sm" variant="quiet" onClick={() => void setAside()}>
          {t('queue.repairSetAside')}
        </Button>
      ) : null}
    </li>
  );
}

const REASONS = {
  gap: 'queue.reasonGap',
  'variant-unknown': 'queue.reasonVariant',
  'over-return': 'queue.reasonOverReturn',
  'register-revoked': 'queue.reasonRevoked',
  'sale-unknown': 'queue.reasonSaleUnknown',
} as const;

/** The server's reason in words where there are some, its code otherwise. */
function reasonOf({ answer }: JournalEntry): string {
  if (answer?.status === 'rejected') return answer.problem.detail;
  const code = answer?.status === 'held' ? answer.reason : '';
  return code in REASONS ? t(REASONS[code as keyof typeof REASONS]) : t('queue.reasonOther', { code });
}

function QueueFooter({ status }: { readonly status: SyncStatus }) {
  const device = useDevice();
  const { sync } = device;
  return (
    <>
      <Button
        variant="quiet"
        icon={<Download aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => void exportJournal(device)}
      >
        {t('queue.queueExport')}
      </Button>
      {status.waiting === 0 && status.state !== 'offline' ? null : (
        <Button
          variant="primary"
          icon={<RefreshCw aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => sync.retry()}
        >
          {t('queue.queueRetry')}
        </Button>
      )}
    </>
  );
}

/** Hands out everything that waits or needs a person as a file: the sales exist even if this device never connects again. */
async function exportJournal({ sync, now }: Device): Promise<void> {
  const { show } = useToasts.getState();
  try {
    const [waiting, repairs] = await Promise.all([sync.waiting(MOST_EXPORTED), sync.repairs(MOST_EXPORTED)]);
    const exportedAt = now().toISOString();
    const body = { exportedAt, waiting: waiting.map(({ operation }) => operation), needYou: repairs };
    const url = URL.createObjectURL(new Blob([JSON.stringify(body, null, 2)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `mosaajii-queue-${exportedAt.slice(0, 19).replaceAll(':', '')}.json`;
    link.click();
    URL.revokeObjectURL(url);
    show({ message: t('queue.queueExported', { count: waiting.length + repairs.length }) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    show({ message: t('queue.queueExportFailed', { detail }), tone: 'danger' });
  }
}
