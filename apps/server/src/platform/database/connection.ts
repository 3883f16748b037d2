import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { DB } from './db-types.ts';

/**
 * Kysely over one connection that a transaction has already been opened on. It begins, commits and releases nothing, so
 * that the one place which does remains `transaction.ts`.
 */
export function queryBuilder(open: Queryable): Kysely<DB> {
  const connection = new OneConnection(open);
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOf(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** What runs a statement inside of the open transaction. */
interface Queryable {
  query<R>(config: pg.QueryConfig): Promise<pg.QueryResult<R & pg.QueryResultRow>>;
}

class OneConnection implements DatabaseConnection {
  readonly #open: Queryable;

  constructor(open: Queryable) {
    this.#open = open;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#open.query<R>({ text: query.sql, values: [...query.parameters] });
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered: page through the rows by their key');
  }
}

function driverOf(connection: DatabaseConnection): Driver {
  const nested = (): Promise<void> =>
    Promise.reject(new Error('a transaction is already open: use the tx you were given'));
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: nested,
    commitTransaction: nested,
    rollbackTransaction: nested,
    destroy: () => Promise.resolve(),
  };
}
