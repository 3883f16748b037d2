import { randomBytes } from 'node:crypto';
import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { Enrolment, PublicKeyJwk, RegisterList } from '@mosaajii/contract/identity';
import { hashOfSecret, type Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';

export interface NewRegister {
  readonly storeId: string;
  readonly name: string;
  readonly purpose: 'till' | 'import';
  readonly publicKey: PublicKeyJwk;
  readonly enrolledBy: string;
  readonly requestId: string;
}

/** Enrols a new register in a store: its code, its first key and its series A. The secret is in the answer and nowhere else. */
export async function enrolRegister(deps: Deps, tx: Tx, input: NewRegister): Promise<Enrolment> {
  return addKey(deps, tx, await placeRegister(deps, tx, input), 'A', input, 'register.enrolled');
}

/** A register without a key: its code, its name, and nobody who could be it yet. */
export async function placeRegister(
  deps: Deps,
  tx: Tx,
  input: Pick<NewRegister, 'storeId' | 'name' | 'purpose'>,
): Promise<RegisterName> {
  const store = await lockStore(tx, input.storeId);
  const registerId = deps.ids.next();
  const code = `${store.code}-R${store.registers + 1}`;
  await tx.db
    .insertInto('register')
    .values({
      organization_id: tx.organizationId,
      register_id: registerId,
      store_id: input.storeId,
      code,
      name: input.name,
      purpose: input.purpose,
    })
    .execute();
  return { registerId, storeId: input.storeId, code, name: input.name };
}

/** Locks the store, so that two registers enrolled at once do not get one code. */
async function lockStore(tx: Tx, storeId: string): Promise<{ code: string; registers: number }> {
  const [store] = await tx.query<{ code: string }>(
    'select code from store where organization_id = $1 and store_id = $2 for update',
    [tx.organizationId, storeId],
  );
  if (store === undefined) throw new Error(`there is no store ${storeId}`);
  const [counted] = await tx.query<{ registers: number }>(
    'select count(*) as registers from register where organization_id = $1 and store_id = $2',
    [tx.organizationId, storeId],
  );
  return { code: store.code, registers: counted?.registers ?? 0 };
}

export interface RegisterName {
  readonly registerId: string;
  readonly storeId: string;
  readonly code: string;
  readonly name: string;
}

interface KeyInput {
  readonly publicKey: PublicKeyJwk;
  readonly enrolledBy: string;
  readonly requestId: string;
}

/**
 * Gives a known register a new key: a new chain and the next series. The keys before it are revoked, so what they still
 * send is held for approval. Undefined when there is no such register.
 */
export async function enrolAgain(
  deps: Deps,
  tx: Tx,
  registerId: string,
  input: KeyInput,
): Promise<Enrolment | undefined> {
  const [row] = await tx.query<{ store_id: string; code: string; name: string; state: string }>(
    'select store_id, code, name, state from register where organization_id = $1 and register_id = $2 for update',
    [tx.organizationId, registerId],
  );
  if (row === undefined || row.state !== 'active') return undefined;
  const [counted] = await tx.query<{ keys: number }>(
    'select count(*) as keys from register_key where organization_id = $1 and register_id = $2',
    [tx.organizationId, registerId],
  );
  await tx.query("update register_key set state = 'revoked' where organization_id = $1 and register_id = $2", [
    tx.organizationId,
    registerId,
  ]);
  const register = { registerId, storeId: row.store_id, code: row.code, name: row.name };
  return addKey(deps, tx, register, seriesOf(counted?.keys ?? 0), input, 'register.enrolled-again');
}

/** A, B … Z, AA, AB …: the series of the key with this number, counted from 0. */
export function seriesOf(number: number): string {
  const letter = String.fromCharCode(65 + (number % 26));
  return number < 26 ? letter : `${seriesOf(Math.floor(number / 26) - 1)}${letter}`;
}

async function addKey(
  deps: Deps,
  tx: Tx,
  register: RegisterName,
  series: string,
  input: KeyInput,
  action: AuditAction,
): Promise<Enrolment> {
  const keyId = deps.ids.next();
  const secret = randomBytes(32).toString('base64url');
  const { organizationId } = tx;
  await tx.db
    .insertInto('register_key')
    .values({
      organization_id: organizationId,
      key_id: keyId,
      register_id: register.registerId,
      series,
      public_key: JSON.stringify(input.publicKey),
      token_hash: hashOfSecret(secret),
      enrolled_by: input.enrolledBy,
      // Whoever makes a key from now on can show that it holds it.
      needs_proof: true,
    })
    .execute();
  await tx.db.insertInto('register_head').values({ organization_id: organizationId, key_id: keyId }).execute();
  await recordChange(tx, {
    kind: 'identity',
    ids: [register.registerId],
    audit: [
      {
        action,
        subjectKind: 'register',
        subjectId: register.registerId,
        userId: input.enrolledBy,
        detail: { code: register.code, series, keyId },
        requestId: input.requestId,
      },
    ],
  });
  const { registerId, storeId, code: registerCode, name: registerName } = register;
  return { organizationId, storeId, registerId, registerCode, registerName, keyId, series, secret };
}

interface RegisterRow {
  register_id: string;
  store_id: string;
  code: string;
  name: string;
  purpose: 'till' | 'import';
  state: 'active' | 'revoked';
  series: string | null;
  last_seen_at: Date | null;
}

/** The registers of some stores, or of all, by code; at most 1000, far above what one shop has. */
export async function listRegisters(tx: Tx, stores: Stores): Promise<RegisterList> {
  const rows = await tx.query<RegisterRow>(
    'select r.register_id, r.store_id, r.code, r.name, r.purpose, r.state, k.series, h.last_seen_at from register r' +
      " left join register_key k on k.organization_id = r.organization_id and k.register_id = r.register_id and k.state = 'active'" +
      ' left join register_head h on h.organization_id = k.organization_id and h.key_id = k.key_id' +
      ' where r.organization_id = $1 and ($2::uuid[] is null or r.store_id = any($2)) order by length(r.code), r.code limit 1000',
    [tx.organizationId, stores],
  );
  return {
    registers: rows.map((row) => ({
      registerId: row.register_id,
      storeId: row.store_id,
      code: row.code,
      name: row.name,
      purpose: row.purpose,
      state: row.state,
      series: row.series,
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    })),
  };
}
