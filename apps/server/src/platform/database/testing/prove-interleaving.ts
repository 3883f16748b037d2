import { createHash } from 'node:crypto';
import type { Database, Tx } from '../transaction.ts';

/** A pool of two connections, and far more organizations at once than it has. */
const AT_ONCE = 40;

export interface Interleaved {
  readonly passed: number;
  /** What an organization saw that is not its own, or missed of its own. */
  readonly leaks: readonly string[];
}

/**
 * Lets `count` organizations, numbered from `from`, work through the same few connections all at once. Each one's work is cut
 * in a way of its own: committed, thrown out in the middle, broken by a refused statement, by a missing table, by a
 * statement that runs out of time, read only, or entered from outside of the wall. After it, and after everybody's, each
 * sees exactly its own rows, and whoever names no organization sees none.
 */
export async function interleave(db: Database, from: number, count: number): Promise<Interleaved> {
  const leaks: string[] = [];
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const queue = [...numbers];
  const lane = async () => {
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      leaks.push(...(await workOf(db, number)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const leaky = new Set(leaks.map((leak) => leak.split(':')[0]));
  return { passed: count - leaky.size, leaks };
}

/** The id of an organization by its number; the same each time. */
export function organizationOf(number: number): string {
  const hex = createHash('sha256').update(`organization ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function workOf(db: Database, number: number): Promise<string[]> {
  const id = organizationOf(number);
  await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1) on conflict do nothing', [id]));
  await db.tx(id, (tx) => write(tx, id));
  await disturb(db, id, number);
  const leaks: string[] = [];
  const look = async (where: string, seen: readonly string[], expected: readonly string[]) => {
    if (JSON.stringify(seen) !== JSON.stringify(expected)) leaks.push(`${number}: ${where} saw ${seen.length} rows`);
  };
  await look('a reader', await db.read(id, rowsSeen), [id]);
  await look('a writer', await db.tx(id, rowsSeen), [id]);
  await look('nobody', await db.globalTx(rowsSeen), []);
  const entered = await db.globalTx(async (tx) => rowsSeen(await tx.enter(id)));
  await look('somebody who entered', entered, [id]);
  const foreign = await db.tx(id, (tx) =>
    tx.query('select 1 from change_head where organization_id = $1', [organizationOf(number + 1)]),
  );
  if (foreign.length > 0) leaks.push(`${number}: saw its neighbour`);
  return leaks;
}

async function write(tx: Tx, id: string): Promise<void> {
  await tx.query('insert into change_head (organization_id) values ($1) on conflict do nothing', [id]);
}

async function rowsSeen(tx: Pick<Tx, 'query'>): Promise<string[]> {
  const rows = await tx.query<{ organization_id: string }>(
    'select organization_id from change_head order by organization_id limit 3',
  );
  return rows.map((row) => row.organization_id);
}

/** Leaves a connection behind as a program does that goes wrong. Every one of these has to fail. */
async function disturb(db: Database, id: string, number: number): Promise<void> {
  const ways: readonly (() => Promise<unknown>)[] = [
    () => db.tx(id, thrown),
    () => db.tx(id, (tx) => tx.query('insert into change_head (organization_id) values ($1)', [organizationOf(-1)])),
    () => db.tx(id, (tx) => tx.query('select * from a_table_that_is_not_there')),
    () => db.read(id, (tx) => write(tx, 'not an id')),
    () =>
      db.tx(id, async (tx) => {
        await tx.query("set local statement_timeout = '1ms'");
        await tx.query('select pg_sleep(1)');
      }),
    () =>
      db.globalTx(async (tx) => {
        await tx.enter(id);
        throw new Error('thrown outside');
      }),
  ];
  const way = ways[number % ways.length];
  if (way === undefined) return;
  const failure = await way().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) throw new Error(`organization ${number} was not disturbed`);
}

async function thrown(tx: Tx): Promise<never> {
  await tx.query('select 1');
  throw new Error('thrown inside');
}
