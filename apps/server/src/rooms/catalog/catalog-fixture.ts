import type { Role } from '@mosaajii/domain/permission';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import type { FastifyInstance } from 'fastify';
import { Client } from 'pg';
import { userWith } from '../../platform/access/user-fixture.ts';
import { createDatabase } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { mountRoutes } from '../../platform/http/mount.ts';
import type { Route } from '../../platform/http/route.ts';
import { createHttpServer } from '../../platform/http/server.ts';
import { createIds } from '../../platform/ids/index.ts';
import type { Enqueue, JobPayload } from '../../platform/jobs/index.ts';
import { createLog } from '../../platform/log/index.ts';
import { createPersonal } from '../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../platform/secrets/index.ts';
import { catalogRoutes } from './index.ts';

const ids = createIds();

/** A shop with a tax of 20 % and two tax classes in a database of its own, and the routes of this room in front of it. */
export interface CatalogFixture {
  readonly database: TestDatabase;
  readonly deps: Deps;
  readonly app: FastifyInstance;
  readonly organizationId: string;
  readonly userId: string;
  readonly standardTaxClassId: string;
  readonly zeroTaxClassId: string;
  /** Jobs that were enqueued, in order. */
  readonly enqueued: { task: string; payload: JobPayload; options: Enqueue | undefined }[];
  /** A request as somebody with this role; the answer's status and JSON. */
  request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    body?: unknown,
    role?: Role,
  ): Promise<{ status: number; body: Answer; headers: Record<string, unknown>; bytes: Buffer }>;
  /** Rows as the owner sees them, past every wall. */
  rows<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** Whatever a route answered: tests look into it field by field. */
export type Answer = Record<string, unknown> & { readonly [key: string]: never };

/** `more`: routes of other rooms that are tested on this catalogue. */
export async function createCatalogFixture(more: readonly Route[] = []): Promise<CatalogFixture> {
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.appUrl, poolSize: 6 });
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const organizationId = await insertShop(owner);
  const [standardTaxClassId, zeroTaxClassId] = await insertTaxes(owner, organizationId);
  const userId = ids.next();
  const enqueued: CatalogFixture['enqueued'] = [];
  const deps: Deps = {
    db,
    clock: { now: () => new Date() },
    ids,
    log: createLog('silent'),
    personal: createPersonal({ rootKeys: rootKeysInMemory(), clock: { now: () => new Date() } }),
    feed: { poke: () => undefined, subscribe: () => () => undefined, onSessionEnded: () => () => undefined },
    jobs: {
      enqueue: (_tx, task, payload, options) => {
        enqueued.push({ task, payload, options });
        return Promise.resolve();
      },
      cancel: () => Promise.resolve(),
    },
    config: { isTls: false, allowedHosts: ['localhost'], version: 'test' },
  };
  const app = await createHttpServer(deps);
  mountRoutes(app, [...catalogRoutes, ...more], { deps, recognition: recognising(organizationId, userId) });
  return {
    database,
    deps,
    app,
    organizationId,
    userId,
    standardTaxClassId,
    zeroTaxClassId,
    enqueued,
    request: (method, url, body, role) => inject(app, method, url, body, role),
    rows: async <T>(text: string, values: readonly unknown[] = []) =>
      (await owner.query(text, [...values])).rows as T[],
    close: async () => {
      await app.close();
      await db.close();
      await owner.end();
      await database.drop();
    },
  };
}

/** The token is the role: who signs in is the identity room's business and tested there. */
function recognising(organizationId: string, userId: string) {
  return {
    userOf: (token: string) =>
      Promise.resolve({
        actor: userWith(token as Role, { organizationId, userId }),
      }),
    isRegisterAlive: () => Promise.resolve(false),
    isSessionAlive: () => Promise.resolve(true),
    usersOf: () => Promise.resolve([]),
    grantersOf: () => Promise.resolve({ roles: [], people: [], storeName: null }),
    registerOf: () => Promise.resolve('register-not-recognised' as const),
  };
}

/** A file as browsers send it. */
export function multipart(fileName: string, bytes: Buffer): { headers: Record<string, string>; payload: Buffer } {
  const boundary = 'mosaajii-test-boundary';
  const part = `content-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv`;
  return {
    headers: { host: 'localhost', cookie: 'sid=manager', 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(`--${boundary}\r\n${part}\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}

async function inject(
  app: FastifyInstance,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  body: unknown,
  role: Role = 'administrator',
) {
  const answer = await app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      host: 'localhost',
      cookie: `sid=${role}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    body: (isJson ? answer.json() : {}) as Answer,
    headers: answer.headers as Record<string, unknown>,
    bytes: answer.rawPayload,
  };
}

/** Another shop in the same database, to see that nothing of it is reachable. */
export async function insertShop(owner: Client): Promise<string> {
  const organizationId = ids.next();
  await owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
  await owner.query(
    `insert into organization (organization_id, name, country_code, currency_code, currency_exponent)
     values ($1, 'Shop', 'GB', 'GBP', 2)`,
    [organizationId],
  );
  await owner.query(`insert into store (organization_id, store_id, code, name) values ($1, $2, 'S1', 'Shop')`, [
    organizationId,
    ids.next(),
  ]);
  await owner.query('insert into change_head (organization_id) values ($1)', [organizationId]);
  return organizationId;
}

async function insertTaxes(owner: Client, organizationId: string): Promise<[string, string]> {
  const [taxId, standard, zero] = [ids.next(), ids.next(), ids.next()];
  await owner.query(
    `insert into tax (organization_id, tax_id, name, kind, rate_ppm, is_included) values ($1, $2, 'VAT', 'percent', 200000, true)`,
    [organizationId, taxId],
  );
  await owner.query(
    `insert into tax_class (organization_id, tax_class_id, name, tax_ids, is_default)
     values ($1, $2, 'Standard', array[$4]::uuid[], true), ($1, $3, 'Zero', '{}', false)`,
    [organizationId, standard, zero, taxId],
  );
  return [standard, zero];
}
