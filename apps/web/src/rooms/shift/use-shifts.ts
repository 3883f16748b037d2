import { useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../platform/journal/index.ts';

const MOST_RECENT = 15;

export interface Shifts {
  readonly current: ShiftRecord | null;
  /** Closed ones, newest first. */
  readonly recent: readonly ShiftRecord[];
  readonly heldCarts: number;
}

/** The shifts of this till, read again whenever the journal changes. `null` until the first reading. */
export function useShifts(): Shifts | null {
  const { journal, carts, sync } = useDevice();
  const status = useObservable(sync.status);
  const [shifts, setShifts] = useState<Shifts | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const [current, all, stored] = await Promise.all([
        journal.currentShift(),
        journal.shifts(MOST_RECENT),
        carts.list(),
      ]);
      const recent = all.filter((shift) => shift.closed !== null);
      const heldCarts = stored.filter((cart) => cart.isHeld).length;
      if (isCurrent) setShifts({ current, recent, heldCarts });
    };
    // The status is not read: that it is another one is the signal to read again.
    if (status) void read();
    return () => {
      isCurrent = false;
    };
  }, [journal, carts, status]);
  return shifts;
}

/** The name of a person of the shop by id. */
export function useNames(): (userId: string) => string {
  const { session } = useDevice();
  const users = useObservable(session.users);
  const state = useObservable(session.state);
  const me = state.status === 'signed-out' ? null : state.session.user;
  return (userId) => {
    if (me?.userId === userId) return me.displayName;
    return users.find((user) => user.userId === userId)?.displayName ?? t('shift.unknownPerson');
  };
}
