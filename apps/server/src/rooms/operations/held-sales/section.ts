import { minor } from '@mosaajii/domain/money';
import type { HeldSaleItem } from '@mosaajii/domain/sale';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type HeldSaleRow, placeOf, readOpen } from './held-rows.ts';

interface Asker {
  readonly storeId: string;
  readonly deps: Pick<Deps, 'personal'>;
}

/** What is set aside in the store of a register: enough to list it. The sale itself is asked for under a lock. */
export const HELD_SALE_ITEMS = {
  async page(tx: Tx, asker: Asker, after: string | null, limit: number): Promise<readonly HeldSaleItem[]> {
    return itemsOf(tx, asker, await readOpen(tx, asker.storeId, { after, limit }));
  },
  async byIds(tx: Tx, asker: Asker, ids: readonly string[]): Promise<readonly HeldSaleItem[]> {
    return itemsOf(tx, asker, await readOpen(tx, asker.storeId, { ids }));
  },
} as const;

async function itemsOf(tx: Tx, { deps }: Asker, rows: readonly HeldSaleRow[]): Promise<HeldSaleItem[]> {
  const labels = await deps.personal.openMany(
    tx,
    rows.map((row) => ({ field: placeOf(row.held_sale_id, 'label'), sealed: row.label_sealed })),
  );
  return rows.map((row, index) => ({
    id: row.held_sale_id,
    version: row.version,
    label: labels[index] ?? '',
    lineCount: row.line_count,
    totalMinor: minor(row.total_minor),
    heldBy: row.held_by,
    registerId: row.held_register_id,
    registerCode: row.held_register_code,
    heldAt: row.held_at.toISOString(),
    ...lockOf(row),
  }));
}

function lockOf(row: HeldSaleRow): Pick<HeldSaleItem, 'lock'> {
  const { locked_by, locked_register_id, locked_register_code, locked_at, lock_expires_at } = row;
  if (locked_by === null || locked_register_id === null || locked_at === null || lock_expires_at === null) return {};
  return {
    lock: {
      userId: locked_by,
      registerId: locked_register_id,
      registerCode: locked_register_code ?? '',
      since: locked_at.toISOString(),
      until: lock_expires_at.toISOString(),
    },
  };
}
