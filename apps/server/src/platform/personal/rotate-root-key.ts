import type { Database, GlobalTx, Tx } from '../database/index.ts';
import type { RootKeys } from '../secrets/index.ts';
import { INSTALLATION, type KeyRow, waitForNewKeys } from './key-rows.ts';
import { unwrap, wrap } from './wrapping.ts';

export interface Rotation {
  /** The generation that every data key is wrapped with now. */
  readonly generation: number;
  /** Data keys that were wrapped anew. */
  readonly rewrapped: number;
  /** Generations that were removed from this machine. */
  readonly removed: readonly number[];
}

export interface RotationOptions {
  readonly db: Database;
  readonly rootKeys: RootKeys;
  /** Make no new generation, but bring everything to the newest that is here: for keys that are provided from outside. */
  readonly usePresent?: boolean;
  /** Removes the older generations afterwards. Backups from before can then not be read any more. */
  readonly removeOld?: boolean;
}

const BATCH = 200;

/**
 * Makes the next generation of the root key and wraps every data key with it, beside servers that read and write: they take
 * the new generation from the file as soon as they meet it. What is sealed stays as it is, because data keys do not change.
 * Cut off, it leaves keys of two generations that are both here; run again, it goes on.
 */
export async function rotateRootKey(options: RotationOptions): Promise<Rotation> {
  const { db, rootKeys } = options;
  const { generation } = options.usePresent === true ? rootKeys.current() : rootKeys.add();
  // Whoever is just making a key with the generation of before is waited for; from here on nobody begins to.
  await db.globalTx(waitForNewKeys);
  let rewrapped = await inBatches((batch) => db.globalTx((tx) => rewrapInstallation(tx, rootKeys, generation, batch)));
  for (const organizationId of await organizationsOf(db)) {
    rewrapped += await inBatches((batch) =>
      db.tx(organizationId, (tx) => rewrapOrganization(tx, rootKeys, generation, batch)),
    );
  }
  const removed = options.removeOld === true ? rootKeys.generations().filter((each) => each < generation) : [];
  for (const each of removed) rootKeys.remove(each);
  return { generation, rewrapped, removed };
}

async function organizationsOf(db: Database): Promise<string[]> {
  const rows = await db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id'),
  );
  return rows.map((row) => row.organization_id);
}

async function inBatches(batch: (size: number) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const count = await batch(BATCH);
    total += count;
    if (count < BATCH) return total;
  }
}

type Found = Omit<KeyRow, 'is_own'>;

async function rewrapInstallation(
  tx: GlobalTx,
  rootKeys: RootKeys,
  generation: number,
  batch: number,
): Promise<number> {
  const rows = await tx.query<Found>(
    'select key_id, purpose, root_generation, wrapped from installation_key where root_generation <> $1' +
      ' order by key_id limit $2 for update',
    [generation, batch],
  );
  for (const row of rows) {
    const next = again(rootKeys, INSTALLATION, row);
    await tx.query('update installation_key set root_generation = $2, wrapped = $3 where key_id = $1', [
      row.key_id,
      next.rootGeneration,
      next.wrapped,
    ]);
  }
  return rows.length;
}

async function rewrapOrganization(tx: Tx, rootKeys: RootKeys, generation: number, batch: number): Promise<number> {
  const rows = await tx.query<Found>(
    'select key_id, purpose, root_generation, wrapped from data_key where organization_id = $1' +
      ' and root_generation <> $2 and wrapped is not null order by key_id limit $3 for update',
    [tx.organizationId, generation, batch],
  );
  for (const row of rows) {
    const next = again(rootKeys, tx.organizationId, row);
    await tx.query(
      'update data_key set root_generation = $3, wrapped = $4 where organization_id = $1 and key_id = $2',
      [tx.organizationId, row.key_id, next.rootGeneration, next.wrapped],
    );
  }
  return rows.length;
}

function again(rootKeys: RootKeys, scope: string, row: Found): { rootGeneration: number; wrapped: string } {
  const key = unwrap(rootKeys, scope, { ...row, is_own: false });
  if (key === null) throw new Error('a key that was thrown away is not wrapped again');
  return wrap(rootKeys, scope, row.key_id, row.purpose, key);
}
