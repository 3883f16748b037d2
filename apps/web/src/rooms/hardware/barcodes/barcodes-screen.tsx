import type { ShopSettings } from '@mosaajii/contract/settings';
import { DEFAULT_SCAN_RULES, MOST_SCAN_RULES, type ScanRule, scanRuleProblem } from '@mosaajii/domain/barcode';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { type ApiProblem, api, fieldError, orThrow } from '../../../platform/api/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Card, Notice, PageHeader, Skeleton, useToasts } from '../../../platform/ui/index.ts';
import { RuleRow } from './rule-row.tsx';
import { Tester } from './tester.tsx';

const SETTINGS = ['hardware', 'settings'] as const;

/** How the codes of this store are told apart: a table that can be changed, and a tester that reads by it. */
export function BarcodesScreen() {
  const settings = useQuery({
    queryKey: SETTINGS,
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<ShopSettings>('/settings', { signal })),
  });
  return (
    <div className="mx-auto max-w-[760px] pb-24">
      <PageHeader
        title={t('hardware.barcodes')}
        meta={t('hardware.barcodesMeta')}
        back={{ href: '/settings', label: t('hardware.backToSettings') }}
      />
      <Answer query={settings} title={t('hardware.barcodesFailed')} loading={<Skeleton className="h-96 w-full" />}>
        {(found) => <Editor key={found.store.version} settings={found} />}
      </Answer>
    </div>
  );
}

const NEW_CODE: ScanRule = { kind: 'voucher', pattern: 'V#*' };
const NEW_LABEL: ScanRule = {
  kind: 'label',
  pattern: '2xIIIIIVVVVVC',
  measure: 'weight',
  decimals: 3,
  priceAs: 'quantity',
};

interface Row {
  readonly id: number;
  readonly rule: ScanRule;
}

function Editor({ settings }: { readonly settings: ShopSettings }) {
  const { session } = useDevice();
  const client = useQueryClient();
  const isReadOnly = !session.can('settings.write');
  const kept = settings.store.scanRules ?? DEFAULT_SCAN_RULES;
  const [rows, setRows] = useState<readonly Row[]>(() => kept.map((rule, id) => ({ id, rule })));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const rules = rows.map(({ rule }) => rule);
  const refused = (settings.store.refusedPatterns ?? []).filter(({ place }) => place === 'scanRules');
  const isChanged = refused.length > 0 || JSON.stringify(rules) !== JSON.stringify(kept);
  const isRight = rules.every((rule) => scanRuleProblem(rule) === null);

  const add = (rule: ScanRule) => setRows([{ id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, rule }, ...rows]);
  const move = (at: number, by: 1 | -1) => {
    const row = rows[at];
    if (row !== undefined) setRows(rows.toSpliced(at, 1).toSpliced(at + by, 0, row));
  };
  const reload = () => void client.invalidateQueries({ queryKey: SETTINGS });
  const save = async () => {
    setPending(true);
    const body = { version: settings.store.version, storeId: settings.store.storeId, scanRules: rules };
    const result = await api.patch<ShopSettings>('/settings', { body });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    setProblem(null);
    await session.putSettings(result.value);
    client.setQueryData(SETTINGS, result.value);
    useToasts.getState().show({ message: t('hardware.saved') });
  };
  return (
    <div className="flex flex-col gap-5">
      {isReadOnly ? <Notice tone="neutral">{t('hardware.readOnly')}</Notice> : null}
      {problem === null ? null : <SaveProblem problem={problem} onReload={reload} />}
      {refused.length === 0 ? null : (
        <Notice tone="warning">
          {t('hardware.refusedRules')}{' '}
          <span className="code break-all">{refused.map((one) => one.pattern).join(' · ')}</span>
        </Notice>
      )}
      <Tester rules={rules} />
      <Card title={t('hardware.rulesTitle')}>
        <p className="px-4 pb-3 text-sm text-ink-3">{t('hardware.rulesText')}</p>
        {isReadOnly || rows.length >= MOST_SCAN_RULES ? null : (
          <div className="flex flex-wrap gap-2 px-4 pb-4">
            <AddButton label={t('hardware.addLabel')} onPress={() => add(NEW_LABEL)} />
            <AddButton label={t('hardware.addCode')} onPress={() => add(NEW_CODE)} />
          </div>
        )}
        {rows.length === 0 ? <p className="border-t border-line p-4 text-ink-3">{t('hardware.noRules')}</p> : null}
        <ol aria-label={t('hardware.rulesTitle')} className="border-t border-line">
          {rows.map(({ id, rule }, at) => (
            <RuleRow
              key={id}
              rule={rule}
              number={at + 1}
              count={rows.length}
              isReadOnly={isReadOnly}
              error={fieldError(problem, `scanRules.${at}.pattern`)}
              onChange={(next) => setRows(rows.map((row) => (row.id === id ? { id, rule: next } : row)))}
              onMove={(by) => move(at, by)}
              onRemove={() => setRows(rows.filter((row) => row.id !== id))}
            />
          ))}
        </ol>
      </Card>
      {isChanged && !isReadOnly ? (
        <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface px-4 py-3 max-md:bottom-[calc(56px+env(safe-area-inset-bottom))] md:ps-[calc(232px+1.75rem)]">
          <div className="mx-auto flex max-w-[760px] justify-end gap-2">
            <Button onClick={() => setRows(kept.map((rule, id) => ({ id, rule })))}>{t('ui.cancel')}</Button>
            <Button variant="primary" isPending={isPending} disabled={!isRight} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}

function AddButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <Button icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />} onClick={onPress}>
      {label}
    </Button>
  );
}

function SaveProblem({ problem, onReload }: { readonly problem: ApiProblem; readonly onReload: () => void }) {
  const isStale = problem.code === 'stale-version';
  return (
    <Notice
      tone="danger"
      isAlert
      actions={isStale ? <Button onClick={onReload}>{t('hardware.loadAgain')}</Button> : undefined}
    >
      {isStale ? t('hardware.stale') : `${problem.title}. ${problem.action}`}
    </Notice>
  );
}
