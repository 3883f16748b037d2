import { minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, formatTime, t } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount, Button, Table, TableCell, TableHead, TableHeader, TableRow } from '../../../platform/ui/index.ts';
import { useReports } from '../use-reports.ts';
import { useNames } from '../use-shifts.ts';
import { ReportSheet } from './report-sheet.tsx';

/** The closed shifts of this till, newest first. */
export function RecentShifts({ shifts }: { readonly shifts: readonly ShiftRecord[] }) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const nameOf = useNames();
  if (shifts.length === 0 || settings === null) return null;
  const { currency } = settings.organization;
  const { timeZone } = settings.store;
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('shift.recent')}</h2>
      <Table label={t('shift.recent')}>
        <TableHead>
          <TableHeader>{t('shift.businessDate')}</TableHeader>
          <TableHeader className="max-sm:hidden">{t('shift.openedAt')}</TableHeader>
          <TableHeader className="max-sm:hidden">{t('shift.closedAt')}</TableHeader>
          <TableHeader isFigure>{t('shift.net')}</TableHeader>
          <TableHeader isFigure>{t('shift.difference')}</TableHeader>
        </TableHead>
        <tbody>
          {shifts.map((shift) => (
            <TableRow key={shift.shiftId}>
              <TableCell className="whitespace-nowrap">
                {formatDate(shift.businessDate)}
                <ZButton shift={shift} />
              </TableCell>
              <TableCell className="text-ink-2 max-sm:hidden">
                {formatTime(shift.openedAt, undefined, timeZone)} · {nameOf(shift.openedBy)}
              </TableCell>
              <TableCell className="text-ink-2 max-sm:hidden">
                {shift.closed === null ? '' : formatTime(shift.closed.closedAt, undefined, timeZone)}
              </TableCell>
              <TableCell isFigure>
                <Amount value={minor(shift.soldMinor - shift.refundedMinor)} currency={currency} isSignal />
              </TableCell>
              <TableCell isFigure>
                <DifferenceCell shift={shift} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** Opens the Z report of a shift again: the same figures, from the journal. */
function ZButton({ shift }: { readonly shift: ShiftRecord }) {
  const report = useReports()(shift);
  const [isOpen, setOpen] = useState(false);
  if (report === null) return null;
  return (
    <>
      <Button size="sm" variant="quiet" className="ms-2" onClick={() => setOpen(true)}>
        {t('shift.zShort', { number: shift.closed?.z?.number ?? 0 })}
      </Button>
      {isOpen ? <ReportSheet report={report} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function DifferenceCell({ shift }: { readonly shift: ShiftRecord }) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  if (shift.closed === null || settings === null) return null;
  const difference = minor(shift.closed.countedMinor - shift.closed.expectedMinor);
  if (difference === 0) return <span className="text-ink-3">{t('shift.exact')}</span>;
  return <Amount value={difference} currency={settings.organization.currency} isSignal />;
}
