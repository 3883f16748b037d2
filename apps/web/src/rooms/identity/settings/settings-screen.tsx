import type { ShopSettings } from '@mosaajii/contract/settings';
import { useCallback, useEffect, useState } from 'react';
import { Failed } from '../../../platform/answer/index.ts';
import { type ApiProblem, api, fieldError } from '../../../platform/api/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { Button, Card, Notice, PageHeader, plainLinkLook, Skeleton, useToasts } from '../../../platform/ui/index.ts';
import { CountSection } from './count-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { formOf, isAmountOrEmpty, isDayEnd, isReturnDays, isRoundingUnit, patchOf, type SettingsForm } from './form.ts';
import { MoneySection, ReceiptSection, type SectionProps, ShopSection } from './sections.tsx';
import { SellingSection } from './selling-section.tsx';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly settings: ShopSettings };

/** How the shop is called, prints and counts; and what belongs to this device alone. */
export function SettingsScreen() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const load = useCallback(async () => {
    const result = await api.get<ShopSettings>('/settings');
    setLoaded(result.ok ? { state: 'ready', settings: result.value } : { state: 'failed', problem: result.error });
  }, []);
  useEffect(() => void load(), [load]);
  const settings = loaded.state === 'ready' ? loaded.settings : null;
  return (
    <div className="mx-auto max-w-[760px] pb-24">
      <PageHeader
        title={t('identity.settings')}
        meta={settings === null ? '' : `${settings.organization.name} · ${settings.store.code}`}
      />
      <MorePages />
      <div className="flex flex-col gap-5">
        {settings === null ? null : (
          <Editor key={settings.store.version} settings={settings} onReload={() => void load()} />
        )}
        {loaded.state === 'loading' ? <SettingsOutline /> : null}
        {loaded.state === 'failed' ? (
          <Failed title={t('identity.settingsFailed')} cause={loaded.problem} onRetry={() => void load()} />
        ) : null}
        {/* In one place whatever the server answers: what somebody began here outlives the arrival of the settings. */}
        <Section title={t('identity.sectionDevice')}>
          <DeviceSection />
        </Section>
      </div>
    </div>
  );
}

/** As high as the sections that come, so that nothing is pressed where something else lands. */
function SettingsOutline() {
  return (
    <>
      <Skeleton className="h-96 w-full" />
      <Skeleton className="h-80 w-full" />
      <Skeleton className="h-96 w-full" />
      <Skeleton className="h-72 w-full" />
    </>
  );
}

interface EditorProps {
  readonly settings: ShopSettings;
  readonly onReload: () => void;
}

function Editor({ settings, onReload }: EditorProps) {
  const device = useDevice();
  const mayWrite = device.session.can('settings.write');
  const [form, setForm] = useState(() => formOf(settings));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const patch = patchOf(settings, form);
  const { currency } = settings.organization;
  const isRounded = isRoundingUnit(form.roundingUnit, currency);
  const isRight =
    isRounded &&
    isDayEnd(form.dayEndsAt) &&
    isReturnDays(form.returnDays) &&
    isAmountOrEmpty(form.tolerance, currency) &&
    isAmountOrEmpty(form.defaultFloat, currency);
  const save = async () => {
    if (patch === null || !isRight) return;
    setPending(true);
    const result = await api.patch<ShopSettings>('/settings', { body: patch });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    await device.session.putSettings(result.value);
    useToasts.getState().show({ message: t('identity.settingsSaved') });
    onReload();
  };
  useSaveKey(() => void save());
  const section: SectionProps = {
    settings,
    form,
    isReadOnly: !mayWrite,
    errorAt: (path) => fieldError(problem, path),
    onChange: (change: Partial<SettingsForm>) => setForm({ ...form, ...change }),
  };
  return (
    <>
      {mayWrite ? null : <Notice tone="neutral">{t('identity.settingsReadOnly')}</Notice>}
      {problem === null ? null : <SaveProblem problem={problem} onReload={onReload} />}
      <Section title={t('identity.sectionShop')}>
        <ShopSection {...section} />
      </Section>
      <Section title={t('identity.sectionReceipt')}>
        <ReceiptSection {...section} />
      </Section>
      <Section title={t('identity.sectionMoney')}>
        <MoneySection {...section} isRoundingRight={isRounded} />
      </Section>
      <Section title={t('identity.sectionSelling')}>
        <SellingSection {...section} />
      </Section>
      <Section title={t('identity.sectionCount')}>
        <CountSection {...section} />
      </Section>
      {patch === null || !mayWrite ? null : (
        <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface px-4 py-3 max-md:bottom-[calc(56px+env(safe-area-inset-bottom))] md:ps-[calc(232px+1.75rem)]">
          <div className="mx-auto flex max-w-[760px] justify-end gap-2">
            <Button onClick={() => setForm(formOf(settings))}>{t('ui.cancel')}</Button>
            <Button variant="primary" shortcut="Ctrl S" isPending={isPending} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** Settings with pages of their own. */
function MorePages() {
  return (
    <nav aria-label={t('identity.morePages')} className="mb-5 flex flex-wrap gap-2">
      <Link to="/settings/tenders" className={plainLinkLook}>
        {t('identity.pageTenders')}
      </Link>
      <Link to="/settings/taxes" className={plainLinkLook}>
        {t('identity.pageTaxes')}
      </Link>
      <Link to="/settings/barcodes" className={plainLinkLook}>
        {t('identity.pageBarcodes')}
      </Link>
      <Link to="/settings/hardware" className={plainLinkLook}>
        {t('identity.pageHardware')}
      </Link>
      <Link to="/settings/receipts" className={plainLinkLook}>
        {t('identity.receiptLook')}
      </Link>
      <Link to="/settings/printers" className={plainLinkLook}>
        {t('identity.printers')}
      </Link>
    </nav>
  );
}

function SaveProblem({ problem, onReload }: { readonly problem: ApiProblem; readonly onReload: () => void }) {
  const isStale = problem.code === 'stale-version';
  return (
    <Notice
      tone="danger"
      isAlert
      actions={isStale ? <Button onClick={onReload}>{t('identity.settingsLoad')}</Button> : undefined}
    >
      {isStale ? t('identity.settingsStale') : `${problem.title}. ${problem.action}`}
    </Notice>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Card title={title}>
      <div className="grid gap-5 p-4 pt-2 sm:grid-cols-2">{children}</div>
    </Card>
  );
}

/** Ctrl+S (⌘S) saves, as everywhere. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyS') return;
      event.preventDefault();
      save();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
