import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../platform/database/index.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { createPersonal } from '../../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../../platform/secrets/index.ts';
import { type CodeInput, forgetCodes, issueCode, readCodeState, redeemCode } from './index.ts';

const MINUTE = 60_000;
const ids = createIds();
let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let at = Date.parse('2026-03-01T08:00:00.000Z');
const clock = { now: () => new Date(at) };
const personal = createPersonal({ rootKeys: rootKeysInMemory(), clock: { now: () => new Date() } });
const deps = () => ({ db, clock, ids, personal });

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 8 });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});

function issue(subjectId: string, more: Partial<CodeInput> = {}) {
  const input: CodeInput = {
    purpose: 'access.activate',
    subjectId,
    accountId: null,
    recipient: `${subjectId}@example.com`,
    channel: 'email',
    ttlMinutes: 15,
    ...more,
  };
  return db.globalTx((tx) => issueCode(deps(), tx, input));
}

async function issued(subjectId: string, more: Partial<CodeInput> = {}): Promise<string> {
  const result = await issue(subjectId, more);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.code;
}

async function redeem(subjectId: string, code: string, more: { purpose?: string; accountId?: string } = {}) {
  const result = await redeemCode(deps(), { purpose: 'access.activate', subjectId, code, ...more });
  return result.ok ? 'ok' : result.error.code;
}

/** Another code of the right form. */
const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

async function attemptsOf(subjectId: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'select coalesce(sum(attempts), 0)::int as n from one_time_code where subject_id = $1',
    [subjectId],
  );
  return rows[0]?.n ?? -1;
}

async function newAccount(): Promise<string> {
  const accountId = ids.next();
  await owner.query("insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'A', 'x')", [
    accountId,
    `${accountId}@example.com`,
  ]);
  return accountId;
}

describe('a one-time code', () => {
  it('opens once, however it is typed', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    expect(await redeem(subject, ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`)).toBe('ok');
    expect(await redeem(subject, code)).toBe('code-wrong');
  });

  it('opens until the last millisecond of its quarter of an hour, and not at 15:00', async () => {
    const [early, late] = [ids.next(), ids.next()];
    const [inTime, tooLate] = [await issued(early), await issued(late)];
    at += 15 * MINUTE - 1;
    expect(await redeem(early, inTime)).toBe('ok');
    at += 1;
    expect(await redeem(late, tooLate)).toBe('code-wrong');
  });

  it('is dead as soon as there is another', async () => {
    const subject = ids.next();
    const first = await issued(subject);
    const second = await issued(subject);
    expect(await redeem(subject, first)).toBe(first === second ? 'ok' : 'code-wrong');
    expect(await redeem(subject, second)).toBe(first === second ? 'code-wrong' : 'ok');
  });

  it('opens nothing else: no other subject, purpose or person', async () => {
    const [subject, other] = [ids.next(), ids.next()];
    const [mine, theirs] = [await newAccount(), await newAccount()];
    const code = await issued(subject, { accountId: mine });
    await issued(other);
    expect(await redeem(other, code)).toBe('code-wrong');
    expect(await redeem(subject, code, { purpose: 'account.recover' })).toBe('code-wrong');
    expect(await redeem(subject, code, { accountId: theirs })).toBe('code-wrong');
    expect(await redeem(subject, code, { accountId: mine })).toBe('ok');
  });

  it('is nowhere in the database as it was written', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    const { rows } = await owner.query<{ row: string }>('select to_json(c)::text as row from one_time_code c');
    const text = rows.map(({ row }) => row).join('\n');
    expect(text).toContain(subject);
    expect(text).toContain('$argon2id$');
    expect(text).not.toContain(`"${code}"`);
    expect(text).not.toContain(`${subject}@example.com`);
  });

  it('is made three times in a quarter of an hour, for a subject and to an address', async () => {
    const [subject, other] = [ids.next(), ids.next()];
    const recipient = 'Amina@example.com';
    for (let n = 0; n < 3; n += 1) expect((await issue(subject, { recipient })).ok).toBe(true);
    expect(await issue(subject, { recipient: '' })).toMatchObject({ ok: false, error: { code: 'codes-used-up' } });
    expect(await issue(other, { recipient: 'amina@EXAMPLE.com' })).toMatchObject({
      ok: false,
      error: { code: 'codes-used-up', retryAt: new Date(at + 15 * MINUTE) },
    });
    at += 15 * MINUTE;
    expect((await issue(subject, { recipient })).ok).toBe(true);
  });

  it('does not make a fourth when four are asked for at once', async () => {
    const subject = ids.next();
    const results = await Promise.all(Array.from({ length: 8 }, () => issue(subject)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    const { rows } = await owner.query(
      'select 1 from one_time_code where subject_id = $1 and replaced_at is null and used_at is null',
      [subject],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('guessing', () => {
  it('evaluates at most five of a thousand wrong guesses at once, and locks for half an hour', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    const guesses = await Promise.all(Array.from({ length: 1000 }, () => redeem(subject, wrong(code))));
    expect(guesses.filter((answer) => answer === 'ok')).toEqual([]);
    expect(guesses.filter((answer) => answer === 'code-wrong')).toHaveLength(10);
    expect(guesses.filter((answer) => answer === 'code-locked')).toHaveLength(990);
    expect(await attemptsOf(subject)).toBe(5);
    expect(await redeem(subject, code)).toBe('code-locked');
    expect(await issue(subject)).toMatchObject({
      ok: false,
      error: { code: 'code-locked', retryAt: new Date(at + 30 * MINUTE) },
    });
    at += 30 * MINUTE;
    const next = await issued(subject);
    expect(await redeem(subject, next)).toBe('ok');
  });

  it('lets one in of twenty who bring the right code at once', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(subject, code)));
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
    expect(await attemptsOf(subject)).toBeLessThanOrEqual(5);
  });

  it('kills a code after five tries, also for the right one', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    for (let n = 0; n < 5; n += 1) expect(await redeem(subject, wrong(code))).toBe('code-wrong');
    expect(await redeem(subject, code)).toBe('code-wrong');
  });

  it('counts for the person over all that is asked of them', async () => {
    const accountId = await newAccount();
    for (let n = 0; n < 10; n += 1) {
      const subject = ids.next();
      const code = await issued(subject, { accountId });
      expect(await redeem(subject, wrong(code))).toBe('code-wrong');
    }
    expect(await issue(ids.next(), { accountId })).toMatchObject({ ok: false, error: { code: 'code-locked' } });
  });

  it('is answered the same where nobody is, and counted', async () => {
    const [known, unknown] = [ids.next(), ids.next()];
    const code = await issued(known);
    const answers = async (subject: string) => {
      const list: string[] = [];
      for (let n = 0; n < 12; n += 1) list.push(await redeem(subject, wrong(code)));
      return list;
    };
    expect(await answers(unknown)).toEqual(await answers(known));
  });

  it('is remembered over a restart: all of it is in PostgreSQL', async () => {
    const subject = ids.next();
    const code = await issued(subject);
    for (let n = 0; n < 4; n += 1) await redeem(subject, wrong(code));
    const again = createDatabase({ url: database.appUrl, poolSize: 2 });
    const state = await again.globalTx((tx) => readCodeState(tx, 'access.activate', subject, clock.now()));
    expect(state).toMatchObject({ open: { attemptsLeft: 1, channel: 'email' }, sendsLeft: 2, lockedUntil: null });
    expect(
      await redeemCode({ db: again, clock }, { purpose: 'access.activate', subjectId: subject, code }),
    ).toMatchObject({ ok: true });
    await again.close();
  });
});

it('forgets what is over after a day', async () => {
  const subject = ids.next();
  await issued(subject);
  await redeem(ids.next(), '000000');
  at += 26 * 60 * MINUTE;
  const fresh = ids.next();
  const code = await issued(fresh);
  expect(await forgetCodes(deps())).toBeGreaterThan(0);
  expect((await owner.query('select 1 from one_time_code')).rowCount).toBe(1);
  expect((await owner.query('select 1 from one_time_code_failure where failures > 0')).rowCount).toBe(0);
  expect(await redeem(fresh, code)).toBe('ok');
});
