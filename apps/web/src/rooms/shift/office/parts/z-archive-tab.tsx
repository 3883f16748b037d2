import type { ZReportList } from '@mosaajii/contract/till';
import { minor } from '@mosaajii/domain/money';
import { FileCheck2 } from 'lucide-react';
import { useDeferredValue } from 'react';
import { Failed, MorePages } from '../../../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../../../platform/device/index.ts';
import { formatDate, t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Link } from '../../../../platform/router/index.ts';
import {
  Amount,
  EmptyState,
  LoadingLines,
  Notice,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../../platform/ui/index.ts';
import { reportHref } from '../../report-paper.ts';
import { paramsOf } from '../filters.ts';
import { useZReports } from '../use-shifts-office.ts';
import { type ListProps, ShiftFilters } from './shift-filters.tsx';

/** Every Z report, the latest first; numbers that never arrived are named above. */
export function ZArchiveTab(props: ListProps) {
  const { filters, names } = props;
  const asked = paramsOf(useDeferredValue(filters), ['from', 'to', 'storeId', 'registerId']).toString();
  const found = useZReports(asked);
  if (found.error !== null) return <Failed cause={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <ShiftFilters {...props} isBrief />
      {found.data === undefined ? <LoadingLines lines={8} /> : <Gaps gaps={found.data.gaps} names={names} />}
      {found.data?.items.length === 0 ? (
        <EmptyState icon={FileCheck2} title={t('shift.allNoZ')}>
          {t('shift.allNoZText')}
        </EmptyState>
      ) : null}
      {found.data !== undefined && found.data.items.length > 0 ? (
        <div className="flex flex-col gap-3">
          <Reports items={found.data.items} names={names} />
          <MorePages pages={found} />
        </div>
      ) : null}
    </>
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

function Reports({ items, names }: { readonly items: ZReportList['items']; readonly names: Names }) {
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  if (currency === undefined) return null;
  return (
    <Table label={t('shift.allTabZ')}>
      <TableHead>
        <TableHeader>{t('shift.allZ')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('shift.allDay')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('shift.allCashier')}</TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('shift.allNetSales')}
        </TableHeader>
        <TableHeader isFigure className="max-md:hidden">
          {t('shift.allTax')}
        </TableHeader>
        <TableHeader isFigure>{t('shift.allDifference')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((report) => (
          <TableRow key={report.shiftId}>
            <TableCell>
              <Link
                to="/shifts/:shiftId"
                params={{ shiftId: report.shiftId }}
                className="code reach whitespace-nowrap font-medium text-brand-ink hover:underline"
              >
                {report.name}
              </Link>
              <a
                className="reach ms-3 text-sm font-medium text-brand-ink hover:underline"
                href={reportHref(report.shiftId)}
                aria-label={t('shift.allPdfOf', { number: report.name })}
                download
              >
                {t('shift.allPdf')}
              </a>
              <span className="block text-sm text-ink-2 sm:hidden">{formatDate(report.businessDate)}</span>
            </TableCell>
            <TableCell className="whitespace-nowrap max-sm:hidden">{formatDate(report.businessDate)}</TableCell>
            <TableCell className="text-ink-2 max-md:hidden">{names.nameOf(report.userId)}</TableCell>
            <TableCell isFigure className="max-sm:hidden">
              <Amount value={minor(report.netMinor)} currency={currency} />
            </TableCell>
            <TableCell isFigure className="max-md:hidden">
              <Amount value={minor(report.taxMinor)} currency={currency} />
            </TableCell>
            <TableCell isFigure>
              <Amount value={minor(report.countedMinor - report.expectedMinor)} currency={currency} isSignal />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
