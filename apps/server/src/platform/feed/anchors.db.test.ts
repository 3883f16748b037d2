import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startNewEpoch } from '../../new-epoch.ts';
import { type Anchors, keepAnchors, openAnchors } from '../anchors/index.ts';
import { createDatabase, type Database } from '../database/index.ts';
import { createLog } from '../log/index.ts';
import { recordChange, sealOrganization, startFeed, verifyAudit } from './index.ts';
import { layTrail, proveTampering, seededRandom } from './testing/prove-tamperings.ts';
import { TAMPERINGS } from './testing/tamperings.ts';

const KEY = 'a key of this test, which is long enough';
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
  directory = mkdtempSync(join(tmpdir(), 'anchors '));
});
afterAll(async () => {
  await db.close();
  await owner.close();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  anchors = openAnchors(directory, KEY);
  organizationId = await layTrail(db, anchors);
});

const verify = async () => {
  const reading = anchors.read(organizationId);
  return db.read(organizationId, (tx) => verifyAudit(tx, reading));
};
const file = () => join(directory, `${organizationId}.jsonl`);
const cutLast = (count: number) =>
  owner.tx(organizationId, async (tx) => {
    const [head] = await tx.query<{ kept: number }>(
      'select max(sequence) - $2 as kept from audit_seal where organization_id = $1',
      [organizationId, count],
    );
    const kept = Number(head?.kept);
    await tx.query(
      'delete from audit_entry where organization_id = $1 and entry_id in (select entry_id from audit_seal where organization_id = $1 and sequence > $2)',
      [organizationId, kept],
    );
    await tx.query('delete from audit_seal where organization_id = $1 and sequence > $2', [organizationId, kept]);
    await tx.query(
      'update change_head set last_audit_sequence = $2, last_audit_hash = (select hash from audit_seal where organization_id = $1 and sequence = $2) where organization_id = $1',
      [organizationId, kept],
    );
    return kept;
  });
const CHANGED = { action: 'settings.changed', subjectKind: 'store' } as const;
const addEntry = async (subjectId: string) => {
  await db.tx(organizationId, (tx) =>
    recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...CHANGED, subjectId }] }),
  );
  return db.tx(organizationId, sealOrganization);
};

describe('the anchors of the audit chain', () => {
  it('agree with a trail that nobody touched', async () => {
    expect(await verify()).toEqual({ entries: 75, findings: [], notices: [] });
    expect(anchors.read(organizationId).anchors).toMatchObject([{ kind: 'kept', sequence: 75 }]);
  });

  it('name a sample of tamperings, each by itself', async () => {
    const random = seededRandom(7);
    for (let number = 0; number < TAMPERINGS.length * 8; number += 1) {
      const { what, found } = await proveTampering(owner, anchors, organizationId, number, random);
      expect(found, `${number}: ${what}`).not.toEqual([]);
    }
    expect((await verify()).findings).toEqual([]);
  });

  it('are what finds a tail that was cut together with its head', async () => {
    await cutLast(5);
    expect((await db.read(organizationId, (tx) => verifyAudit(tx))).findings).toEqual([]);
    const { findings } = await verify();
    expect(findings.map(({ problem }) => problem).join()).toMatch(/was anchored at .* and is gone/);
  });

  it('name a chain that was rolled back and grew again', async () => {
    await cutLast(1);
    await addEntry('another.past');
    const { findings } = await verify();
    expect(findings).toEqual([{ sequence: 75, problem: expect.stringContaining('is not what was anchored') }]);
  });

  it('explain a restore and go on from it; what was before must still hold', async () => {
    const earlier = anchors.read(organizationId).anchors;
    for (const action of ['a', 'b', 'c']) await addEntry(action);
    const keeper = keepAnchors({ anchors, log: createLog('silent') });
    const { head } = await db.tx(organizationId, sealOrganization);
    keeper.offer(organizationId, head);
    await cutLast(2);
    expect((await verify()).findings).not.toEqual([]);
    await startNewEpoch(database.ownerUrl, anchors);
    const restored = await verify();
    expect(restored.findings).toEqual([]);
    expect(restored.notices).toEqual([expect.stringMatching(/restored to entry 76 at .*, epoch [0-9a-f-]{36}/)]);
    for (const action of ['d', 'e']) await addEntry(action);
    expect((await verify()).findings).toEqual([]);
    expect(earlier).toMatchObject([{ sequence: 75 }]);
    await cutLast(4);
    const { findings } = await verify();
    expect(findings.map(({ sequence }) => sequence)).toEqual([75, 76]);
  });
});

describe('an end that was cut here and in the database', () => {
  const witnessed = (files: readonly string[] = []) =>
    openAnchors(directory, KEY, { copy: join(directory, 'copy'), files: () => files, onCopyFailed: fail });
  const fail = (error: unknown) => {
    throw error;
  };
  const verifyWith = (by: Anchors) => {
    const reading = by.read(organizationId);
    return db.read(organizationId, (tx) => verifyAudit(tx, reading));
  };
  /** Three more anchors, the last two of which are cut with what they stand for. */
  const layAndCut = async (told: Anchors): Promise<string> => {
    const log = join(directory, `${organizationId}.log`);
    const lines: string[] = [];
    const keeper = keepAnchors({
      anchors: told,
      log: pino({}, { write: (line: string) => void lines.push(line) }),
      intervalMs: 0,
    });
    for (const action of ['a', 'b', 'c']) keeper.offer(organizationId, (await addEntry(action)).head);
    writeFileSync(log, lines.join(''));
    await cutBoth();
    return log;
  };
  const cutBoth = async () => {
    await cutLast(2);
    const kept = readFileSync(file(), 'utf8').trimEnd().split('\n').slice(0, -2);
    writeFileSync(file(), kept.map((line) => `${line}\n`).join(''));
  };
  const GONE = [
    expect.stringMatching(/^line 2 of the anchors: 2 lines that .* has are gone/),
    expect.stringMatching(/^it was anchored at .* and is gone; the chain ends at 76$/),
    expect.stringMatching(/^it was anchored at .* and is gone; the chain ends at 76$/),
  ];
  const problemsOf = async (by: Anchors) => (await verifyWith(by)).findings.map(({ problem }) => problem);

  it('goes unnoticed by the files alone', async () => {
    await layAndCut(anchors);
    expect((await verify()).findings).toEqual([]);
  });

  it('is found by the copy', async () => {
    await layAndCut(witnessed());
    expect(await problemsOf(witnessed())).toEqual(GONE);
  });

  it('is found by the log of the server, where nothing else is left', async () => {
    const log = await layAndCut(anchors);
    expect(await problemsOf(openAnchors(directory, KEY, { files: () => [log], onCopyFailed: fail }))).toEqual(GONE);
  });

  it('is found after the chain has grown over it', async () => {
    await layAndCut(witnessed());
    const keeper = keepAnchors({ anchors: openAnchors(directory, KEY), log: createLog('silent'), intervalMs: 0 });
    for (const action of ['x', 'y', 'z']) keeper.offer(organizationId, (await addEntry(action)).head);
    expect((await verify()).findings).toEqual([]);
    const found = await problemsOf(witnessed());
    expect(found.join()).toMatch(/2 lines that .* has are gone/);
    expect(found.filter((problem) => problem.startsWith('it is not what was anchored'))).toHaveLength(2);
  });

  it('makes the number fall that the server tells of its anchors', async () => {
    const told: number[] = [];
    const keep = () =>
      keepAnchors({ anchors, log: createLog('silent'), intervalMs: 0, onAnchored: (entries) => told.push(entries) });
    const keeper = keep();
    for (const action of ['a', 'b', 'c']) keeper.offer(organizationId, (await addEntry(action)).head);
    await cutBoth();
    const { head } = await db.tx(organizationId, sealOrganization);
    keep().offer(organizationId, head);
    expect(told).toEqual([75, 76, 77, 78, 76]);
  });
});

describe('the file of the anchors', () => {
  it('is found out when a line is changed, taken out, or signed by another key', async () => {
    for (const action of ['a', 'b']) {
      const { head } = await addEntry(action);
      anchors.append(organizationId, { kind: 'kept', at: new Date().toISOString(), ...head });
    }
    const whole = readFileSync(file(), 'utf8');
    const lines = whole.trimEnd().split('\n');
    writeFileSync(file(), whole.replace('kept', 'restored'));
    expect(anchors.read(organizationId).findings).toEqual([{ line: 1, problem: 'it is not what this server signed' }]);
    writeFileSync(file(), `${lines[0]}\n${lines[2]}\n`);
    expect(anchors.read(organizationId).findings).toEqual([{ line: 2, problem: 'a line before it is missing' }]);
    expect((await verify()).findings[0]?.problem).toContain('line 2 of the anchors');
    writeFileSync(file(), whole);
    expect(openAnchors(directory, 'another key of this test').read(organizationId).findings).toHaveLength(3);
  });

  it('does not take the line of another organization', async () => {
    const line = readFileSync(file(), 'utf8');
    const other = await layTrail(db, anchors);
    writeFileSync(join(directory, `${other}.jsonl`), line);
    expect(anchors.read(other).findings).toHaveLength(1);
  });

  it('passes over a line that was cut off while it was written, and goes on behind the last whole one', async () => {
    appendFileSync(file(), '["{\\"kind\\":');
    expect(anchors.read(organizationId)).toMatchObject({ anchors: [{ sequence: 75 }], findings: [] });
    const { head } = await addEntry('a');
    openAnchors(directory, KEY).append(organizationId, { kind: 'kept', at: new Date().toISOString(), ...head });
    const read = anchors.read(organizationId);
    expect(read).toMatchObject({ anchors: [{ sequence: 75 }, { sequence: 76 }], findings: [] });
  });
});

describe('the files of the anchors', () => {
  const anchor = (at: string, sequence: number) =>
    anchors.append(organizationId, { kind: 'kept', at, sequence, hash: String(sequence % 10).repeat(64) });
  const files = () =>
    readdirSync(directory)
      .filter((name) => name.startsWith(organizationId))
      .sort();
  const sequences = (from: Anchors) => from.read(organizationId).anchors.map(({ sequence }) => sequence);

  it('begin anew each month, and are read as one', () => {
    anchor('2030-01-31T23:59:59.000Z', 80);
    anchor('2030-02-01T00:00:00.000Z', 81);
    anchor('2030-02-02T00:00:00.000Z', 82);
    openAnchors(directory, KEY).append(organizationId, {
      kind: 'kept',
      at: '2030-03-01T00:00:00.000Z',
      sequence: 83,
      hash: '3'.repeat(64),
    });
    anchor('2030-03-01T00:00:00.000Z', 84);
    expect(files()).toEqual(
      ['.000001.jsonl', '.000002.jsonl', '.000003.jsonl', '.jsonl'].map((end) => `${organizationId}${end}`),
    );
    expect(sequences(openAnchors(directory, KEY))).toEqual([75, 80, 81, 82, 83, 84]);
    expect(anchors.read(organizationId).findings).toEqual([]);
    const line = readFileSync(file(), 'utf8');
    writeFileSync(file(), line + ' '.repeat(1_000_000));
    // What follows the last whole line was cut off while it was written, and counts for nothing.
    anchor('2030-03-03T00:00:00.000Z', 85);
    expect(files()).toHaveLength(4);
    expect(anchors.read(organizationId).findings).toEqual([]);
  });

  it('are found out when one is shortened, taken away, or brought into another order', () => {
    anchor('2030-01-01T00:00:00.000Z', 80);
    anchor('2030-01-02T00:00:00.000Z', 81);
    anchor('2030-02-01T00:00:00.000Z', 82);
    const [first = '', second = ''] = files().map((name) => join(directory, name));
    const whole = readFileSync(second, 'utf8');
    const missing = [{ line: expect.any(Number), problem: 'a line before it is missing' }];
    writeFileSync(second, `${whole.split('\n')[0]}\n`);
    expect(anchors.read(organizationId).findings).toEqual(missing);
    rmSync(second);
    expect(anchors.read(organizationId).findings).toEqual(missing);
    writeFileSync(second, whole);
    expect(anchors.read(organizationId).findings).toEqual([]);
    renameSync(first, `${first}.kept`);
    renameSync(second, first);
    renameSync(`${first}.kept`, second);
    expect(anchors.read(organizationId).findings.length).toBeGreaterThan(0);
  });

  it('go on where a server was killed between finishing one and beginning the next', () => {
    renameSync(file(), join(directory, `${organizationId}.000001.jsonl`));
    openAnchors(directory, KEY).append(organizationId, {
      kind: 'kept',
      at: new Date().toISOString(),
      sequence: 76,
      hash: '6'.repeat(64),
    });
    expect(anchors.read(organizationId)).toMatchObject({ anchors: [{ sequence: 75 }, { sequence: 76 }], findings: [] });
  });
});

describe('the keeper', () => {
  it('writes at most once a minute, and what is left at the stop', async () => {
    let at = 1_800_000_000_000;
    const keeper = keepAnchors({ anchors, log: createLog('silent'), now: () => new Date(at) });
    const kept = () => anchors.read(organizationId).anchors.map(({ sequence }) => sequence);
    keeper.offer(organizationId, (await addEntry('a')).head);
    expect(kept()).toEqual([75, 76]);
    keeper.offer(organizationId, (await addEntry('b')).head);
    expect(kept()).toEqual([75, 76]);
    at += 60_000;
    keeper.offer(organizationId, (await addEntry('c')).head);
    expect(kept()).toEqual([75, 76, 78]);
    keeper.offer(organizationId, (await addEntry('d')).head);
    keeper.stop();
    keeper.stop();
    expect(kept()).toEqual([75, 76, 78, 79]);
  });

  it('goes on sealing when the file cannot be written', async () => {
    const broken: Anchors = {
      append: () => {
        throw new Error('no space left on device');
      },
      read: () => ({ anchors: [], findings: [], isSigned: () => false, witnesses: [] }),
      sign: () => '',
    };
    const feed = await startFeed(db, createLog('silent'), broken);
    const heard = new Promise<number>((resolve) =>
      feed.subscribe((poke) => (poke.organizationId === organizationId ? resolve(poke.position) : undefined)),
    );
    await db.tx(organizationId, (tx) =>
      recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...CHANGED, subjectId: 'x' }] }),
    );
    expect(await heard).toBe(76);
    await feed.stop();
  });

  it('is fed by the sealer, which anchors at the latest when it stops', async () => {
    const feed = await startFeed(db, createLog('silent'), anchors);
    const heard = new Promise<void>((resolve) =>
      feed.subscribe((poke) => (poke.organizationId === organizationId ? resolve() : undefined)),
    );
    await db.tx(organizationId, (tx) =>
      recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...CHANGED, subjectId: 'x' }] }),
    );
    await heard;
    await feed.stop();
    expect(anchors.read(organizationId).anchors.at(-1)).toMatchObject({ kind: 'kept', sequence: 76 });
  });
});
