import type { PurseKind } from '@mosaajii/domain/purse';
import { type FactTable, insertInto, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';

/** A purse as the inbox loads it, locked. Column names as in the table. */
export interface PurseRow {
  readonly kind: PurseKind;
  readonly purse_id: string;
  readonly balance_minor: number;
  readonly held_minor: number;
  readonly is_blocked: boolean;
  readonly expires_on: string | null;
}

/** An amount that the server put aside for a sale, locked. */
export interface HoldRow {
  readonly hold_id: string;
  readonly kind: PurseKind;
  readonly purse_id: string;
  readonly amount_minor: number;
  readonly state: 'open' | 'used' | 'released';
}

export type PurseReason = 'sale' | 'return' | 'payment' | 'issue' | 'earn' | 'unearn' | 'card-declined' | 'adjustment';

/** A change of a purse: a fact. */
export interface PurseEntryRow {
  readonly documentId: string;
  readonly entryNumber: number;
  readonly kind: PurseKind;
  readonly purseId: string;
  readonly reason: PurseReason;
  /** What the balance changes by: what a customer owes grows with a sale on account, what a card holds shrinks. */
  readonly amountMinor: number;
  /** Taken beyond what was there. */
  readonly overspentMinor: number;
  readonly authorisationId: string | null;
  /** Money that was taken without the server's word. */
  readonly unheldMinor: number;
  readonly storeId: string;
  readonly registerId: string | null;
  readonly userId: string;
  readonly businessDate: string;
}

/** How a batch leaves a purse: what is added to its balance and to what is put aside. */
export interface PurseChangeRow {
  readonly kind: PurseKind;
  readonly purseId: string;
  readonly customerId: string | null;
  readonly amountMinor: number;
  readonly heldMinor: number;
  readonly hint: string;
  readonly expiresOn: string | null;
  /** The purse was not there. */
  readonly isNew: boolean;
}

/** A payment of what a customer owes. */
export interface CustomerPaymentRow {
  readonly paymentId: string;
  readonly customerId: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly shiftId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly amountMinor: number;
  readonly tenders: readonly unknown[];
  readonly note: string;
  readonly occurredAt: string;
}

const ENTRY: Table<PurseEntryRow> = {
  name: 'purse_entry',
  columns: [
    { name: 'document_id', type: 'uuid', value: (row) => row.documentId },
    { name: 'entry_number', type: 'integer', value: (row) => row.entryNumber },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'purse_id', type: 'uuid', value: (row) => row.purseId },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
    { name: 'overspent_minor', type: 'bigint', value: (row) => row.overspentMinor },
    { name: 'authorisation_id', type: 'uuid', value: (row) => row.authorisationId },
    { name: 'unheld_minor', type: 'bigint', value: (row) => row.unheldMinor },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
  ],
};

const KEY_COLUMNS = [
  { name: 'kind', type: 'text', value: (row: PurseChangeRow) => row.kind },
  { name: 'purse_id', type: 'uuid', value: (row: PurseChangeRow) => row.purseId },
  { name: 'balance_minor', type: 'bigint', value: (row: PurseChangeRow) => row.amountMinor },
  { name: 'expires_on', type: 'date', value: (row: PurseChangeRow) => row.expiresOn },
] as const;

/** Another register may open the same purse at the same moment: then both amounts count. */
const NEW_PURSE: Table<PurseChangeRow> = {
  name: 'purse',
  columns: [
    ...KEY_COLUMNS,
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'hint', type: 'text', value: (row) => row.hint },
  ],
  onConflict:
    'on conflict (organization_id, kind, purse_id) do update set balance_minor = purse.balance_minor + excluded.balance_minor',
};

const PURSE_CHANGE = {
  name: 'purse',
  columns: [...KEY_COLUMNS, { name: 'held_minor', type: 'bigint', value: (row: PurseChangeRow) => row.heldMinor }],
  set: [
    'balance_minor = t.balance_minor + v.balance_minor',
    'held_minor = t.held_minor + v.held_minor',
    'expires_on = coalesce(v.expires_on, t.expires_on)',
  ].join(', '),
  where: 't.kind = v.kind and t.purse_id = v.purse_id',
};

const USED_HOLD = {
  name: 'purse_hold',
  columns: [{ name: 'hold_id', type: 'uuid', value: (row: string) => row }],
  set: "state = 'used'",
  where: 't.hold_id = v.hold_id',
};

const PAYMENT: Table<CustomerPaymentRow> = {
  name: 'customer_payment',
  columns: [
    { name: 'payment_id', type: 'uuid', value: (row) => row.paymentId },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
    { name: 'tenders', type: 'jsonb', value: (row) => JSON.stringify(row.tenders) },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  ],
};

export interface PurseWrites {
  readonly purseEntries: readonly PurseEntryRow[];
  readonly purses: readonly PurseChangeRow[];
  readonly usedHolds: readonly string[];
  readonly payments: readonly CustomerPaymentRow[];
}

/** Writes what purses gave and got, their balances in the order of their key, and payments of customers. */
export function purseSteps({ purseEntries, purses, usedHolds, payments }: PurseWrites): (Step | null)[] {
  return [
    insertInto(PAYMENT, payments),
    insertInto(ENTRY, purseEntries),
    insertInto(
      NEW_PURSE,
      purses.filter((row) => row.isNew),
    ),
    updateFrom(
      PURSE_CHANGE,
      purses.filter((row) => !row.isNew),
    ),
    updateFrom(USED_HOLD, usedHolds),
  ];
}

/**
 * Some purses, locked in the order of their key, and the holds that are named, locked after them. A purse is asked for by
 * its kind and its id; one of another wanted kind with a wanted id comes along.
 */
export function pursesToLoad(parameter: {
  readonly kinds: string;
  readonly ids: string;
  readonly holdIds: string;
  /** Sales that something comes back of: the points of who bought are wanted as well. */
  readonly returnedSales?: string;
}): {
  readonly purses: string;
  readonly holds: string;
} {
  return {
    purses: purseQuery([
      `(kind = any(${parameter.kinds}::text[]) and purse_id = any(${parameter.ids}::uuid[]))`,
      ...(parameter.returnedSales === undefined ? [] : [pointsOfBuyers(parameter.returnedSales)]),
    ]),
    holds:
      'select hold_id, kind, purse_id, amount_minor, state from purse_hold where organization_id = $1' +
      ` and hold_id = any(${parameter.holdIds}::uuid[]) order by hold_id for update`,
  };
}

/** What a register took without the server's word on some days, by day and purse. */
export interface UnheldRow {
  readonly business_date: string;
  readonly purse_id: string;
  readonly unheld_minor: number;
}

export function unheldToLoad(parameter: { readonly register: string; readonly businessDates: string }): string {
  return (
    'select business_date, purse_id, sum(unheld_minor)::bigint as unheld_minor from purse_entry where organization_id = $1' +
    ` and register_id = ${parameter.register} and business_date = any(${parameter.businessDates}::date[])` +
    ' and unheld_minor > 0 group by business_date, purse_id'
  );
}

/** The points of those who bought some sales, locked: what the sales earned may have to come back. */
export function pointsToLoad(parameter: { readonly returnedSales: string }): string {
  return purseQuery([pointsOfBuyers(parameter.returnedSales)]);
}

function purseQuery(wanted: readonly string[]): string {
  return (
    'select kind, purse_id, balance_minor, held_minor, is_blocked, expires_on from purse where organization_id = $1' +
    ` and (${wanted.join(' or ')}) order by kind, purse_id for update`
  );
}

/** Asked only of sales that earned or took points; the others have no such rows. */
function pointsOfBuyers(saleIds: string): string {
  return (
    "(kind = 'points' and purse_id = any(array(select s.customer_id from sale s where s.organization_id = $1" +
    ` and s.sale_id = any(${saleIds}::uuid[]) and s.customer_id is not null)))`
  );
}

/** The facts of purses and payments, for recomputing them. */
export const PURSE_FACTS = {
  purseEntries: {
    table: ENTRY,
    document: 'document_id',
    key: ['document_id', 'entry_number'],
  } satisfies FactTable<PurseEntryRow>,
  payments: { table: PAYMENT, document: 'payment_id', key: ['payment_id'] } satisfies FactTable<CustomerPaymentRow>,
} as const;
