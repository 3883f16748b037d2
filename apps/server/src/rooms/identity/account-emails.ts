import type { Database, GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Field, Personal } from '../../platform/personal/index.ts';

/** One spelling for one address: trimmed, NFC, lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** The columns by which an account's address can be read; `email` is what an older program wrote. */
export interface SealedEmail {
  readonly account_id: string;
  readonly email: string | null;
  readonly email_sealed: string | null;
}

type Handle = Tx | GlobalTx;

/** The blind index of an address, by which accounts are found and failures counted. */
export function emailIndex(personal: Personal, tx: Handle, email: string): Promise<string> {
  return personal.blindIndex(tx, 'account.email', 'email', email);
}

/** The columns of a new account's address, to be written in place of the address. */
export async function sealEmail(
  personal: Personal,
  tx: Handle,
  accountId: string,
  email: string,
): Promise<{ email: null; email_sealed: string; email_index: string }> {
  const normalised = normaliseEmail(email);
  return {
    email: null,
    email_sealed: await personal.seal(tx, fieldOf(accountId), normalised),
    email_index: await emailIndex(personal, tx, normalised),
  };
}

/** The id of the account of an address; undefined when nobody has it. */
export async function accountIdOf(personal: Personal, tx: Handle, email: string): Promise<string | undefined> {
  const normalised = normaliseEmail(email);
  const index = await emailIndex(personal, tx, normalised);
  const [row] = await tx.query<{ account_id: string }>(
    // An older program beside this one still writes the address itself, until both are of this version.
    'select account_id from account where email_index = $1 union all select account_id from account where email = $2 limit 1',
    [index, normalised],
    'account-of-email',
  );
  return row?.account_id;
}

/** The addresses of accounts, in the order of the rows; `''` where there is none. */
export async function emailsOf(
  personal: Personal,
  tx: Handle,
  rows: readonly (Omit<SealedEmail, 'account_id'> & { readonly account_id: string | null })[],
): Promise<string[]> {
  const emails: string[] = [];
  for (const { account_id: accountId, email, email_sealed: sealed } of rows) {
    if (accountId === null || sealed === null) emails.push(email ?? '');
    else emails.push(await personal.open(tx, fieldOf(accountId), sealed));
  }
  return emails;
}

const BATCH = 500;

/**
 * Seals what an older program wrote in clear, batch by batch: cut off, it goes on at the next start, and two at once do
 * not disturb each other. Returns how many rows of accounts and sessions were sealed.
 */
export async function sealAccounts(personal: Personal, db: Database): Promise<{ accounts: number; sessions: number }> {
  // Counters by address are counters of nobody now; they last a quarter of an hour anyway.
  await db.globalTx((tx) => tx.query("delete from sign_in_attempt where subject like '%@%'"));
  return {
    accounts: await inBatches(db, (tx) => sealSomeEmails(personal, tx)),
    sessions: await inBatches(db, (tx) => sealSomeSessions(personal, tx)),
  };
}

async function inBatches(db: Database, batch: (tx: GlobalTx) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const sealed = await db.globalTx(batch);
    total += sealed;
    if (sealed < BATCH) return total;
  }
}

async function sealSomeEmails(personal: Personal, tx: GlobalTx): Promise<number> {
  const rows = await tx.query<{ account_id: string; email: string }>(
    `select account_id, email from account where email is not null order by account_id limit ${BATCH} for update`,
  );
  for (const { account_id: accountId, email } of rows) {
    const sealed = await sealEmail(personal, tx, accountId, email);
    await tx.query('update account set email = null, email_sealed = $2, email_index = $3 where account_id = $1', [
      accountId,
      sealed.email_sealed,
      sealed.email_index,
    ]);
  }
  return rows.length;
}

async function sealSomeSessions(personal: Personal, tx: GlobalTx): Promise<number> {
  const rows = await tx.query<{ session_id: string; user_agent: string; address: string }>(
    "select session_id, user_agent, address from session where user_agent_sealed is null and (user_agent <> '' or address <> '')" +
      ` order by session_id limit ${BATCH} for update`,
  );
  for (const row of rows) {
    const origin = await sealOrigin(personal, tx, row.session_id, row.user_agent, row.address);
    await tx.query(
      "update session set user_agent = '', address = '', user_agent_sealed = $2, address_sealed = $3 where session_id = $1",
      [row.session_id, origin.user_agent_sealed, origin.address_sealed],
    );
  }
  return rows.length;
}

/** Where a session was opened from, sealed. */
export async function sealOrigin(
  personal: Personal,
  tx: Handle,
  sessionId: string,
  userAgent: string,
  address: string,
): Promise<{ user_agent_sealed: string; address_sealed: string }> {
  return {
    user_agent_sealed: await personal.seal(tx, originField(sessionId, 'user_agent'), userAgent),
    address_sealed: await personal.seal(tx, originField(sessionId, 'address'), address),
  };
}

export interface SealedOrigin {
  readonly user_agent_sealed: string | null;
  readonly address_sealed: string | null;
}

/** Where sessions were opened from, as people read it. */
export async function openOrigin(
  personal: Personal,
  tx: Handle,
  row: SealedOrigin & { readonly session_id: string; readonly user_agent: string; readonly address: string },
): Promise<{ user_agent: string; address: string }> {
  const { user_agent_sealed: userAgent, address_sealed: address } = row;
  return {
    user_agent:
      userAgent === null
        ? row.user_agent
        : await personal.open(tx, originField(row.session_id, 'user_agent'), userAgent),
    address: address === null ? row.address : await personal.open(tx, originField(row.session_id, 'address'), address),
  };
}

function fieldOf(accountId: string): Field {
  return { table: 'account', column: 'email', rowId: accountId };
}

function originField(sessionId: string, column: 'user_agent' | 'address'): Field {
  return { table: 'session', column, rowId: sessionId };
}
