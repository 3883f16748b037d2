import type { AccessRequestItem, AccessState, StrayPayment } from '@mosaajii/contract/access';
import { ACCESS_STATES } from '@mosaajii/contract/access-words';
import { CircleAlert, SearchX, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { formatDateTime, formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, classes, Drawer, EmptyState, Field, Notice, Select } from '../../platform/ui/index.ts';
import { planText } from './request-form.tsx';
import { RequestPanel } from './request-panel.tsx';
import { StateChip } from './state-chip.tsx';
import { type StateFilter, useRequests } from './use-admin.ts';

/** Who asked, those that wait for somebody first. */
export function RequestsTab() {
  const [filter, setFilter] = useState<StateFilter>('waiting');
  const [chosen, setChosen] = useState<string | null>(null);
  const requests = useRequests(filter);
  return (
    <>
      <Filter value={filter} counts={requests.data?.counts} onChange={setFilter} />
      <Answer query={requests}>
        {(list) => (
          <>
            <StrayPayments payments={list.strayPayments} />
            {list.requests.length === 0 ? (
              <Nobody filter={filter} onAll={() => setFilter('all')} />
            ) : (
              <RequestList requests={list.requests} onOpen={setChosen} />
            )}
          </>
        )}
      </Answer>
      {chosen === null ? null : (
        <Drawer title={t('access.request')} onClose={() => setChosen(null)}>
          <RequestPanel key={chosen} requestId={chosen} />
        </Drawer>
      )}
    </>
  );
}

interface FilterProps {
  readonly value: StateFilter;
  readonly counts: Readonly<Record<AccessState, number>> | undefined;
  readonly onChange: (filter: StateFilter) => void;
}

const FILTERS: readonly StateFilter[] = ['waiting', 'all', ...ACCESS_STATES];

function Filter({ value, counts, onChange }: FilterProps) {
  const labelOf = (filter: StateFilter) => {
    if (filter === 'waiting' || filter === 'all') return t(`access.${filter}`);
    const count = counts?.[filter];
    return count === undefined ? t(`access.state_${filter}`) : `${t(`access.state_${filter}`)} (${count})`;
  };
  const change = (text: string) => onChange(FILTERS.find((filter) => filter === text) ?? 'waiting');
  return (
    <Field label={t('access.filterState')} className="max-w-64 pb-4">
      <Select value={value} onChange={(event) => change(event.target.value)}>
        {FILTERS.map((filter) => (
          <option key={filter} value={filter}>
            {labelOf(filter)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Money may have come for nothing that is known here: it is found at the gateway by these names. */
function StrayPayments({ payments }: { readonly payments: readonly StrayPayment[] }) {
  if (payments.length === 0) return null;
  return (
    <Notice tone="warning" className="mb-4" icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
      <p className="font-semibold">{t('access.stray', { count: payments.length })}</p>
      <ul className="mt-1 flex flex-col gap-0.5 text-sm">
        {payments.map(({ gateway, outcome, paymentId, receivedAt }) => (
          <li key={`${gateway}:${paymentId}`} className="break-all">
            <span className="code">{paymentId}</span> ({gateway}), {formatDateTime(receivedAt)}:{' '}
            {t(`access.stray_${outcome}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Nobody({ filter, onAll }: { readonly filter: StateFilter; readonly onAll: () => void }) {
  if (filter === 'waiting' || filter === 'all') {
    return (
      <EmptyState icon={UserRoundCheck} title={t('access.nobodyWaits')}>
        {t('access.nobodyWaitsText', { address: `${location.origin}/request-access` })}
      </EmptyState>
    );
  }
  const all = (
    <Button variant="primary" onClick={onAll}>
      {t('access.showAll')}
    </Button>
  );
  return <EmptyState icon={SearchX} title={t('access.nobodyInState')} actions={all} />;
}

interface RequestListProps {
  readonly requests: readonly AccessRequestItem[];
  readonly onOpen: (requestId: string) => void;
}

function RequestList({ requests, onOpen }: RequestListProps) {
  const now = new Date();
  return (
    <ul className="overflow-hidden rounded-card border border-line bg-surface">
      {requests.map((request, index) => (
        <li key={request.requestId} className={classes(index > 0 && 'border-t border-line')}>
          <button
            type="button"
            onClick={() => onOpen(request.requestId)}
            className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-start hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span className="min-w-0 flex-[1_1_14rem]">
              <span className="block truncate font-semibold">{request.shopName}</span>
              <span className="block truncate text-sm text-ink-2">
                {request.name} · {request.email}
              </span>
            </span>
            <span className="min-w-0 flex-[1_1_100%] text-sm text-ink-2 sm:flex-[1_1_12rem]">
              {planText(request.plan)}
            </span>
            <span className="text-sm text-ink-3">{formatRelative(request.createdAt, now)}</span>
            <StateChip state={request.state} />
          </button>
        </li>
      ))}
    </ul>
  );
}
