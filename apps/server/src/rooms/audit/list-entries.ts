import type { AuditDetail, AuditList } from '@mosaajii/contract/audit';
import type { Tx } from '../../platform/database/index.ts';
import { decodeCursor, pageOf } from '../../platform/paging/index.ts';
import { type AuditFilter, ENTRY_KEY, entryOf, readEntries, readEntryRow } from './queries.ts';

/** One page of the audit trail, the latest first. `null`: the cursor is not one of this list. */
export async function listEntries(
  tx: Tx,
  { cursor, limit, ...filter }: AuditFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<AuditList | null> {
  const [moment, entryId] = (cursor === undefined ? null : decodeCursor(cursor, ENTRY_KEY)) ?? [];
  const after = moment === undefined || entryId === undefined ? null : ([moment, entryId] as const);
  if (cursor !== undefined && after === null) return null;
  const rows = await readEntries(tx, { filter, after, limit: limit + 1 });
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.occurred_key, row.entry_id]);
  return { items: page.map(entryOf), nextCursor };
}

/** One entry with its detail and its place in the chain; `null` when there is none with this id. */
export async function readEntry(tx: Tx, entryId: string): Promise<AuditDetail | null> {
  const row = await readEntryRow(tx, entryId);
  if (row === undefined) return null;
  const { sequence, hash, sealed_at: sealedAt } = row;
  const isSealed = sequence !== null && hash !== null && sealedAt !== null;
  const seal = isSealed ? { sequence, hash, sealedAt: sealedAt.toISOString() } : null;
  return { ...entryOf(row), detail: row.detail, seal };
}
