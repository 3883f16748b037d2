import type { Tx } from '../../platform/database/index.ts';
import { OFFICE_REGISTER } from './posting-rows.ts';

/** Something that a balance says and its postings do not, as a subject and a sentence. */
export interface LedgerFinding {
  readonly subject: string;
  readonly detail: string;
}

const BALANCES = `
  with posted as (
    select line.account_code, coalesce(p.register_id, $2::uuid) as register_id, p.business_date, p.currency_code,
           sum(line.amount_minor)::bigint as amount_minor
      from posting p cross join lateral unnest(p.account_codes, p.amounts_minor) as line (account_code, amount_minor)
     where p.organization_id = $1
     group by 1, 2, 3, 4)
  select coalesce(b.account_code, p.account_code) as account_code, coalesce(b.register_id, p.register_id) as register_id,
         coalesce(b.business_date, p.business_date) as business_date, coalesce(b.currency_code, p.currency_code) as currency_code,
         coalesce(b.balance_minor, 0) as balance_minor, coalesce(p.amount_minor, 0) as amount_minor
    from (select * from account_balance where organization_id = $1) b
    full join posted p on p.account_code = b.account_code and p.register_id = b.register_id
     and p.business_date = b.business_date and p.currency_code = b.currency_code
   where coalesce(b.balance_minor, 0) <> coalesce(p.amount_minor, 0)
   order by 1, 2, 3 limit 1000`;

interface BalanceRow {
  readonly account_code: string;
  readonly register_id: string;
  readonly business_date: string;
  readonly currency_code: string;
  readonly balance_minor: number;
  readonly amount_minor: number;
}

/** Every balance against the sum of its postings. */
export async function verifyBalances(tx: Tx): Promise<LedgerFinding[]> {
  const rows = await tx.query<BalanceRow>(BALANCES, [tx.organizationId, OFFICE_REGISTER]);
  return rows.map((row) => ({
    subject: `account ${row.account_code}, register ${row.register_id}, ${row.business_date}, ${row.currency_code}`,
    detail: `the balance is ${row.balance_minor}, the postings sum to ${row.amount_minor}`,
  }));
}

/** Every posting sums to zero, account by account with an amount. */
export async function verifyPostings(tx: Tx): Promise<LedgerFinding[]> {
  const rows = await tx.query<{ document_id: string; posting_number: number; sum: number }>(
    `select p.document_id, p.posting_number, (select coalesce(sum(a), 0) from unnest(p.amounts_minor) a)::bigint as sum
       from posting p where p.organization_id = $1
        and (select coalesce(sum(a), 0) from unnest(p.amounts_minor) a) <> 0 order by 1, 2 limit 1000`,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    subject: `posting ${row.document_id}/${row.posting_number}`,
    detail: `it is off balance by ${row.sum}`,
  }));
}

/** Up to a thousand documents of some kinds, after one: for finding what nothing accounts for. */
export async function pageOfPostings(tx: Tx, kinds: readonly string[], after: string): Promise<string[]> {
  const rows = await tx.query<{ document_id: string }>(
    'select distinct document_id from posting where organization_id = $1 and document_kind = any($2::text[])' +
      ' and document_id > $3 order by document_id limit 1000',
    [tx.organizationId, kinds, after],
  );
  return rows.map((row) => row.document_id);
}
