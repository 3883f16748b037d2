import type { GlobalTx, Tx } from '../database/index.ts';

export type Purpose = 'seal' | 'index';
export type Handle = Tx | GlobalTx;

/** The scope of what no organization is known for yet: accounts, sessions, attempts to sign in. */
export const INSTALLATION = 'installation';

/** Tables that belong to no organization, also when they are read from within one. */
const OF_THE_INSTALLATION: ReadonlySet<string> = new Set([
  'account',
  'account_device',
  'account_email_change',
  'sign_in_alarm',
  'session',
  'sign_in_attempt',
  'one_time_code',
  'request_key',
  'message',
  'message_suppression',
]);

/** A transaction, and whose keys it works with: its organization's, or the installation's. */
export interface Scoped {
  readonly tx: Handle;
  /** The organization's id or {@link INSTALLATION}. */
  readonly scope: string;
}

export function scopedTo(tx: Handle, table: string): Scoped {
  const isTenant = 'organizationId' in tx && !OF_THE_INSTALLATION.has(table);
  return { tx, scope: isTenant ? tx.organizationId : INSTALLATION };
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
export function presentKeys({ tx, scope }: Scoped): Promise<KeyRow[]> {
  if (scope === INSTALLATION) {
    return tx.query<KeyRow>(
      `select ${COLUMNS} from installation_key where retired_at is null`,
      [],
      'personal-installation-keys',
    );
  }
  return tx.query<KeyRow>(
    `select ${COLUMNS} from data_key where organization_id = $1 and subject_id is null and retired_at is null`,
    [scope],
    'personal-data-keys',
  );
}

/** One key by its id, a retired one as well; undefined when this scope has none of the id. */
export async function keyOf({ tx, scope }: Scoped, keyId: string): Promise<KeyRow | undefined> {
  const [row] =
    scope !== INSTALLATION
      ? await tx.query<KeyRow>(
          `select ${COLUMNS} from data_key where organization_id = $1 and key_id = $2`,
          [scope, keyId],
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
export async function addKey({ tx, scope }: Scoped, key: NewKey): Promise<void> {
  const values = [key.keyId, key.purpose, key.rootGeneration, key.wrapped];
  if (scope !== INSTALLATION) {
    await tx.query(
      'insert into data_key (key_id, purpose, root_generation, wrapped, organization_id) values ($1, $2, $3, $4, $5)' +
        ' on conflict do nothing',
      [...values, scope],
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
