import type { KnownOperation } from '@mosaajii/contract/sync';
import { postCashMoved } from '@mosaajii/domain/ledger';
import { exceededByPaidOut, type Permission } from '@mosaajii/domain/permission';
import { postingRow } from '../../ledger/index.ts';
import { type Books, cashOf } from './books.ts';
import { commonFlags, heldForUser, shiftFlags, type Waiver } from './checks.ts';
import type { Flag } from './model.ts';
import type { DocumentRows, Effects, OperationSubject, Outcome } from './outcome.ts';

type Of<K extends KnownOperation['kind']> = Extract<KnownOperation, { kind: K }>;

/** Cash went into or out of a drawer without a sale: it did, whoever was allowed to. */
export function decideCashMoved(books: Books, operation: Of<'cash.moved'>, waiver: Waiver | null): Outcome {
  const hold = heldForUser(books, operation, waiver);
  if (hold) return hold;
  const { payload } = operation;
  const { kind, amountMinor, reason, note, shiftId, businessDate, movementId } = payload;
  const flags = [
    ...commonFlags(books, operation, ['shift.cash'], (limits) =>
      kind === 'paid-out' ? exceededByPaidOut(limits, amountMinor) : [],
    ),
    ...shiftFlags(books, shiftId),
  ];
  const { key, currencyCode } = books.context;
  const place = { storeId: key.store_id, registerId: key.register_id, businessDate, currencyCode };
  const posting = postingRow(
    { ...place, documentId: movementId, postingNumber: 1, documentKind: 'cash-moved' },
    postCashMoved(payload),
  );
  const row = { ...payload, note: note ?? '', ...place, userId: operation.userId, occurredAt: operation.occurredAt };
  const signed = kind === 'paid-in' ? amountMinor : -amountMinor;
  return posted(
    flags,
    { cashMovements: [row], postings: posting ? [posting] : [] },
    { shift: { shiftId, cashMinor: signed, counts: null } },
    { kind: 'shift', id: shiftId },
    { movementId, movement: kind, amountMinor, reason },
  );
}

/** The drawer was opened without a sale. */
export function decideDrawerOpened(books: Books, operation: Of<'drawer.opened'>, waiver: Waiver | null): Outcome {
  const { shiftId, reason, note } = operation.payload;
  const detail = { reason, ...(note === undefined ? {} : { note }) };
  return decideEvent(books, operation, waiver, 'no-sale', 'shift.no-sale', shiftId, detail);
}

/** Another cashier goes on with the shift. What the giver counted is compared with the server's books, and kept. */
export function decideHandedOver(books: Books, operation: Of<'shift.handed-over'>, waiver: Waiver | null): Outcome {
  const { shiftId, businessDate: _date, ...rest } = operation.payload;
  const view = books.shifts.get(shiftId);
  const expectedMinor = view && view.shift.registerId === books.context.key.register_id ? cashOf(view) : null;
  const isCounted = rest.countedMinor !== undefined;
  const outcome = decideEvent(books, operation, waiver, 'handed-over', 'shift.open', shiftId, {
    ...rest,
    ...(isCounted && expectedMinor !== null && { serverExpectedMinor: expectedMinor }),
  });
  if (outcome.kind !== 'posted' || !isCounted || expectedMinor === null) return outcome;
  return rest.expectedMinor === expectedMinor ? outcome : { ...outcome, flags: [...outcome.flags, 'expected-differs'] };
}

/** Something at the till that nobody should be able to hide. */
export function decideNoted(books: Books, operation: Of<'till.noted'>, waiver: Waiver | null): Outcome {
  const { shiftId = null, businessDate: _date, event, ...detail } = operation.payload;
  return decideEvent(books, operation, waiver, event, null, shiftId, detail);
}

function decideEvent(
  books: Books,
  operation: Of<'drawer.opened' | 'shift.handed-over' | 'till.noted'>,
  waiver: Waiver | null,
  kind: string,
  needed: Permission | null,
  shiftId: string | null,
  detail: Readonly<Record<string, unknown>>,
): Outcome {
  const hold = heldForUser(books, operation, waiver);
  if (hold) return hold;
  const flags = [
    ...commonFlags(books, operation, needed === null ? [] : [needed]),
    ...(shiftId === null ? [] : shiftFlags(books, shiftId)),
  ];
  const { key } = books.context;
  const { operationId, userId, occurredAt, payload } = operation;
  const row = {
    eventId: operationId,
    shiftId,
    storeId: key.store_id,
    registerId: key.register_id,
    userId,
    businessDate: payload.businessDate,
    kind,
    detail,
    occurredAt,
  };
  const subject: OperationSubject =
    shiftId === null ? { kind: 'register', id: key.register_id } : { kind: 'shift', id: shiftId };
  return posted(flags, { shiftEvents: [row] }, {}, subject, { event: kind, ...detail });
}

function posted(
  flags: readonly Flag[],
  rows: DocumentRows,
  effects: Effects,
  subject: OperationSubject,
  detail: Readonly<Record<string, unknown>>,
): Outcome {
  return { kind: 'posted', flags, quarantine: null, rows, effects, subject, detail };
}
