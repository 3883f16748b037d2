import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { RepairList, RepairOutcome, RepairSummary } from '@mosaajii/contract/sync';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Stores, UserActor } from '../../../platform/access/index.ts';
import { sqlState, type Tx, uniqueViolation } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type AuditInput, recordChange } from '../../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../../platform/paging/index.ts';
import { readRegisterStore, readRegistersOf } from '../../identity/index.ts';
import { decideApproved } from './decide-batch.ts';
import { loadContext } from './load-context.ts';
import type { HeldReason } from './model.ts';
import { type ChainPlace, releaseAfter, withEnclosures } from './push-operations.ts';
import { receive } from './receive.ts';
import { writeBatch } from './write-batch.ts';

export type RepairRefusal = Refusal<'unknown-repair' | 'repair-settled' | 'still-held'>;

interface RepairRow {
  readonly repair_id: string;
  readonly operation_id: string;
  readonly register_id: string;
  readonly key_id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly status: RepairSummary['status'];
  readonly reason_code: string;
  readonly reason: string;
  readonly envelope: string;
  readonly received_at: Date;
  readonly received_key: string;
  readonly resolved_by: string | null;
  readonly resolved_at: Date | null;
  readonly resolution_note: string | null;
}

const COLUMNS = `repair_id, operation_id, register_id, key_id, sequence, kind, status, reason_code, reason, envelope, received_at,
  ${momentText('received_at')} as received_key, resolved_by, resolved_at, resolution_note`;

interface RepairFilter {
  readonly status?: RepairSummary['status'] | 'open' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  /** Only what registers of these stores sent. */
  readonly stores: Stores;
}

const STATUSES = { open: ['held', 'rejected'] } as const;
/** What is said about an entry that is not there. */
export const NO_REPAIR = 'There is no such entry in the repair list.';
const USUAL_LIMIT = 50;

/** One page of the repair list, the latest first. `null`: the cursor is not one of this list. */
export async function listRepairs(
  tx: Tx,
  { status = 'open', cursor, limit = USUAL_LIMIT, stores }: RepairFilter,
): Promise<RepairList | null> {
  const after = cursor === undefined ? null : decodeCursor(cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
  if (cursor !== undefined && after === null) return null;
  const rows = await tx.query<RepairRow>(
    `select ${COLUMNS} from operation_repair where organization_id = $1 and status = any($2::text[])` +
      ' and ($3::timestamptz is null or (received_at, repair_id) < ($3, $4::uuid))' +
      ' and ($6::uuid[] is null or register_id = any($6)) order by received_at desc, repair_id desc limit $5',
    [
      tx.organizationId,
      status === 'open' ? STATUSES.open : [status],
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
      await readRegistersOf(tx, stores),
    ],
  );
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.received_key, row.repair_id]);
  return { items: page.map(summaryOf), nextCursor };
}

function summaryOf(row: RepairRow): RepairSummary {
  return {
    repairId: row.repair_id,
    operationId: row.operation_id,
    registerId: row.register_id,
    keyId: row.key_id,
    sequence: row.sequence,
    kind: row.kind,
    status: row.status,
    reasonCode: row.reason_code,
    reason: row.reason,
    receivedAt: row.received_at.toISOString(),
    operation: JSON.parse(row.envelope) as unknown,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolutionNote: row.resolution_note,
  };
}

export interface RepairRequest {
  readonly repairId: string;
  readonly note: string;
  readonly requestId: string;
}

/**
 * Posts a held operation on a person's word: the check that held it is left out, every other one is asked. Refuses what
 * is settled, what was rejected (it is no fact of this shop), and what something else still holds.
 */
export async function approveRepair(
  deps: Deps,
  actor: UserActor,
  request: RepairRequest,
): Promise<Result<RepairOutcome, RepairRefusal>> {
  const result = await approveOnce(deps, actor, request);
  if (!result.ok) return result;
  const { place, ...outcome } = result.value;
  if (place) await releaseAfter(deps, actor.organizationId, place, request.requestId);
  return ok(outcome);
}

type Approved = RepairOutcome & { readonly place: ChainPlace | null };

async function approveOnce(
  deps: Deps,
  actor: UserActor,
  request: RepairRequest,
): Promise<Result<Approved, RepairRefusal>> {
  const attempt = (hasReceiptConflict: boolean) =>
    deps.db.tx(actor.organizationId, (tx) => approveInside(deps, tx, actor, request, hasReceiptConflict));
  try {
    try {
      return await attempt(false);
    } catch (error) {
      if (!isReceiptTaken(error)) throw error;
      return await attempt(true);
    }
  } catch (error) {
    if (sqlState(error)?.startsWith('23') !== true) throw error;
    return refuse({ code: 'still-held', detail: 'The database refuses it: it contradicts what was posted meanwhile.' });
  }
}

/** A register that was put back to an earlier day gave a receipt number twice: the money of both counts. */
function isReceiptTaken(error: unknown): boolean {
  return uniqueViolation(error) === 'sale_receipt_once';
}

async function approveInside(
  deps: Deps,
  tx: Tx,
  actor: UserActor,
  { repairId, note, requestId }: RepairRequest,
  hasReceiptConflict: boolean,
): Promise<Result<Approved, RepairRefusal>> {
  const locked = await lockOpen(tx, repairId);
  if (!locked.ok) return locked;
  const repair = locked.value;
  if (repair.status !== 'held')
    return refuse({ code: 'repair-settled', detail: 'Only a held operation can be approved.' });
  const arrival = receive(JSON.parse(repair.envelope));
  if (arrival.kind !== 'sealed') return refuse({ code: 'still-held', detail: arrival.detail });
  const request = {
    credentialKeyId: repair.key_id,
    chainKeyId: repair.key_id,
    arrivals: [arrival],
    now: deps.clock.now().toISOString(),
    areLevelsLocked: true,
  };
  let loaded = await loadContext(tx, request);
  // As for a push: what was read beside a head that was waited for is older than the head.
  if (loaded.isStale) loaded = await loadContext(tx, request);
  const context = loaded.context && (await withEnclosures(deps, tx, loaded.context, [arrival]));
  if (!context) throw new Error(`the key ${repair.key_id} of a repair is gone`);
  if (context.operations.length > 0) {
    return refuse({ code: 'repair-settled', detail: 'An operation with this id was posted meanwhile.' });
  }
  const reason = repair.reason_code as HeldReason;
  const decision = decideApproved(context, arrival, {
    reason,
    repairId,
    userId: actor.userId,
    note,
    hasReceiptConflict,
  });
  const [answer] = decision.answers;
  if (!answer || answer.status === 'held')
    return refuse({ code: 'still-held', detail: `Still held: ${answer?.reason ?? 'unknown'}.` });
  await writeBatch(
    tx,
    { organizationId: tx.organizationId, registerId: repair.register_id, requestId, nextId: () => deps.ids.next() },
    decision.writes,
  );
  await recordChange(tx, {
    kind: 'sync.repair',
    ids: [repairId],
    audit: [auditOf('operation.approved', actor, repair, note, requestId)],
  });
  const { head } = decision.writes;
  const place = head ? { keyId: head.keyId, sequence: head.lastSequence } : null;
  return ok({ repairId, status: 'approved', answer, place });
}

/** Puts an operation aside for good. It stays stored and is never posted. */
export function dismissRepair(
  deps: Deps,
  actor: UserActor,
  { repairId, note, requestId }: RepairRequest,
): Promise<Result<RepairOutcome, RepairRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const locked = await lockOpen(tx, repairId);
    if (!locked.ok) return locked;
    await tx.query(
      "update operation_repair set status = 'dismissed', resolved_by = $3, resolved_at = now(), resolution_note = $4" +
        ' where organization_id = $1 and repair_id = $2',
      [tx.organizationId, repairId, actor.userId, note],
    );
    const audit = [auditOf('operation.dismissed', actor, locked.value, note, requestId)];
    await recordChange(tx, { kind: 'sync.repair', ids: [repairId], audit });
    return ok({ repairId, status: 'dismissed', answer: null });
  });
}

/** The store of the register that sent what waits; undefined when there is no such entry. */
export async function readRepairStore(tx: Tx, repairId: string): Promise<string | undefined> {
  const [repair] = await tx.query<{ register_id: string }>(
    'select register_id from operation_repair where organization_id = $1 and repair_id = $2',
    [tx.organizationId, repairId],
  );
  return repair === undefined ? undefined : readRegisterStore(tx, repair.register_id);
}

async function lockOpen(tx: Tx, repairId: string): Promise<Result<RepairRow, RepairRefusal>> {
  const [row] = await tx.query<RepairRow>(
    `select ${COLUMNS} from operation_repair where organization_id = $1 and repair_id = $2 for update`,
    [tx.organizationId, repairId],
  );
  if (!row) return refuse({ code: 'unknown-repair', detail: NO_REPAIR });
  const isOpen = row.status === 'held' || row.status === 'rejected';
  return isOpen ? ok(row) : refuse({ code: 'repair-settled', detail: `It was ${row.status} before.` });
}

function auditOf(
  action: AuditAction,
  actor: UserActor,
  repair: RepairRow,
  note: string,
  requestId: string,
): AuditInput {
  const { repair_id: repairId, kind, reason_code: reasonCode } = repair;
  return {
    action,
    subjectKind: 'operation',
    subjectId: repair.operation_id,
    userId: actor.userId,
    detail: { repairId, kind, reasonCode, note },
    requestId,
  };
}
