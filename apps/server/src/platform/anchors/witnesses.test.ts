import { createHmac } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Anchors, headsOf, openAnchors, type Witnesses } from './index.ts';

const KEY = 'a key of this test, which is long enough';
const SHOP = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';
let root: string;
let own: string;
let copy: string;
let failures: unknown[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anchor witnesses '));
  own = join(root, 'own');
  copy = join(root, 'copy');
  failures = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (part: Partial<Witnesses> = {}, key = KEY): Anchors =>
  openAnchors(own, key, { copy, files: () => [], onCopyFailed: (error) => failures.push(error), ...part });
const add = (anchors: Anchors, sequence: number, organizationId = SHOP): string =>
  anchors.append(organizationId, {
    kind: 'kept',
    at: new Date(Date.UTC(2030, 0, 1, 0, sequence)).toISOString(),
    sequence,
    hash: String(sequence % 10).repeat(64),
  });
const present = () => join(own, `${SHOP}.jsonl`);
const copied = () => join(copy, readdirSync(copy).find((name) => name.startsWith(SHOP)) ?? '');
/** Cuts the last lines of a file away, as somebody does who has read how it is made. */
const cut = (path: string, count: number) => {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(
    path,
    lines
      .slice(0, -count)
      .map((line) => `${line}\n`)
      .join(''),
  );
};
const problems = (anchors: Anchors) => anchors.read(SHOP).findings.map(({ problem }) => problem);
const sequences = (anchors: Anchors) => anchors.read(SHOP).anchors.map(({ sequence }) => sequence);

describe('the copy of the anchors', () => {
  it('has every line, and says nothing as long as they agree', () => {
    const anchors = open();
    for (const sequence of [1, 2, 3]) add(anchors, sequence);
    add(anchors, 9, OTHER);
    expect(readFileSync(copied(), 'utf8')).toBe(readFileSync(present(), 'utf8'));
    expect(anchors.read(SHOP)).toMatchObject({ findings: [], witnesses: [{ name: copied(), lines: 3 }] });
    expect(sequences(anchors)).toEqual([1, 2, 3]);
  });

  it('tells of an end that was cut, and keeps telling when the chain goes on from there', () => {
    const anchors = open();
    for (const sequence of [1, 2, 3, 4]) add(anchors, sequence);
    cut(present(), 2);
    const found = [expect.stringMatching(/^2 lines that .* has are gone, the newest of .*04:00.000Z \(number 4\)$/)];
    expect(problems(open())).toEqual(found);
    // What was cut still has to be in the chain.
    expect(sequences(open())).toEqual([1, 2, 3, 4]);
    add(open(), 13);
    add(open(), 14);
    expect(problems(open())).toEqual(found);
    rmSync(present());
    expect(problems(open())).toEqual([expect.stringMatching(/^6 lines/)]);
  });

  it('cannot lack what stands between two lines that it has; what it lacks at its end has not arrived', () => {
    const anchors = open();
    for (const sequence of [1, 2, 3, 4]) add(anchors, sequence);
    const lines = readFileSync(copied(), 'utf8').split('\n');
    writeFileSync(copied(), `${lines[0]}\n${lines[2]}\n`);
    expect(problems(open())).toEqual([expect.stringMatching(/lacks 1 lines in between that are here$/)]);
    writeFileSync(copied(), `${lines[0]}\n${lines[1]}\n`);
    expect(problems(open())).toEqual([]);
  });

  it('catches up with what was written while it could not be, or before it was set up', () => {
    const alone = openAnchors(own, KEY);
    add(alone, 1);
    writeFileSync(copy, 'no directory');
    const anchors = open();
    add(anchors, 2);
    add(anchors, 3);
    expect(failures).toHaveLength(2);
    expect(sequences(anchors)).toEqual([1, 2, 3]);
    rmSync(copy);
    add(anchors, 4);
    add(anchors, 5);
    expect(readFileSync(copied(), 'utf8')).toBe(readFileSync(present(), 'utf8'));
    expect(failures).toHaveLength(2);
    expect(problems(anchors)).toEqual([]);
  });

  it('goes on behind a line that was cut off while it was written', () => {
    add(open(), 1);
    appendFileSync(copied(), '["{\\"kind\\":');
    add(open(), 2);
    expect(open().read(SHOP)).toMatchObject({ findings: [], witnesses: [{ lines: 2 }] });
  });

  it('is one file for each server that shares it, and of another key says nothing', () => {
    add(open(), 1);
    const second = openAnchors(join(root, 'second'), 'the key of another server', {
      ...{ copy, files: () => [], onCopyFailed: (error) => failures.push(error) },
    });
    add(second, 7);
    expect(readdirSync(copy)).toHaveLength(2);
    expect(second.read(SHOP)).toMatchObject({ anchors: [{ sequence: 7 }], findings: [] });
    expect(open().read(SHOP)).toMatchObject({ anchors: [{ sequence: 1 }], findings: [] });
  });
});

describe('a file that was told of the anchors', () => {
  it('is the log, with its other lines, and finds what was cut here and in the copy', () => {
    const anchors = open();
    const log = join(root, 'server.log');
    writeFileSync(log, '{"level":"info","msg":"listening"}\nnot JSON at all "auditAnchor"\n');
    for (const sequence of [1, 2, 3]) {
      const entry = { level: 'info', organizationId: SHOP, auditAnchor: add(anchors, sequence), msg: 'anchored' };
      appendFileSync(log, `${JSON.stringify(entry)}\n`);
    }
    const heard = () => open({ files: () => [log] });
    expect(heard().read(SHOP)).toMatchObject({ findings: [], witnesses: [{ lines: 3 }, { name: log, lines: 3 }] });
    cut(present(), 1);
    cut(copied(), 1);
    expect(problems(open())).toEqual([]);
    expect(problems(heard())).toEqual([expect.stringMatching(/^1 lines that .*server\.log has are gone/)]);
    expect(sequences(heard())).toEqual([1, 2, 3]);
    expect(heard().read(OTHER)).toMatchObject({ anchors: [], findings: [], witnesses: [{ lines: 0 }, { lines: 0 }] });
  });

  it('is the newest line of each shop in a backup', () => {
    const anchors = open();
    for (const sequence of [1, 2]) add(anchors, sequence);
    add(anchors, 5, OTHER);
    const heads = join(root, 'heads.jsonl');
    writeFileSync(heads, headsOf(own));
    expect(readFileSync(heads, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    add(anchors, 3);
    expect(problems(open({ files: () => [heads] }))).toEqual([]);
    cut(present(), 2);
    rmSync(copy, { recursive: true });
    const found = problems(open({ files: () => [heads] }));
    expect(found).toEqual([expect.stringMatching(/^1 lines that .*heads\.jsonl has are gone.*number 2\)$/)]);
    expect(headsOf(join(root, 'nowhere'))).toBe('');
  });

  it('makes up no anchors: what this server did not sign is passed over', () => {
    const anchors = open();
    add(anchors, 1);
    const forged = join(root, 'forged.jsonl');
    const elsewhere = openAnchors(join(root, 'elsewhere'), 'another key', undefined);
    writeFileSync(forged, `${add(elsewhere, 8)}\n${add(anchors, 4, OTHER)}\n`);
    expect(open({ files: () => [forged] }).read(SHOP)).toMatchObject({ anchors: [{ sequence: 1 }], findings: [] });
  });
});

it('lines carry their number on from those of an older program, which had none', () => {
  const anchors = openAnchors(own, KEY);
  const numbers = () =>
    readFileSync(present(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse((JSON.parse(line) as [string])[0]) as { counter: number }).counter);
  // As it wrote them: the same, without a number.
  let previous = '0'.repeat(64);
  const lines = [1, 2].map((sequence) => {
    const at = `2029-12-31T00:00:0${sequence}.000Z`;
    const content = JSON.stringify({ kind: 'kept', at, sequence, hash: 'a'.repeat(64), previous });
    previous = createHmac('sha256', KEY).update(`audit-anchor\n${SHOP}\n${content}`, 'utf8').digest('hex');
    return JSON.stringify([content, previous]);
  });
  mkdirSync(own);
  writeFileSync(present(), lines.map((line) => `${line}\n`).join(''));
  add(anchors, 3);
  add(openAnchors(own, KEY), 4);
  expect(anchors.read(SHOP)).toMatchObject({ findings: [], anchors: [1, 2, 3, 4].map((sequence) => ({ sequence })) });
  expect(numbers()).toEqual([3, 4]);
});
