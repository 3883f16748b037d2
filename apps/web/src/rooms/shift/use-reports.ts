import { type ShiftReport, zName } from '@mosaajii/domain/shift-report';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { expectedCashMinor, type ShiftRecord } from '../../platform/journal/index.ts';

import { useNames } from './use-shifts.ts';

/** Builds the report of a shift of this till; `null` for a shift of before, which has none. */
export function useReports(): (shift: ShiftRecord) => ShiftReport | null {
  const { session, enrolment, now } = useDevice();
  const settings = useObservable(session.settings);
  const registration = useObservable(enrolment.registration);
  const nameOf = useNames();
  return (shift) => {
    const { totals, closed } = shift;
    if (settings === null || registration === null || totals === undefined) return null;
    if (closed !== null && closed.z === undefined) return null;
    const { organization, store } = settings;
    const { registerCode, series } = registration;
    return {
      shop: { ...organization, ...store, name: organization.name, storeName: store.name },
      currency: organization.currency,
      registerName: registerCode,
      number: closed?.z === undefined ? null : zName(registerCode, series, closed.z.number),
      businessDate: shift.businessDate,
      opened: { at: shift.openedAt, by: nameOf(shift.openedBy) },
      closed: closed === null ? null : { at: closed.closedAt, by: nameOf(closed.closedBy) },
      openingFloatMinor: shift.openingFloatMinor,
      totals: closed?.z?.totals ?? totals,
      expectedMinor: closed?.expectedMinor ?? expectedCashMinor(shift),
      count: closed,
      head: closed?.z?.head ?? null,
      ...(closed === null && { at: now().toISOString() }),
    };
  };
}
