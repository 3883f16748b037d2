import type { AccountStatement } from '@mosaajii/contract/customers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import { statementOf } from '@mosaajii/domain/purse';
import { csvLine } from '../../platform/csv/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { readShopSettings } from '../identity/index.ts';
import { readAccount } from '../payments/index.ts';
import { readCustomer } from './read-customers.ts';

interface Asked {
  readonly customerId: string;
  /** The first and the last business date, both included. */
  readonly from: string;
  readonly to: string;
}

export interface ReadStatement {
  readonly statement: AccountStatement;
  readonly currency: Currency;
  readonly customerName: string;
}

/** What a customer owed before a period, what was charged and paid in it, and what is open at its end by age. */
export async function readStatement(
  tx: Tx,
  deps: Pick<Deps, 'personal'>,
  { customerId, from, to }: Asked,
): Promise<Result<ReadStatement, Refusal<'not-found' | 'invalid-request'>>> {
  if (from > to) return refuse({ code: 'invalid-request', detail: 'The period ends before it begins.' });
  const customer = await readCustomer(deps.personal, tx, customerId);
  if (customer === undefined) return refuse({ code: 'not-found', detail: 'There is no customer with this id.' });
  const { organization } = await readShopSettings(tx);
  const { openingMinor, closingMinor, agesMinor, lines } = statementOf(await readAccount(tx, customerId, to), {
    from,
    to,
  });
  const figures = { openingMinor, closingMinor, agesMinor: [...agesMinor], lines: [...lines] };
  const statement = { currencyCode: organization.currency.code, ...figures };
  return ok({ statement, currency: organization.currency, customerName: customer.name });
}

const HEAD = ['date', 'reason', 'amount', 'balance', 'currency', 'document_id', 'customer'];

/** The statement as CSV (RFC 4180): the opening, each movement, the closing. */
export function statementCsv(
  { statement, currency, customerName }: ReadStatement,
  { from, to }: Pick<Asked, 'from' | 'to'>,
): string {
  const money = (amountMinor: number) => toDecimalString(minor(amountMinor), currency);
  const row = (date: string, reason: string, amount: string, balance: number, documentId: string) =>
    csvLine([date, reason, amount, money(balance), currency.code, documentId, customerName]);
  return [
    csvLine(HEAD),
    row(from, 'opening', '', statement.openingMinor, ''),
    ...statement.lines.map((line) =>
      row(line.businessDate, line.reason, money(line.amountMinor), line.balanceMinor, line.documentId),
    ),
    row(to, 'closing', '', statement.closingMinor, ''),
  ].join('');
}
