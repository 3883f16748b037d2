import type { SyncContext, Writes } from '../../apps/server/src/rooms/operations/sync/index.ts';
import { applyShelf, emptyShelf, type Shelf } from './model-shelf.ts';

export type Row<K extends keyof Writes> = Writes[K] extends (infer R)[] ? R : never;
type OperationRow = Writes['operations'][number];
export type KnownRepairRow = SyncContext['repairs'][number];
type PurseRow = NonNullable<SyncContext['purses']>[number];
type HoldRow = NonNullable<SyncContext['holds']>[number];

export interface ModelShift extends Omit<Row<'openedShifts'>, 'cashMinor' | 'saleCount' | 'returnCount' | 'state'> {
  state: 'open' | 'closed';
  cashMinor: number;
  saleCount: number;
  returnCount: number;
}

/** Everything the database would hold. Plain data, so that a copy of it is a backup. */
export interface Tables {
  readonly heads: Map<string, { sequence: number; hash: string; receiptSequence: number; zNumber: number }>;
  readonly operations: Map<string, OperationRow>;
  readonly repairs: Map<string, Omit<Row<'repairs'>, 'status'> & { status: KnownRepairRow['status'] }>;
  readonly shifts: Map<string, ModelShift>;
  readonly sales: Map<string, Row<'sales'>>;
  readonly lines: Map<string, Row<'saleLines'>[]>;
  readonly tenders: Map<string, Row<'tenders'>[]>;
  readonly salePromotions: Map<string, Row<'salePromotions'>[]>;
  readonly returned: Map<string, Row<'returned'>>;
  readonly refunded: Map<string, Row<'refunded'>>;
  readonly movements: Row<'movements'>[];
  readonly levels: Map<string, number>;
  readonly postings: Row<'postings'>[];
  readonly cashMovements: Map<string, Row<'cashMovements'>>;
  readonly reports: Map<string, Row<'shiftReports'>>;
  /** By kind and id. */
  readonly purses: Map<string, PurseRow>;
  readonly purseEntries: Map<string, Row<'purseEntries'>>;
  /** What was put aside for a sale that is about to be made. */
  readonly holds: Map<string, HoldRow>;
  readonly approvals: Map<string, Row<'approvals'>>;
  /** The document that used an approval, by approval: unique as in the database. */
  readonly approvalUses: Map<string, string>;
  readonly payments: Map<string, Row<'payments'>>;
  readonly layaways: Map<string, Row<'layaways'>>;
  readonly layawayLines: Row<'layawayLines'>[];
  readonly deposits: Map<string, Row<'deposits'>>;
  /** What sales come from, by sale. */
  readonly saleOrigins: Map<string, Row<'saleOrigins'>>;
  /** By sale, in their order. */
  readonly corrections: Map<string, Row<'corrections'>[]>;
  readonly shiftEvents: Map<string, Row<'shiftEvents'>>;
  readonly couponUses: Map<string, Row<'couponUses'>>;
  /** What registers leave for one another. */
  readonly shelf: Shelf;
  /** Sequences by key, unique as the database's constraint makes them. */
  readonly places: Set<string>;
  readonly receipts: Set<string>;
}

/** A shop on its first morning. */
export function emptyTables(): Tables {
  return {
    heads: new Map(),
    operations: new Map(),
    repairs: new Map(),
    shifts: new Map(),
    sales: new Map(),
    lines: new Map(),
    tenders: new Map(),
    salePromotions: new Map(),
    returned: new Map(),
    refunded: new Map(),
    movements: [],
    levels: new Map(),
    postings: [],
    cashMovements: new Map(),
    reports: new Map(),
    purses: new Map(),
    purseEntries: new Map(),
    holds: new Map(),
    approvals: new Map(),
    approvalUses: new Map(),
    payments: new Map(),
    layaways: new Map(),
    layawayLines: [],
    deposits: new Map(),
    saleOrigins: new Map(),
    corrections: new Map(),
    shiftEvents: new Map(),
    couponUses: new Map(),
    shelf: emptyShelf(),
    places: new Set(),
    receipts: new Set(),
  };
}

function unique(set: Set<string>, key: string, what: string): void {
  if (set.has(key)) throw new Error(`the database would refuse a second ${what}: ${key}`);
  set.add(key);
}

function insertOnce<T>(map: Map<string, T>, key: string, row: T, what: string): void {
  if (map.has(key)) throw new Error(`the database would refuse a second ${what}: ${key}`);
  map.set(key, row);
}

/** What one writing statement does. Throws where the database would refuse; the caller puts back what was. */
export function applyWrites(tables: Tables, writes: Writes): void {
  for (const row of writes.operations) {
    insertOnce(tables.operations, row.operationId, row, 'operation');
    if (row.repairId === null)
      unique(tables.places, `${row.keyId}|${row.sequence}`, 'operation in a place of the chain');
  }
  for (const row of writes.repairs) insertOnce(tables.repairs, row.repairId, { ...row }, 'repair');
  for (const { repairId, status, reasonCode, reason } of writes.changedRepairs) {
    const row = tables.repairs.get(repairId);
    if (row === undefined) throw new Error(`the repair ${repairId} is not there`);
    const changed = { ...row, status, reasonCode: reasonCode ?? row.reasonCode, reason: reason ?? row.reason };
    tables.repairs.set(repairId, changed);
  }
  for (const row of writes.openedShifts) insertOnce(tables.shifts, row.shiftId, { ...row }, 'shift');
  for (const row of writes.changedShifts) changeShift(tables, row);
  applySales(tables, writes);
  for (const row of writes.movements) {
    tables.movements.push(row);
    tables.levels.set(row.variantId, (tables.levels.get(row.variantId) ?? 0) + row.quantityMilli);
  }
  for (const row of writes.postings) {
    const sum = row.amountsMinor.reduce((total, amount) => total + amount, 0);
    if (sum !== 0) throw new Error(`the posting of ${row.documentId} does not balance: ${sum}`);
    tables.postings.push(row);
  }
  for (const row of writes.cashMovements) insertOnce(tables.cashMovements, row.movementId, row, 'cash movement');
  for (const row of writes.shiftReports) insertOnce(tables.reports, row.shiftId, row, 'report of a shift');
  for (const row of writes.shiftEvents) insertOnce(tables.shiftEvents, row.eventId, row, 'event of a shift');
  applyPurses(tables, writes);
  applyLayaways(tables, writes);
  applyShelf(tables.shelf, writes);
  for (const row of writes.approvals) insertOnce(tables.approvals, row.approvalId, row, 'approval');
  for (const { approvalId, documentId } of writes.approvalUses) {
    insertOnce(tables.approvalUses, approvalId, documentId, 'use of an approval');
  }
  for (const row of writes.couponUses) tables.couponUses.set(row.couponId, row);
  if (writes.head !== null) {
    const { keyId, lastSequence, lastHash, lastReceiptSequence, lastZNumber } = writes.head;
    const receiptSequence = lastReceiptSequence;
    tables.heads.set(keyId, { sequence: lastSequence, hash: lastHash, receiptSequence, zNumber: lastZNumber });
  }
}

function changeShift(tables: Tables, row: Row<'changedShifts'>): void {
  const shift = tables.shifts.get(row.shiftId);
  if (shift === undefined) throw new Error(`the shift ${row.shiftId} is not there`);
  shift.cashMinor += row.cashMinor;
  shift.saleCount += row.saleCount;
  shift.returnCount += row.returnCount;
  if (row.closing !== null) shift.state = 'closed';
}

function applySales(tables: Tables, writes: Writes): void {
  for (const row of writes.sales) {
    insertOnce(tables.sales, row.saleId, row, 'sale');
    unique(tables.receipts, `${row.registerId}|${row.receiptSeries}|${row.receiptSequence}`, 'receipt number');
  }
  for (const row of writes.saleLines) tables.lines.set(row.saleId, [...(tables.lines.get(row.saleId) ?? []), row]);
  for (const row of writes.salePromotions) {
    tables.salePromotions.set(row.saleId, [...(tables.salePromotions.get(row.saleId) ?? []), row]);
  }
  for (const row of writes.tenders) tables.tenders.set(row.saleId, [...(tables.tenders.get(row.saleId) ?? []), row]);
  for (const row of writes.corrections) {
    tables.corrections.set(row.saleId, [...(tables.corrections.get(row.saleId) ?? []), row]);
  }
  for (const row of writes.returned) {
    if (row.returnedMilli > row.soldMilli) throw new Error(`more came back of ${row.lineId} than was sold`);
    tables.returned.set(`${row.saleId}|${row.lineId}`, row);
  }
  for (const row of writes.refunded) tables.refunded.set(`${row.saleId}|${row.tenderId}`, row);
}

function applyLayaways(tables: Tables, writes: Writes): void {
  for (const row of writes.layaways) insertOnce(tables.layaways, row.layawayId, row, 'layaway');
  tables.layawayLines.push(...writes.layawayLines);
  for (const row of writes.deposits) insertOnce(tables.deposits, row.depositId, row, 'deposit');
  for (const row of writes.saleOrigins) insertOnce(tables.saleOrigins, row.saleId, row, 'origin of a sale');
}

/** Purses may be opened by two registers at once: then both amounts count. None but an account holds less than nothing. */
function applyPurses(tables: Tables, writes: Writes): void {
  for (const row of writes.purseEntries) {
    insertOnce(tables.purseEntries, `${row.documentId}|${row.entryNumber}`, row, 'entry of a purse');
  }
  for (const { kind, purseId, amountMinor, heldMinor, expiresOn } of writes.purses) {
    const known = tables.purses.get(`${kind}|${purseId}`);
    const balance_minor = (known?.balance_minor ?? 0) + amountMinor;
    const held_minor = (known?.held_minor ?? 0) + heldMinor;
    if (held_minor < 0 || (kind !== 'account' && balance_minor < held_minor)) {
      throw new Error(
        `the database would refuse ${balance_minor}, ${held_minor} of it held, in the ${kind} ${purseId}`,
      );
    }
    tables.purses.set(`${kind}|${purseId}`, {
      kind,
      purse_id: purseId,
      balance_minor,
      held_minor,
      is_blocked: known?.is_blocked ?? false,
      expires_on: expiresOn ?? known?.expires_on ?? null,
    });
  }
  for (const holdId of writes.usedHolds) {
    const hold = tables.holds.get(holdId);
    if (hold?.state !== 'open') throw new Error(`the hold ${holdId} is not open`);
    tables.holds.set(holdId, { ...hold, state: 'used' });
  }
  for (const row of writes.payments) insertOnce(tables.payments, row.paymentId, row, 'payment');
}
