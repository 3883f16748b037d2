import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { canonicalJson, type Operation, type OperationPayloads } from '@mosaajii/domain/operation';
import { addCashMoved, addNoSale } from '@mosaajii/domain/shift';
import type { Decide, Fact } from './append.ts';
import { approvalsOf } from './approvals-of.ts';
import type { HandOverDraft, MoveCashDraft, NoteDraft, OpenDrawerDraft, ShiftEvent, ShiftRecord } from './model.ts';
import type { JournalStore } from './store.ts';

type EventKind = 'cash.moved' | 'drawer.opened' | 'shift.handed-over';

/** Cash in or out of the drawer without a sale. The same draft again moves it once. */
export function decideMoveCash(store: JournalStore, draft: MoveCashDraft): Decide<ShiftRecord> {
  const { movementId, kind, amountMinor, reason } = draft;
  return decideEvent(store, movementId, draft.userId, (shift, at) => {
    if (!Number.isSafeInteger(amountMinor) || amountMinor < 1) {
      return refuse({ code: 'amount-out-of-range', detail: 'The amount must be more than nothing.' });
    }
    const { shiftId, businessDate } = shift;
    const payload = {
      movementId,
      shiftId,
      businessDate,
      kind,
      amountMinor,
      reason,
      ...noteOf(draft.note),
      ...approvalsOf(draft),
    };
    const event = {
      operationId: movementId,
      kind,
      at,
      userId: draft.userId,
      amountMinor,
      reason,
      ...noteOf(draft.note),
    };
    const totals = shift.totals && addCashMoved(shift.totals, draft);
    return ok({ kind: 'cash.moved', payload, event, shift: { ...shift, ...(totals && { totals }) } });
  });
}

/** The drawer is opened without a sale. */
export function decideOpenDrawer(store: JournalStore, draft: OpenDrawerDraft): Decide<ShiftRecord> {
  const { operationId, userId, reason } = draft;
  return decideEvent(store, operationId, userId, (shift, at) => {
    const { shiftId, businessDate } = shift;
    const event = { operationId, kind: 'no-sale' as const, at, userId, reason, ...noteOf(draft.note) };
    const payload = { shiftId, businessDate, reason, ...noteOf(draft.note), ...approvalsOf(draft) };
    const totals = shift.totals && addNoSale(shift.totals);
    return ok({ kind: 'drawer.opened', payload, event, shift: { ...shift, ...(totals && { totals }) } });
  });
}

/** Whoever is signed in goes on with the shift of somebody else. */
export function decideHandOver(store: JournalStore, draft: HandOverDraft): Decide<ShiftRecord> {
  const { operationId, userId, fromUserId, counted } = draft;
  return decideEvent(store, operationId, userId, (shift, at) => {
    if (shift.shiftId !== draft.shiftId) {
      return refuse({ code: 'other-shift-open', detail: 'Another shift is open on this register.' });
    }
    const { shiftId, businessDate } = shift;
    const event = { operationId, kind: 'handed-over' as const, at, userId, fromUserId, ...counted };
    const payload = { shiftId, businessDate, fromUserId, toUserId: userId, ...counted };
    return ok({ kind: 'shift.handed-over', payload, event, shift: { ...shift, holderId: userId } });
  });
}

/** Something that nobody should be able to hide. Written whether a shift is open or not. */
export function decideNote(store: JournalStore, draft: NoteDraft): Decide<null> {
  return async ({ head }) => {
    if (await store.entry(draft.operationId)) return ok({ known: null });
    const shift = head.openShiftId === null ? null : await store.shift(head.openShiftId);
    const { operationId, userId, businessDate, ...said } = draft;
    const place = shift ? { shiftId: shift.shiftId, businessDate: shift.businessDate } : { businessDate };
    return ok({ done: null, fact: { operationId, kind: 'till.noted', userId, payload: { ...place, ...said } } });
  };
}

interface EventFact<K extends EventKind = EventKind> {
  readonly kind: K;
  readonly payload: OperationPayloads[K];
  readonly event: ShiftEvent;
  readonly shift: ShiftRecord;
}

/** An event of the open shift, written once for its id; the same id with other contents is refused. */
function decideEvent(
  store: JournalStore,
  operationId: string,
  userId: string,
  make: (shift: ShiftRecord, at: string) => Result<EventFact, Refusal<'amount-out-of-range' | 'other-shift-open'>>,
): Decide<ShiftRecord> {
  return async ({ head, occurredAt }) => {
    const entry = await store.entry(operationId);
    if (entry) return knownEvent(store, entry.operation, make);
    const shift = head.openShiftId === null ? null : await store.shift(head.openShiftId);
    if (!shift) return refuse({ code: 'no-open-shift', detail: 'No shift is open on this register.' });
    const made = make(shift, occurredAt);
    if (!made.ok) return made;
    const { kind, payload, event } = made.value;
    const after = { ...made.value.shift, events: [...(shift.events ?? []), event] };
    const fact: Fact = { operationId, kind, userId, payload, shift: after };
    return ok({ done: after, fact });
  };
}

async function knownEvent(
  store: JournalStore,
  operation: Operation,
  make: (shift: ShiftRecord, at: string) => Result<EventFact, Refusal<'amount-out-of-range' | 'other-shift-open'>>,
): ReturnType<Decide<ShiftRecord>> {
  const { payload } = operation;
  const shift = 'shiftId' in payload && payload.shiftId !== undefined ? await store.shift(payload.shiftId) : null;
  const again = shift && make(shift, operation.occurredAt);
  const isSame = again?.ok === true && canonicalJson(again.value.payload) === canonicalJson(payload);
  if (shift && isSame) return ok({ known: shift });
  return refuse({ code: 'id-already-used', detail: 'This was written before with other contents.' });
}

function noteOf(note: string | undefined): { readonly note?: string } {
  const text = note?.trim() ?? '';
  return text === '' ? {} : { note: text };
}
