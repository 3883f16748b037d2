import type { ApprovalItem } from '@mosaajii/contract/approvals';
import { CheckCheck, History } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, Notice, PageHeader, Tabs, useToasts } from '../../platform/ui/index.ts';
import { RequestCard } from './request-card.tsx';
import { useAnswer, useRequests, type Verdict } from './use-requests.ts';

const TABS = ['open', 'done'] as const;
type Tab = (typeof TABS)[number];

/** What tills ask of whoever may, wherever they are: a phone in the storeroom first of all. */
export function ApprovalsScreen() {
  const [tab, setTab] = useState<Tab>('open');
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRequests();
  const send = useAnswer();
  const answer = async (item: ApprovalItem, verdict: Verdict): Promise<boolean> => {
    setProblem(null);
    const said = await send(item, verdict);
    if (!said.ok) {
      setProblem(said.error.detail || said.error.title);
      return false;
    }
    const message = t(verdict.say === 'approve' ? 'approval.approvedToast' : 'approval.refusedToast');
    useToasts.getState().show({ message, tone: verdict.say === 'approve' ? 'success' : 'neutral' });
    return true;
  };
  const items = [
    { value: 'open', label: t('approval.tabOpen') },
    { value: 'done', label: t('approval.tabDone') },
  ] as const;
  return (
    <>
      <PageHeader title={t('approval.title')} meta={t('approval.meta')} />
      <Tabs label={t('approval.title')} value={tab} items={items} onChange={setTab}>
        <div className="flex max-w-2xl flex-col gap-3 pt-3">
          {problem === null ? null : (
            <Notice tone="danger" isAlert>
              {problem}
            </Notice>
          )}
          <Answer query={list}>
            {({ items: all }) => (
              <Requests
                tab={tab}
                items={all.filter(({ state }) => (state === 'open') === (tab === 'open'))}
                onAnswer={answer}
              />
            )}
          </Answer>
        </div>
      </Tabs>
    </>
  );
}

interface RequestsProps {
  readonly tab: Tab;
  readonly items: readonly ApprovalItem[];
  readonly onAnswer: (item: ApprovalItem, verdict: Verdict) => Promise<boolean>;
}

function Requests({ tab, items, onAnswer }: RequestsProps) {
  if (items.length === 0) {
    return tab === 'open' ? (
      <EmptyState icon={CheckCheck} title={t('approval.empty')}>
        {t('approval.emptyText')}
      </EmptyState>
    ) : (
      <EmptyState icon={History} title={t('approval.emptyDone')}>
        {t('approval.emptyDoneText')}
      </EmptyState>
    );
  }
  return (
    <ul aria-live="polite" aria-label={t('approval.title')} className="flex flex-col gap-3">
      {items.map((item) => (
        <RequestCard key={item.requestId} item={item} onAnswer={(verdict) => onAnswer(item, verdict)} />
      ))}
    </ul>
  );
}
