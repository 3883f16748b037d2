import type { Kysely } from 'kysely';
import pg from 'pg';
import { commitMark } from './commit-mark.ts';
import { queryBuilder } from './connection.ts';
import type { DB } from './db-types.ts';
import { rowValues } from './row-values.ts';

/** What both kinds of transaction can do. */
interface Statements {
  /** Typed queries on this transaction. */
  readonly db: Kysely<DB>;
  /** Runs one statement; with a `name` it is prepared once on each connection and only bound afterwards. */
  query<R>(text: string, values?: readonly unknown[], name?: string): Promise<R[]>;
}

/** A transaction inside the wall of one organization. Row-level security shows and takes only its rows. */
export interface Tx extends Statements {
  readonly organizationId: string;
  /** Says that change-feed rows were written: the feed is poked after the commit, and only then. */
  markChanged(): void;
  /**
   * Runs the last statement with the commit behind it in one message: a round trip less while locks are held. What the
   * statement refuses is rolled back. Nothing may follow; resolves when both are done.
   */
  queryAndCommit<R>(text: string, values: readonly unknown[], name?: string): Promise<R[]>;
}

/** How a transaction's prepared statements are planned. */
export interface TxOptions {
  /**
   * One plan for all values, made once on each connection: for large statements that look rows up by key, whose planning
   * costs more than their work. Elsewhere PostgreSQL decides by itself.
   */
  readonly isPlannedOnce?: boolean;
}

/** A transaction outside of any organization: sees the global tables, and no row of a tenant's table. */
export interface GlobalTx extends Statements {
  /** Goes inside the wall of one organization for the rest of this transaction. */
  enter(organizationId: string): Promise<Tx>;
}

export interface Database {
  /** Runs `work` in one transaction of an organization; repeats it when PostgreSQL asks for that, so `work` has no other effects. */
  tx<T>(organizationId: string, work: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>;
  /** The same, read only. */
  read<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  globalTx<T>(work: (tx: GlobalTx) => Promise<T>): Promise<T>;
  /** Called after each commit of a transaction that was marked as changed. Returns the way to stop listening. */
  onChanged(listener: (organizationId: string) => void): () => void;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connection of the plain application role. */
  readonly url: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** Statements are sent without waiting for the answer to the one before; not in the driver's type declarations yet. */
const PIPELINED = { pipeline: true };
const READ_ONLY = 'begin read only';
const ATTEMPTS = 4;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
/**
 * A plan that is kept must not be one for the near-empty tables of a new shop: without this it would walk over all rows
 * until the next ANALYZE.
 */
const PLANNED_ONCE = 'begin;set local plan_cache_mode = force_generic_plan;set local enable_seqscan = off';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Opens the pool of the application role. Nothing connects before the first transaction. */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 16,
    types: rowValues,
    application_name: 'mosaajii',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    ...PIPELINED,
  });
  const broken = (error: Error) => options.onConnectionError?.(error);
  pool.on('error', broken);
  // A connection that breaks while it is lent out says so itself; without a listener the process would end with it.
  pool.on('connect', (client) => client.on('error', broken));
  const listeners = new Set<(organizationId: string) => void>();
  const changed = (organizationIds: ReadonlySet<string>) => {
    for (const id of organizationIds) for (const listener of listeners) listener(id);
  };
  const inside = async <T>(begin: string, organizationId: string, work: (tx: Tx) => Promise<T>) =>
    repeating(pool, changed, `${begin};${enter(organizationId)}`, (open, marks) =>
      work(new OpenTx(open, organizationId, marks)),
    );
  return {
    tx: (organizationId, work, { isPlannedOnce } = {}) =>
      inside(isPlannedOnce === true ? PLANNED_ONCE : 'begin', organizationId, work),
    read: (organizationId, work) => inside(READ_ONLY, organizationId, work),
    globalTx: (work) => repeating(pool, changed, 'begin', (open, marks) => work(new OpenGlobalTx(open, marks))),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pool,
    close: () => pool.end(),
  };
}

/** `SET LOCAL` takes no parameters; what is written here has been parsed as a UUID. */
function enter(organizationId: string): string {
  if (!UUID.test(organizationId)) throw new TypeError(`not an organization's id: ${JSON.stringify(organizationId)}`);
  return `set local app.organization_id = '${organizationId}'`;
}

type Work<T> = (open: OpenConnection, marks: Set<string>) => Promise<T>;

async function repeating<T>(
  pool: pg.Pool,
  changed: (organizationIds: ReadonlySet<string>) => void,
  begin: string,
  work: Work<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const marks = new Set<string>();
    try {
      const value = await once(pool, begin, (open) => work(open, marks));
      changed(marks);
      return value;
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRepeating(error)) throw error;
    }
  }
}

/** One simple-query message begins the transaction, names the organization, and travels with the first statement. */
async function once<T>(pool: pg.Pool, begin: string, work: (open: OpenConnection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const open = new OpenConnection(client, begin);
    const value = await open.through(work);
    if (!open.isCommitted) {
      const mark = begin.startsWith(READ_ONLY) ? undefined : commitMark();
      if (mark !== undefined) await open.query(mark);
      requireCommit(await client.query('commit'));
    }
    return value;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A transaction that failed inside and was not told so answers COMMIT with ROLLBACK. */
function requireCommit({ command }: pg.QueryResult): void {
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back although no error was passed on');
}

async function rollBack(client: pg.ClientBase): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    // The connection is gone; PostgreSQL rolls back on its own, and the pool must not keep it.
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isWorthRepeating(error: unknown): boolean {
  const code = sqlState(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/** The SQLSTATE of an error of PostgreSQL, else undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The name of the violated constraint when `error` is a unique violation, else undefined. */
export function uniqueViolation(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : undefined;
}

/**
 * The connection of one transaction. The connections are pipelined: what is asked without waiting in between leaves in one
 * write and is done in order. What follows a BEGIN that failed would find no organization, and no row.
 */
class OpenConnection {
  readonly client: pg.PoolClient;
  readonly #begun: Promise<unknown>;
  readonly #wire: Wire;
  #cause: unknown;
  isCommitted = false;

  constructor(client: pg.PoolClient, begin: string) {
    this.client = client;
    this.#wire = wireOf(client);
    this.#wire.cork();
    this.#begun = client.query(begin);
    // Whoever asks first is told; a transaction that asks nothing learns it from its commit.
    this.#begun.catch(() => undefined);
  }

  /** What the work asks before it first waits leaves together with BEGIN. */
  async through<T>(work: (open: OpenConnection) => Promise<T>): Promise<T> {
    let working: Promise<T>;
    try {
      working = work(this);
    } finally {
      this.#wire.uncork();
    }
    const value = await working;
    await this.#begun;
    return value;
  }

  async query<R>(config: pg.QueryConfig): Promise<pg.QueryResult<R & pg.QueryResultRow>> {
    this.#refuseAfterCommit();
    const [result] = await this.#bothOf(this.#ask<R>(config), this.#begun);
    return result;
  }

  async queryAndCommit<R>(config: pg.QueryConfig): Promise<R[]> {
    this.#refuseAfterCommit();
    this.isCommitted = true;
    this.#wire.cork();
    const asked = this.#ask<R>(config);
    const committed = this.client.query('commit');
    this.#wire.uncork();
    const [{ rows }, end] = await this.#bothOf(asked, committed);
    requireCommit(end);
    return rows;
  }

  #ask<R>(config: pg.QueryConfig): Promise<pg.QueryResult<R & pg.QueryResultRow>> {
    const asked = this.client.query<R & pg.QueryResultRow>(config);
    // Answers come in order: the first refusal is the cause of all that follow it.
    asked.catch((error: unknown) => {
      this.#cause ??= error;
    });
    return asked;
  }

  /** Waits for both, also when the first one fails: the connection must not be given back with an answer under way. */
  async #bothOf<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
    const [a, b] = await Promise.allSettled([first, second]);
    if (a.status === 'rejected') throw this.#cause ?? a.reason;
    if (b.status === 'rejected') throw this.#cause ?? b.reason;
    return [a.value, b.value];
  }

  #refuseAfterCommit(): void {
    if (this.isCommitted) throw new Error('the transaction has been committed: nothing may follow');
  }
}

interface Wire {
  cork(): void;
  uncork(): void;
}

/** The socket under a connection; its type declarations leave it out. */
function wireOf(client: pg.PoolClient): Wire {
  const { connection } = client as pg.PoolClient & { readonly connection: { readonly stream: Wire } };
  return connection.stream;
}

class OpenStatements implements Statements {
  protected readonly open: OpenConnection;
  #builder: Kysely<DB> | undefined;

  constructor(open: OpenConnection) {
    this.open = open;
  }

  get db(): Kysely<DB> {
    this.#builder ??= queryBuilder(this.open);
    return this.#builder;
  }

  async query<R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
    const { rows } = await this.open.query<R>(configOf(text, values, name));
    return rows;
  }
}

function configOf(text: string, values: readonly unknown[], name: string | undefined): pg.QueryConfig {
  return { text, values: [...values], ...(name === undefined ? {} : { name }) };
}

class OpenTx extends OpenStatements implements Tx {
  readonly organizationId: string;
  readonly #marks: Set<string>;

  constructor(open: OpenConnection, organizationId: string, marks: Set<string>) {
    super(open);
    this.organizationId = organizationId;
    this.#marks = marks;
  }

  markChanged(): void {
    this.#marks.add(this.organizationId);
  }

  queryAndCommit<R>(text: string, values: readonly unknown[], name?: string): Promise<R[]> {
    return this.open.queryAndCommit<R>(configOf(text, values, name));
  }
}

class OpenGlobalTx extends OpenStatements implements GlobalTx {
  readonly #marks: Set<string>;

  constructor(open: OpenConnection, marks: Set<string>) {
    super(open);
    this.#marks = marks;
  }

  async enter(organizationId: string): Promise<Tx> {
    await this.open.query({ text: enter(organizationId) });
    return new OpenTx(this.open, organizationId, this.#marks);
  }
}
