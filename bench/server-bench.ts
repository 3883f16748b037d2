import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../apps/server/src/cli/replay/server-process.ts';
import { freePort, prepareDataDirectory } from '../apps/server/src/platform/embedded-postgres/index.ts';
import { measureCheckout, measureQueue, push, type Rate } from './checkout.ts';
import { type BenchDatabase, openBenchDatabase } from './database.ts';
import { Line } from './line.ts';
import { hasPgbench, type PgbenchRate, runPgbench } from './pgbench.ts';
import { type Result, result } from './result.ts';
import { BenchTill } from './sales.ts';
import { analyze, seedShops } from './shop.ts';
import { mostStatementsOfSale, startWireTap } from './wire-tap.ts';
import { pgbenchScript, SAMPLE_HEAD, writeCallOf } from './write-call.ts';

export interface ServerBenchOptions {
  /** Length of each measured run. */
  readonly seconds: number;
  readonly queue: number;
  tell(sentence: string): void;
}

/** What a register sends at a time when it has a queue. */
const BATCH = 100;

/** A shop of some days: statements are prepared, and PostgreSQL knows its tables. pgbench comes after it and finds the same. */
const ESTABLISHING_SECONDS = 6;

/** The servers of a run come one after the other to one database, as servers of one installation: they share its root key. */
const ROOT_KEY = randomBytes(32).toString('base64url');

/** Checkout and sync, against the same write call in pgbench and against the fixed floor. */
export async function benchServer(options: ServerBenchOptions): Promise<Result[]> {
  const database = await openBenchDatabase();
  try {
    const tills = (await seedShops(database.ownerUrl)).map((register) => new BenchTill(register));
    const one = tills.filter((till) => till.register.organization === 0);
    const eight = tills.filter((till) => till.register.organization > 0);
    const statements = await countStatements(database, tills);
    const { first, second, queue } = await measureServer(options, database, one, eight);
    const results = [
      result('checkout.statements', statements, 'statements', { most: 2 }),
      ...rateResults('checkout.one-organization', first),
      ...rateResults('checkout.eight-organizations', second),
      result('sync.queue', queue.salesPerSecond, 'sales/s', null),
      result('sync.queue.cpu', queue.cpuMsPerSale, 'ms/sale', null),
      result('sync.queue-to-single', queue.salesPerSecond / first.salesPerSecond, 'times', { least: 2 }),
    ];
    if (!(await hasPgbench()))
      throw new Error('pgbench is missing: apt-get install postgresql-client postgresql-contrib');
    options.tell('The same write call in pgbench …');
    for (const [name, group, rate] of [
      ['one-organization', one, first],
      ['eight-organizations', eight, second],
    ] as const) {
      results.push(...againstWriteCall(name, rate, await pgbenchWriteCall(options, database, group)));
    }
    options.tell('The fixed floor …');
    const floor = readFileSync(new URL('floor.sql', import.meta.url), 'utf8');
    const floorRate = await runPgbench(database.appUrl, floor, options.seconds, database.pid, 'prepared');
    return [...results, ...againstFloor(first, floorRate)];
  } finally {
    await database.close();
  }
}

async function withServer<T>(
  database: BenchDatabase,
  appUrl: string,
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const { path } = prepareDataDirectory(mkdtempSync(join(tmpdir(), 'mosaajii-bench-server-')), true);
  const env = { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: appUrl, MOSAAJII_SECRET_ROOT_KEY_1: ROOT_KEY };
  const server = await startServerProcess({ dataDirectory: path, port: await freePort(), env });
  try {
    return await work(server);
  } finally {
    await server.stop();
    rmSync(path, { recursive: true, force: true });
  }
}

/** Looks at the wire while each till opens its shift and sells a little. */
async function countStatements(database: BenchDatabase, tills: readonly BenchTill[]): Promise<number> {
  const tap = await startWireTap(database.appUrl);
  try {
    return await withServer(database, tap.url, async (server) => {
      const line = await Line.open(server.origin);
      for (const till of tills) await push(line, till.register, [till.openShift()]);
      tap.statements.length = 0;
      for (const till of tills) await push(line, till.register, [till.sale()]);
      line.close();
      return mostStatementsOfSale(tap.statements);
    });
  } finally {
    await tap.close();
  }
}

function measureServer(
  { seconds, queue, tell }: ServerBenchOptions,
  database: BenchDatabase,
  one: readonly BenchTill[],
  eight: readonly BenchTill[],
) {
  return withServer(database, database.appUrl, async ({ origin, pid }) => {
    const pids = [pid, database.pid];
    tell('Both sell for a while first …');
    for (const tills of [one, eight]) await measureCheckout({ origin, tills, seconds: ESTABLISHING_SECONDS, pids });
    await analyze(database.ownerUrl);
    tell('Checkout, one organization with eight registers …');
    const first = await measureCheckout({ origin, tills: one, seconds, pids });
    tell('Checkout, eight organizations with one register …');
    const second = await measureCheckout({ origin, tills: eight, seconds, pids });
    tell(`A queue of ${queue} sales …`);
    const [till] = one;
    if (till === undefined) throw new Error('the benchmark has no register');
    return { first, second, queue: await measureQueue({ origin, pids }, till, queue, BATCH) };
  });
}

async function pgbenchWriteCall(
  { seconds }: ServerBenchOptions,
  database: BenchDatabase,
  group: readonly BenchTill[],
): Promise<PgbenchRate> {
  const [till] = group;
  if (till === undefined) throw new Error('the benchmark has no register');
  const sample = new BenchTill(till.register, SAMPLE_HEAD).sale();
  const call = await writeCallOf(database.appUrl, till.register, sample);
  const script = pgbenchScript(call, sample, till.register, till.register.organization === 0);
  return runPgbench(database.appUrl, script, seconds, database.pid, 'simple');
}

function rateResults(id: string, rate: Rate): Result[] {
  return [
    result(id, rate.salesPerSecond, 'sales/s', null),
    result(`${id}.p50`, rate.p50Ms, 'ms', null),
    result(`${id}.p99`, rate.p99Ms, 'ms', null),
    result(`${id}.cpu`, rate.cpuMsPerSale, 'ms/sale', null),
  ];
}

function againstWriteCall(name: string, rate: Rate, call: PgbenchRate): Result[] {
  return [
    result(`pgbench.${name}`, call.salesPerSecond, 'sales/s', null),
    result(`pgbench.${name}.cpu`, call.cpuMsPerSale, 'ms/sale', null),
    result(`checkout.${name}.rate-to-pgbench`, rate.salesPerSecond / call.salesPerSecond, 'times', { least: 0.4 }),
    result(`checkout.${name}.cpu-to-pgbench`, rate.cpuMsPerSale / call.cpuMsPerSale, 'times', { most: 2.5 }),
  ];
}

function againstFloor(rate: Rate, floor: PgbenchRate): Result[] {
  return [
    result('floor', floor.salesPerSecond, 'sales/s', null),
    result('floor.cpu', floor.cpuMsPerSale, 'ms/sale', null),
    result('checkout.rate-to-floor', rate.salesPerSecond / floor.salesPerSecond, 'times', { least: 0.4 }),
    result('checkout.cpu-to-floor', rate.cpuMsPerSale / floor.cpuMsPerSale, 'times', { most: 2.5 }),
  ];
}
