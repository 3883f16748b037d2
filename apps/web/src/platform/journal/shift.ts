import { ok, refuse } from '@mosaajii/domain';
import type { Decide } from './append.ts';
import type { CloseShiftDraft, OpenShiftDraft, ShiftRecord } from './model.ts';
import { expectedCashMinor, openedShift } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** Opens a shift. The same draft again gives the same shift; another one while a shift is open is refused. */
export function decideOpenShift(store: JournalStore, draft: OpenShiftDraft): Decide<ShiftRecord> {
  return async ({ registration, head, occurredAt }) => {
    const known = await store.shift(draft.shiftId);
    if (known) return ok({ known });
    if (head.openShiftId !== null) {
      return refuse({ code: 'shift-already-open', detail: 'A shift is already open on this register.' });
    }
    if (!Number.isSafeInteger(draft.openingFloatMinor) || draft.openingFloatMinor < 0) {
      return refuse({ code: 'amount-out-of-range', detail: 'The opening float is zero or more.' });
    }
    const shift = openedShift(draft, registration, occurredAt);
    const { shiftId, businessDate, openingFloatMinor, currencyCode } = draft;
    return ok({
      done: shift,
      fact: {
        operationId: shiftId,
        kind: 'shift.opened',
        userId: draft.userId,
        payload: { shiftId, businessDate, openingFloatMinor, currencyCode },
        openShiftId: shiftId,
        shift,
      },
    });
  };
}

/** Closes the open shift with a count. A difference needs a reason: the refusal names what was expected. */
export function decideCloseShift(store: JournalStore, draft: CloseShiftDraft): Decide<ShiftRecord> {
  return async ({ head, occurredAt }) => {
    const shift = await store.shift(draft.shiftId);
    if (shift?.closed?.operationId === draft.operationId) return ok({ known: shift });
    if (!shift || shift.closed || head.openShiftId === null) {
      return refuse({ code: 'no-open-shift', detail: 'This shift is not open on this register.' });
    }
    if (head.openShiftId !== draft.shiftId) {
      return refuse({ code: 'other-shift-open', detail: 'Another shift is open on this register.' });
    }
    if (!Number.isSafeInteger(draft.countedMinor) || draft.countedMinor < 0) {
      return refuse({ code: 'amount-out-of-range', detail: 'The counted cash is zero or more.' });
    }
    const expectedMinor = expectedCashMinor(shift);
    const reason = draft.reason?.trim() ?? '';
    if (expectedMinor !== draft.countedMinor && reason === '') {
      return refuse({ code: 'difference-needs-reason', detail: 'Counted and expected cash differ: say why.' });
    }
    const { operationId, shiftId, countedMinor, userId } = draft;
    const said = { countedMinor, expectedMinor, ...(reason !== '' && { reason }) };
    const closed: ShiftRecord = { ...shift, closed: { operationId, closedAt: occurredAt, closedBy: userId, ...said } };
    return ok({
      done: closed,
      fact: {
        operationId,
        kind: 'shift.closed',
        userId,
        payload: { shiftId, ...said },
        openShiftId: null,
        shift: closed,
      },
    });
  };
}
