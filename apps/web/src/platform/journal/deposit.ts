import { ok, type Result, refuse } from '@mosaajii/domain';
import {
  type DepositPart,
  type DepositReturned,
  type DepositTaken,
  type LayawayOpened,
  layawayNumber,
} from '@mosaajii/domain/layaway';
import { minor, sum } from '@mosaajii/domain/money';
import type { TenderInput } from '@mosaajii/domain/sale';
import type { Decide, Moment } from './append.ts';
import { refuseSecondEnd } from './ended-layaway.ts';
import type { ShiftRecord } from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { addUnsold } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

interface AboutLayaway {
  /** UUIDv7, made once: the same draft commits once however often it is tapped. */
  readonly depositId: string;
  readonly userId: string;
  readonly layawayId: string;
  readonly customerId: string;
}

export interface DepositDraft extends AboutLayaway {
  readonly tenders: readonly TenderInput[];
  /** With the first one: what is put aside. */
  readonly opens?: LayawayOpened;
  /** The cart that is put aside: it is gone with the same write, so that a crash between them sells nothing twice. */
  readonly cartId?: string;
  readonly approvals?: readonly string[];
}

export interface DepositBackDraft extends AboutLayaway {
  readonly refunds: readonly DepositPart[];
  readonly feeMinor: DepositReturned['feeMinor'];
  readonly reason: string;
  /** Whoever gives it up saw it open; else it was closed before, and what is left of its deposits goes back. */
  readonly isOpen: boolean;
  readonly authorisationId?: string;
  readonly approvals?: readonly string[];
}

export interface CommittedDeposit<P = DepositTaken> {
  readonly payload: P;
  /** Its place in the chain: a layaway is numbered by its first deposit's. */
  readonly sequence: number;
  readonly occurredAt: string;
  /** As the number of a layaway is made: of the first deposit it is that number. */
  readonly number: string;
  readonly isRepeat: boolean;
}

/** Takes money for goods that are put aside into the open shift. */
export function decideDepositTaken(store: JournalStore, draft: DepositDraft): Decide<CommittedDeposit> {
  return async (moment) => {
    const known = await knownDeposit<DepositTaken>(store, 'deposit.taken', draft, moment);
    if (known !== null) return known;
    const shift = await openShiftOf(store, moment);
    if (!shift.ok) return shift;
    const { depositId, userId, layawayId, customerId, tenders, opens, approvals = [] } = draft;
    const amountMinor = sum(tenders.map((tender) => tender.amountMinor));
    const isWhole = tenders.every(({ amountMinor: part }) => Number.isSafeInteger(part) && part > 0);
    if (!isWhole || amountMinor <= 0) {
      return refuse({ code: 'amount-out-of-range', detail: 'A deposit is a positive amount.' });
    }
    const about = { depositId, layawayId, customerId, ...placeOf(shift.value) };
    const payload: DepositTaken = {
      ...{ ...about, amountMinor, tenders, ...(opens === undefined ? {} : { opens }) },
      ...(approvals.length === 0 ? {} : { approvals }),
    };
    return ok({
      done: committed(payload, moment),
      fact: {
        operationId: depositId,
        kind: 'deposit.taken',
        userId,
        payload,
        shift: addUnsold(shift.value, 'deposit', tenders),
        ...(draft.cartId !== undefined && { removeCartId: draft.cartId }),
      },
    });
  };
}

/** Hands deposits back out of the open shift: the layaway is given up. */
export function decideDepositReturned(
  store: JournalStore,
  draft: DepositBackDraft,
): Decide<CommittedDeposit<DepositReturned>> {
  return async (moment) => {
    const known = await knownDeposit<DepositReturned>(store, 'deposit.returned', draft, moment);
    if (known !== null) return known;
    const shift = await openShiftOf(store, moment);
    if (!shift.ok) return shift;
    const { depositId, userId, layawayId, customerId, refunds, feeMinor, reason, authorisationId, approvals } = draft;
    if (refunds.length === 0 && feeMinor === minor(0)) {
      return refuse({ code: 'amount-out-of-range', detail: 'Nothing is left to give back.' });
    }
    const second = await refuseSecondEnd(store, moment, { layawayId, isOpen: draft.isOpen, authorisationId });
    if (second !== null) return second;
    const payload: DepositReturned = {
      ...{ depositId, layawayId, customerId, ...placeOf(shift.value), feeMinor, refunds, reason },
      ...(authorisationId === undefined ? {} : { authorisationId }),
      ...(approvals === undefined || approvals.length === 0 ? {} : { approvals }),
    };
    return ok({
      done: committed(payload, moment),
      fact: {
        operationId: depositId,
        kind: 'deposit.returned',
        userId,
        payload,
        shift: addUnsold(shift.value, 'deposit-back', refunds),
      },
    });
  };
}

function placeOf({ shiftId, businessDate, currencyCode }: ShiftRecord) {
  return { shiftId, businessDate, currencyCode };
}

function committed<P>(payload: P, { registration, head, occurredAt }: Moment): CommittedDeposit<P> {
  const sequence = head.lastSequence + 1;
  return { payload, sequence, occurredAt, number: numberOf(registration, sequence), isRepeat: false };
}

function numberOf({ registerCode, series }: Moment['registration'], sequence: number): string {
  return layawayNumber({ registerCode, series, sequence });
}

async function openShiftOf(store: JournalStore, { head }: Moment): Promise<Result<ShiftRecord, JournalRefusal>> {
  const shift = head.openShiftId === null ? null : await store.shift(head.openShiftId);
  return shift ? ok(shift) : refuse({ code: 'no-open-shift', detail: 'Open a shift before you take money.' });
}

async function knownDeposit<P>(
  store: JournalStore,
  kind: 'deposit.taken' | 'deposit.returned',
  { depositId }: AboutLayaway,
  { registration }: Moment,
): Promise<Result<{ readonly known: CommittedDeposit<P> }, JournalRefusal> | null> {
  const entry = await store.entry(depositId);
  if (!entry) return null;
  if (entry.kind !== kind) return refuse({ code: 'id-already-used', detail: 'This id was used for something else.' });
  const { sequence, occurredAt, operation } = entry;
  const number = numberOf(registration, sequence);
  return ok({ known: { payload: operation.payload as P, sequence, occurredAt, number, isRepeat: true } });
}
