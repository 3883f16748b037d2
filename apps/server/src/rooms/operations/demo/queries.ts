import type { DemoHistory } from '@mosaajii/contract';
import type { Tx } from '../../../platform/database/index.ts';

/** What a run of the history has to know of the runs before it. */
export interface HistoryPlan {
  readonly storeId: string;
  readonly registerId: string | null;
  readonly lastBusinessDate: string;
}

export interface NewHistory {
  readonly storeId: string;
  readonly lastBusinessDate: string;
  readonly documents: number;
}

export async function insertHistory(tx: Tx, { storeId, lastBusinessDate, documents }: NewHistory): Promise<void> {
  await tx.query(
    'insert into demo_history (organization_id, store_id, last_business_date, documents_total) values ($1, $2, $3, $4)',
    [tx.organizationId, storeId, lastBusinessDate, documents],
  );
}

/** Says that a run has begun, and what it goes on from; `null` when this shop is no demo shop. */
export async function beginRun(tx: Tx): Promise<HistoryPlan | null> {
  const [row] = await tx.query<{ store_id: string; register_id: string | null; last_business_date: string }>(
    "update demo_history set state = 'playing' where organization_id = $1" +
      ' returning store_id, register_id, last_business_date',
    [tx.organizationId],
  );
  if (row === undefined) return null;
  return { storeId: row.store_id, registerId: row.register_id, lastBusinessDate: row.last_business_date };
}

/** Locks the history and says which import register it has. */
export async function lockRegister(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ register_id: string | null }>(
    'select register_id from demo_history where organization_id = $1 for update',
    [tx.organizationId],
  );
  return row?.register_id ?? null;
}

export async function keepRegister(tx: Tx, registerId: string): Promise<void> {
  await tx.query('update demo_history set register_id = $2 where organization_id = $1', [
    tx.organizationId,
    registerId,
  ]);
}

/** Never backwards: a run that goes on passes again what the run before it had counted. */
export async function keepProgress(tx: Tx, done: number): Promise<void> {
  await tx.query(
    'update demo_history set documents_done = least(documents_total, greatest(documents_done, $2))' +
      ' where organization_id = $1',
    [tx.organizationId, done],
  );
}

export async function endRun(tx: Tx, state: 'waiting' | 'done' | 'failed'): Promise<void> {
  await tx.query('update demo_history set state = $2 where organization_id = $1', [tx.organizationId, state]);
}

export async function readHistory(tx: Tx): Promise<DemoHistory> {
  const [row] = await tx.query<{ state: DemoHistory['state']; documents_done: number; documents_total: number }>(
    'select state, documents_done, documents_total from demo_history where organization_id = $1',
    [tx.organizationId],
  );
  if (row === undefined) return { state: 'none', done: 0, total: 0 };
  return { state: row.state, done: row.documents_done, total: row.documents_total };
}
