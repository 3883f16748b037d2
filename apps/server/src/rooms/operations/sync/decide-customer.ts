import type { KnownOperation } from '@mosaajii/contract/sync';
import { postCustomerPayment } from '@mosaajii/domain/ledger';
import { cashPart } from '@mosaajii/domain/sale';
import { postingRow } from '../../ledger/index.ts';
import type { Books } from './books.ts';
import { commonFlags, heldForCurrency, heldForUser, shiftFlags, type Waiver } from './checks.ts';
import type { Flag } from './model.ts';
import { held, type Outcome } from './outcome.ts';
import { planPurses } from './purses.ts';

type Created = Extract<KnownOperation, { kind: 'customer.created' }>;
type Paid = Extract<KnownOperation, { kind: 'customer.paid' }>;

/** A register wrote a customer down. Without what is personal the customer is there all the same, as an id. */
export function decideCustomerCreated(books: Books, operation: Created, waiver: Waiver | null): Outcome {
  const { payload, userId, occurredAt } = operation;
  const hold = heldForUser(books, operation, waiver);
  if (hold) return hold;
  if (books.customers.has(payload.customerId)) {
    return held('customer-known', 'A customer with this id is already there.');
  }
  const flags: Flag[] = commonFlags(books, operation, ['customers.write']);
  const enclosed = books.context.enclosures?.get(operation.operationId);
  if (enclosed === undefined) flags.push('customer-details-missing');
  const customer = {
    ...NO_DETAILS,
    ...enclosed,
    customerId: payload.customerId,
    createdBy: userId,
    createdRegister: books.context.key.register_id,
    createdAt: occurredAt,
  };
  return {
    kind: 'posted',
    flags,
    quarantine: null,
    rows: {},
    effects: { customer },
    subject: { kind: 'customer', id: payload.customerId },
    detail: {},
  };
}

const NO_DETAILS = {
  personSealed: '',
  phoneIndex: null,
  emailIndex: null,
  taxNumberIndex: null,
  cardIndex: null,
  wordIndexes: [],
} as const;

/** A customer paid what they owe: money in, the debt down; paid in advance when nothing was owed. */
export function decideCustomerPaid(books: Books, operation: Paid, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const { key } = books.context;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.currencyCode);
  if (hold) return hold;
  const flags: Flag[] = [
    ...commonFlags(books, operation, ['sales.create']),
    ...shiftFlags(books, payload.shiftId),
    ...(books.customers.has(payload.customerId) ? [] : (['customer-unknown'] as const)),
  ];
  const { customerId, amountMinor, paymentId, shiftId, businessDate, currencyCode, tenders } = payload;
  const plan = planPurses(books, operation, [
    { kind: 'account', purseId: customerId, customerId, reason: 'payment', amountMinor: -amountMinor },
  ]);
  const header = { storeId: key.store_id, registerId: key.register_id, businessDate, currencyCode };
  const posting = postingRow(
    { ...header, documentId: paymentId, postingNumber: 1, documentKind: 'customer-payment' },
    postCustomerPayment(tenders),
  );
  const payment = { ...header, paymentId, customerId, shiftId, amountMinor, tenders, note: payload.note ?? '' };
  return {
    kind: 'posted',
    flags: [...flags, ...plan.flags],
    quarantine: null,
    rows: {
      payments: [{ ...payment, userId: operation.userId, occurredAt: operation.occurredAt }],
      purseEntries: [...plan.entries],
      postings: posting ? [posting] : [],
    },
    effects: { shift: { shiftId, cashMinor: cashPart(tenders), counts: 'payment' }, purses: plan.effects },
    subject: { kind: 'customer-payment', id: paymentId },
    detail: { customerId, amountMinor },
  };
}
