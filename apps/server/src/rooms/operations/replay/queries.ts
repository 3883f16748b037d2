import type { Tx } from '../../../platform/database/index.ts';
import type { KnownOperation } from './shop.ts';

interface KnownRow {
  operation_id: string;
  status: KnownOperation['status'];
  shift_id: string | null;
  line_count: number;
  total_minor: string;
}

/** What the inbox has under these ids: posted, waiting for approval, or refused. */
export async function findKnownOperations(tx: Tx, operationIds: readonly string[]): Promise<KnownOperation[]> {
  const rows = await tx.query<KnownRow>(KNOWN_OPERATIONS, [tx.organizationId, operationIds]);
  return rows.map((row) => ({
    operationId: row.operation_id,
    status: row.status,
    shiftId: row.shift_id,
    lineCount: row.line_count,
    totalMinor: Number(row.total_minor),
  }));
}

// A posted operation hides a refused one of the same id: the shop has it.
const KNOWN_OPERATIONS = `
  select distinct on (operation_id) operation_id, status, payload ->> 'shiftId' as shift_id,
    coalesce(jsonb_array_length(coalesce(payload -> 'lines', payload -> 'source' -> 'lines')), 0) as line_count,
    coalesce(payload -> 'claimed' ->> 'totalMinor', '0') as total_minor
  from (
    select operation_id, status, envelope::jsonb -> 'payload' as payload, 1 as rank
    from operation where organization_id = $1 and operation_id = any($2::uuid[])
    union all
    select operation_id, status, envelope::jsonb -> 'payload', 2
    from operation_repair where organization_id = $1 and operation_id = any($2::uuid[])
  ) as arrived
  order by operation_id, rank`;
