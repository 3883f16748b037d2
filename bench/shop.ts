import { createHash } from 'node:crypto';
import { DEFAULT_ACCOUNTS } from '@mosaajii/domain/ledger';
import { GENESIS_HASH } from '@mosaajii/domain/operation';
import { Client } from 'pg';
import { newKeyPair, type RegisterIdentity } from '../apps/server/src/rooms/operations/replay/index.ts';

/**
 * The shops of the benchmark. Their ids are fixed, because `floor.sql` names them: organization 0 has eight registers,
 * organizations 1 to 8 have one each.
 */
export const REGISTERS = 8;
export const VARIANTS = 1000;
const SECRET = 'bench'.padEnd(43, '0');

export function organizationIdOf(organization: number): string {
  return `0b000000-0000-7000-8000-00000000000${organization}`;
}
export function storeIdOf(organization: number): string {
  return `0b000000-0000-7000-8001-00000000000${organization}`;
}
export function userIdOf(organization: number): string {
  return `0b000000-0000-7000-8002-00000000000${organization}`;
}
export function registerIdOf(organization: number, register: number): string {
  return `0b000000-0000-7000-8003-0000000000${organization}${register}`;
}
export function keyIdOf(organization: number, register: number): string {
  return `0b000000-0000-7000-8004-0000000000${organization}${register}`;
}
/** `number` from 0: the last five digits are 10000 and up, so that a random number can be written into a script. */
export function variantIdOf(number: number): string {
  return `0b000000-0000-7000-8005-0000000${10_000 + number}`;
}
export function shiftIdOf(organization: number, register: number): string {
  return `0b000000-0000-7000-8006-0000000000${organization}${register}`;
}
const TAX_ID = '0b000000-0000-7000-8007-000000000000';
const TAX_CLASS_ID = '0b000000-0000-7000-8008-000000000000';
const PRODUCT_PREFIX = '0b000000-0000-7000-8009-0000000';

export interface BenchRegister {
  readonly organization: number;
  readonly number: number;
  readonly identity: RegisterIdentity;
}

/** Puts the nine shops into a migrated, empty database; as the owner role, for the benchmark measures none of this. */
export async function seedShops(ownerUrl: string): Promise<BenchRegister[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const registers: BenchRegister[] = [];
    for (let organization = 0; organization <= REGISTERS; organization += 1) {
      await seedOrganization(client, organization);
      const count = organization === 0 ? REGISTERS : 1;
      for (let number = 0; number < count; number += 1)
        registers.push(await seedRegister(client, organization, number));
    }
    await client.query('vacuum analyze');
    return registers;
  } finally {
    await client.end();
  }
}

/** Brings the planner's statistics up to date, as the database does by itself once a shop has sold for a while. */
export async function analyze(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

async function seedOrganization(client: Client, organization: number): Promise<void> {
  const [organizationId, storeId, userId] = [organizationIdOf, storeIdOf, userIdOf].map((idOf) => idOf(organization));
  const insert = (text: string, values: readonly unknown[]) => client.query(text, [...values]);
  await insert('insert into tenant (organization_id) values ($1)', [organizationId]);
  await insert(
    `insert into organization (organization_id, name, country_code, currency_code, currency_exponent)
     values ($1, 'Bench', 'GB', 'GBP', 2)`,
    [organizationId],
  );
  await insert(
    `insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'Bench', 'none')`,
    [userId, `bench-${organization}@example.com`],
  );
  await insert(
    `insert into organization_user (organization_id, user_id, account_id, display_name, role)
     values ($1, $2, $2, 'Bench', 'administrator')`,
    [organizationId, userId],
  );
  await insert(`insert into store (organization_id, store_id, code, name) values ($1, $2, 'S1', 'Bench')`, [
    organizationId,
    storeId,
  ]);
  await insert('insert into change_head (organization_id) values ($1) on conflict do nothing', [organizationId]);
  for (const { code, name, type } of DEFAULT_ACCOUNTS) {
    await insert('insert into ledger_account (organization_id, account_code, name, kind) values ($1, $2, $3, $4)', [
      organizationId,
      code,
      name,
      type,
    ]);
  }
  await seedCatalogue(client, organizationId ?? '', storeId ?? '');
}

async function seedCatalogue(client: Client, organizationId: string, storeId: string): Promise<void> {
  await client.query(
    `insert into tax (organization_id, tax_id, name, kind, rate_ppm, is_included)
     values ($1, $2, 'VAT 20 %', 'percent', 200000, true)`,
    [organizationId, TAX_ID],
  );
  await client.query(
    `insert into tax_class (organization_id, tax_class_id, name, tax_ids, is_default) values ($1, $2, 'VAT', array[$3::uuid], true)`,
    [organizationId, TAX_CLASS_ID, TAX_ID],
  );
  await client.query(
    `insert into product (organization_id, product_id, name, tax_class_id)
     select $1, ($2 || (10000 + n))::uuid, 'Thing ' || n, $3 from generate_series(0, ${VARIANTS - 1}) as n`,
    [organizationId, PRODUCT_PREFIX, TAX_CLASS_ID],
  );
  await client.query(
    `insert into variant (organization_id, variant_id, product_id, sku, price_e4, cost_e4)
     select $1, ($2 || (10000 + n))::uuid, ($3 || (10000 + n))::uuid, 'SKU-' || n, 1990000, 1000000
     from generate_series(0, ${VARIANTS - 1}) as n`,
    [organizationId, variantIdOf(0).slice(0, -5), PRODUCT_PREFIX],
  );
  await client.query(
    `insert into variant_price (organization_id, variant_id, version, price_e4, valid_from)
     select organization_id, variant_id, 1, price_e4, now() - interval '1 day' from variant where organization_id = $1`,
    [organizationId],
  );
  await client.query(
    `insert into stock_level (organization_id, store_id, variant_id, on_hand_milli)
     select organization_id, $2, variant_id, 900000000000 from variant where organization_id = $1`,
    [organizationId, storeId],
  );
}

async function seedRegister(client: Client, organization: number, number: number): Promise<BenchRegister> {
  const { privateKey, publicKey } = newKeyPair();
  const organizationId = organizationIdOf(organization);
  const [registerId, keyId] = [registerIdOf(organization, number), keyIdOf(organization, number)];
  const registerCode = `S1-R${number}`;
  await client.query(
    `insert into register (organization_id, register_id, store_id, code, name) values ($1, $2, $3, $4, 'Bench')`,
    [organizationId, registerId, storeIdOf(organization), registerCode],
  );
  const tokenHash = createHash('sha256').update(SECRET).digest('hex');
  await client.query(
    `insert into register_key (organization_id, key_id, register_id, series, public_key, token_hash, enrolled_by, needs_proof)
     values ($1, $2, $3, 'A', $4, $5, $6, true)`,
    [organizationId, keyId, registerId, JSON.stringify(publicKey), tokenHash, userIdOf(organization)],
  );
  await client.query('insert into register_head (organization_id, key_id, last_hash) values ($1, $2, $3)', [
    organizationId,
    keyId,
    GENESIS_HASH,
  ]);
  const identity = { organizationId, registerId, registerCode, keyId, series: 'A', secret: SECRET, privateKey };
  return { organization, number, identity };
}

/** The tax of every line of the benchmark. */
export const BENCH_TAX = {
  taxId: TAX_ID,
  version: 1,
  name: 'VAT 20 %',
  kind: 'percent',
  ratePpm: 200_000,
  amountE4: 0,
  isIncluded: true,
  affectsNextBase: false,
  isBaseAffectedByPrevious: true,
} as const;
