import type { KnownOperation } from '@mosaajii/contract/sync';
import type { OperationAnswer } from '@mosaajii/domain/operation';
import type { VerifySignature } from '../../../platform/access/index.ts';
import { heldAnswer, postedAnswer, rejectedAnswer, repeatOf, repeatOfRepair } from './answers.ts';
import { withUses } from './approvals.ts';
import { type Books, openBooks, repairKey, takeWrites } from './books.ts';
import type { Waiver } from './checks.ts';
import { decideApproval } from './decide-approval.ts';
import { decideCashMoved, decideDrawerOpened, decideHandedOver, decideNoted } from './decide-cash.ts';
import { decideCorrection } from './decide-correction.ts';
import { decideCustomerCreated, decideCustomerPaid } from './decide-customer.ts';
import { decideDepositReturned, decideDepositTaken } from './decide-deposit.ts';
import { decideReturn } from './decide-return.ts';
import { decideSale } from './decide-sale.ts';
import { decideShiftClosed, decideShiftOpened } from './decide-shift.ts';
import { decideWriteOff } from './decide-write-off.ts';
import { enterEffects, enterRows } from './enter.ts';
import type {
  Arrival,
  BatchDecision,
  HeldReason,
  KnownRepairRow,
  RepairChangeRow,
  Sealed,
  SyncContext,
} from './model.ts';
import { type Held, held, type Outcome, type Posted } from './outcome.ts';
import { storedEnvelope } from './receive.ts';

/** A person let a held operation in: the check that held it is not asked again. */
export interface Approval extends Waiver {
  readonly repairId: string;
  readonly userId: string;
  readonly note: string;
}

export interface DecisionPorts {
  readonly verify: VerifySignature;
  /** Ids of repairs. */
  readonly nextId: () => string;
  /** Operations that the database refused to store: held, so that the others of their batch go on. */
  readonly unstorable?: ReadonlyMap<string, string>;
}

/**
 * Decides a batch of operations of one key, one after the other, each on the books as the ones before left them. Pure:
 * what to write and what to answer come out as data. The server and the simulator run this same function.
 */
export function decideBatch(context: SyncContext, arrivals: readonly Arrival[], ports: DecisionPorts): BatchDecision {
  const [decision] = decideParts(context, [arrivals], ports);
  if (!decision) throw new RangeError('one part has one decision');
  return decision;
}

/**
 * The same, part by part on the same books, so that what one part writes is on its way to the database while the next
 * one is decided.
 */
export function* decideParts(
  context: SyncContext,
  parts: readonly (readonly Arrival[])[],
  ports: DecisionPorts,
): Generator<BatchDecision> {
  const books = openBooks(context);
  for (const part of parts) {
    const answers = part.map((arrival) => decideArrival(books, arrival, ports));
    yield { writes: takeWrites(books), answers };
  }
}

/**
 * Decides an operation that a person approved: neither the chain nor the check that held it is asked, everything else is.
 * The answer is `held` again, and nothing is written of it, when another check holds it.
 */
export function decideApproved(context: SyncContext, arrival: Sealed, approval: Approval): BatchDecision {
  const books = openBooks(context);
  const { envelope, content } = arrival;
  const heldAgain = (reason: HeldReason): BatchDecision => ({
    writes: takeWrites(openBooks(context)),
    answers: [heldAnswer(envelope.operationId, reason)],
  });
  // This server cannot read it.
  if (content.kind !== 'known') return heldAgain('version-unknown');
  const outcome = decideKnown(books, content.operation, { ...approval, isApproved: true });
  if (outcome.kind === 'held') return heldAgain(outcome.reason);
  const isAhead = envelope.sequence > books.head.sequence;
  if (isAhead) advance(books, arrival);
  const approved: Posted = { ...outcome, flags: ['approved', ...outcome.flags] };
  const answer = post(books, arrival, content.operation, approved, approval.repairId);
  books.writes.changedRepairs.push(approvedRepair(approval.repairId, approval.userId, approval.note));
  return { writes: takeWrites(books), answers: [answer] };
}

/**
 * Derives an operation again that was posted before, for comparing it with what is stored: no chain, no repeats, only
 * its facts and their effects on the books.
 */
export function deriveAgain(
  books: Books,
  arrival: Sealed,
  operation: KnownOperation,
  letIn: Omit<Waiver, 'reason'>,
): Outcome {
  const outcome = decideKnown(books, operation, { ...letIn, reason: 'variant-unknown' });
  if (outcome.kind === 'posted') enterEffects(books, arrival, outcome);
  return outcome;
}

function decideArrival(books: Books, arrival: Arrival, ports: DecisionPorts): OperationAnswer {
  if (arrival.kind === 'unreadable')
    return rejectedAnswer(arrival.operationId, 'malformed-operation', arrival.detail, false);
  const { envelope, contentHash } = arrival;
  if (envelope.registerId !== books.context.key.register_id) {
    return reject(
      books,
      arrival,
      ports,
      'foreign-register',
      'The operation names another register than the one that sends it.',
    );
  }
  const known = books.operations.get(envelope.operationId);
  if (known) {
    const isSame = known.hash === contentHash && envelope.hash === contentHash;
    return isSame
      ? repeatOf(known)
      : reject(books, arrival, ports, 'operation-id-reused', 'The id was used for another operation.');
  }
  const repair = books.repairs.get(repairKey(envelope.operationId, contentHash));
  if (repair && WAITING_REASONS.has(repair.reason_code)) return decideWaiting(books, arrival, ports, repair);
  if (repair && !isBrokenOff(repair)) return repeatOfRepair(repair);
  const broken = chainBreak(books, arrival, ports);
  if (broken) return repair ? repeatOfRepair(repair) : hold(books, arrival, ports, broken);
  advance(books, arrival);
  const answer = decideLinked(books, arrival, ports);
  if (repair && isPosted(answer)) {
    books.writes.changedRepairs.push(
      approvedRepair(repair.repair_id, null, 'It came again, genuine and in its place.'),
    );
  }
  return answer;
}

function isPosted({ status }: OperationAnswer): boolean {
  return status !== 'held' && status !== 'rejected';
}

function approvedRepair(repairId: string, resolvedBy: string | null, note: string): RepairChangeRow {
  return { repairId, status: 'approved', reasonCode: null, reason: null, resolvedBy, note };
}

/** It has its place in the chain and waits for something that may have arrived since: the sale, the user, the goods. */
const WAITING_REASONS: ReadonlySet<string> = new Set<HeldReason>(['sale-unknown', 'user-unknown', 'variant-unknown']);

/**
 * What waited for something that the server did not know, come again: after a restore registers send everything once
 * more, in whatever order they reach the server. Posted when nothing holds it any more.
 */
function decideWaiting(books: Books, arrival: Sealed, ports: DecisionPorts, repair: KnownRepairRow): OperationAnswer {
  const { envelope, content, contentHash } = arrival;
  const { key } = books.context;
  const isGenuine = envelope.hash === contentHash && ports.verify(key, envelope.hash, envelope.signature);
  const isRevoked = key.key_state === 'revoked' || key.register_state === 'revoked';
  if (repair.status !== 'held' || content.kind !== 'known' || !isGenuine || isRevoked) return repeatOfRepair(repair);
  if (ports.unstorable?.has(envelope.operationId)) return repeatOfRepair(repair);
  // Its receipt number was passed when it took its place; everything else is asked.
  const outcome = decideKnown(books, content.operation, { reason: 'gap' });
  if (outcome.kind === 'held') return repeatOfRepair(repair);
  const answer = post(books, arrival, content.operation, outcome, null);
  const note = 'It came again, and what it waited for was there.';
  books.writes.changedRepairs.push(approvedRepair(repair.repair_id, null, note));
  return answer;
}

const CHAIN_REASONS: ReadonlySet<string> = new Set<HeldReason>(['hash', 'signature', 'gap', 'fork']);

/**
 * What waits because of its seal or its place in the chain is looked at again when it comes again: the same content may
 * come with its genuine signature, or after what was missing before it.
 */
function isBrokenOff(repair: KnownRepairRow): boolean {
  return repair.status === 'held' && CHAIN_REASONS.has(repair.reason_code);
}

/** Whether the operation is genuine and the next of its chain. What is not is stored, but moves the chain nowhere. */
function chainBreak(books: Books, { envelope, contentHash }: Sealed, ports: DecisionPorts): Held | null {
  const { head } = books;
  if (envelope.hash !== contentHash) return held('hash', 'The content does not have the hash that it states.');
  if (!ports.verify(books.context.key, envelope.hash, envelope.signature)) {
    return held('signature', 'The signature is not one of this register.');
  }
  if (envelope.sequence > head.sequence + 1) {
    return held('gap', `Operation ${head.sequence + 1} of this key has not arrived.`);
  }
  if (envelope.sequence <= head.sequence) {
    return held('fork', `Another operation of this key has the number ${envelope.sequence}.`);
  }
  return envelope.previousHash === head.hash
    ? null
    : held('fork', 'It follows another operation than the last one of this key.');
}

function advance(books: Books, { envelope }: Sealed): void {
  books.head.sequence = envelope.sequence;
  books.head.hash = envelope.hash;
}

/** A genuine operation in its place: whatever becomes of it, the chain goes on after it, so that it never blocks the rest. */
function decideLinked(books: Books, arrival: Sealed, ports: DecisionPorts): OperationAnswer {
  const { key } = books.context;
  if (key.key_state === 'revoked' || key.register_state === 'revoked') {
    return hold(books, arrival, ports, held('register-revoked', 'The register or its key was revoked.'));
  }
  const { content } = arrival;
  if (content.kind === 'malformed') return reject(books, arrival, ports, 'malformed-operation', content.detail);
  if (content.kind === 'unknown-version') {
    const { kind, version } = arrival.envelope;
    return hold(
      books,
      arrival,
      ports,
      held('version-unknown', `This server does not know ${kind}, version ${version}.`),
    );
  }
  const { operation } = content;
  const refusal = ports.unstorable?.get(operation.operationId);
  const outcome = refusal === undefined ? decideKnown(books, operation, null) : held('not-storable', refusal);
  if (outcome.kind === 'posted') return post(books, arrival, operation, outcome, null);
  passReceipt(books, operation);
  return hold(books, arrival, ports, outcome);
}

/** A held sale has used its receipt number all the same: the next one of its register follows without a gap. */
function passReceipt(books: Books, { payload }: KnownOperation): void {
  if ('z' in payload && payload.z?.number === books.head.zNumber + 1) books.head.zNumber = payload.z.number;
  if (!('receipt' in payload)) return;
  const { registerCode, series, sequence } = payload.receipt;
  const { key } = books.context;
  if (registerCode !== key.code || series !== key.series) return;
  if (sequence === books.head.receiptSequence + 1) books.head.receiptSequence = sequence;
}

function decideKnown(books: Books, operation: KnownOperation, waiver: Waiver | null): Outcome {
  try {
    const outcome = decideByKind(books, operation, waiver);
    return outcome.kind === 'posted' ? withUses(books, operation, outcome) : outcome;
  } catch (error) {
    // The exact arithmetic refuses what leaves the safe integers.
    if (error instanceof RangeError) return held('not-computable', error.message);
    throw error;
  }
}

function decideByKind(books: Books, operation: KnownOperation, waiver: Waiver | null): Outcome {
  switch (operation.kind) {
    case 'sale.completed':
      return decideSale(books, operation, waiver);
    case 'return.completed':
      return decideReturn(books, operation, waiver);
    case 'sale.tender-corrected':
      return decideCorrection(books, operation, waiver);
    case 'shift.opened':
      return decideShiftOpened(books, operation, waiver);
    case 'shift.closed':
      return decideShiftClosed(books, operation, waiver);
    case 'cash.moved':
      return decideCashMoved(books, operation, waiver);
    case 'drawer.opened':
      return decideDrawerOpened(books, operation, waiver);
    case 'shift.handed-over':
      return decideHandedOver(books, operation, waiver);
    case 'till.noted':
      return decideNoted(books, operation, waiver);
    case 'stock.written-off':
      return decideWriteOff(books, operation, waiver);
    case 'approval.given':
      return decideApproval(books, operation, waiver);
    case 'customer.created':
      return decideCustomerCreated(books, operation, waiver);
    case 'customer.paid':
      return decideCustomerPaid(books, operation, waiver);
    case 'deposit.taken':
      return decideDepositTaken(books, operation, waiver);
    case 'deposit.returned':
      return decideDepositReturned(books, operation, waiver);
  }
}

/** Enters an operation into the books. */
function post(
  books: Books,
  arrival: Sealed,
  operation: KnownOperation,
  outcome: Posted,
  repairId: string | null,
): OperationAnswer {
  const { envelope } = arrival;
  const flags = [...new Set(outcome.flags)];
  const notes = outcome.quarantine === null ? flags : [outcome.quarantine, ...flags];
  const status = outcome.quarantine !== null ? 'quarantined' : flags.length > 0 ? 'flagged' : 'applied';
  enterRows(books, outcome);
  enterEffects(books, arrival, outcome);
  const { operationId, registerId, keyId, sequence, kind, userId, occurredAt, previousHash, hash } = envelope;
  books.writes.operations.push({
    operationId,
    registerId,
    keyId,
    sequence,
    kind,
    userId,
    occurredAt,
    previousHash,
    hash,
    envelope: storedEnvelope(arrival),
    status,
    notes,
    repairId,
  });
  books.operations.set(operationId, { operation_id: operationId, hash, status, notes });
  books.writes.audits.push({
    action: operation.kind,
    subjectKind: outcome.subject.kind,
    subjectId: outcome.subject.id,
    userId,
    detail: { ...outcome.detail, status, notes },
  });
  return postedAnswer(operationId, status, outcome.quarantine, flags);
}

function hold(books: Books, arrival: Sealed, ports: DecisionPorts, { reason, detail }: Held): OperationAnswer {
  remember(books, arrival, ports, 'held', reason, detail);
  return heldAnswer(arrival.envelope.operationId, reason);
}

function reject(books: Books, arrival: Sealed, ports: DecisionPorts, code: string, detail: string): OperationAnswer {
  remember(books, arrival, ports, 'rejected', code, detail);
  return rejectedAnswer(arrival.envelope.operationId, code, detail, false);
}

/** Stores what was not posted, once for each content. */
function remember(
  books: Books,
  arrival: Sealed,
  ports: DecisionPorts,
  status: 'held' | 'rejected',
  reasonCode: string,
  reason: string,
): void {
  const { envelope, contentHash } = arrival;
  const key = repairKey(envelope.operationId, contentHash);
  const known = books.repairs.get(key);
  if (known) {
    // It waited for its place in the chain and has it now, and something else holds it: the same row says so.
    const repairId = known.repair_id;
    books.repairs.set(key, { ...known, status, reason_code: reasonCode, reason });
    books.writes.changedRepairs.push({ repairId, status, reasonCode, reason, resolvedBy: null, note: null });
    return;
  }
  const { operationId, keyId, sequence, kind, userId } = envelope;
  const registerId = books.context.key.register_id;
  const repairId = ports.nextId();
  books.repairs.set(key, {
    repair_id: repairId,
    operation_id: operationId,
    content_hash: contentHash,
    status,
    reason_code: reasonCode,
    reason,
  });
  books.writes.repairs.push({
    repairId,
    operationId,
    registerId,
    keyId,
    sequence,
    kind,
    status,
    reasonCode,
    reason,
    contentHash,
    envelope: storedEnvelope(arrival),
  });
  books.writes.audits.push({
    action: `operation.${status}`,
    subjectKind: 'operation',
    subjectId: operationId,
    userId,
    detail: { repairId, kind, sequence, reasonCode, reason },
  });
}
