import { insertInto, type Step, type Table, updateFrom } from '../../../platform/statement/index.ts';
import type { OperationRow, RepairChangeRow, RepairRow, Writes } from './model.ts';

const OPERATION: Table<OperationRow> = {
  name: 'operation',
  columns: [
    { name: 'operation_id', type: 'uuid', value: (row) => row.operationId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'key_id', type: 'uuid', value: (row) => row.keyId },
    { name: 'sequence', type: 'bigint', value: (row) => row.sequence },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
    { name: 'previous_hash', type: 'text', value: (row) => row.previousHash },
    { name: 'hash', type: 'text', value: (row) => row.hash },
    { name: 'envelope', type: 'text', value: (row) => row.envelope },
    { name: 'status', type: 'text', value: (row) => row.status },
    { name: 'notes', type: 'text[]', value: (row) => row.notes },
    { name: 'repair_id', type: 'uuid', value: (row) => row.repairId },
  ],
};

const REPAIR: Table<RepairRow> = {
  name: 'operation_repair',
  columns: [
    { name: 'repair_id', type: 'uuid', value: (row) => row.repairId },
    { name: 'operation_id', type: 'uuid', value: (row) => row.operationId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'key_id', type: 'uuid', value: (row) => row.keyId },
    { name: 'sequence', type: 'bigint', value: (row) => row.sequence },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'status', type: 'text', value: (row) => row.status },
    { name: 'reason_code', type: 'text', value: (row) => row.reasonCode },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'content_hash', type: 'text', value: (row) => row.contentHash },
    { name: 'envelope', type: 'text', value: (row) => row.envelope },
  ],
  // Two pushes of the same broken operation at once: the first one is remembered.
  onConflict: 'on conflict (organization_id, operation_id, content_hash) do nothing',
};

const REPAIR_CHANGE = {
  name: REPAIR.name,
  columns: [
    { name: 'repair_id', type: 'uuid', value: (row: RepairChangeRow) => row.repairId },
    { name: 'status', type: 'text', value: (row: RepairChangeRow) => row.status },
    { name: 'reason_code', type: 'text', value: (row: RepairChangeRow) => row.reasonCode },
    { name: 'reason', type: 'text', value: (row: RepairChangeRow) => row.reason },
    { name: 'resolved_by', type: 'uuid', value: (row: RepairChangeRow) => row.resolvedBy },
    { name: 'note', type: 'text', value: (row: RepairChangeRow) => row.note },
  ],
  set: [
    'status = v.status',
    'reason_code = coalesce(v.reason_code, t.reason_code)',
    'reason = coalesce(v.reason, t.reason)',
    'resolved_by = v.resolved_by',
    "resolved_at = case when v.status = 'approved' then now() end",
    'resolution_note = v.note',
  ].join(', '),
  where: 't.repair_id = v.repair_id',
};

/** Writes operations that were posted and remembers those that were not. */
export function operationSteps(writes: Pick<Writes, 'operations' | 'repairs' | 'changedRepairs'>): (Step | null)[] {
  return [
    insertInto(OPERATION, writes.operations),
    insertInto(REPAIR, writes.repairs),
    updateFrom(REPAIR_CHANGE, writes.changedRepairs),
  ];
}

export const OPERATION_QUERIES = {
  known: (operationIds: string) =>
    'select operation_id, hash, status, notes from operation where organization_id = $1' +
    ` and operation_id = any(${operationIds}::uuid[])`,
  knownRepairs: (operationIds: string) =>
    'select repair_id, operation_id, content_hash, status, reason_code, reason from operation_repair' +
    ` where organization_id = $1 and operation_id = any(${operationIds}::uuid[])`,
  waitingForGap: (keyId: string) =>
    `select count(*)::int from operation_repair where organization_id = $1 and key_id = ${keyId} and status = 'held'` +
    " and reason_code = 'gap'",
  /** Envelopes that follow a position of a chain and waited for it. Parameters: organization, key, sequence. */
  behindGap:
    'select r.envelope from operation_repair r where r.organization_id = $1 and r.key_id = $2 and r.sequence > $3' +
    " and r.status = 'held' and r.reason_code = 'gap' and exists (select from operation_repair n where" +
    ' n.organization_id = $1 and n.key_id = $2 and n.sequence = $3 + 1' +
    " and n.status = 'held' and n.reason_code = 'gap') order by r.sequence limit 200",
} as const;
