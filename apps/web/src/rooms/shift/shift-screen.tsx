import { MonitorX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { takeOver } from '../../platform/drawer/index.ts';
import { formatDateTime, formatTime, t } from '../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../platform/journal/index.ts';
import { Link } from '../../platform/router/index.ts';
import { useScans } from '../../platform/scanner/index.ts';
import { EmptyState, linkLook, PageHeader, Skeleton } from '../../platform/ui/index.ts';
import { CloseShift } from './parts/close-shift.tsx';
import { ClosedShift } from './parts/closed-shift.tsx';
import { DrawerActions } from './parts/drawer-actions.tsx';
import { OpenShift } from './parts/open-shift.tsx';
import { RecentShifts } from './parts/recent-shifts.tsx';
import { ShiftEvents } from './parts/shift-events.tsx';
import { ShiftFigures } from './parts/shift-figures.tsx';
import { useNames, useShifts } from './use-shifts.ts';

/** One cash session: opened with a float, counted blind at its end. Works without a connection. */
export function ShiftScreen() {
  const { enrolment, session } = useDevice();
  const registration = useObservable(enrolment.registration);
  const settings = useObservable(session.settings);
  const shifts = useShifts();
  const nameOf = useNames();
  const device = useDevice();
  const state = useObservable(session.state);
  useEffect(() => {
    if (state.status === 'signed-in') void takeOver(device);
  }, [device, state]);
  // A code of goods is no float and no count: nobody here takes it, and it is in no field. Enter after it submits nothing.
  useScans(() => false);
  const [justClosed, setJustClosed] = useState<ShiftRecord | null>(null);
  if (registration === null || settings === null) return <NoRegister />;
  if (shifts === null) return <ShiftSkeleton />;
  const { current, recent } = shifts;
  if (current === null && justClosed !== null) {
    return (
      <>
        <PageHeader title={t('shift.closedTitle')} meta={closedMeta(justClosed, nameOf)} />
        <ClosedShift shift={justClosed} onNext={() => setJustClosed(null)} />
      </>
    );
  }
  if (current === null) {
    return (
      <>
        <PageHeader title={t('shift.title')} meta={t('shift.noShift')} />
        <div className="flex flex-col gap-6">
          <OpenShift last={recent[0] ?? null} />
          <RecentShifts shifts={recent} />
        </div>
      </>
    );
  }
  const opened = t('shift.meta', { time: formatTime(current.openedAt), name: nameOf(current.openedBy) });
  const holder = current.holderId === undefined ? '' : ` · ${t('shift.heldBy', { name: nameOf(current.holderId) })}`;
  const meta = `${opened}${holder}`;
  return (
    <>
      <PageHeader title={t('shift.title')} meta={`${registration.registerCode} · ${meta}`} />
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[21rem_minmax(0,1fr)] lg:items-start lg:gap-5">
        <div className="flex flex-col gap-4">
          <ShiftFigures shift={current} />
          <DrawerActions shift={current} />
          <ShiftEvents shift={current} />
        </div>
        <CloseShift key={current.shiftId} shift={current} onClosed={setJustClosed} />
      </div>
    </>
  );
}

function closedMeta({ closed }: ShiftRecord, nameOf: (userId: string) => string): string {
  if (closed === null) return '';
  return t('shift.metaClosed', { time: formatDateTime(closed.closedAt), name: nameOf(closed.closedBy) });
}

function NoRegister() {
  return (
    <EmptyState
      icon={MonitorX}
      title={t('shift.noRegister')}
      actions={
        <Link to="/settings" className={linkLook}>
          {t('shift.toSettings')}
        </Link>
      }
    >
      {t('shift.noRegisterText')}
    </EmptyState>
  );
}

function ShiftSkeleton() {
  return (
    <>
      <PageHeader title={t('shift.title')} meta=" " />
      <Skeleton className="h-72 max-w-md" />
    </>
  );
}
