import type { OperationFlags } from '@mosaajii/contract/sync';
import type { Tx } from '../../../platform/database/index.ts';

/** What the server noticed about a sale or return when it posted it; null when there is none with this id. */
export async function readFlags(tx: Tx, operationId: string): Promise<OperationFlags | null> {
  const [row] = await tx.query<{ status: string; notes: string[] }>(
    'select status, notes from operation where organization_id = $1 and operation_id = $2',
    [tx.organizationId, operationId],
  );
  if (row === undefined) return null;
  return { flags: row.status === 'flagged' ? row.notes : [] };
}

/** The same of several operations, by id; one that nothing was noticed about is not among them. */
export async function readFlagsOf(tx: Tx, operationIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  const rows = await tx.query<FlaggedOperation>(
    "select operation_id, notes from operation where organization_id = $1 and status = 'flagged'" +
      ' and operation_id = any($2::uuid[])',
    [tx.organizationId, operationIds],
  );
  return new Map(rows.map((row) => [row.operation_id, row.notes]));
}

export interface FlaggedOperation {
  readonly operation_id: string;
  readonly notes: readonly string[];
}

/** A business date is this far from the moment of its sale at most, wherever the shop is and however long its night. */
const MARGIN_DAYS = 3;

/**
 * Operations of about a period that carry one of these flags. By when they happened: the period's business dates are the
 * sales' own, and whoever asks matches them.
 */
export function readFlagged(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
  flags: readonly string[],
): Promise<FlaggedOperation[]> {
  return tx.query<FlaggedOperation>(
    "select operation_id, notes from operation where organization_id = $1 and status = 'flagged' and notes && $4::text[]" +
      ` and occurred_at >= $2::date - ${MARGIN_DAYS} and occurred_at < $3::date + ${MARGIN_DAYS}`,
    [tx.organizationId, from, to, flags],
  );
}
