import type { RegisterState } from '@mosaajii/contract/identity';
import type { PushResponse } from '@mosaajii/contract/sync';
import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import { GENESIS_HASH, type Operation, type OperationAnswer } from '@mosaajii/domain/operation';
import { correctedTenders } from '@mosaajii/domain/sale';
import {
  type Arrival,
  createVerifier,
  decideBatch,
  receive,
  type SyncContext,
  type Writes,
} from '../../apps/server/src/rooms/operations/sync/index.ts';
import { layawayContext } from './model-layaways.ts';
import { shelfContext } from './model-shelf.ts';
import {
  applyWrites,
  emptyTables,
  type KnownRepairRow,
  type ModelShift,
  type Row,
  type Tables,
} from './model-tables.ts';

type Sealed = Extract<Arrival, { kind: 'sealed' }>;
type ReturnableSale = SyncContext['sales'][number];
type KeyRow = SyncContext['key'];
type ApprovalState = NonNullable<SyncContext['approvals']>[number];
type PricingRows = NonNullable<SyncContext['pricing']>;

const NOTHING: ReadonlyMap<string, string> = new Map();

export interface ModelShop {
  readonly organizationId: string;
  readonly storeId: string;
  readonly userId: string;
  /** Sells, and may little else: what goes beyond that needs the other one. */
  readonly cashierId: string;
  readonly variants: SyncContext['variants'];
  /** By what its goods are taxed. */
  readonly taxation: SyncContext['taxation'];
  readonly customerIds: readonly string[];
  readonly pricing: PricingRows;
  /** By which customers earn and spend points; absent: the shop gives none. */
  readonly loyalty?: LoyaltyRule;
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
  /** How often the database was put back. */
  restores = 0;
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
    this.restores += 1;
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
      members: [member(shop.userId, 'administrator'), member(shop.cashierId, 'cashier')],
      shifts: [...tables.shifts.values()].filter(
        (shift) => shift.registerId === key.register_id || isNamed(shift, arrivals),
      ),
      variants: shop.variants,
      taxation: shop.taxation,
      drifted: [],
      levels: [...tables.levels].map(([variant_id, on_hand_milli]) => ({ variant_id, on_hand_milli })),
      sales: saleIds.flatMap((saleId) => this.returnable(saleId) ?? []),
      returned: [...tables.returned.values()].filter(inSales),
      refunded: [...tables.refunded.values()].filter(inSales),
      ...this.#loadWhatIsNamed(key.register_id),
    };
  }

  /** What the inbox loads when operations name it; here always all there is. */
  #loadWhatIsNamed(registerId: string): Partial<SyncContext> {
    const { tables, shop } = this;
    return {
      approvals: [...tables.approvals.values()].map((row) =>
        approvalState(row, tables.approvalUses.get(row.approvalId)),
      ),
      purses: [...tables.purses.values()],
      holds: [...tables.holds.values()],
      customers: shop.customerIds.map((customer_id) => ({ customer_id, credit_limit_minor: null, is_active: true })),
      pricing: { ...shop.pricing, coupons: shop.pricing.coupons.map((row) => this.#couponState(row)) },
      timeZone: 'UTC',
      unheld: [...tables.purseEntries.values()]
        .filter((row) => row.registerId === registerId && row.unheldMinor > 0)
        .map((row) => ({
          business_date: row.businessDate,
          purse_id: row.purseId,
          unheld_minor: row.unheldMinor,
        })),
      loyalty: shop.loyalty ?? null,
      layaways: layawayContext(tables),
      ...shelfContext(tables.shelf),
    };
  }

  #couponState(row: PricingRows['coupons'][number]): PricingRows['coupons'][number] {
    const used = this.tables.couponUses.get(row.coupon_id);
    return used === undefined ? row : { ...row, uses: used.uses, surplus_uses: used.surplusUses };
  }

  /** Puts an amount of a purse aside for a sale, as `POST /purses/authorise` does. False: there is not enough. */
  authorise(
    holdId: string,
    kind: 'gift-card' | 'store-credit' | 'points' | 'deposit',
    purseId: string,
    amountMinor: number,
  ): boolean {
    const purse = this.tables.purses.get(`${kind}|${purseId}`);
    if (purse === undefined || purse.balance_minor - purse.held_minor < amountMinor) return false;
    this.tables.purses.set(`${kind}|${purseId}`, { ...purse, held_minor: purse.held_minor + amountMinor });
    const hold = { hold_id: holdId, kind, purse_id: purseId, amount_minor: amountMinor, state: 'open' as const };
    this.tables.holds.set(holdId, hold);
    return true;
  }

  /** Gives back what was put aside and not used. */
  release(holdId: string): void {
    const { holds, purses } = this.tables;
    const hold = holds.get(holdId);
    const name = `${hold?.kind}|${hold?.purse_id}`;
    const purse = purses.get(name);
    if (hold?.state !== 'open' || purse === undefined) return;
    holds.set(holdId, { ...hold, state: 'released' });
    purses.set(name, { ...purse, held_minor: purse.held_minor - hold.amount_minor });
  }

  returnable(saleId: string): ReturnableSale | null {
    const sale = this.tables.sales.get(saleId);
    if (sale === undefined) return null;
    const { kind, currencyCode, businessDate, shiftId, customerId, loyalty } = sale;
    const lines = this.tables.lines.get(saleId) ?? [];
    const given = (this.tables.salePromotions.get(saleId) ?? []).map(({ promotion, discountMinor }) => ({
      promotionId: promotion.promotionId,
      couponCode: promotion.couponCode ?? null,
      discountMinor,
    }));
    const corrections = this.tables.corrections.get(saleId) ?? [];
    const tenders = correctedTenders<ReturnableSale['tenders'][number]>(
      this.tables.tenders.get(saleId) ?? [],
      corrections,
      ({ tenderId, kind, amountMinor }) => ({ tenderId, kind, appliedMinor: amountMinor, purseId: null, points: null }),
    );
    return { saleId, kind, currencyCode, businessDate, shiftId, lines, tenders, customerId, loyalty, given };
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

function member(user_id: string, role: 'administrator' | 'cashier'): SyncContext['members'][number] {
  return { user_id, role, state: 'active', has_base_role: true, grants: null };
}

function approvalState(row: Row<'approvals'>, usedBy: string | undefined): ApprovalState {
  return {
    approval_id: row.approvalId,
    register_id: row.registerId,
    approver_id: row.approverId,
    method: row.method,
    request_id: row.requestId,
    digest: row.digest,
    actions: row.actions,
    given_at: row.givenAt,
    expires_at: row.expiresAt,
    used_by: usedBy ?? null,
  };
}

/** The sale that an operation takes back, or says to have been paid otherwise. */
function returnedSaleOf({ content }: Sealed): string[] {
  if (content.kind !== 'known') return [];
  if (content.operation.kind === 'sale.tender-corrected') return [content.operation.payload.saleId];
  if (content.operation.kind !== 'return.completed') return [];
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
