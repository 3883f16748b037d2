import type { Tx } from '../../../platform/database/index.ts';
import { type AuditRow, type ChangeRow, changeSteps } from '../../../platform/feed/index.ts';
import { composeParts, composeStatement, type Statement, type Step } from '../../../platform/statement/index.ts';
import { approvalSteps } from '../../approvals/index.ts';
import { couponSteps, promotionUseSteps } from '../../catalog/index.ts';
import { customerOrderSteps, customerSteps } from '../../customers/index.ts';
import { headStep } from '../../identity/index.ts';
import { postingSteps } from '../../ledger/index.ts';
import { cardAnswerSteps, purseSteps, tenderSteps } from '../../payments/index.ts';
import { saleSteps } from '../../sales/index.ts';
import { levelStep, movementSteps, UNSURPRISING_TAIL, unsurprisingStep } from '../../stock/index.ts';
import { shiftRecordSteps, shiftSteps } from '../../till/index.ts';
import { soldHeldSaleSteps } from '../held-sales/held-rows.ts';
import { layawaySteps } from '../layaways/layaway-rows.ts';
import { soldQuoteSteps } from '../quotes/quote-rows.ts';
import type { Writes } from './model.ts';
import { operationSteps } from './operation-rows.ts';

export interface WriteFrame {
  readonly organizationId: string;
  readonly registerId: string;
  readonly requestId: string | null;
  readonly nextId: () => string;
}

/**
 * Everything a batch writes as one statement; `null` when it writes nothing. The database refuses it with
 * `STALE_LEVELS` when one of `unsurprised` (ids of variants) is below zero afterwards.
 */
export function writeStatement(
  frame: WriteFrame,
  writes: Writes,
  unsurprised: readonly string[] = [],
): Statement | null {
  const steps = [...factSteps(frame, writes), ...present([levelStep(writes.movements)])];
  return steps.length === 0 ? null : guarded(frame, steps, unsurprised);
}

/** What a part of a batch writes, the levels left out, as statements that are sent one behind the other. */
export function factStatements(frame: WriteFrame, writes: Writes): Statement[] {
  return composeParts(frame.organizationId, factSteps(frame, writes));
}

/** Moves the levels once for all parts of a batch. `unsurprised`: see {@link writeStatement}. */
export function levelStatements(
  frame: WriteFrame,
  movements: Writes['movements'],
  unsurprised: readonly string[],
): Statement[] {
  const parts = levelStep(movements)?.cut() ?? [];
  return parts.map((part) => guarded(frame, [part], unsurprised));
}

function guarded({ organizationId }: WriteFrame, steps: readonly Step[], unsurprised: readonly string[]): Statement {
  const guard = unsurprisingStep(unsurprised);
  return guard === null
    ? composeStatement(organizationId, steps, 'select 1')
    : composeStatement(organizationId, [...steps, guard], UNSURPRISING_TAIL);
}

/** In an order in which each table finds what it refers to. */
function factSteps(frame: WriteFrame, writes: Writes): Step[] {
  const changes = changesOf(frame, writes);
  const audits = auditsOf(frame, writes, changes[0]?.changeId ?? null);
  return present([
    ...operationSteps(writes),
    ...shiftSteps(writes.openedShifts, writes.changedShifts),
    ...saleSteps(writes),
    ...soldHeldSaleSteps(writes.soldHeldSales, writes.unheardHeldSales),
    ...soldQuoteSteps(writes.soldQuotes),
    ...layawaySteps(writes),
    ...couponSteps(writes.couponUses),
    ...promotionUseSteps(writes),
    ...tenderSteps(writes),
    ...cardAnswerSteps(writes),
    ...customerSteps(writes.customers),
    ...customerOrderSteps(writes.customerOrders),
    ...purseSteps(writes),
    ...movementSteps(writes.movements, writes.adjustments),
    ...postingSteps(writes.postings),
    ...approvalSteps(writes.approvals, writes.approvalUses),
    ...shiftRecordSteps(writes),
    headStep(writes.head),
    ...changeSteps(changes, audits),
  ]);
}

function present(steps: readonly (Step | null)[]): Step[] {
  return steps.filter((step): step is Step => step !== null);
}

/** Writes a batch inside of a larger transaction. */
export async function writeBatch(tx: Tx, frame: WriteFrame, writes: Writes): Promise<void> {
  const statement = writeStatement(frame, writes);
  if (!statement) return;
  tx.markChanged();
  await tx.query(statement.text, statement.values, statement.name);
}

function changesOf({ registerId, nextId }: WriteFrame, writes: Writes): ChangeRow[] {
  const events = [
    ...writes.shiftEvents.map((event) => event.shiftId ?? registerId),
    ...writes.cashMovements.map((movement) => movement.shiftId),
    ...writes.corrections.map((correction) => correction.shiftId),
  ];
  const changed = [...writes.openedShifts, ...writes.changedShifts].map((shift) => shift.shiftId);
  const shifts = [...new Set([...changed, ...events])];
  const repairs = [...writes.repairs, ...writes.changedRepairs].map((repair) => repair.repairId);
  const kinds = [
    { kind: 'sale' as const, ids: [...writes.sales, ...writes.corrections].map((sale) => sale.saleId) },
    { kind: 'stock' as const, ids: writes.adjustments.map((adjustment) => adjustment.adjustmentId) },
    { kind: 'sync.repair' as const, ids: repairs },
    { kind: 'approval' as const, ids: writes.approvals.map((approval) => approval.approvalId) },
    { kind: 'customers' as const, ids: changedCustomers(writes) },
    { kind: 'held-sales' as const, ids: writes.soldHeldSales.map((sold) => sold.heldSaleId) },
    { kind: 'layaways' as const, ids: changedLayaways(writes) },
    { kind: 'quotes' as const, ids: writes.soldQuotes.map((sold) => sold.quoteId) },
    { kind: 'catalog.coupons' as const, ids: writes.couponUses.map((use) => use.couponId) },
    { kind: 'catalog.promotion-uses' as const, ids: writes.promotionUses.map((use) => use.promotionId) },
    { kind: 'shift' as const, ids: writes.sales.length > 0 ? closedAndOpened(writes) : shifts },
  ];
  return kinds
    .filter(({ ids }) => ids.length > 0)
    .map(({ kind, ids }) => ({ changeId: nextId(), kind, ids, registerId }));
}

/** Customers that are new, or whose balances or sales changed: registers show and price by them. */
function changedCustomers({ customers, purses, payments, customerOrders }: Writes): string[] {
  const ids = [
    ...customers.map((row) => row.customerId),
    ...purses.flatMap((row) => (row.kind === 'gift-card' || row.kind === 'deposit' ? [] : [row.purseId])),
    ...payments.map((row) => row.customerId),
    ...customerOrders.map((row) => row.customerId),
  ];
  return [...new Set(ids)];
}

/** Paid, given back, sold, or with deposits again because its sale was voided: registers have to hear that they are there. */
function changedLayaways({ deposits, saleOrigins, purses }: Writes): string[] {
  const sold = saleOrigins.flatMap((row) => row.layawayId ?? []);
  const moved = purses.flatMap((row) => (row.kind === 'deposit' ? [row.purseId] : []));
  return [...new Set([...deposits.map((row) => row.layawayId), ...sold, ...moved])];
}

/** A sale changes its shift's drawer; the change of the sale says so already. */
function closedAndOpened(writes: Writes): string[] {
  const closed = writes.changedShifts.filter((shift) => shift.closing !== null);
  return [...writes.openedShifts, ...closed].map((shift) => shift.shiftId);
}

function auditsOf({ registerId, requestId, nextId }: WriteFrame, writes: Writes, changeId: string | null): AuditRow[] {
  if (writes.audits.length === 0) return [];
  if (changeId === null) throw new Error('a batch with audit entries must have a change that they belong to');
  return writes.audits.map((note) => ({ ...note, entryId: nextId(), changeId, registerId, requestId }));
}
