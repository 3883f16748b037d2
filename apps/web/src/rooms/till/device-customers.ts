import type { Session } from '@mosaajii/contract/identity';
import { ok } from '@mosaajii/domain';
import { businessDateIn } from '@mosaajii/domain/calendar';
import type { CustomerFields } from '@mosaajii/domain/operation';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { customerItemOf, directoryOf } from '../../platform/customers/index.ts';
import type { Device } from '../../platform/device/index.ts';
import type { TillCustomers, TillValue } from './ports.ts';

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
    history: async (customerId) => (await histories()).historyOf(device, customerId),
    shopHistory: async (customerId) => (await histories()).shopHistoryOf(device, customerId),
  };
}

function newSalt(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What a customer bought and what a card is worth are asked for one at a time: neither is part of what opens the till.
const histories = () => import('./customer-history.ts');

/** Gift cards and store credit, fetched with the first that is asked of them and kept by the page's cache for days without a server. */
export function deviceValue(device: Device, session: Session): TillValue {
  const value = async () => (await import('./device-value.ts')).purseValue(device, session);
  return {
    cardOf: async (text) => (await value()).cardOf(text),
    balance: async (cardId) => (await value()).balance(cardId),
    authorise: async (kind, purseId, amountMinor) => (await value()).authorise(kind, purseId, amountMinor),
    release: (authorisationId) => void value().then(({ release }) => release(authorisationId)),
    allowance: async () => (await value()).allowance(),
    allowanceLeft: async (purseId, pending) => (await value()).allowanceLeft(purseId, pending),
  };
}
