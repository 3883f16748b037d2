import type { ShopSettings } from '@mosaajii/contract/settings';
import { USUAL_LAYAWAY } from '@mosaajii/domain/layaway';
import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import { minor } from '@mosaajii/domain/money';
import {
  isUsablePattern,
  TENDER_KINDS,
  type TenderKind,
  type TenderSettings,
  USUAL_TENDERS,
} from '@mosaajii/domain/sale';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowUp, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import {
  Button,
  Card,
  Checkbox,
  Field,
  IconButton,
  MoneyInput,
  Notice,
  PageHeader,
  Select,
  Skeleton,
  TextInput,
  useToasts,
} from '../../platform/ui/index.ts';
import { Guarded } from './guarded.tsx';
import { LayawayCard } from './layaway-card.tsx';
import { LoyaltyCard } from './loyalty-card.tsx';
import { useMay } from './use-customers.ts';

const SETTINGS = ['customers', 'settings'] as const;

/** Which tenders the store takes, in which order, and their rules. */
export function TendersScreen() {
  return (
    <Guarded title={t('customers.tenders')} permission="settings.read">
      <Tenders />
    </Guarded>
  );
}

function Tenders() {
  const settings = useQuery({
    queryKey: SETTINGS,
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<ShopSettings>('/settings', { signal })),
  });
  return (
    <div className="mx-auto max-w-[760px] pb-24">
      <PageHeader
        title={t('customers.tenders')}
        meta={t('customers.tendersMeta')}
        back={{ href: '/settings', label: t('ui.navSettings') }}
      />
      <Answer query={settings} loading={<Skeleton className="h-96 w-full" />}>
        {(found) => <Editor key={found.store.version} settings={found} />}
      </Answer>
    </div>
  );
}

function Editor({ settings }: { readonly settings: ShopSettings }) {
  const { session } = useDevice();
  const client = useQueryClient();
  const canWrite = useMay('settings.write');
  const [tenders, setTenders] = useState<TenderSettings>(() => tendersKept(settings));
  const [loyalty, setLoyalty] = useState<LoyaltyRule | null>(settings.store.loyalty ?? null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const isRight = [tenders.mobileMoneyPattern, tenders.bankPattern].every(isTaken);
  const set = (part: Partial<TenderSettings>) => setTenders((now) => ({ ...now, ...part }));
  const { currency } = settings.organization;
  const save = async () => {
    setPending(true);
    const body = { version: settings.store.version, storeId: settings.store.storeId, tenders, loyalty };
    const result = await api.patch<ShopSettings>('/settings', { body });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    await session.putSettings(result.value);
    client.setQueryData(SETTINGS, result.value);
    useToasts.getState().show({ message: t('customers.saved'), tone: 'success' });
  };
  return (
    <fieldset disabled={!canWrite} className="flex flex-col gap-5">
      <legend className="visually-hidden">{t('customers.tenders')}</legend>
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.detail || problem.title}
        </Notice>
      )}
      <Kinds tenders={tenders} onChange={set} />
      <Card title={t('customers.mobilePattern')}>
        <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2">
          <Pattern
            label={t('customers.mobilePattern')}
            value={tenders.mobileMoneyPattern}
            onChange={(mobileMoneyPattern) => set({ mobileMoneyPattern })}
          />
          <Pattern
            label={t('customers.bankPattern')}
            value={tenders.bankPattern}
            onChange={(bankPattern) => set({ bankPattern })}
          />
          <Checkbox
            checked={tenders.forfeitsVouchers}
            onChange={(event) => set({ forfeitsVouchers: event.target.checked })}
          >
            {t('customers.forfeits')}
          </Checkbox>
          <Checkbox checked={tenders.takesTips} onChange={(event) => set({ takesTips: event.target.checked })}>
            {t('customers.tips')}
          </Checkbox>
          <Field label={t('customers.months')} hint={t('customers.monthsHint')}>
            <TextInput
              inputMode="numeric"
              value={tenders.giftCardMonths ?? ''}
              onChange={(event) => set({ giftCardMonths: monthsOf(event.target.value) })}
            />
          </Field>
        </div>
      </Card>
      <LoyaltyCard
        rule={loyalty}
        currency={currency}
        locale={settings.organization.locale}
        kinds={tenders.kinds}
        onChange={setLoyalty}
      />
      <LayawayCard
        rule={tenders.layaway ?? USUAL_LAYAWAY}
        currency={currency}
        onChange={(layaway) => set({ layaway })}
      />
      <Card title={t('customers.offline')}>
        <div className="flex flex-col gap-4 px-4 pb-4">
          <p className="text-sm text-ink-2">{t('customers.offlineText')}</p>
          <div className="grid gap-4 sm:grid-cols-2">
            {(['perDayMinor', 'perPurseMinor'] as const).map((name) => (
              <Field key={name} label={t(name === 'perDayMinor' ? 'customers.perDay' : 'customers.perCard')}>
                <MoneyInput
                  currency={currency}
                  value={minor(tenders.offline[name])}
                  onValue={(value) => set({ offline: { ...tenders.offline, [name]: Math.max(0, value ?? 0) } })}
                />
              </Field>
            ))}
          </div>
        </div>
      </Card>
      {canWrite ? (
        <Button
          variant="primary"
          className="self-end"
          isPending={isPending}
          disabled={!isRight}
          onClick={() => void save()}
        >
          {t('customers.save')}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** Not chosen by a store: they come with a rule, with returned goods, or with goods that were put aside. */
const COMES_BY_ITSELF: ReadonlySet<TenderKind> = new Set(['points', 'exchange', 'deposit'] as const);

interface KindsProps {
  readonly tenders: TenderSettings;
  readonly onChange: (part: Partial<TenderSettings>) => void;
}

function Kinds({ tenders, onChange }: KindsProps) {
  const { kinds, fast } = tenders;
  const left = TENDER_KINDS.filter((kind) => !COMES_BY_ITSELF.has(kind) && !kinds.includes(kind));
  const raise = (kind: TenderKind) => {
    const at = kinds.indexOf(kind);
    if (at > 0) onChange({ kinds: kinds.toSpliced(at, 1).toSpliced(at - 1, 0, kind) });
  };
  const drop = (kind: TenderKind) => {
    const rest = kinds.filter((other) => other !== kind);
    onChange({ kinds: rest, ...(fast === kind ? { fast: rest.find((other) => other !== 'cash') ?? 'cash' } : {}) });
  };
  return (
    <Card title={t('customers.taken')}>
      <ol aria-label={t('customers.taken')} className="divide-y divide-line px-4">
        {kinds.map((kind, index) => (
          <li key={kind} className="flex min-h-12 items-center gap-2">
            <span className="min-w-0 flex-1 font-medium">{tenderName(kind)}</span>
            {index === 0 ? null : (
              <IconButton label={t('customers.up', { name: tenderName(kind) })} onClick={() => raise(kind)}>
                <ArrowUp aria-hidden className="size-4" />
              </IconButton>
            )}
            {kind === 'cash' ? null : (
              <IconButton label={t('customers.leave', { name: tenderName(kind) })} onClick={() => drop(kind)}>
                <Minus aria-hidden className="size-4" />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
      {left.length === 0 ? null : (
        <ul aria-label={t('customers.notTaken')} className="flex flex-wrap gap-2 px-4 pt-3">
          {left.map((kind) => (
            <li key={kind}>
              <Button
                icon={<Plus aria-hidden className="size-4" />}
                aria-label={t('customers.take', { name: tenderName(kind) })}
                onClick={() => onChange({ kinds: [...kinds, kind] })}
              >
                {tenderName(kind)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field label={t('customers.fast')} className="p-4">
        <Select value={fast} onChange={(event) => onChange({ fast: event.target.value as TenderKind })}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {tenderName(kind)}
            </option>
          ))}
        </Select>
      </Field>
    </Card>
  );
}

interface PatternProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function Pattern({ label, value, onChange }: PatternProps) {
  return (
    <Field
      label={label}
      hint={t('customers.patternHint')}
      error={isTaken(value) ? undefined : t('customers.patternRefused')}
    >
      <TextInput
        dir="ltr"
        className="code"
        value={value ?? ''}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </Field>
  );
}

function isTaken(pattern: string | null): boolean {
  return pattern === null || isUsablePattern(pattern);
}

/** As they were saved, also what tills are not given: it is changed by a person, not lost with the next change. */
function tendersKept({ store }: ShopSettings): TenderSettings {
  const refused = (store.refusedPatterns ?? []).filter(({ place }) => place !== 'scanRules');
  return { ...USUAL_TENDERS, ...store.tenders, ...Object.fromEntries(refused.map((one) => [one.place, one.pattern])) };
}

function monthsOf(text: string): number | null {
  const months = Number(text.replace(/\D/g, ''));
  return text.trim() === '' || months === 0 ? null : Math.min(240, months);
}
