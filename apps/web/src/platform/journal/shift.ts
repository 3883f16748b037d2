import { ok, refuse } from '@mosaajii/domain';
import { type Minor, subtract } from '@mosaajii/domain/money';
import type { ZReport } from '@mosaajii/domain/operation';
import type { Decide } from './append.ts';
import type { CloseShiftDraft, JournalHead, OpenShiftDraft, ShiftRecord } from './model.ts';
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
    if (draft.floatMinor !== undefined && !(draft.floatMinor >= 0 && draft.floatMinor <= draft.countedMinor)) {
      return refuse({ code: 'amount-out-of-range', detail: 'No more can stay in the drawer than was counted in it.' });
    }
    const expectedMinor = expectedCashMinor(shift);
    const reason = draft.reason?.trim() ?? '';
    if (Math.abs(draft.countedMinor - expectedMinor) > (draft.toleranceMinor ?? 0) && reason === '') {
      return refuse({ code: 'difference-needs-reason', detail: 'Counted and expected cash differ: say why.' });
    }
    const { operationId, shiftId, userId } = draft;
    const z = zReport(shift, head, expectedMinor);
    const standing = await standingOf(store, head);
    const said = { ...countOf(draft), expectedMinor, ...(reason !== '' && { reason }), ...standing, ...(z && { z }) };
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
        ...(z && { zNumber: z.number }),
      },
    });
  };
}

function countOf({ countedMinor, counts, cardTotalMinor, floatMinor }: CloseShiftDraft) {
  return {
    countedMinor,
    ...(counts !== undefined && { counts: counts.filter(({ count }) => count > 0) }),
    ...(cardTotalMinor !== undefined && { cardTotalMinor }),
    ...(floatMinor !== undefined && { floatMinor, dropMinor: subtract(countedMinor, floatMinor) }),
  };
}

/** The report of a shift, with the next number of this key. */
function zReport(
  { totals, openingFloatMinor }: ShiftRecord,
  { lastZNumber = 0, lastSequence, lastHash }: JournalHead,
  expectedMinor: Minor,
): ZReport | null {
  if (totals === undefined) return null;
  const head = { sequence: lastSequence, hash: lastHash };
  return { number: lastZNumber + 1, openingFloatMinor, totals, expectedMinor, head };
}

/** What stays behind and is safe: carts that were set aside, and operations that the server has not answered. */
async function standingOf(store: JournalStore, { keyId, lastSequence }: JournalHead) {
  const [carts, { pushedThrough }] = await Promise.all([store.carts(), store.pushState(keyId)]);
  return {
    parkedCount: carts.filter((cart) => cart.isHeld).length,
    unsentCount: Math.max(0, lastSequence - pushedThrough),
  };
}
