import type { KnownOperation } from '@mosaajii/contract/sync';
import { postOpeningFloat, postShiftClosed } from '@mosaajii/domain/ledger';
import { minor } from '@mosaajii/domain/money';
import { expectedAfter } from '@mosaajii/domain/shift';
import { type DocumentKind, type PostingRow, postingRow } from '../../ledger/index.ts';
import type { ShiftReportRow } from '../../till/index.ts';
import { type Books, cashOf, type ShiftView } from './books.ts';
import { commonFlags, heldForCurrency, heldForUser, type Waiver } from './checks.ts';
import type { Flag } from './model.ts';
import { held, type Outcome, type Posted } from './outcome.ts';

type Opened = Extract<KnownOperation, { kind: 'shift.opened' }>;
type Closed = Extract<KnownOperation, { kind: 'shift.closed' }>;

/** A shift begins with its float. A register that had one open already is shown: the device decides when a shift ends. */
export function decideShiftOpened(books: Books, operation: Opened, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.currencyCode);
  if (hold) return hold;
  if (books.shifts.has(payload.shiftId)) return held('shift-known', 'A shift with this id is already there.');
  const flags: Flag[] = commonFlags(books, operation, ['shift.open']);
  if (hasOpenShift(books)) flags.push('shift-already-open');
  const posting = postingRow(
    header(books, operation.operationId, 'shift-opened', payload.businessDate, payload.currencyCode),
    postOpeningFloat(payload.openingFloatMinor),
  );
  return posted(flags, posting, payload.shiftId, { openingFloatMinor: payload.openingFloatMinor });
}

/** Puts an opened shift where the rest of the batch finds it. */
export function openShift(books: Books, operation: Opened): void {
  const { payload } = operation;
  const { key } = books.context;
  books.shifts.set(payload.shiftId, {
    opened: { storeId: key.store_id, openedBy: operation.userId, openedAt: operation.occurredAt },
    shift: {
      shiftId: payload.shiftId,
      registerId: key.register_id,
      businessDate: payload.businessDate,
      currencyCode: payload.currencyCode,
      state: 'open',
      openingFloatMinor: payload.openingFloatMinor,
      cashMinor: payload.openingFloatMinor,
    },
    cashChange: 0,
    saleCount: 0,
    returnCount: 0,
    closing: null,
  });
}

/** A shift ends with a count. What is over or short is posted against what the server expects, whatever the register computed. */
export function decideShiftClosed(books: Books, operation: Closed, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const hold = heldForUser(books, operation, waiver);
  if (hold) return hold;
  const view = ownShift(books, payload.shiftId);
  if (!view) return held('shift-unknown', 'The server does not know this shift of this register.');
  if (!isOpen(view)) return held('shift-closed', 'The shift was closed before.');
  const flags: Flag[] = commonFlags(books, operation, ['shift.close']);
  const expectedMinor = cashOf(view);
  if (expectedMinor !== payload.expectedMinor) flags.push('expected-differs');
  if (payload.z !== undefined && !isTrue(books, payload.z, operation, view)) flags.push('z-differs');
  const { businessDate, currencyCode } = view.shift;
  const posting = postingRow(
    header(books, operation.operationId, 'shift-closed', businessDate, currencyCode),
    postShiftClosed(payload.countedMinor, minor(expectedMinor)),
  );
  const { countedMinor } = payload;
  const said = { countedMinor, expectedMinor, claimedMinor: payload.expectedMinor };
  const outcome = posted(flags, posting, payload.shiftId, {
    ...said,
    ...(payload.z === undefined ? {} : { zNumber: payload.z.number }),
  });
  const report = reportRow(books, operation, view, expectedMinor);
  if (report === null) return outcome;
  const effects = report.zNumber === null ? {} : { zNumber: report.zNumber };
  return { ...outcome, rows: { ...outcome.rows, shiftReports: [report] }, effects };
}

/** Whether a Z report agrees with itself, with the float of its shift, with its number and with its place in the chain. `npm run verify` adds up the rest. */
function isTrue(
  books: Books,
  z: NonNullable<Closed['payload']['z']>,
  operation: Closed,
  { shift }: ShiftView,
): boolean {
  return (
    z.number === books.head.zNumber + 1 &&
    z.expectedMinor === operation.payload.expectedMinor &&
    z.expectedMinor === expectedAfter(z.openingFloatMinor, z.totals) &&
    z.openingFloatMinor === shift.openingFloatMinor &&
    z.head.sequence === operation.sequence - 1 &&
    z.head.hash === operation.previousHash
  );
}

/** How it was counted; `null` for a register of before, which said nothing about it. */
function reportRow(
  books: Books,
  operation: Closed,
  { shift }: ShiftView,
  expectedMinor: number,
): ShiftReportRow | null {
  const { payload, operationId, userId, occurredAt } = operation;
  const { shiftId, countedMinor, expectedMinor: _claimed, reason: _reason, z, ...countDetail } = payload;
  if (z === undefined && Object.keys(countDetail).length === 0) return null;
  const { key } = books.context;
  return {
    operationId,
    shiftId,
    storeId: key.store_id,
    registerId: key.register_id,
    keyId: key.key_id,
    series: key.series,
    zNumber: z?.number ?? null,
    businessDate: shift.businessDate,
    currencyCode: shift.currencyCode,
    userId,
    closedAt: occurredAt,
    countedMinor,
    expectedMinor,
    countDetail,
    z: z ?? null,
  };
}

export function closeShift(books: Books, { payload, userId, occurredAt }: Closed): void {
  const view = ownShift(books, payload.shiftId);
  if (!view) throw new Error('a shift that was found a moment ago is gone');
  view.closing = {
    closedBy: userId,
    closedAt: occurredAt,
    countedMinor: payload.countedMinor,
    claimedExpectedMinor: payload.expectedMinor,
    reason: payload.reason ?? null,
  };
}

function isOpen(view: ShiftView): boolean {
  return view.shift.state === 'open' && view.closing === null;
}

function ownShift(books: Books, shiftId: string): ShiftView | null {
  const view = books.shifts.get(shiftId);
  return view && view.shift.registerId === books.context.key.register_id ? view : null;
}

function hasOpenShift(books: Books): boolean {
  const { register_id } = books.context.key;
  return [...books.shifts.values()].some((view) => view.shift.registerId === register_id && isOpen(view));
}

function header(
  books: Books,
  documentId: string,
  documentKind: DocumentKind,
  businessDate: string,
  currencyCode: string,
) {
  const { store_id, register_id } = books.context.key;
  return {
    documentId,
    postingNumber: 1,
    documentKind,
    storeId: store_id,
    registerId: register_id,
    businessDate,
    currencyCode,
  };
}

function posted(
  flags: readonly Flag[],
  posting: PostingRow | null,
  shiftId: string,
  detail: Readonly<Record<string, unknown>>,
): Posted {
  return {
    kind: 'posted',
    flags,
    quarantine: null,
    rows: { postings: posting ? [posting] : [] },
    effects: {},
    subject: { kind: 'shift', id: shiftId },
    detail,
  };
}
