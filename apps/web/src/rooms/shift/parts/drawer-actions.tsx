import type { CashMovementKind } from '@mosaajii/domain/operation';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { CashDialog, HandOverDialog, NoSaleDialog } from '../../../platform/drawer/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { Button, useToasts } from '../../../platform/ui/index.ts';
import { useReports } from '../use-reports.ts';
import { ReportSheet } from './report-sheet.tsx';

type Open = CashMovementKind | 'no-sale' | 'hand-over' | 'x-report';

const BUTTONS = [
  ['paid-in', 'shift.paidIn'],
  ['paid-out', 'shift.paidOut'],
  ['drop', 'shift.drop'],
  ['no-sale', 'shift.noSale'],
  ['hand-over', 'shift.handOver'],
  ['x-report', 'shift.xReport'],
] as const;

/** What can be done with the drawer while the shift is open. */
export function DrawerActions({ shift }: { readonly shift: ShiftRecord }) {
  const { session } = useDevice();
  useObservable(session.state);
  const [open, setOpen] = useState<Open | null>(null);
  const report = useReports()(shift);
  const close = () => setOpen(null);
  const press = (what: Open) => {
    const say = (message: string) => useToasts.getState().show({ message, key: 'shift' });
    if (what !== 'x-report') return setOpen(what);
    if (!session.can('shift.expected')) return say(t('shift.cannotReport'));
    if (report === null) return say(t('shift.noReport'));
    setOpen(what);
  };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {BUTTONS.map(([what, label]) => (
          <Button key={what} onClick={() => press(what)}>
            {t(label)}
          </Button>
        ))}
      </div>
      {open === 'paid-in' || open === 'paid-out' || open === 'drop' ? (
        <CashDialog key={open} kind={open} onClose={close} />
      ) : null}
      {open === 'no-sale' ? <NoSaleDialog onClose={close} /> : null}
      {open === 'hand-over' ? <HandOverDialog shift={shift} onClose={close} /> : null}
      {open === 'x-report' && report !== null ? <ReportSheet report={report} onClose={close} /> : null}
    </>
  );
}
