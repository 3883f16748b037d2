import type { RegisterState } from '@mosaajii/contract/identity';
import type { PushResponse } from '@mosaajii/contract/sync';
import { GENESIS_HASH, type Operation, type OperationAnswer } from '@mosaajii/domain/operation';
import {
  type Arrival,
  createVerifier,
  decideBatch,
  receive,
  type SyncContext,
  type Writes,
} from '../../apps/server/src/rooms/operations/sync/index.ts';

type Sealed = Extract<Arrival, { kind: 'sealed' }>;
type OperationRow = Writes['operations'][number];
type KnownRepairRow = SyncContext['repairs'][number];
type ReturnableSale = SyncContext['sales'][number];
type Row<K extends keyof Writes> = Writes[K] extends (infer R)[] ? R : never;
type KeyRow = SyncContext['key'];

const NOTHING: ReadonlyMap<string, string> = new Map();

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
  readonly returned: Map<string, Row<'returned'>>;
  readonly refunded: Map<string, Row<'refunded'>>;
  readonly movements: Row<'movements'>[];
  readonly levels: Map<string, number>;
  readonly postings: Row<'postings'>[];
  readonly cashMovements: Map<string, Row<'cashMovements'>>;
  readonly reports: Map<string, Row<'shiftReports'>>;
  /** Sequences by key, unique as the database's constraint makes them. */
  readonly places: Set<string>;
  readonly receipts: Set<string>;
}

export interface ModelShop {
  readonly organizationId: string;
  readonly storeId: string;
  readonly userId: string;
  readonly variants: SyncContext['variants'];
}

/**
 * The server of the simulation: the real decisions over tables in memory that keep the database's promises (a batch is
 * written wholly or not at all, ids, chain places and receipt numbers are unique).
 */
export class ModelServer {
  readonly shop: ModelShop;
  readonly keys = new Map<string, KeyRow>();
  tables: Tables = emptyTables();
  epoch: string;
  #position = 0;
  #repairs = 0;
  readonly #now: () => number;
  readonly #verify = createVerifier();

  constructor(shop: ModelShop, epoch: string, now: () => number) {
    this.shop = shop;
    this.epoch = epoch;
    this.#now = now;
  }

  enrol(key: KeyRow): void {
    this.keys.set(key.key_id, key);
    this.tables.heads.set(key.key_id, { sequence: 0, hash: GENESIS_HASH, receiptSequence: 0, zNumber: 0 });
  }

  /** What `POST /sync/operations` does. Atomic: nothing else runs while it decides and writes. */
  push(keyId: string, operations: readonly Operation[]): PushResponse {
    // Over the wire and back: what arrives is JSON, and no reference to the device's memory.
    const values = JSON.parse(JSON.stringify(operations)) as unknown[];
    const answers = this.#take(keyId, values);
    this.#release(keyId);
    this.#position += 1;
    return { answers, ...this.#moment() };
  }

  #take(keyId: string, values: readonly unknown[]): OperationAnswer[] {
    const arrivals = values.map(receive);
    const sealed = arrivals.filter((arrival): arrival is Sealed => arrival.kind === 'sealed');
    const ports = { verify: this.#verify, nextId: () => this.#nextRepairId(), unstorable: NOTHING };
    const { writes, answers } = decideBatch(this.#load(keyId, sealed), arrivals, ports);
    this.#apply(structuredClone(writes));
    return structuredClone(answers) as OperationAnswer[];
  }

  /** What waited for a gap that was filled goes on by itself, as it does on the server. */
  #release(keyId: string): void {
    for (let next = this.#waitingNext(keyId); next !== undefined; next = this.#waitingNext(keyId)) {
      this.#take(keyId, [JSON.parse(next.envelope)]);
    }
  }

  #waitingNext(keyId: string) {
    const { sequence } = this.#head(keyId);
    return [...this.tables.repairs.values()].find(
      (row) =>
        row.keyId === keyId && row.status === 'held' && row.reasonCode === 'gap' && row.sequence === sequence + 1,
    );
  }

  register(
    keyId: string,
  ): Pick<
    RegisterState,
    'keyId' | 'lastSequence' | 'lastHash' | 'lastReceiptSequence' | 'lastZNumber' | 'epoch' | 'serverTime'
  > {
    const head = this.#head(keyId);
    const { epoch, serverTime } = this.#moment();
    return {
      keyId,
      lastSequence: head.sequence,
      lastHash: head.hash,
      lastReceiptSequence: head.receiptSequence,
      lastZNumber: head.zNumber,
      epoch,
      serverTime,
    };
  }

  backUp(): Tables {
    return structuredClone(this.tables);
  }

  /** The database as it was, under a new epoch. Keys enrolled later stay enrolled: the simulation does not enrol late. */
  restore(backup: Tables, epoch: string): void {
    this.tables = structuredClone(backup);
    this.epoch = epoch;
  }

  #moment() {
    return { epoch: this.epoch, position: this.#position, serverTime: new Date(this.#now()).toISOString() };
  }

  #nextRepairId(): string {
    this.#repairs += 1;
    return `00000000-0000-7000-8fff-${String(this.#repairs).padStart(12, '0')}`;
  }

  #key(keyId: string): KeyRow {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new Error(`the key ${keyId} was never enrolled`);
    return key;
  }

  #head(keyId: string) {
    const head = this.tables.heads.get(keyId);
    if (head === undefined) throw new Error(`the key ${keyId} has no head`);
    return head;
  }

  #load(keyId: string, arrivals: readonly Sealed[]): SyncContext {
    const { tables, shop } = this;
    const head = this.#head(keyId);
    const ids = new Set(arrivals.map((arrival) => arrival.envelope.operationId));
    const saleIds = arrivals.flatMap(returnedSaleOf);
    const inSales = (row: { saleId: string }) => saleIds.includes(row.saleId);
    const key = this.#key(keyId);
    return {
      organizationId: shop.organizationId,
      currencyCode: 'GBP',
      key,
      head: {
        key_id: keyId,
        last_sequence: head.sequence,
        last_hash: head.hash,
        last_receipt_sequence: head.receiptSequence,
        last_z_number: head.zNumber,
      },
      now: this.#moment().serverTime,
      operations: [...tables.operations.values()]
        .filter((row) => ids.has(row.operationId))
        .map((row) => ({ operation_id: row.operationId, hash: row.hash, status: row.status, notes: row.notes })),
      repairs: [...tables.repairs.values()].filter((row) => ids.has(row.operationId)).map(knownRepair),
      members: [{ user_id: shop.userId, role: 'administrator', state: 'active', has_base_role: true, grants: null }],
      shifts: [...tables.shifts.values()].filter(
        (shift) => shift.registerId === key.register_id || isNamed(shift, arrivals),
      ),
      variants: shop.variants,
      drifted: [],
      levels: [...tables.levels].map(([variant_id, on_hand_milli]) => ({ variant_id, on_hand_milli })),
      sales: saleIds.flatMap((saleId) => this.returnable(saleId) ?? []),
      returned: [...tables.returned.values()].filter(inSales),
      refunded: [...tables.refunded.values()].filter(inSales),
    };
  }

  returnable(saleId: string): ReturnableSale | null {
    const sale = this.tables.sales.get(saleId);
    if (sale === undefined) return null;
    const { kind, currencyCode, customerId } = sale;
    const lines = this.tables.lines.get(saleId) ?? [];
    return { saleId, kind, currencyCode, lines, tenders: this.tables.tenders.get(saleId) ?? [], customerId };
  }

  /** Written by one statement: on a broken promise of the database nothing of the batch is kept. */
  #apply(writes: Writes): void {
    const before = this.backUp();
    try {
      applyWrites(this.tables, writes);
    } catch (error) {
      this.tables = before;
      throw error;
    }
  }
}

function emptyTables(): Tables {
  return {
    heads: new Map(),
    operations: new Map(),
    repairs: new Map(),
    shifts: new Map(),
    sales: new Map(),
    lines: new Map(),
    tenders: new Map(),
    returned: new Map(),
    refunded: new Map(),
    movements: [],
    levels: new Map(),
    postings: [],
    cashMovements: new Map(),
    reports: new Map(),
    places: new Set(),
    receipts: new Set(),
  };
}

function returnedSaleOf({ content }: Sealed): string[] {
  if (content.kind !== 'known' || content.operation.kind !== 'return.completed') return [];
  const { source } = content.operation.payload;
  return source.kind === 'sale' ? [source.saleId] : [];
}

function isNamed(shift: ModelShift, arrivals: readonly Sealed[]): boolean {
  return arrivals.some(({ envelope }) => {
    const payload = envelope.payload as { shiftId?: unknown } | null;
    return payload?.shiftId === shift.shiftId;
  });
}

function knownRepair(
  row: Row<'repairs'> | (Omit<Row<'repairs'>, 'status'> & { status: KnownRepairRow['status'] }),
): KnownRepairRow {
  return {
    repair_id: row.repairId,
    operation_id: row.operationId,
    content_hash: row.contentHash,
    status: row.status,
    reason_code: row.reasonCode,
    reason: row.reason,
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

function applyWrites(tables: Tables, writes: Writes): void {
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
  for (const row of writes.tenders) tables.tenders.set(row.saleId, [...(tables.tenders.get(row.saleId) ?? []), row]);
  for (const row of writes.returned) {
    if (row.returnedMilli > row.soldMilli) throw new Error(`more came back of ${row.lineId} than was sold`);
    tables.returned.set(`${row.saleId}|${row.lineId}`, row);
  }
  for (const row of writes.refunded) tables.refunded.set(`${row.saleId}|${row.tenderId}`, row);
}
