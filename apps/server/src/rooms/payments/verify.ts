import { ACCOUNT } from '@mosaajii/domain/ledger';
import type { Tx } from '../../platform/database/index.ts';

/** Something that a purse says and its entries do not, as a subject and a sentence. */
export interface PurseFinding {
  readonly subject: string;
  readonly detail: string;
}

const PURSES = `
  with entered as (
    select kind, purse_id, sum(amount_minor)::bigint as amount_minor
      from purse_entry where organization_id = $1 group by kind, purse_id)
  select coalesce(p.kind, e.kind) as kind, coalesce(p.purse_id, e.purse_id) as purse_id,
         coalesce(p.balance_minor, 0) as balance_minor, coalesce(e.amount_minor, 0)::bigint as entered_minor,
         coalesce(p.held_minor, 0) as held_minor,
         coalesce((select sum(h.amount_minor) from purse_hold h where h.organization_id = $1 and h.kind = p.kind
                    and h.purse_id = p.purse_id and h.state = 'open'), 0)::bigint as open_minor
    from (select * from purse where organization_id = $1) p
    full join entered e on e.kind = p.kind and e.purse_id = p.purse_id`;

const WRONG = `
  select * from (${PURSES}) s where balance_minor <> entered_minor or held_minor <> open_minor order by kind, purse_id limit 1000`;

/** What the ledger says of each kind of purse, as a credit for what the shop owes. */
const LEDGER = [
  { kind: 'account', code: ACCOUNT.receivables, sign: 1 },
  { kind: 'store-credit', code: ACCOUNT.storeCredit, sign: -1 },
  { kind: 'gift-card', code: ACCOUNT.giftCards, sign: -1 },
  { kind: 'deposit', code: ACCOUNT.deposits, sign: -1 },
] as const;

/** Every purse against the sum of its entries and of its open holds, and each kind against its account of the ledger. */
export async function verifyPurses(tx: Tx): Promise<PurseFinding[]> {
  const rows = await tx.query<{
    kind: string;
    purse_id: string;
    balance_minor: number;
    entered_minor: number;
    held_minor: number;
    open_minor: number;
  }>(WRONG, [tx.organizationId]);
  const findings = rows.map((row) => ({
    subject: `${row.kind} ${row.purse_id}`,
    detail:
      row.balance_minor === row.entered_minor
        ? `${row.held_minor} is put aside, its holds say ${row.open_minor}`
        : `its balance is ${row.balance_minor}, its entries say ${row.entered_minor}`,
  }));
  return [...findings, ...(await verifyAgainstLedger(tx))];
}

async function verifyAgainstLedger(tx: Tx): Promise<PurseFinding[]> {
  const purses = await tx.query<{ kind: string; balance: number }>(
    'select kind, sum(balance_minor)::bigint as balance from purse where organization_id = $1 group by kind',
    [tx.organizationId],
  );
  const accounts = await tx.query<{ account_code: string; balance: number }>(
    'select account_code, sum(balance_minor)::bigint as balance from account_balance' +
      ' where organization_id = $1 and account_code = any($2) group by account_code',
    [tx.organizationId, LEDGER.map(({ code }) => code)],
  );
  return LEDGER.flatMap(({ kind, code, sign }) => {
    const held = purses.find((row) => row.kind === kind)?.balance ?? 0;
    const booked = (accounts.find((row) => row.account_code === code)?.balance ?? 0) * sign;
    if (held === booked) return [];
    return [{ subject: `all purses of the kind ${kind}`, detail: `they hold ${held}, account ${code} says ${booked}` }];
  });
}

/** Documents that purses changed with or that paid an account, in the order of their ids, a page after an id. */
export async function pageOfPurseDocuments(tx: Tx, after: string): Promise<string[]> {
  const rows = await tx.query<{ document_id: string }>(
    'select distinct document_id from purse_entry where organization_id = $1 and document_id > $2::uuid' +
      ' and register_id is not null order by document_id limit 1000',
    [tx.organizationId, after],
  );
  return rows.map((row) => row.document_id);
}
