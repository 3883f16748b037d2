import type { ShiftSummary } from '@mosaajii/contract/till';
import { minor } from '@mosaajii/domain/money';
import { Clock3, Download, SearchX } from 'lucide-react';
import { useDeferredValue } from 'react';
import { Failed, MorePages } from '../../../../platform/answer/index.ts';
import { formatDate, t } from '../../../../platform/i18n/index.ts';
import { ListCell, ListFrame, ListHeader, ListName, ListRow, saveFrom } from '../../../../platform/lists/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Link } from '../../../../platform/router/index.ts';
import {
  Amount,
  Button,
  Chip,
  EmptyState,
  LoadingLines,
  plainLinkLook,
  Table,
  TableHead,
  TableHeader,
} from '../../../../platform/ui/index.ts';
import { useWhen } from '../../../../platform/when/index.ts';
import { recordCurrency } from '../currency.ts';
import { filtersOf, NO_FILTERS, paramsOf } from '../filters.ts';
import { useShiftList } from '../use-shifts-office.ts';
import { type ListProps, ShiftFilters } from './shift-filters.tsx';

/** The shifts that fit, with the way to each of them and to a file of all. */
export function ShiftListTab(props: ListProps) {
  const { filters, names, onChange } = props;
  const asked = paramsOf(useDeferredValue(filters)).toString();
  const found = useShiftList(asked);
  const isNarrowed = asked !== '';
  const exportHref = `/api/v1/shifts/export?${asked}`;
  return (
    <ListFrame
      list="shifts"
      place="/shifts"
      ids={found.data?.map(({ shiftId }) => shiftId)}
      columns={shiftColumns()}
      search={paramsOf(filters)}
      onSearch={(search) => onChange(filtersOf(search.toString()))}
      onExport={() => saveFrom(exportHref)}
      filters={<ShiftFilters {...props} />}
    >
      <div className="pb-3">
        <a className={plainLinkLook} href={exportHref} download aria-keyshortcuts="Control+E">
          <Download aria-hidden className="size-4" strokeWidth={1.75} />
          {t('shift.allExportCsv')}
        </a>
      </div>
      {found.error !== null ? <Failed cause={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error === null && found.data === undefined ? <LoadingLines lines={8} /> : null}
      {found.data?.length === 0 && isNarrowed ? (
        <EmptyState
          icon={SearchX}
          title={t('shift.allNoResults')}
          actions={
            <Button variant="primary" onClick={() => onChange(NO_FILTERS)}>
              {t('shift.allClear')}
            </Button>
          }
        />
      ) : null}
      {found.data?.length === 0 && !isNarrowed ? (
        <EmptyState icon={Clock3} title={t('shift.allEmpty')}>
          {t('shift.allEmptyText')}
        </EmptyState>
      ) : null}
      {found.data !== undefined && found.data.length > 0 ? (
        <div className="flex flex-col gap-3">
          <ShiftTable shifts={found.data} names={names} />
          <MorePages pages={found} />
        </div>
      ) : null}
    </ListFrame>
  );
}

/** Counted less expected; `null` while nobody counted. */
export function differenceOf({ countedMinor, cashMinor }: Pick<ShiftSummary, 'countedMinor' | 'cashMinor'>) {
  return countedMinor === null ? null : minor(countedMinor - cashMinor);
}

function shiftColumns() {
  return [
    { name: 'day', label: t('shift.allDay'), isFixed: true },
    { name: 'register', label: t('shift.allRegister') },
    { name: 'cashier', label: t('shift.allCashier') },
    { name: 'report', label: t('shift.allZ') },
    { name: 'expected', label: t('shift.allExpected') },
    { name: 'counted', label: t('shift.allCounted') },
    { name: 'difference', label: t('shift.allDifference') },
  ];
}

function ShiftTable({ shifts, names }: { readonly shifts: readonly ShiftSummary[]; readonly names: Names }) {
  return (
    <>
      <div className="hidden sm:block">
        <Table label={t('shift.allTitle')}>
          <TableHead>
            <TableHeader>{t('shift.allDay')}</TableHeader>
            <ListHeader column="register">{t('shift.allRegister')}</ListHeader>
            <ListHeader column="cashier" className="max-lg:hidden">
              {t('shift.allCashier')}
            </ListHeader>
            <ListHeader column="report" className="max-lg:hidden">
              {t('shift.allZ')}
            </ListHeader>
            <ListHeader column="expected" isFigure className="max-md:hidden">
              {t('shift.allExpected')}
            </ListHeader>
            <ListHeader column="counted" isFigure className="max-md:hidden">
              {t('shift.allCounted')}
            </ListHeader>
            <ListHeader column="difference" isFigure>
              {t('shift.allDifference')}
            </ListHeader>
          </TableHead>
          <tbody>
            {shifts.map((shift) => (
              <ListRow key={shift.shiftId} rowId={shift.shiftId}>
                <ListName className="whitespace-nowrap">
                  <ShiftLink shift={shift} />
                </ListName>
                <ListCell column="register" className="text-ink-2">
                  {names.nameOf(shift.registerId)}
                </ListCell>
                <ListCell column="cashier" className="text-ink-2 max-lg:hidden">
                  {names.nameOf(shift.closedBy ?? shift.openedBy)}
                </ListCell>
                <ListCell column="report" className="code text-ink-2 max-lg:hidden">
                  {shift.zName ?? ''}
                </ListCell>
                <ListCell column="expected" isFigure className="max-md:hidden">
                  <Amount value={minor(shift.cashMinor)} currency={recordCurrency(shift.currencyCode)} />
                </ListCell>
                <ListCell column="counted" isFigure className="max-md:hidden">
                  {shift.countedMinor === null ? (
                    ''
                  ) : (
                    <Amount value={minor(shift.countedMinor)} currency={recordCurrency(shift.currencyCode)} />
                  )}
                </ListCell>
                <ListCell column="difference" isFigure>
                  <Difference shift={shift} />
                </ListCell>
              </ListRow>
            ))}
          </tbody>
        </Table>
      </div>
      <ul aria-label={t('shift.allTitle')} className="flex flex-col gap-2 sm:hidden">
        {shifts.map((shift) => (
          <li key={shift.shiftId} className="rounded-card border border-line bg-surface px-3.5 py-2.5">
            <div className="flex items-baseline justify-between gap-3">
              <ShiftLink shift={shift} />
              <Difference shift={shift} />
            </div>
            <p className="text-sm text-ink-2">
              {names.nameOf(shift.registerId)} · {names.nameOf(shift.closedBy ?? shift.openedBy)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function ShiftLink({ shift }: { readonly shift: ShiftSummary }) {
  const when = useWhen();
  return (
    <Link
      to="/shifts/:shiftId"
      params={{ shiftId: shift.shiftId }}
      className="reach font-medium text-brand-ink hover:underline"
    >
      {formatDate(shift.businessDate)}
      <span className="font-normal text-ink-3"> · {when(shift.openedAt)}</span>
    </Link>
  );
}

function Difference({ shift }: { readonly shift: ShiftSummary }) {
  const difference = differenceOf(shift);
  if (shift.state === 'open') return <Chip tone="brand">{t('shift.allStateOpen')}</Chip>;
  if (difference === null) return null;
  if (difference === 0) return <span className="text-ink-3">{t('shift.allExact')}</span>;
  return <Amount value={difference} currency={recordCurrency(shift.currencyCode)} isSignal />;
}
