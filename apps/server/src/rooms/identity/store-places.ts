import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';

/** What a store is called; null when the shop has none with this id. */
export async function readStoreName(tx: Tx, storeId: string): Promise<string | null> {
  const [store] = await tx.query<{ name: string }>(
    'select name from store where organization_id = $1 and store_id = $2',
    [tx.organizationId, storeId],
  );
  return store?.name ?? null;
}

/** The store that a register stands in; undefined when the shop has no such register. */
export async function readRegisterStore(tx: Tx, registerId: string): Promise<string | undefined> {
  const [register] = await tx.query<{ store_id: string }>(
    'select store_id from register where organization_id = $1 and register_id = $2',
    [tx.organizationId, registerId],
  );
  return register?.store_id;
}

/** The registers of some stores; `null` stands for all of them. */
export async function readRegistersOf(tx: Tx, stores: Stores): Promise<readonly string[] | null> {
  if (stores === null) return null;
  const rows = await tx.query<{ register_id: string }>(
    'select register_id from register where organization_id = $1 and store_id = any($2::uuid[])',
    [tx.organizationId, stores],
  );
  return rows.map((row) => row.register_id);
}

/**
 * The store that is meant: the named one, else the first of those that somebody may use, as the shop counts them. Undefined
 * when the shop has no such store, or they may not use it.
 */
export async function storeToUse(tx: Tx, stores: Stores, named?: string): Promise<string | undefined> {
  const [store] = await tx.query<{ store_id: string }>(
    'select store_id from store where organization_id = $1 and ($2::uuid[] is null or store_id = any($2))' +
      ' and ($3::uuid is null or store_id = $3) order by created_at, code limit 1',
    [tx.organizationId, stores, named ?? null],
  );
  return store?.store_id;
}

/** Every store of the shop by name, in the order in which they were opened. */
export async function listStores(tx: Tx): Promise<{ readonly storeId: string; readonly name: string }[]> {
  const rows = await tx.query<{ store_id: string; name: string }>(
    'select store_id, name from store where organization_id = $1 order by created_at, code',
    [tx.organizationId],
  );
  return rows.map((row) => ({ storeId: row.store_id, name: row.name }));
}

/** Whether all of these are stores of the shop; `null` stands for all of them. */
export async function hasStores(tx: Tx, storeIds: Stores): Promise<boolean> {
  if (storeIds === null) return true;
  const found = await tx.query('select 1 from store where organization_id = $1 and store_id = any($2::uuid[])', [
    tx.organizationId,
    storeIds,
  ]);
  return found.length === new Set(storeIds).size;
}
