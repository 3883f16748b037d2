import type { Kysely } from 'kysely';
import pg from 'pg';
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
}

/** A transaction outside of any organization: sees the global tables, and no row of a tenant's table. */
export interface GlobalTx extends Statements {
  /** Goes inside the wall of one organization for the rest of this transaction. */
  enter(organizationId: string): Promise<Tx>;
}

export interface Database {
  /** Runs `work` in one transaction of an organization; repeats it when PostgreSQL asks for that, so `work` has no other effects. */
  tx<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
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

const ATTEMPTS = 4;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
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
    repeating(pool, changed, `${begin};${enter(organizationId)}`, (client, marks) =>
      work(new OpenTx(client, organizationId, marks)),
    );
  return {
    tx: (organizationId, work) => inside('begin', organizationId, work),
    read: (organizationId, work) => inside('begin read only', organizationId, work),
    globalTx: (work) => repeating(pool, changed, 'begin', (client, marks) => work(new OpenGlobalTx(client, marks))),
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

type Work<T> = (client: pg.ClientBase, marks: Set<string>) => Promise<T>;

async function repeating<T>(
  pool: pg.Pool,
  changed: (organizationIds: ReadonlySet<string>) => void,
  begin: string,
  work: Work<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const marks = new Set<string>();
    try {
      const value = await once(pool, begin, (client) => work(client, marks));
      changed(marks);
      return value;
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRepeating(error)) throw error;
    }
  }
}

/** One simple-query message begins the transaction and names the organization, so the wall costs no round trip. */
async function once<T>(pool: pg.Pool, begin: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const value = await work(client);
    const result = await client.query('commit');
    // A transaction that failed inside and was not told so answers COMMIT with ROLLBACK.
    if (result.command !== 'COMMIT') throw new Error('the transaction was rolled back although no error was passed on');
    return value;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
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

class OpenStatements implements Statements {
  readonly #client: pg.ClientBase;
  #builder: Kysely<DB> | undefined;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  get db(): Kysely<DB> {
    this.#builder ??= queryBuilder(this.#client);
    return this.#builder;
  }

  async query<R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
    const config = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    const result = await this.#client.query<R & pg.QueryResultRow>(config);
    return result.rows;
  }
}

class OpenTx extends OpenStatements implements Tx {
  readonly organizationId: string;
  readonly #marks: Set<string>;

  constructor(client: pg.ClientBase, organizationId: string, marks: Set<string>) {
    super(client);
    this.organizationId = organizationId;
    this.#marks = marks;
  }

  markChanged(): void {
    this.#marks.add(this.organizationId);
  }
}

class OpenGlobalTx extends OpenStatements implements GlobalTx {
  readonly #client: pg.ClientBase;
  readonly #marks: Set<string>;

  constructor(client: pg.ClientBase, marks: Set<string>) {
    super(client);
    this.#client = client;
    this.#marks = marks;
  }

  async enter(organizationId: string): Promise<Tx> {
    await this.#client.query(enter(organizationId));
    return new OpenTx(this.#client, organizationId, this.#marks);
  }
}
