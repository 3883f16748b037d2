import { minor, ok, type Result, refuse, sum } from '@mosaajii/domain';
import {
  type CustomerEnclosure,
  type CustomerFields,
  type CustomerPaid,
  canonicalJson,
} from '@mosaajii/domain/operation';
import type { TenderInput } from '@mosaajii/domain/sale';
import type { Decide } from './append.ts';
import type { JournalEntry, ShiftRecord } from './model.ts';
import type { JournalPorts } from './ports.ts';
import type { JournalRefusal } from './refusal.ts';
import { addUnsold } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** Somebody to be written down. */
export interface CustomerDraft {
  /** UUIDv7, made once per customer. */
  readonly customerId: string;
  readonly userId: string;
  readonly fields: CustomerFields;
  /** 128 random bits, hexadecimal. */
  readonly salt: string;
}

export interface PaymentDraft {
  /** UUIDv7, made once per payment. */
  readonly paymentId: string;
  readonly userId: string;
  readonly customerId: string;
  readonly tenders: readonly TenderInput[];
  readonly note?: string;
}

export interface CommittedPayment {
  readonly payload: CustomerPaid;
  readonly isRepeat: boolean;
}

/** A customer as a register wrote them down. */
export interface WrittenDown {
  readonly customerId: string;
  readonly fields: CustomerFields;
}

/** Writes a customer down: the operation holds the fingerprint, the entry what is personal, beside it. */
export function decideCustomerCreated(
  { store, crypto }: Pick<JournalPorts, 'store' | 'crypto'>,
  draft: CustomerDraft,
): Decide<WrittenDown> {
  return async () => {
    const { customerId, fields, salt, userId } = draft;
    const known = await store.entry(customerId);
    if (known) {
      const kept = writtenDown(known);
      if (kept !== null) return ok({ known: kept });
      return refuse({ code: 'id-already-used', detail: 'This id was used for something else.' });
    }
    if (fields.name.trim() === '') return refuse({ code: 'name-missing', detail: 'A customer needs a name.' });
    const enclosure: CustomerEnclosure = { salt, fields };
    const enclosureHash = await crypto.sha256(canonicalJson(enclosure));
    const payload = { customerId, enclosureHash };
    const done: WrittenDown = { customerId, fields };
    return ok({ done, fact: { operationId: customerId, kind: 'customer.created', userId, payload, enclosure } });
  };
}

/** What an entry says of a customer; `null` for entries of other kinds, and when it was forgotten. */
export function writtenDown(entry: JournalEntry): WrittenDown | null {
  if (entry.kind !== 'customer.created' || entry.enclosure === undefined) return null;
  return { customerId: entry.operationId, fields: entry.enclosure.fields };
}

/** Takes a payment of what a customer owes into the open shift. */
export function decideCustomerPaid(store: JournalStore, draft: PaymentDraft): Decide<CommittedPayment> {
  return async ({ head }) => {
    const known = await store.entry(draft.paymentId);
    if (known) {
      if (known.kind !== 'customer.paid') {
        return refuse({ code: 'id-already-used', detail: 'This id was used for something else.' });
      }
      return ok({ known: { payload: known.operation.payload as CustomerPaid, isRepeat: true } });
    }
    const shift = head.openShiftId === null ? null : await store.shift(head.openShiftId);
    if (!shift) return refuse({ code: 'no-open-shift', detail: 'Open a shift before you take money.' });
    const payload = payloadOf(draft, shift);
    if (!payload.ok) return payload;
    const { paymentId, userId } = draft;
    return ok({
      done: { payload: payload.value, isRepeat: false },
      fact: {
        operationId: paymentId,
        kind: 'customer.paid',
        userId,
        payload: payload.value,
        shift: addUnsold(shift, 'received', payload.value.tenders),
      },
    });
  };
}

function payloadOf(draft: PaymentDraft, shift: ShiftRecord): Result<CustomerPaid, JournalRefusal> {
  const { paymentId, customerId, tenders, note = '' } = draft;
  const amountMinor = sum(tenders.map((tender) => tender.amountMinor));
  const isWhole = tenders.every(({ amountMinor: part }) => Number.isSafeInteger(part) && part > 0);
  if (!isWhole || amountMinor <= 0) {
    return refuse({ code: 'amount-out-of-range', detail: 'A payment is a positive amount.' });
  }
  const { shiftId, businessDate, currencyCode } = shift;
  const about = { paymentId, customerId, shiftId, businessDate, currencyCode };
  return ok({ ...about, amountMinor: minor(amountMinor), tenders, ...(note === '' ? {} : { note }) });
}

const MOST_SCANNED = 20_000;

/**
 * What this register wrote that the server has not answered for yet, in order; and so many operations before it, which it may
 * have answered for without having told what came of them.
 */
export async function unsentEntries(store: JournalStore, before = 0): Promise<readonly JournalEntry[]> {
  const registration = await store.currentRegistration();
  if (!registration) return [];
  const { keyId, pushedThrough } = await store.pushState(registration.keyId);
  return store.entriesAfter(keyId, Math.max(0, pushedThrough - before), MOST_SCANNED);
}

/** Customers of this device whom the server has not answered for yet: nobody else knows them. */
export async function unsentCustomers(store: JournalStore): Promise<readonly WrittenDown[]> {
  return (await unsentEntries(store)).flatMap((entry) => writtenDown(entry) ?? []);
}
