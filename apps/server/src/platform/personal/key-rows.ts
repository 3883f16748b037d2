import type { GlobalTx, Tx } from '../database/index.ts';

export type Purpose = 'seal' | 'index';
export type Handle = Tx | GlobalTx;

/** The scope of what no organization is known for yet: accounts, sessions, attempts to sign in. */
export const INSTALLATION = 'installation';

/** Whose keys a transaction works with: its organization's, or the installation's. */
export function scopeOf(tx: Handle): string {
  return 'organizationId' in tx ? tx.organizationId : INSTALLATION;
}

export interface KeyRow {
  readonly key_id: string;
  readonly purpose: Purpose;
  readonly root_generation: number;
  readonly wrapped: string | null;
  /** Written by this very transaction: nobody else may rely on it yet. */
  readonly is_own: boolean;
}

const COLUMNS =
  'key_id, purpose, root_generation, wrapped, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as is_own';

/** The keys that are used for what is written now. */
export function presentKeys(tx: Handle): Promise<KeyRow[]> {
  if (!('organizationId' in tx)) {
    return tx.query<KeyRow>(
      `select ${COLUMNS} from installation_key where retired_at is null`,
      [],
      'personal-installation-keys',
    );
  }
  return tx.query<KeyRow>(
    `select ${COLUMNS} from data_key where organization_id = $1 and subject_id is null and retired_at is null`,
    [tx.organizationId],
    'personal-data-keys',
  );
}

/** One key by its id, a retired one as well; undefined when this scope has none of the id. */
export async function keyOf(tx: Handle, keyId: string): Promise<KeyRow | undefined> {
  const [row] =
    'organizationId' in tx
      ? await tx.query<KeyRow>(
          `select ${COLUMNS} from data_key where organization_id = $1 and key_id = $2`,
          [tx.organizationId, keyId],
          'personal-data-key',
        )
      : await tx.query<KeyRow>(
          `select ${COLUMNS} from installation_key where key_id = $1`,
          [keyId],
          'personal-installation-key',
        );
  return row;
}

export interface NewKey {
  readonly keyId: string;
  readonly purpose: Purpose;
  readonly rootGeneration: number;
  readonly wrapped: string;
}

/** Writes a key; nothing happens when the scope has one for this purpose already, also by somebody who commits meanwhile. */
export async function addKey(tx: Handle, key: NewKey): Promise<void> {
  const values = [key.keyId, key.purpose, key.rootGeneration, key.wrapped];
  if ('organizationId' in tx) {
    await tx.query(
      'insert into data_key (key_id, purpose, root_generation, wrapped, organization_id) values ($1, $2, $3, $4, $5)' +
        ' on conflict do nothing',
      [...values, tx.organizationId],
    );
    return;
  }
  await tx.query(
    'insert into installation_key (key_id, purpose, root_generation, wrapped) values ($1, $2, $3, $4) on conflict do nothing',
    values,
  );
}

/** Whoever makes keys holds this shared; a rotation waits for them with it, so that none is wrapped with a key that goes. */
const ROTATION_LOCK = '(9090, 1)';

export async function holdOffRotation(tx: Handle): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared${ROTATION_LOCK}`);
}

export async function waitForNewKeys(tx: GlobalTx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock${ROTATION_LOCK}`);
}

export async function isReadOnly(tx: Handle): Promise<boolean> {
  const [row] = await tx.query<{ value: string }>("select current_setting('transaction_read_only') as value");
  return row?.value === 'on';
}
