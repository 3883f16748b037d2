import type { Session } from '@mosaajii/contract/identity';
import type { OrderList } from '@mosaajii/contract/orders';
import { ok, refuse } from '@mosaajii/domain';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { minor } from '@mosaajii/domain/money';
import type { CustomerFields } from '@mosaajii/domain/operation';
import {
  allowanceLeft,
  type CustomerItem,
  giftCardCode,
  giftCardHashInput,
  giftCardHint,
  giftCardIdOf,
} from '@mosaajii/domain/purse';
import { USUAL_TENDERS } from '@mosaajii/domain/sale';
import { customerItemOf, directoryOf } from '../../platform/customers/index.ts';
import type { Device } from '../../platform/device/index.ts';
import { webCrypto } from '../../platform/journal/index.ts';
import { askAsRegister } from '../../platform/sync/index.ts';
import type { TillCustomers, TillHistory, TillValue } from './ports.ts';

/** Customers as the till sees them; writing one down and taking a payment are facts of the register, also offline. */
export function deviceCustomers(device: Device, session: Session): TillCustomers {
  const directory = directoryOf(device);
  const { userId } = session.user;
  /** A certificate that has ended is none. */
  const asOfToday = <Known extends CustomerItem | null>(item: Known): Known => {
    const until = item?.taxExemption?.until;
    if (item === null || until === undefined || businessDateIn(session.store, device.now()) <= until) {
      return item;
    }
    const { taxExemption: _ended, ...rest } = item;
    return rest as Known;
  };
  return {
    search: (text, limit) => directory.search(text, limit).map(asOfToday),
    byId: (customerId) => asOfToday(directory.byId(customerId)),
    byCard: (code) => asOfToday(directory.byCard(code)),
    version: directory.version,
    subscribe: directory.subscribe,
    create: async (fields: CustomerFields) => {
      const done = await device.journal.commitCustomer({ customerId: device.newId(), userId, fields, salt: newSalt() });
      if (!done.ok) return done;
      const item = customerItemOf(done.value);
      directory.add(item);
      return ok(item);
    },
    pay: async (payment) => {
      const done = await device.journal.commitPayment({ ...payment, userId });
      return done.ok ? ok(null) : done;
    },
    history: (customerId) => historyOf(device, customerId),
    shopHistory: (customerId) => shopHistoryOf(device, customerId),
  };
}

function newSalt(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const MOST_RECENT = 2_000;
const MOST_SHOWN = 8;

/** The last sales of this register to a customer. */
async function historyOf({ journal }: Device, customerId: string): Promise<readonly TillHistory[]> {
  const documents = await journal.listSales({ recent: MOST_RECENT });
  return documents
    .flatMap((document) => (document.kind === 'sale' && document.customerId === customerId ? [document] : []))
    .slice(0, MOST_SHOWN)
    .map(({ documentId, receiptNumber, occurredAt, totalMinor }) => ({
      documentId,
      receiptNumber,
      occurredAt,
      totalMinor,
    }));
}

/** The last sales of the shop to a customer, also those of other registers. */
async function shopHistoryOf({ enrolment }: Device, customerId: string): ReturnType<TillCustomers['shopHistory']> {
  const registration = enrolment.registration.get();
  if (registration === null) return refuse({ code: 'unreachable' });
  const url = `/orders?kind=sale&limit=${MOST_SHOWN}&customerId=${customerId}`;
  const answer = await askAsRegister(registration, 'GET', url);
  if (!answer.ok) return refuse({ code: answer.code });
  const { items } = answer.value as OrderList;
  return ok(
    items.map(({ saleId, receiptNumber, occurredAt, totalMinor }) => {
      return { documentId: saleId, receiptNumber, occurredAt, totalMinor: minor(totalMinor) };
    }),
  );
}

/** Gift cards and store credit: the server puts amounts aside; without it the register has an allowance for each day. */
export function deviceValue(device: Device, session: Session): TillValue {
  const registration = () => device.enrolment.registration.get();
  /** What the lease grants, which the server signed; a lease of before says nothing, and the settings do. */
  const allowance = async () => {
    const current = registration();
    const { openLease, readLease } = await import('../../platform/lease/index.ts');
    const kept = current === null ? null : await readLease(device.session);
    const lease = current === null || kept === null ? null : await openLease(kept, current);
    return lease?.allowance ?? (session.store.tenders ?? USUAL_TENDERS).offline;
  };
  return {
    cardOf: async (text) => {
      const code = giftCardCode(text);
      const current = registration();
      if (code === null || current === null) return null;
      const hash = await webCrypto.sha256(giftCardHashInput(current.organizationId, code));
      return { cardId: giftCardIdOf(hash), hint: giftCardHint(code) };
    },
    balance: async (cardId) => {
      const current = registration();
      if (current === null) return refuse({ code: 'unreachable' });
      const answer = await askAsRegister(current, 'GET', `/gift-cards/${cardId}`);
      if (!answer.ok) return refuse({ code: answer.code });
      const { hint, balanceMinor, heldMinor, expiresOn } = answer.value as Record<string, unknown>;
      const spendable = Math.max(0, Number(balanceMinor) - Number(heldMinor));
      return ok({
        hint: String(hint),
        spendableMinor: minor(spendable),
        expiresOn: typeof expiresOn === 'string' ? expiresOn : null,
      });
    },
    authorise: async (kind, purseId, amountMinor) => {
      const current = registration();
      if (current === null) return refuse({ code: 'unreachable' });
      const authorisationId = device.newId();
      const body = { authorisationId, kind, purseId, amountMinor };
      const answer = await askAsRegister(current, 'POST', '/purses/authorisations', body);
      if (answer.ok) return ok(authorisationId);
      const { leftMinor } = answer.extra;
      return refuse({ code: answer.code, ...(typeof leftMinor === 'number' ? { leftMinor } : {}) });
    },
    release: (authorisationId) => {
      const current = registration();
      if (current !== null) void askAsRegister(current, 'DELETE', `/purses/authorisations/${authorisationId}`);
    },
    allowance,
    allowanceLeft: async (purseId, pending) => {
      const shift = await device.journal.currentShift();
      if (shift === null) return minor(0);
      const documents = await device.journal.listSales({ businessDate: shift.businessDate });
      const drawn = documents.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
      return allowanceLeft(await allowance(), [...drawn, ...pending], purseId);
    },
  };
}
