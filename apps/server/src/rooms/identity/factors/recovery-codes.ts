import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Database, GlobalTx } from '../../../platform/database/index.ts';
import { withHashingSlot } from '../passwords/passwords.ts';

/** Crockford's base 32: no I, L, O, U. Sixteen of them are 80 bits. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const COUNT = 10;
/** OWASP's floor: nobody guesses 80 bits, the salt and the memory are for whoever holds the table. */
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** Ten new codes with their hashes, one after the other: each costs memory. Nothing is written yet. */
export async function makeRecoveryCodes(): Promise<{ readonly codes: string[]; readonly hashes: string[] }> {
  const codes: string[] = [];
  const hashes: string[] = [];
  for (let made = 0; made < COUNT; made += 1) {
    const code = Array.from({ length: LENGTH }, () => SYMBOLS.charAt(randomInt(SYMBOLS.length))).join('');
    codes.push(code.replace(/(.{4})(?=.)/g, '$1-'));
    hashes.push(await withHashingSlot(() => hash(code, PARAMETERS)));
  }
  return { codes, hashes };
}

/** Puts new codes in the place of all before. */
export async function replaceRecoveryCodes(
  tx: GlobalTx,
  accountId: string,
  hashes: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query('delete from recovery_code where account_id = $1', [accountId]);
  await tx.query(
    'insert into recovery_code (account_id, code_hash, created_at) select $1, code_hash, $3 from unnest($2::text[]) as code_hash',
    [accountId, hashes, now],
  );
}

export async function countRecoveryCodes(tx: GlobalTx, accountId: string): Promise<number> {
  const [row] = await tx.query<{ left: number }>(
    'select count(*)::int as left from recovery_code where account_id = $1 and used_at is null',
    [accountId],
  );
  return row?.left ?? 0;
}

/** Uses a code up when it is one. Two at once with the same: one is let in. */
export async function useRecoveryCode(db: Database, accountId: string, typed: string, now: Date): Promise<boolean> {
  const code = normalised(typed);
  if (code.length !== LENGTH) return false;
  const open = await db.globalTx((tx) =>
    tx.query<{ code_hash: string }>(
      `select code_hash from recovery_code where account_id = $1 and used_at is null limit ${COUNT}`,
      [accountId],
    ),
  );
  for (const { code_hash: codeHash } of open) {
    if (!(await withHashingSlot(() => verify(codeHash, code)))) continue;
    const used = await db.globalTx((tx) =>
      tx.query(
        'update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null returning code_hash',
        [accountId, codeHash, now],
      ),
    );
    return used.length > 0;
  }
  return false;
}

/** As people type: small letters, blanks and dashes anywhere, and the letters that look like digits. */
function normalised(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
