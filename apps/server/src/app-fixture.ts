import { generateKeyPairSync, type webcrypto } from 'node:crypto';
import type { Enrolment, SetupResponse } from '@mosaajii/contract/identity';
import type { Role } from '@mosaajii/domain/permission';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Client } from 'pg';
import { type AppDeps, createApp } from './app.ts';
import { createDatabase, type Database } from './platform/database/index.ts';
import { createIds } from './platform/ids/index.ts';
import { createLog } from './platform/log/index.ts';
import { createPersonal, type Personal } from './platform/personal/index.ts';
import { type RootKeys, rootKeysInMemory } from './platform/secrets/index.ts';
import { ensureSetupToken, hashPassword, openSession, sealEmail } from './rooms/identity/index.ts';
import { registerHeaders } from './rooms/operations/replay/index.ts';

export const OWNER_PASSWORD = 'seven green owls';
const ids = createIds();

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The session's token, when the answer sets its cookie. */
  readonly token: string | undefined;
}

export interface Ask {
  readonly body?: unknown;
  /** A session's token, sent as the cookie. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole application over a database of its own, with a clock that the test moves. */
export interface AppFixture {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly database: TestDatabase;
  /** Past every wall, for arranging and for looking behind the scenes. */
  readonly owner: Client;
  readonly clock: { now(): Date; advance(milliseconds: number): void };
  readonly rootKeys: RootKeys;
  /** The vault of another process with the same root keys. */
  readonly personal: Personal;
  ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, ask?: Ask): Promise<Reply>;
  close(): Promise<void>;
}

/** What a test brings itself: parts of the program, or a database that another one has filled. */
export interface OwnParts extends Partial<Pick<AppDeps, 'load' | 'log' | 'senders' | 'gateways' | 'rootKeys'>> {
  readonly database?: TestDatabase;
  /** When the clock begins; else now. */
  readonly startAt?: Date;
}

export async function createAppFixture(
  config: Partial<AppDeps['config']> = {},
  own: OwnParts = {},
): Promise<AppFixture> {
  const database = own.database ?? (await createTestDatabase());
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const db = createDatabase({ url: database.appUrl, poolSize: 8 });
  let at = (own.startAt ?? new Date()).getTime();
  const clock = { now: () => new Date(at), advance: (milliseconds: number) => void (at += milliseconds) };
  const rootKeys = own.rootKeys ?? rootKeysInMemory();
  const app = await createApp({
    db,
    rootKeys,
    log: own.log ?? createLog('silent'),
    // However busy the machine of the tests is: it is not what they are about.
    load: own.load ?? { delayMs: () => 0, stop: () => undefined },
    clock,
    ...(own.gateways === undefined ? {} : { gateways: own.gateways }),
    ownerUrl: database.ownerUrl,
    ...(own.senders === undefined ? {} : { senders: own.senders }),
    config: { isTls: false, allowedHosts: ['localhost'], version: 'test', ...config },
  });
  return {
    app,
    db,
    database,
    owner,
    clock,
    rootKeys,
    personal: createPersonal({ rootKeys, clock }),
    ask: (method, url, ask) => inject(app, clock, method, url, ask),
    close: async () => {
      await app.close();
      await db.close();
      await owner.end();
      await database.drop();
    },
  };
}

async function inject(
  app: FastifyInstance,
  clock: AppFixture['clock'],
  method: string,
  url: string,
  ask: Ask = {},
): Promise<Reply> {
  const { body, token, headers } = ask;
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  // `//livez` is outside of the API, `/setup` in it.
  const path = url.startsWith('//') ? url.slice(1) : `/api/v1${url}`;
  const payload = body === undefined || isText ? body : JSON.stringify(body);
  const options: InjectOptions = {
    method: method as 'GET',
    url: path,
    headers: {
      host: 'localhost',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { cookie: `sid=${token}` }),
      ...headers,
      ...proofOf(headers, { method, path, body: payload ?? '' }, clock.now().getTime()),
    },
    ...(payload === undefined ? {} : { payload }),
  };
  const response = await app.inject(options);
  const isJson = String(response.headers['content-type']).includes('json');
  const answer = isJson ? (JSON.parse(response.body) as Reply['body']) : {};
  rememberKey(body, answer);
  return {
    status: response.statusCode,
    body: answer,
    headers: response.headers,
    token: response.cookies.find((cookie) => cookie.name.endsWith('sid'))?.value,
  };
}

/** Private halves of the keys that tests made, by the public x, and by the id that the server gave when it took them. */
const privateKeys = new Map<unknown, webcrypto.JsonWebKey>();

/** A P-256 public key as a browser exports it. What is enrolled with it proves its key by itself from then on. */
export function publicKeyJwk() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  privateKeys.set(x, pair.privateKey.export({ format: 'jwk' }));
  return { kty: kty as 'EC', crv: crv as 'P-256', x, y };
}

/** Enrolled with a key that the test made elsewhere. */
export function holdKey(keyId: string, privateKey: webcrypto.JsonWebKey): void {
  privateKeys.set(keyId, privateKey);
}

interface WithKey {
  readonly keyId?: string;
  readonly publicKey?: { readonly x: string };
  readonly register?: { readonly publicKey?: { readonly x: string } };
  readonly enrolment?: { readonly keyId: string };
}

function rememberKey(asked: unknown, answered: Reply['body']): void {
  if (typeof asked !== 'object' || asked === null) return;
  const { publicKey, register } = asked as WithKey;
  const { keyId, enrolment } = answered as WithKey;
  const key = privateKeys.get((publicKey ?? register?.publicKey)?.x);
  const id = keyId ?? enrolment?.keyId;
  if (key !== undefined && id !== undefined) privateKeys.set(id, key);
}

/** The proof for a register's credential, as its device would show it; nothing where the test brings its own or has no key. */
export function proofOf(
  headers: Readonly<Record<string, string>> = {},
  request: { readonly method: string; readonly path: string; readonly body?: string | Buffer },
  now: number,
): Record<string, string> {
  const [, organizationId = '', keyId = '', secret = ''] =
    /^Register ([^.]+)\.([^.]+)\.(.+)$/.exec(headers['authorization'] ?? '') ?? [];
  const privateKey = privateKeys.get(keyId);
  if (privateKey === undefined || 'register-proof' in headers) return {};
  return registerHeaders({ organizationId, keyId, secret, privateKey }, request, now);
}

/** A valid set-up; `token` is the one that the start printed. */
export function setupBody(token: string) {
  return {
    token,
    country: 'KE',
    currency: 'KES',
    locale: 'en-KE',
    shop: { name: 'Duka', legalName: 'Duka Limited', taxNumber: 'P051234567X', timeZone: 'Africa/Nairobi' },
    pricesIncludeTax: true,
    cashRounding: null,
    taxes: [{ name: 'VAT 16 %', ratePpm: 160_000 }],
    owner: { displayName: 'Amina', email: ' Amina@Example.COM ', password: OWNER_PASSWORD },
    register: { name: 'Front till', publicKey: publicKeyJwk() },
  };
}

export interface TestShop extends SetupResponse {
  /** The owner's session. */
  readonly token: string;
  readonly organizationId: string;
  readonly storeId: string;
}

/** With what a session of a test was opened; a second factor unless the test is about having none. */
export interface Assured {
  readonly assurance?: 'password' | 'second-factor';
}

/** Founds the shop through the API. Its owner has brought a second factor, unless the test asks for less. */
export async function setUpShop(fixture: AppFixture, { assurance = 'second-factor' }: Assured = {}): Promise<TestShop> {
  const token = await ensureSetupToken(fixture.db);
  const reply = await fixture.ask('POST', '/setup', { body: setupBody(token ?? '') });
  if (reply.status !== 201 || reply.token === undefined)
    throw new Error(`set-up failed: ${JSON.stringify(reply.body)}`);
  const body = reply.body as unknown as SetupResponse;
  await fixture.owner.query('update session set assurance = $1 where user_id = $2', [
    assurance,
    body.session.user.userId,
  ]);
  return {
    ...body,
    token: reply.token,
    organizationId: body.enrolment.organizationId,
    storeId: body.enrolment.storeId,
  };
}

/** A new session of the owner, just proved: for tests that move the clock past what an older one bears. */
export async function ownerToken({ owner, db, clock, personal }: AppFixture, shop: TestShop): Promise<string> {
  const { userId } = shop.session.user;
  const { rows } = await owner.query<{ account_id: string }>('select account_id from membership where user_id = $1', [
    userId,
  ]);
  const accountId = rows[0]?.account_id ?? '';
  const who = { accountId, organizationId: shop.organizationId, userId, userAgent: 'test', address: '127.0.0.1' };
  const opened = await db.globalTx((tx) =>
    openSession({ clock, ids, personal }, tx, { ...who, kind: 'office', assurance: 'second-factor' }),
  );
  return opened.token;
}

/** Somebody with a role in the shop, and a session of theirs that was just opened with a second factor, or with less. */
export async function addUser(
  fixture: AppFixture,
  shop: TestShop,
  role: Role,
  { assurance = 'second-factor' }: Assured = {},
): Promise<{ userId: string; accountId: string; token: string; email: string }> {
  const userId = ids.next();
  const accountId = ids.next();
  const email = `${role}-${userId.slice(-6)}@example.com`;
  const passwordHash = await hashPassword(OWNER_PASSWORD);
  const { owner, db, clock } = fixture;
  const sealed = await db.globalTx((tx) => sealEmail(fixture.personal, tx, accountId, email));
  await owner.query(
    'insert into account (account_id, email_sealed, email_index, display_name, password_hash) values ($1, $2, $3, $4, $5)',
    [accountId, sealed.email_sealed, sealed.email_index, role, passwordHash],
  );
  await owner.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
    accountId,
    shop.organizationId,
    userId,
  ]);
  await owner.query(
    'insert into organization_user (organization_id, user_id, account_id, display_name, role) values ($1, $2, $3, $4, $5)',
    [shop.organizationId, userId, accountId, role, role],
  );
  const who = { accountId, organizationId: shop.organizationId, userId, userAgent: 'test', address: '127.0.0.1' };
  const { token } = await db.globalTx((tx) =>
    openSession({ clock, ids, personal: fixture.personal }, tx, { ...who, kind: 'office', assurance }),
  );
  return { userId, accountId, token, email };
}

/** The header by which a register says who it is. */
export function credentialOf(enrolment: Pick<Enrolment, 'organizationId' | 'keyId' | 'secret'>): {
  authorization: string;
} {
  return { authorization: `Register ${enrolment.organizationId}.${enrolment.keyId}.${enrolment.secret}` };
}
