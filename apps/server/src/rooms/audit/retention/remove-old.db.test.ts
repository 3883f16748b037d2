import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Anchors, openAnchors } from '../../../platform/anchors/index.ts';
import { createDatabase, type Database } from '../../../platform/database/index.ts';
import { checkpointText, recordChange, sealOrganization, verifyAudit } from '../../../platform/feed/index.ts';
import { createLog } from '../../../platform/log/index.ts';
import { removeOldEntries } from './remove-old.ts';

const OLD = 30;
const YOUNG = 10;
const setBy = uuidv7();
let database: TestDatabase;
let db: Database;
let owner: Database;
let directory: string;
let anchors: Anchors;
let organizationId = '';

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 4 });
  owner = createDatabase({ url: database.ownerUrl, poolSize: 2 });
  directory = mkdtempSync(join(tmpdir(), 'checkpoints '));
  anchors = openAnchors(directory, 'a key of this test, which is long enough');
});
afterAll(async () => {
  await db.close();
  await owner.close();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  organizationId = uuidv7();
  await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [organizationId]));
  await lay(OLD, '13 months');
  await lay(YOUNG, '11 months');
});

// The daily work goes through every shop: those of the tests before keep everything.
afterEach(() => asOwner('delete from audit_retention where organization_id = $1'));

/** Entries of so long ago, sealed and anchored. */
async function lay(count: number, age: string): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await db.tx(organizationId, (tx) =>
      recordChange(tx, {
        kind: 'settings',
        ids: [],
        audit: [{ action: 'settings.changed', subjectKind: 'store', subjectId: String(index) }],
      }),
    );
  await asOwner(
    `update audit_entry set occurred_at = now() - interval '${age}' where organization_id = $1 and not exists
      (select from audit_seal s where s.organization_id = $1 and s.entry_id = audit_entry.entry_id)`,
  );
  await seal();
}
const seal = async () => {
  const { head } = await db.tx(organizationId, sealOrganization);
  anchors.append(organizationId, { kind: 'kept', at: new Date().toISOString(), ...head });
};
const asOwner = (text: string, values: readonly unknown[] = []) =>
  owner.tx(organizationId, (tx) => tx.query(text, [organizationId, ...values]));
/** Sets the rule; `age` is how long ago the database believes that to be. */
async function rule(months: number | null, age = '8 days'): Promise<void> {
  await db.tx(organizationId, (tx) =>
    tx.query(
      'insert into audit_retention (organization_id, months, set_by) values ($1, $2, $3)' +
        ' on conflict (organization_id) do update set months = excluded.months',
      [organizationId, months, setBy],
    ),
  );
  await owner.tx(organizationId, async (tx) => {
    await tx.query('alter table audit_retention disable trigger audit_retention_set');
    await tx.query(
      "update audit_retention set set_at = date_trunc('milliseconds', now()) - $2::interval where organization_id = $1",
      [organizationId, age],
    );
    await tx.query('alter table audit_retention enable trigger audit_retention_set');
  });
}
const remove = (with_: Anchors | undefined = anchors) =>
  removeOldEntries({ db, log: createLog('silent'), ...(with_ === undefined ? {} : { anchors: with_ }) });
const verify = () => {
  const reading = anchors.read(organizationId);
  return db.read(organizationId, (tx) => verifyAudit(tx, reading));
};
const problems = async () => (await verify()).findings.map(({ problem }) => problem).join('; ');
const count = async (table: 'audit_entry' | 'audit_seal' | 'audit_checkpoint') => {
  const [row] = await db.read(organizationId, (tx) =>
    tx.query<{ amount: number }>(`select count(*)::int as amount from ${table} where organization_id = $1`, [
      organizationId,
    ]),
  );
  return row?.amount;
};

describe('removing what the owner’s rule lets go', () => {
  it('removes the old behind a signed checkpoint, tells so in the trail, and the rest still verifies', async () => {
    await rule(12);
    expect(await remove()).toBe(OLD);
    expect(await count('audit_seal')).toBe(YOUNG);
    await seal();
    expect(await verify()).toEqual({
      entries: YOUNG + 1,
      findings: [],
      notices: [`removed up to entry ${OLD}, as the owner’s rule says`],
    });
    const [told] = await db.read(organizationId, (tx) =>
      tx.query<{ detail: unknown }>(
        "select detail from audit_entry where organization_id = $1 and action = 'audit.removed'",
        [organizationId],
      ),
    );
    expect(told?.detail).toEqual({ entries: OLD, firstSequence: 1, lastSequence: OLD, months: 12, setBy });
  });

  it('does nothing again, and goes on from its checkpoint when more is old', async () => {
    await rule(12);
    await remove();
    expect(await remove()).toBe(0);
    expect(await count('audit_checkpoint')).toBe(1);
    await lay(5, '14 months');
    // They stand behind what is younger: a trail is cut at its beginning and nowhere else.
    expect(await remove()).toBe(0);
    expect((await verify()).findings).toEqual([]);
  });

  it('cuts once when two servers do it at the same moment', async () => {
    await rule(12);
    const removed = await Promise.all([remove(), remove(), remove()]);
    expect(removed.reduce((sum, one) => sum + one, 0)).toBe(OLD);
    expect(await count('audit_checkpoint')).toBe(1);
    await seal();
    expect((await verify()).findings).toEqual([]);
  });

  it.each([
    ['no rule', null, '8 days'],
    ['a rule that is six days old', 12, '6 days 23 hours'],
    ['a rule that keeps all of it', 14, '8 days'],
  ] as const)('removes nothing with %s', async (_what, months, age) => {
    await rule(months, age);
    expect(await remove()).toBe(0);
    expect(await count('audit_entry')).toBe(OLD + YOUNG);
  });

  it('removes nothing in a process that cannot sign', async () => {
    await rule(12);
    expect(await removeOldEntries({ db, log: createLog('silent') })).toBe(0);
    expect(await count('audit_entry')).toBe(OLD + YOUNG);
  });

  it('begins the week anew with each change of the rule, whatever the application writes', async () => {
    await rule(14);
    await db.tx(organizationId, (tx) =>
      tx.query("update audit_retention set months = 12, set_at = '2020-01-01' where organization_id = $1", [
        organizationId,
      ]),
    );
    expect(await remove()).toBe(0);
  });
});

describe('the database itself', () => {
  const call = (first: number, through: number, hash: string, at = "date_trunc('milliseconds', now())") =>
    db.tx(organizationId, (tx) =>
      tx.query(`select remove_audit($1, $2, $3, ${at}, $4)`, [first, through, hash, 'a'.repeat(64)]),
    );
  const hashAt = async (sequence: number) =>
    (
      await asOwner('select hash from audit_seal where organization_id = $1 and sequence = $2', [sequence])
    )[0] as unknown as { hash: string };

  it('refuses what is younger than the rule, another beginning, another hash and another moment', async () => {
    await rule(12);
    const [old, young] = [(await hashAt(OLD)).hash, (await hashAt(OLD + 1)).hash];
    await expect(call(1, OLD + 1, young)).rejects.toThrow('younger than the rule');
    await expect(call(2, OLD, old)).rejects.toThrow('begins where the one before it ended');
    await expect(call(1, OLD, young)).rejects.toThrow('not where the chain is cut');
    await expect(call(1, OLD, old, "now() - interval '1 day'")).rejects.toThrow('of the moment');
    expect(await count('audit_entry')).toBe(OLD + YOUNG);
  });

  it('refuses without a rule in force, takes no rule below a year, and lets the application delete nothing', async () => {
    const { hash } = await hashAt(OLD);
    await expect(call(1, OLD, hash)).rejects.toThrow('no rule in force');
    await rule(12, '1 day');
    await expect(call(1, OLD, hash)).rejects.toThrow('no rule in force');
    await expect(rule(11)).rejects.toThrow('check constraint');
    for (const statement of [
      'delete from audit_entry where organization_id = $1',
      'delete from audit_seal where organization_id = $1',
      'delete from audit_checkpoint where organization_id = $1',
      'insert into audit_checkpoint select * from audit_checkpoint where organization_id = $1',
    ])
      await expect(db.tx(organizationId, (tx) => tx.query(statement, [organizationId]))).rejects.toThrow(
        'permission denied',
      );
  });

  it('does not cut a trail that has a hole', async () => {
    await rule(12);
    await asOwner('delete from audit_seal where organization_id = $1 and sequence = 5');
    await asOwner(
      'delete from audit_entry e where organization_id = $1 and not exists (select from audit_seal s where s.organization_id = $1 and s.entry_id = e.entry_id)',
    );
    await remove();
    expect(await count('audit_checkpoint')).toBe(0);
    expect(await problems()).toContain('seals 5 to 5 are missing');
  });
});

describe('tampering around a checkpoint is found', () => {
  const CHECKPOINT =
    'insert into audit_checkpoint (organization_id, first_sequence, sequence, hash, months, set_by, set_at, removed_at, signature)' +
    ' select $1, $2::bigint, $3::bigint, coalesce($4, hash), 12, $5, now(), now(), $6 from audit_seal where organization_id = $1 and sequence = $3::bigint';
  const cut = (through: number) =>
    asOwner(
      'with gone as (delete from audit_seal where organization_id = $1 and sequence <= $2 returning entry_id)' +
        ' delete from audit_entry e using gone where e.organization_id = $1 and e.entry_id = gone.entry_id',
      [through],
    );

  it('removed without a checkpoint', async () => {
    await cut(3);
    expect(await problems()).toContain('seals 1 to 3 are missing');
  });

  it('removed behind a forged checkpoint', async () => {
    await asOwner(CHECKPOINT, [1, 3, null, setBy, 'f'.repeat(64)]);
    await cut(3);
    expect(await problems()).toContain('the checkpoint is not what this server signed');
  });

  it('more removed than the checkpoint says, and the checkpoint moved to fit', async () => {
    await rule(12);
    await remove();
    await seal();
    await asOwner(
      'update audit_checkpoint set sequence = $2, hash = (select hash from audit_seal where organization_id = $1 and sequence = $2) where organization_id = $1',
      [OLD + 2],
    );
    await cut(OLD + 2);
    expect(await problems()).toContain('the checkpoint is not what this server signed');
  });

  it('the signature of another shop, or of another checkpoint', async () => {
    const checkpoint = { firstSequence: 1, sequence: 3, hash: 'a'.repeat(64), months: 12, setBy };
    const at = new Date('2026-01-01T00:00:00.000Z');
    const text = checkpointText({ ...checkpoint, setAt: at, removedAt: at });
    const reading = anchors.read(organizationId);
    expect(reading.isSigned(text, anchors.sign(organizationId, text))).toBe(true);
    expect(reading.isSigned(text, anchors.sign(uuidv7(), text))).toBe(false);
    expect(reading.isSigned(text.replace('12', '13'), anchors.sign(organizationId, text))).toBe(false);
  });

  it('a checkpoint taken away, and what was removed put back before it', async () => {
    await rule(12);
    await remove();
    await seal();
    await asOwner(
      "insert into audit_seal (organization_id, sequence, entry_id, previous_hash, hash) values ($1, 3, gen_random_uuid(), repeat('a', 64), repeat('b', 64))",
    );
    expect(await problems()).toContain('1 seals stand before the checkpoint');
    await asOwner('delete from audit_seal where organization_id = $1 and sequence = 3');
    await asOwner('delete from audit_checkpoint where organization_id = $1');
    expect(await problems()).toContain(`seals 1 to ${OLD} are missing`);
  });

  it('everything behind the checkpoint cut off together with the head', async () => {
    await rule(12);
    await remove();
    await seal();
    await asOwner('delete from audit_entry where organization_id = $1');
    await asOwner('delete from audit_seal where organization_id = $1');
    await asOwner(
      'update change_head set last_audit_sequence = $2, last_audit_hash = (select hash from audit_checkpoint where organization_id = $1) where organization_id = $1',
      [OLD],
    );
    expect(await problems()).toMatch(/was anchored at .* and is gone/);
  });
});
