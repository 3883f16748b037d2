import type { RepairList, RepairSummary } from '@mosaajii/contract/sync';
import { CheckCheck, History } from 'lucide-react';
import { useState } from 'react';
import { Failed, itemsOf, MorePages, usePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, PageHeader, Skeleton, Tabs } from '../../platform/ui/index.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { RepairCard } from './repair-card.tsx';

const TABS = ['open', 'done'] as const;
type Tab = (typeof TABS)[number];
const PAGE = 50;

/** Records that the server stored and did not post: each with its reason, and the two things that can be done about it. */
export function RepairsScreen() {
  const [tab, setTab] = useState<Tab>('open');
  const [deciding, setDeciding] = useState<{
    readonly repair: RepairSummary;
    readonly verb: 'approve' | 'dismiss';
  } | null>(null);
  const items = [
    { value: 'open', label: t('repairs.tabOpen') },
    { value: 'done', label: t('repairs.tabDone') },
  ] as const;
  return (
    <>
      <PageHeader title={t('repairs.title')} meta={t('repairs.meta')} />
      <Tabs label={t('repairs.title')} value={tab} items={items} onChange={setTab}>
        <div className="pt-3">
          <Repairs key={tab} tab={tab} onDecide={(repair, verb) => setDeciding({ repair, verb })} />
        </div>
      </Tabs>
      {deciding === null ? null : <DecisionDialog {...deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}

interface RepairsProps {
  readonly tab: Tab;
  readonly onDecide: (repair: RepairSummary, verb: 'approve' | 'dismiss') => void;
}

function useRepairs(tab: Tab) {
  const params = new URLSearchParams({ limit: String(PAGE) });
  if (tab === 'open') params.set('status', 'open');
  return usePages(['repairs', tab], `/sync/repairs?${params}`, (pages: readonly RepairList[]) =>
    itemsOf(pages).filter((repair) => isDecided(repair) === (tab === 'done')),
  );
}

function isDecided({ status }: RepairSummary): boolean {
  return status === 'approved' || status === 'dismissed';
}

function Repairs({ tab, onDecide }: RepairsProps) {
  const found = useRepairs(tab);
  if (found.error !== null) {
    return <Failed cause={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <Skeleton className="h-40" />;
  if (found.data.length === 0) {
    return tab === 'open' ? (
      <EmptyState icon={CheckCheck} title={t('repairs.empty')}>
        {t('repairs.emptyText')}
      </EmptyState>
    ) : (
      <EmptyState icon={History} title={t('repairs.emptyDone')}>
        {t('repairs.emptyDoneText')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="flex flex-col gap-3">
        {found.data.map((repair) => (
          <RepairCard key={repair.repairId} repair={repair} onDecide={onDecide} />
        ))}
      </ul>
      <MorePages pages={found} />
    </>
  );
}
