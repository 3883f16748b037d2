import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { createDatabase, type Database } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { createLog } from '../../../platform/log/index.ts';
import { createPersonal } from '../../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../../platform/secrets/index.ts';
import { createChartOfAccounts } from '../../ledger/index.ts';
import { NOW, PRICES, TestRegister, TODAY, VAT } from './test-register.ts';

/** A shop for the tests of this room: one store, its people, its goods; registers that chain and sign as real ones do. */
export interface TestShop {
  readonly database: TestDatabase;
  readonly deps: Deps;
  readonly owner: pg.Client;
  readonly organizationId: string;
  readonly storeId: string;
  readonly users: Readonly<Record<'administrator' | 'cashier' | 'suspended', string>>;
  /** Prices 2.50, 0.99, 10.00 with tax; costs 1.00, unknown, 4.00; 100 of each on hand; policies warn, allow, refuse. */
  readonly variants: readonly [string, string, string];
  register(options?: { purpose?: 'till' | 'import'; code?: string }): Promise<TestRegister>;
  close(): Promise<void>;
}

export async function openTestShop(): Promise<TestShop> {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const db = createDatabase({ url: database.appUrl, poolSize: 12 });
  const shop = await foundShop(owner, db);
  return {
    ...shop,
    database,
    owner,
    deps: depsOf(db),
    register: (options = {}) => enrol(owner, shop, options),
    close: async () => {
      await db.close();
      await owner.end();
      await database.drop();
    },
  };
}

function depsOf(db: Database): Deps {
  return {
    db,
    clock: { now: () => new Date(NOW) },
    ids: createIds(),
    log: createLog('silent'),
    personal: createPersonal({ rootKeys: rootKeysInMemory(), clock: { now: () => new Date() } }),
    feed: { poke: () => undefined, subscribe: () => () => undefined, onSessionEnded: () => () => undefined },
    jobs: {
      enqueue: () => Promise.reject(new Error('no jobs are enqueued here')),
      cancel: () => Promise.reject(new Error('no jobs are cancelled here')),
    },
    config: { isTls: false, allowedHosts: [], version: 'test' },
  };
}

async function foundShop(owner: pg.Client, db: Database) {
  const organizationId = randomUUID();
  const storeId = randomUUID();
  const users = { administrator: randomUUID(), cashier: randomUUID(), suspended: randomUUID() };
  const variants: [string, string, string] = [randomUUID(), randomUUID(), randomUUID()];
  await owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
  await owner.query(
    "insert into organization (organization_id, name, country_code, currency_code, currency_exponent) values ($1, 'Shop', 'GB', 'GBP', 2)",
    [organizationId],
  );
  await owner.query('insert into change_head (organization_id) values ($1) on conflict do nothing', [organizationId]);
  for (const [role, userId] of Object.entries(users)) await addUser(owner, organizationId, role, userId);
  await owner.query("insert into store (organization_id, store_id, code, name) values ($1, $2, 'S1', 'Main')", [
    organizationId,
    storeId,
  ]);
  const taxClassId = randomUUID();
  const { taxId, name, kind, ratePpm, isIncluded } = VAT;
  await owner.query(
    'insert into tax (organization_id, tax_id, name, kind, rate_ppm, is_included) values ($1, $2, $3, $4, $5, $6)',
    [organizationId, taxId, name, kind, ratePpm, isIncluded],
  );
  await owner.query(
    "insert into tax_class (organization_id, tax_class_id, name, tax_ids) values ($1, $2, 'Standard', array[$3::uuid])",
    [organizationId, taxClassId, taxId],
  );
  const costs = [1_000_000, null, 4_000_000];
  const policies = ['warn', 'allow', 'refuse'];
  for (const [index, variantId] of variants.entries()) {
    const productId = randomUUID();
    await owner.query('insert into product (organization_id, product_id, name, tax_class_id) values ($1, $2, $3, $4)', [
      organizationId,
      productId,
      `Product ${index}`,
      taxClassId,
    ]);
    await owner.query(
      'insert into variant (organization_id, variant_id, product_id, sku, price_e4, cost_e4, stock_policy) values ($1, $2, $3, $4, $5, $6, $7)',
      [organizationId, variantId, productId, `SKU-${index}`, PRICES[index], costs[index], policies[index]],
    );
    await owner.query(
      'insert into variant_price (organization_id, variant_id, version, price_e4, valid_from) values ($1, $2, 1, $3, $4)',
      [organizationId, variantId, PRICES[index], '2026-01-01T00:00:00Z'],
    );
    await stockUp(owner, organizationId, storeId, users.administrator, variantId);
  }
  await db.tx(organizationId, createChartOfAccounts);
  return { organizationId, storeId, users, variants };
}

async function addUser(owner: pg.Client, organizationId: string, role: string, userId: string): Promise<void> {
  const accountId = randomUUID();
  const state = role === 'suspended' ? 'suspended' : 'active';
  await owner.query(
    "insert into account (account_id, email, display_name, password_hash) values ($1, $2, $3, 'none')",
    [accountId, `${userId}@example.com`, role],
  );
  await owner.query(
    'insert into organization_user (organization_id, user_id, account_id, display_name, role, state) values ($1, $2, $3, $4, $5, $6)',
    [organizationId, userId, accountId, role, role === 'suspended' ? 'cashier' : role, state],
  );
}

/** A hundred pieces, as an opening without a known cost. */
async function stockUp(
  owner: pg.Client,
  organizationId: string,
  storeId: string,
  userId: string,
  variantId: string,
): Promise<void> {
  const adjustmentId = randomUUID();
  await owner.query(
    "insert into stock_adjustment (organization_id, adjustment_id, store_id, kind, reason, user_id, business_date) values ($1, $2, $3, 'opening', 'start', $4, $5)",
    [organizationId, adjustmentId, storeId, userId, TODAY],
  );
  await owner.query(
    "insert into stock_movement (organization_id, document_id, line_number, document_kind, store_id, variant_id, kind, quantity_milli, user_id, business_date) values ($1, $2, 1, 'adjustment', $3, $4, 'opening', 100000, $5, $6)",
    [organizationId, adjustmentId, storeId, variantId, userId, TODAY],
  );
  await owner.query(
    'insert into stock_level (organization_id, store_id, variant_id, on_hand_milli) values ($1, $2, $3, 100000)',
    [organizationId, storeId, variantId],
  );
}

type Founded = Awaited<ReturnType<typeof foundShop>>;

async function enrol(
  owner: pg.Client,
  shop: Founded,
  { purpose = 'till', code }: { purpose?: 'till' | 'import'; code?: string },
): Promise<TestRegister> {
  const { organizationId, storeId, users } = shop;
  const registerId = randomUUID();
  const { rows } = await owner.query<{ n: number }>(
    'select count(*)::int as n from register where organization_id = $1',
    [organizationId],
  );
  const registerCode = code ?? `S1-R${(rows[0]?.n ?? 0) + 1}`;
  await owner.query(
    "insert into register (organization_id, register_id, store_id, code, name, purpose) values ($1, $2, $3, $4, 'Till', $5)",
    [organizationId, registerId, storeId, registerCode, purpose],
  );
  return enrolKey(owner, shop, { registerId, registerCode, series: 'A', userId: users.administrator });
}

/** A key of a register: its chain, its receipts and its credential. */
export async function enrolKey(
  owner: pg.Client,
  { organizationId, variants }: Pick<TestShop, 'organizationId' | 'variants'>,
  register: { registerId: string; registerCode: string; series: string; userId: string },
): Promise<TestRegister> {
  const keyId = randomUUID();
  const secret = createHash('sha256').update(keyId).digest('base64url');
  const tokenHash = createHash('sha256').update(secret).digest('hex');
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await owner.query(
    'insert into register_key (organization_id, key_id, register_id, series, public_key, token_hash, enrolled_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      organizationId,
      keyId,
      register.registerId,
      register.series,
      pair.publicKey.export({ format: 'jwk' }),
      tokenHash,
      register.userId,
    ],
  );
  await owner.query('insert into register_head (organization_id, key_id) values ($1, $2)', [organizationId, keyId]);
  const claim = { kind: 'register-claim' as const, organizationId, keyId, tokenHash };
  return new TestRegister({ ...register, keyId, secret, claim, privateKey: pair.privateKey, variants });
}
