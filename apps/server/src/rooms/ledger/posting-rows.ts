import type { Posting } from '@mosaajii/domain/ledger';
import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

/** The register of what is posted in the office. */
export const OFFICE_REGISTER = '00000000-0000-0000-0000-000000000000';

/** What kind of document a posting belongs to. */
export type DocumentKind =
  | 'sale'
  | 'return'
  | 'write-off'
  | 'shift-opened'
  | 'shift-closed'
  | 'cash-moved'
  | 'customer-payment'
  | 'deposit'
  | 'deposit-returned'
  | 'tender-correction'
  | 'card-answer'
  | 'adjustment'
  | 'goods-receipt'
  | 'cost';

/** A posting as it is stored: `accountCodes[i]` is moved by `amountsMinor[i]`, debits positive. */
export interface PostingRow {
  readonly documentId: string;
  readonly postingNumber: number;
  readonly documentKind: DocumentKind;
  readonly storeId: string;
  readonly registerId: string | null;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly accountCodes: readonly string[];
  readonly amountsMinor: readonly number[];
}

export type PostingHeader = Omit<PostingRow, 'accountCodes' | 'amountsMinor'>;

interface BalanceRow {
  readonly accountCode: string;
  readonly registerId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly amountMinor: number;
}

const POSTING: Table<PostingRow> = {
  name: 'posting',
  columns: [
    { name: 'document_id', type: 'uuid', value: (row) => row.documentId },
    { name: 'posting_number', type: 'integer', value: (row) => row.postingNumber },
    { name: 'document_kind', type: 'text', value: (row) => row.documentKind },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'account_codes', type: 'text[]', value: (row) => row.accountCodes },
    { name: 'amounts_minor', type: 'bigint[]', value: (row) => row.amountsMinor },
  ],
};

const ACCOUNT_BALANCE: Table<BalanceRow> = {
  name: 'account_balance',
  columns: [
    { name: 'account_code', type: 'text', value: (row) => row.accountCode },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'balance_minor', type: 'bigint', value: (row) => row.amountMinor },
  ],
  onConflict:
    'on conflict (organization_id, account_code, register_id, business_date, currency_code)' +
    ' do update set balance_minor = account_balance.balance_minor + excluded.balance_minor',
};

/** The code of an account as postings and balances carry it: output tax is kept apart for each tax. */
export function postedCode(accountCode: string, taxId: string | null): string {
  return taxId === null ? accountCode : `${accountCode}:${taxId}`;
}

/** A posting as a row; `null` when nothing of value moved. */
export function postingRow(header: PostingHeader, posting: Posting): PostingRow | null {
  if (posting.length === 0) return null;
  return {
    ...header,
    accountCodes: posting.map((line) => postedCode(line.accountCode, line.taxId)),
    amountsMinor: posting.map((line) => line.amountMinor),
  };
}

/** Writes postings and adds them to the balances of their register and business date, balances in the order of their key. */
export function postingSteps(rows: readonly PostingRow[]): (Step | null)[] {
  return [insertInto(POSTING, rows), insertInto(ACCOUNT_BALANCE, balanceRows(rows))];
}

/** What each account of a register and business date changes by, in the order of the key. */
function balanceRows(rows: readonly PostingRow[]): BalanceRow[] {
  const balances = new Map<string, BalanceRow>();
  for (const row of rows) {
    row.accountCodes.forEach((accountCode, index) => {
      const registerId = row.registerId ?? OFFICE_REGISTER;
      const { businessDate, currencyCode } = row;
      const key = `${accountCode}|${registerId}|${businessDate}|${currencyCode}`;
      const amountMinor = (balances.get(key)?.amountMinor ?? 0) + (row.amountsMinor[index] ?? 0);
      balances.set(key, { accountCode, registerId, businessDate, currencyCode, amountMinor });
    });
  }
  return [...balances].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Postings, for recomputing them. */
export const POSTING_FACTS: FactTable<PostingRow> = {
  table: POSTING,
  document: 'document_id',
  key: ['document_id', 'posting_number'],
};
