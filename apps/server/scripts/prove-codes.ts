import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../src/config.ts';
import { migrateInstallation, openInstallation } from '../src/installation.ts';
import { createDatabase, type Database } from '../src/platform/database/index.ts';
import { createIds } from '../src/platform/ids/index.ts';
import { createPersonal, type Personal } from '../src/platform/personal/index.ts';
import { issueCode } from '../src/rooms/identity/one-time-codes/index.ts';
import { argument } from './argument.ts';
import type { Order } from './guess-codes.ts';

/**
 * `tsx prove-codes.ts --from 0 --count 10`: in each round four processes guess at one code a thousand times at once, are
 * killed on the way and begin again; then twenty bring a right one at the same time.
 */
const PROCESSES = 4;
const GUESSES = 1_000;
const RIGHT = 20;
const MOST_EVALUATED = 5;
const PURPOSE = 'access.activate';
const count = argument('--count', 10);
const from = argument('--from', 0);
const ids = createIds();
const clock = { now: () => new Date() };

/** Processes that try codes, and the answers they have given so far. */
class Guessers {
  readonly answers: string[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #url: string;
  #heard: () => void = () => undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async start(): Promise<void> {
    const file = fileURLToPath(new URL('guess-codes.ts', import.meta.url));
    for (let n = 0; n < PROCESSES; n += 1) {
      const child = fork(file, [this.#url], { execArgv: ['--import', 'tsx'] });
      this.#children.push(child);
      await once(child, 'message');
      child.on('message', (answer) => {
        this.answers.push(String(answer));
        this.#heard();
      });
    }
  }

  /** Each process gets its share, all at once. */
  give(subjectId: string, codes: readonly string[]): void {
    for (const [n, child] of this.#children.entries()) {
      const order: Order = { purpose: PURPOSE, subjectId, codes: codes.filter((_, at) => at % PROCESSES === n) };
      child.send(order);
    }
  }

  async hear(number: number): Promise<readonly string[]> {
    while (this.answers.length < number) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
    return this.answers;
  }

  /** As a power cut does it. */
  async kill(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  }
}

interface World {
  readonly db: Database;
  readonly personal: Personal;
  readonly appUrl: string;
}

async function issue({ db, personal }: World): Promise<{ readonly subjectId: string; readonly code: string }> {
  const subjectId = ids.next();
  const input = { purpose: PURPOSE, subjectId, accountId: null, recipient: '', channel: 'in-person' } as const;
  const issued = await db.globalTx((tx) => issueCode({ clock, ids, personal }, tx, { ...input, ttlMinutes: 15 }));
  if (!issued.ok) throw new Error(issued.error.code);
  return { subjectId, code: issued.value.code };
}

async function evaluated({ db }: World, subjectId: string): Promise<number> {
  const [row] = await db.globalTx((tx) =>
    tx.query<{ n: number }>('select coalesce(sum(attempts), 0)::int as n from one_time_code where subject_id = $1', [
      subjectId,
    ]),
  );
  return row?.n ?? -1;
}

function tally(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** A thousand wrong guesses before the processes are killed, and a thousand after; then the right code. */
async function proveGuessing(world: World): Promise<string[]> {
  const { subjectId, code } = await issue(world);
  const wrong = Array.from({ length: GUESSES }, (_, n) => n.toString(32).toUpperCase().padStart(6, 'Z'))
    .map((text) => text.replace(/[ILOU]/g, 'X'))
    .map((text) => (text === code ? '000000' : text));
  const before = new Guessers(world.appUrl);
  await before.start();
  before.give(subjectId, wrong);
  // Killed in the middle of it: whatever was under way dies with them.
  await before.hear(3);
  await before.kill();
  const after = new Guessers(world.appUrl);
  await after.start();
  try {
    after.give(subjectId, wrong);
    const counts = tally(await after.hear(GUESSES));
    const tried = await evaluated(world, subjectId);
    after.give(subjectId, [code]);
    const [last] = (await after.hear(GUESSES + 1)).slice(GUESSES);
    process.stdout.write(`wrong: ${JSON.stringify(counts)}, evaluated ${tried}, then the right one: ${last}\n`);
    const faults: string[] = [];
    if (tried > MOST_EVALUATED) faults.push(`${tried} guesses were evaluated`);
    if ((counts['code-wrong'] ?? 0) + (counts['code-locked'] ?? 0) !== GUESSES)
      faults.push('an answer of another kind');
    if (last !== 'code-locked') faults.push(`the right code was answered ${last}`);
    return faults;
  } finally {
    await after.kill();
  }
}

async function proveRightOnes(world: World): Promise<string[]> {
  const { subjectId, code } = await issue(world);
  const guessers = new Guessers(world.appUrl);
  await guessers.start();
  try {
    guessers.give(
      subjectId,
      Array.from({ length: RIGHT }, () => code),
    );
    const counts = tally(await guessers.hear(RIGHT));
    process.stdout.write(`right: ${JSON.stringify(counts)}\n`);
    const others = (counts['code-wrong'] ?? 0) + (counts['code-locked'] ?? 0);
    if (counts['ok'] !== 1) return [`${counts['ok'] ?? 0} of ${RIGHT} were let in`];
    return others === RIGHT - 1 ? [] : ['an answer of another kind'];
  } finally {
    await guessers.kill();
  }
}

const directory = mkdtempSync(join(tmpdir(), 'mosaajii-codes-'));
let failed = 0;
try {
  const config = parseConfig({ DATA_DIR: directory });
  const installation = await openInstallation(config, { purpose: 'proof', onNotice: () => undefined });
  try {
    const { appUrl } = await migrateInstallation(config, installation, {});
    const db = createDatabase({ url: appUrl, poolSize: 2 });
    const world = { db, appUrl, personal: createPersonal({ rootKeys: installation.rootKeys, clock }) };
    for (let round = from; round < from + count; round += 1) {
      const faults = [...(await proveGuessing(world)), ...(await proveRightOnes(world))];
      for (const fault of faults) process.stdout.write(`round ${round}: ${fault}\n`);
      if (faults.length > 0) failed += 1;
    }
    await db.close();
  } finally {
    await installation.close();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.stdout.write(`${JSON.stringify({ passed: count - failed, failed })}\n`);
process.exitCode = failed === 0 ? 0 : 1;
