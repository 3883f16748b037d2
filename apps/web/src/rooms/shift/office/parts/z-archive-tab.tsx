import type { ZReportList } from '@mosaajii/contract/till';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import { FileCheck2 } from 'lucide-react';
import { useDeferredValue } from 'react';
import { Failed, MorePages } from '../../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../../platform/device/index.ts';
import { formatDate, t } from '../../../../platform/i18n/index.ts';
import { DocumentLink, ListFrame, ListTable, type TableColumn } from '../../../../platform/lists/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Amount, EmptyState, LoadingLines, Notice } from '../../../../platform/ui/index.ts';
import { reportHref } from '../../report-paper.ts';
import { filtersOf, paramsOf } from '../filters.ts';
import { useZReports, zReportsPath } from '../use-shifts-office.ts';
import { type ListProps, ShiftFilters } from './shift-filters.tsx';

type Report = ZReportList['items'][number];

const NARROWED_BY = ['from', 'to', 'storeId', 'registerId'] as const;

/** Every Z report, the latest first; numbers that never arrived are named above. */
export function ZArchiveTab(props: ListProps) {
  const { filters, names, onChange } = props;
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  const asked = paramsOf(useDeferredValue(filters), NARROWED_BY).toString();
  const columns = currency === undefined ? [] : reportColumns(names, currency);
  const found = useZReports(asked);
  if (found.error !== null) return <Failed cause={found.error} onRetry={() => void found.refetch()} />;
  return (
    <ListFrame
      list="z-reports"
      place="/shifts"
      ids={found.data?.items.map(({ shiftId }) => shiftId)}
      columns={columns}
      search={paramsOf(filters, NARROWED_BY)}
      onSearch={(search) => onChange(filtersOf(search.toString()))}
      file={{ path: zReportsPath(asked), name: t('shift.allTabZ') }}
      filters={<ShiftFilters {...props} isBrief />}
    >
      {found.data === undefined ? <LoadingLines lines={8} /> : <Gaps gaps={found.data.gaps} names={names} />}
      {found.data?.items.length === 0 ? (
        <EmptyState icon={FileCheck2} title={t('shift.allNoZ')}>
          {t('shift.allNoZText')}
        </EmptyState>
      ) : null}
      {found.data !== undefined && found.data.items.length > 0 ? (
        <div className="flex flex-col gap-3">
          <ListTable
            label={t('shift.allTabZ')}
            columns={columns}
            rows={found.data.items}
            idOf={({ shiftId }) => shiftId}
          />
          <MorePages pages={found} />
        </div>
      ) : null}
    </ListFrame>
  );
}

function Gaps({ gaps, names }: { readonly gaps: ZReportList['gaps']; readonly names: Names }) {
  if (gaps.length === 0) return null;
  return (
    <Notice tone="warning" className="mb-3">
      {gaps.map(({ registerId, series, from, to }) => (
        <p key={`${registerId}-${series}-${from}`}>
          {t('shift.allZGap', {
            register: names.nameOf(registerId),
            series,
            numbers: from === to ? String(from) : `${from}–${to}`,
          })}
        </p>
      ))}
    </Notice>
  );
}

function reportColumns(names: Names, currency: Currency): readonly TableColumn<Report>[] {
  const money = (name: string, label: string, of: (report: Report) => number, from?: 'sm' | 'md') => ({
    name,
    label,
    isFigure: true,
    ...(from === undefined ? {} : { from }),
    text: (report: Report) => toDecimalString(minor(of(report)), currency),
    cell: (report: Report) => <Amount value={minor(of(report))} currency={currency} isSignal={name === 'difference'} />,
  });
  return [
    {
      name: 'number',
      label: t('shift.allZ'),
      isFixed: true,
      text: ({ name }) => name,
      cell: ({ shiftId, name, businessDate }) => (
        <>
          <DocumentLink to="/shifts/:shiftId" params={{ shiftId }} number={name} />
          <a
            className="reach ms-3 text-sm font-medium text-brand-ink hover:underline"
            href={reportHref(shiftId)}
            aria-label={t('shift.allPdfOf', { number: name })}
            download
          >
            {t('shift.allPdf')}
          </a>
          <span className="block text-sm text-ink-2 sm:hidden">{formatDate(businessDate)}</span>
        </>
      ),
    },
    {
      name: 'day',
      label: t('shift.allDay'),
      from: 'sm',
      className: 'whitespace-nowrap',
      text: ({ businessDate }) => businessDate,
      cell: ({ businessDate }) => formatDate(businessDate),
    },
    {
      name: 'cashier',
      label: t('shift.allCashier'),
      from: 'md',
      className: 'text-ink-2',
      text: ({ userId }) => names.nameOf(userId),
      cell: ({ userId }) => names.nameOf(userId),
    },
    money('net', t('shift.allNetSales'), ({ netMinor }) => netMinor, 'sm'),
    money('tax', t('shift.allTax'), ({ taxMinor }) => taxMinor, 'md'),
    money('difference', t('shift.allDifference'), ({ countedMinor, expectedMinor }) => countedMinor - expectedMinor),
  ];
}
