import type { Tx } from '../../../platform/database/index.ts';
import { insertInto, type Step, type Table, updateFrom } from '../../../platform/statement/index.ts';

/** A lock lasts this long; a register that still rings the sale up renews it. */
export const LOCK_MINUTES = 20;

/** Where the sealed columns of a held sale belong. */
export function placeOf(heldSaleId: string, column: 'label' | 'content') {
  return { table: 'held_sale', column, rowId: heldSaleId };
}

export interface HeldSaleRow {
  readonly held_sale_id: string;
  readonly store_id: string;
  readonly version: number;
  readonly state: 'open' | 'sold' | 'dropped';
  readonly label_sealed: string;
  readonly content_sealed: string;
  readonly line_count: number;
  readonly total_minor: number;
  readonly held_by: string;
  readonly held_register_id: string;
  readonly held_register_code: string;
  readonly held_at: Date;
  readonly lock_id: string | null;
  readonly locked_by: string | null;
  readonly locked_register_id: string | null;
  readonly locked_register_code: string | null;
  readonly locked_at: Date | null;
  readonly lock_expires_at: Date | null;
}

/** Of a {@link HeldSaleRow}. */
export const HELD_COLUMNS =
  'held_sale_id, store_id, version, state, label_sealed, content_sealed, line_count, total_minor, held_by, held_register_id,' +
  ' held_register_code, held_at, lock_id, locked_by, locked_register_id, locked_register_code, locked_at, lock_expires_at';

/** The row with this id, locked until the transaction ends; `undefined` when no register ever set it aside here. */
export async function lockHeld(tx: Tx, heldSaleId: string): Promise<HeldSaleRow | undefined> {
  const [row] = await tx.query<HeldSaleRow>(
    `select ${HELD_COLUMNS} from held_sale where organization_id = $1 and held_sale_id = $2 for update`,
    [tx.organizationId, heldSaleId],
  );
  return row;
}

const NO_LOCK =
  'lock_id = null, locked_by = null, locked_register_id = null, locked_register_code = null, locked_at = null, lock_expires_at = null';

/** Nobody has it any more. */
export async function clearLock(tx: Tx, heldSaleId: string): Promise<void> {
  await tx.query(`update held_sale set ${NO_LOCK} where organization_id = $1 and held_sale_id = $2`, [
    tx.organizationId,
    heldSaleId,
  ]);
}

/** It is thrown away: nothing of what was in it is kept. */
export async function dropHeld(tx: Tx, heldSaleId: string): Promise<void> {
  await tx.query(
    `update held_sale set state = 'dropped', label_sealed = '', content_sealed = '', ${NO_LOCK}` +
      ' where organization_id = $1 and held_sale_id = $2',
    [tx.organizationId, heldSaleId],
  );
}

/** What is open in a store: a page by ids, or those with these ids. */
export async function readOpen(
  tx: Tx,
  storeId: string,
  which: { readonly after: string | null; readonly limit: number } | { readonly ids: readonly string[] },
): Promise<HeldSaleRow[]> {
  const from = `select ${HELD_COLUMNS} from held_sale where organization_id = $1 and store_id = $2 and state = 'open'`;
  if ('ids' in which) {
    return tx.query(`${from} and held_sale_id = any($3::uuid[]) order by held_sale_id`, [
      tx.organizationId,
      storeId,
      which.ids,
    ]);
  }
  return tx.query(`${from} and ($3::uuid is null or held_sale_id > $3) order by held_sale_id limit $4`, [
    tx.organizationId,
    storeId,
    which.after,
    which.limit,
  ]);
}

/** Whether somebody has the sale at this moment under another lock than `lockId`. */
export function isHeldByOther(row: HeldSaleRow, lockId: string | null, now: Date): boolean {
  return row.lock_id !== null && row.lock_id !== lockId && row.lock_expires_at !== null && row.lock_expires_at > now;
}

/** A held sale as a push finds it. */
export interface HeldSaleState {
  readonly held_sale_id: string;
  readonly sold_sale_id: string | null;
  readonly held_at?: string;
}

/** A held sale that a sale completes. */
export interface SoldHeldSaleRow {
  readonly heldSaleId: string;
  readonly saleId: string;
}

/**
 * A held sale that a sale completes although nobody set it aside here: the server forgot it, or hears of the holding later.
 * Written down, so that a second sale of it is found; of two at once the database refuses the later one, which then looks again.
 */
export interface UnheardHeldSaleRow extends SoldHeldSaleRow {
  readonly storeId: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly userId: string;
  readonly lineCount: number;
  readonly totalMinor: number;
  readonly currencyCode: string;
  /** When it was sold: when it was set aside nobody knows. */
  readonly soldAt: string;
}

const UNHEARD: Table<UnheardHeldSaleRow> = {
  name: 'held_sale',
  columns: [
    { name: 'held_sale_id', type: 'uuid', value: (row) => row.heldSaleId },
    { name: 'sold_sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'version', type: 'integer', value: () => 1 },
    { name: 'state', type: 'text', value: () => 'sold' },
    { name: 'label_sealed', type: 'text', value: () => '' },
    { name: 'content_sealed', type: 'text', value: () => '' },
    { name: 'line_count', type: 'integer', value: (row) => row.lineCount },
    { name: 'total_minor', type: 'bigint', value: (row) => row.totalMinor },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'held_by', type: 'uuid', value: (row) => row.userId },
    { name: 'held_register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'held_register_code', type: 'text', value: (row) => row.registerCode },
    { name: 'held_at', type: 'timestamptz', value: (row) => row.soldAt },
  ],
};

const SOLD: Table<SoldHeldSaleRow> = {
  name: 'held_sale',
  columns: [
    { name: 'held_sale_id', type: 'uuid', value: (row) => row.heldSaleId },
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
  ],
};

/** The query by which a larger statement reads and locks the held sales that its sales complete, in one order. */
export const HELD_SALE_QUERIES = {
  locked: (heldSaleIds: string) =>
    'select held_sale_id, sold_sale_id, held_at from held_sale where organization_id = $1' +
    ` and held_sale_id = any(${heldSaleIds}::uuid[]) order by held_sale_id for update`,
} as const;

/** What was sold is held no more, whoever had it; nothing of its content is kept. */
export function soldHeldSaleSteps(
  rows: readonly SoldHeldSaleRow[],
  unheard: readonly UnheardHeldSaleRow[],
): (Step | null)[] {
  return [
    updateFrom(
      {
        ...SOLD,
        set:
          "state = 'sold', sold_sale_id = v.sale_id, label_sealed = '', content_sealed = '', lock_id = null, locked_by = null," +
          ' locked_register_id = null, locked_register_code = null, locked_at = null, lock_expires_at = null',
        where: 't.held_sale_id = v.held_sale_id and t.sold_sale_id is null',
      },
      rows,
    ),
    insertInto(UNHEARD, unheard),
  ];
}
