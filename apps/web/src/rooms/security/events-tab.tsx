import type { AuditEntry } from '@mosaajii/contract/audit';
import type { SecurityOverview } from '@mosaajii/contract/security';
import type { UseQueryResult } from '@tanstack/react-query';
import { Download, ShieldCheck, ShieldX } from 'lucide-react';
import { Answer, Below, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useUserNames } from '../../platform/names/index.ts';
import { actionText } from '../../platform/trail/index.ts';
import {
  Card,
  Chip,
  EmptyState,
  LoadingLines,
  SegmentedControl,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { useEvents, useNames } from './use-security.ts';

const PERIODS = ['24', '168', '720'] as const;

export interface EventsProps {
  readonly overview: UseQueryResult<SecurityOverview>;
  readonly hours: number;
  readonly onHours: (hours: number) => void;
}

/** How often what happened, who was attacked from where, and every event as it comes. */
export function EventsTab({ overview, hours, onHours }: EventsProps) {
  const options = PERIODS.map((value) => ({ value, label: t(`security.hours${value}`) }));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          label={t('security.period')}
          value={String(hours) as (typeof PERIODS)[number]}
          options={options}
          onChange={(value) => onHours(Number(value))}
        />
        <a
          className="inline-flex min-h-(--control) items-center gap-2 rounded-control border border-line-strong bg-surface px-3.5 font-semibold hover:bg-sunken"
          href={`/api/v1/security/events/export?hours=${hours}`}
          download
        >
          <Download aria-hidden className="size-4" strokeWidth={1.75} />
          {t('security.exportCsv')}
        </a>
      </div>
      <Answer query={overview}>
        {(data) => (
          <>
            <Figures overview={data} />
            <Attacks overview={data} />
          </>
        )}
      </Answer>
      <Below questions={[overview]}>
        <Events />
      </Below>
    </>
  );
}

/** Figures that lead to the entries behind them. */
function Figures({ overview }: { readonly overview: SecurityOverview }) {
  const figures = [
    ['failedSignIns', overview.failedSignIns, '?isRefused=true'],
    ['refusedAttempts', overview.refusedAttempts, '?isRefused=true'],
    ['stolenSessions', overview.stolenSessions, '?query=session.reused'],
    ['accessChanges', overview.accessChanges, '?query=user'],
    ['deviceChanges', overview.deviceChanges, '?query=register'],
    ['signIns', overview.signIns, '?query=session.opened'],
  ] as const;
  return (
    <ul className="grid grid-cols-2 gap-2.5 md:grid-cols-3 xl:grid-cols-6">
      {figures.map(([name, value, search]) => (
        <li key={name}>
          <a
            href={`/audit${search}`}
            className="flex h-full flex-col justify-between gap-1 rounded-card border border-line bg-surface px-3.5 py-2.5 hover:bg-sunken"
          >
            <span className="text-sm text-ink-2">{t(`security.${name}`)}</span>
            <span className="num text-xl font-semibold">{value}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Attacks({ overview }: { readonly overview: SecurityOverview }) {
  const nameOf = useNames();
  const when = useWhen();
  return (
    <Card title={t('security.attacks')}>
      {overview.attacks.length === 0 ? (
        <p className="px-4 pb-4 text-ink-3">{t('security.attacksNone')}</p>
      ) : (
        <ul aria-label={t('security.attacks')} className="divide-y divide-line px-4 pb-2">
          {overview.attacks.map(({ userId, address, failures, lastAt }) => (
            <li key={`${userId} ${address}`} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2">
              <span className="min-w-40 flex-1 font-medium">
                {userId === null ? t('security.unknownAccount') : (nameOf(userId) ?? userId)}
              </span>
              <span className="num min-w-0 break-all text-ink-2">{address ?? '–'}</span>
              <span className="num">
                {t('security.failures')} {failures}
              </span>
              <span className="num text-sm text-ink-3">{when(lastAt)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Events() {
  const events = useEvents();
  const names = useUserNames();
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('security.events')}</h2>
      <Below questions={[names]} loading={<LoadingLines />}>
        <Answer query={events}>
          {(entries) =>
            entries.length === 0 ? (
              <EmptyState icon={ShieldCheck} title={t('security.eventsNone')}>
                {t('security.eventsNoneText')}
              </EmptyState>
            ) : (
              <EventTable entries={entries} />
            )
          }
        </Answer>
      </Below>
      <MorePages pages={events} />
    </div>
  );
}

function EventTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const nameOf = useNames();
  const when = useWhen();
  return (
    <Table label={t('security.events')}>
      <TableHead>
        <TableHeader>{t('security.time')}</TableHeader>
        <TableHeader>{t('security.event')}</TableHeader>
        <TableHeader>{t('security.who')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('security.address')}</TableHeader>
      </TableHead>
      <tbody>
        {entries.map((entry) => (
          <TableRow key={entry.entryId}>
            <TableCell className="num whitespace-nowrap text-ink-2">{when(entry.occurredAt)}</TableCell>
            <TableCell>
              <span className="flex flex-wrap items-center gap-2">
                {actionText(entry.action)}
                {entry.isRefused ? (
                  <Chip tone="danger" size="sm" icon={<ShieldX aria-hidden className="size-3" />}>
                    {t('security.refused')}
                  </Chip>
                ) : null}
              </span>
            </TableCell>
            <TableCell className="text-ink-2">{nameOf(entry.userId) ?? t('security.nobody')}</TableCell>
            <TableCell className="num break-all text-ink-2 max-md:hidden">{entry.address ?? '–'}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
