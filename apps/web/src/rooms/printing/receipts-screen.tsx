import type { ShopSettings } from '@mosaajii/contract/settings';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Notice, PageHeader, Skeleton, useToasts } from '../../platform/ui/index.ts';
import { EarlierVersions } from './earlier-versions.tsx';
import { Preview } from './preview.tsx';
import { draftOf, isChanged, type ReceiptDraft, updateOf } from './receipt-draft.ts';
import { ReceiptFields } from './receipt-fields.tsx';
import { sampleReceipt } from './sample-receipt.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly settings: ShopSettings };

/** How the store's receipts look, with the paper beside it. */
export function ReceiptsScreen() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const load = useCallback(async () => {
    const result = await api.get<ShopSettings>('/settings');
    setLoaded(result.ok ? { state: 'ready', settings: result.value } : { state: 'failed', problem: result.error });
  }, []);
  useEffect(() => void load(), [load]);
  if (loaded.state === 'ready') {
    return <Editor key={loaded.settings.store.version} settings={loaded.settings} onReload={() => void load()} />;
  }
  return (
    <>
      <PageHeader title={t('printing.receipts')} back={{ href: '/settings', label: t('ui.navSettings') }} />
      {loaded.state === 'loading' ? (
        <div className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
      ) : (
        <Failed title={t('printing.receiptsFailed')} cause={loaded.problem} onRetry={() => void load()} />
      )}
    </>
  );
}

function Editor({ settings, onReload }: { readonly settings: ShopSettings; readonly onReload: () => void }) {
  const { session } = useDevice();
  const mayWrite = session.can('settings.write');
  const [draft, setDraft] = useState<ReceiptDraft>(() => draftOf(settings));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const state = session.state.get();
  const cashier = state.status === 'signed-out' ? '' : state.session.user.displayName;
  const receipt = useMemo(() => sampleReceipt(settings, draft, cashier), [settings, draft, cashier]);
  const isDirty = isChanged(settings, draft);
  const save = async (endsLinks = false) => {
    setPending(true);
    const body = { ...updateOf(settings, draft), ...(endsLinks && { endsLinks }) };
    const result = await api.put<ShopSettings>('/settings/receipts', { body });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    await session.putSettings(result.value);
    useToasts.getState().show({ message: endsLinks ? t('printing.linksEnded') : t('printing.receiptsSaved') });
    onReload();
  };
  return (
    <div className="pb-24">
      <PageHeader
        title={t('printing.receipts')}
        back={{ href: '/settings', label: t('ui.navSettings') }}
        meta={`${settings.organization.name} · ${settings.store.name}`}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          {mayWrite ? null : <Notice tone="neutral">{t('printing.receiptsReadOnly')}</Notice>}
          {problem === null ? null : (
            <Notice tone="danger" isAlert actions={<Button onClick={onReload}>{t('printing.load')}</Button>}>
              {problem.code === 'stale-version' ? t('printing.receiptsStale') : `${problem.title}. ${problem.action}`}
            </Notice>
          )}
          <ReceiptFields
            draft={draft}
            isReadOnly={!mayWrite}
            onChange={(change) => setDraft({ ...draft, ...change })}
            onEndLinks={settings.store.receipt === undefined ? undefined : () => void save(true)}
          />
          <Card title={t('printing.versions')}>
            <EarlierVersions onTake={mayWrite ? setDraft : undefined} linkDays={draft.linkDays} />
          </Card>
        </div>
        <Preview receipt={receipt} />
      </div>
      {isDirty && mayWrite ? (
        <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface px-4 py-3 max-md:bottom-[calc(56px+env(safe-area-inset-bottom))] md:ps-[calc(232px+1.75rem)]">
          <div className="flex justify-end gap-2">
            <Button onClick={() => setDraft(draftOf(settings))}>{t('ui.cancel')}</Button>
            <Button variant="primary" isPending={isPending} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}
