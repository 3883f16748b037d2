import type { ApprovalMethod, ApprovalStep } from '@mosaajii/domain/approval';
import type { Goods } from '@mosaajii/domain/promotion';
import type { AnsweredRequest, ApprovalState } from '../../approvals/index.ts';
import { type CouponStateRow, goodsByVariant, type TaxedGoods, type VariantRow } from '../../catalog/index.ts';
import type { CustomerRow } from '../../customers/index.ts';
import type { MemberRow } from '../../identity/index.ts';
import type { CardCheckState, HoldRow, PurseChangeRow } from '../../payments/index.ts';
import type { NewShiftRow, ShiftClosing, ShiftState } from '../../till/index.ts';
import type { LayawayPushState } from '../layaways/layaway-rows.ts';
import type { QuoteSaleState } from '../quotes/quote-rows.ts';
import { cardKey } from './card-answers.ts';
import { type Counter, countersOf, dirtyInOrder, settleCounter } from './counters.ts';
import type { KnownOperationRow, KnownRepairRow, ReturnableSale, SyncContext, Writes } from './model.ts';
import { PromotionUses } from './promotion-uses.ts';
import type { PursePlan } from './purses.ts';

/** A shift as it stands in the middle of a batch, and what the batch has changed in it. */
export interface ShiftView {
  opened: Pick<NewShiftRow, 'storeId' | 'openedBy' | 'openedAt'> | null;
  shift: ShiftState;
  cashChange: number;
  saleCount: number;
  returnCount: number;
  closing: ShiftClosing | null;
}

/** An approval and the document that used it. Moments are milliseconds since 1970. */
export interface ApprovalView {
  readonly approvalId: string;
  readonly registerId: string;
  readonly approverId: string;
  readonly method: ApprovalMethod;
  readonly requestId: string | null;
  readonly digest: string;
  readonly actions: readonly ApprovalStep[];
  readonly givenAt: number;
  readonly expiresAt: number;
  usedBy: string | null;
}

/** A purse as it stands in the middle of a batch, and what the batch has changed in it. */
export interface PurseView extends Pick<PurseChangeRow, 'kind' | 'purseId' | 'customerId' | 'hint' | 'expiresOn'> {
  readonly balanceMinor: number;
  readonly heldMinor: number;
  readonly isBlocked: boolean;
  amountChange: number;
  heldChange: number;
  isNew: boolean;
  isDirty: boolean;
}

/**
 * The books of the shop as one batch sees and changes them: what was loaded, with the effects of the operations that were
 * already taken. A later operation of a batch may depend on an earlier one. Nothing here touches a database.
 */
export interface Books {
  readonly context: SyncContext;
  readonly head: ChainHead;
  /** The head as the last writes left it. */
  written: ChainHead;
  readonly operations: Map<string, KnownOperationRow>;
  readonly repairs: Map<string, KnownRepairRow>;
  readonly members: ReadonlyMap<string, MemberRow>;
  readonly variants: ReadonlyMap<string, VariantRow>;
  /** By variant. */
  readonly taxed: ReadonlyMap<string, TaxedGoods>;
  readonly shifts: Map<string, ShiftView>;
  readonly levels: Map<string, number>;
  readonly sales: Map<string, ReturnableSale>;
  readonly returned: Map<string, Counter>;
  readonly refunded: Map<string, Counter>;
  /** By sale and tender. */
  readonly cardChecks: Map<string, CardCheckState>;
  readonly approvals: Map<string, ApprovalView>;
  readonly answered: readonly AnsweredRequest[];
  /** By kind and id. */
  readonly purses: Map<string, PurseView>;
  readonly holds: Map<string, HoldRow>;
  /** What this register took without the server's word, on the days of the batch. */
  readonly unheld: PursePlan['unheld'][number][];
  readonly customers: Map<string, CustomerRow>;
  readonly coupons: Map<string, CouponView>;
  readonly promotionUses: PromotionUses;
  readonly goods: ReadonlyMap<string, Goods>;
  /** The held sales that the batch completes, with the sale that did so before; null: none did. */
  readonly heldSales: Map<string, string | null>;
  readonly quotes: Map<string, QuoteSaleState>;
  readonly layaways: Map<string, LayawayPushState>;
  writes: Omit<Writes, 'head'>;
}

/** A coupon in the middle of a batch. */
export interface CouponView {
  readonly couponId: string;
  readonly promotionId: string;
  readonly mostUses: number | null;
  uses: number;
  surplusUses: number;
  isDirty: boolean;
}

interface ChainHead {
  sequence: number;
  hash: string;
  receiptSequence: number;
  zNumber: number;
}

export function openBooks(context: SyncContext): Books {
  const { last_sequence, last_hash, last_receipt_sequence, last_z_number } = context.head;
  const head = {
    sequence: last_sequence,
    hash: last_hash,
    receiptSequence: last_receipt_sequence,
    zNumber: last_z_number,
  };
  return {
    context,
    head,
    written: { ...head },
    operations: new Map(context.operations.map((row) => [row.operation_id, row])),
    repairs: new Map(context.repairs.map((row) => [repairKey(row.operation_id, row.content_hash), row])),
    members: new Map(context.members.map((row) => [row.user_id, row])),
    variants: new Map(context.variants.map((row) => [row.variant_id, row])),
    taxed: new Map(context.taxation.goods.map((row) => [row.variant_id, row])),
    shifts: new Map(context.shifts.map((shift) => [shift.shiftId, viewOf(shift)])),
    levels: new Map(context.levels.map((row) => [row.variant_id, row.on_hand_milli])),
    sales: new Map(context.sales.map((sale) => [sale.saleId, sale])),
    returned: countersOf(context.returned.map((row) => [row.saleId, row.lineId, row.returnedMilli])),
    refunded: countersOf(context.refunded.map((row) => [row.saleId, row.tenderId, row.refundedMinor])),
    cardChecks: new Map((context.cardChecks ?? []).map((row) => [cardKey(row.sale_id, row.tender_id), row])),
    approvals: new Map((context.approvals ?? []).map((row) => [row.approval_id, approvalOf(row)])),
    answered: context.answered ?? [],
    purses: new Map((context.purses ?? []).map((row) => [`${row.kind}|${row.purse_id}`, purseOf(row)])),
    holds: new Map((context.holds ?? []).map((row) => [row.hold_id, row])),
    unheld: (context.unheld ?? []).map((row) => ({
      businessDate: row.business_date,
      purseId: row.purse_id,
      amountMinor: row.unheld_minor,
    })),
    customers: new Map((context.customers ?? []).map((row) => [row.customer_id, row])),
    coupons: new Map((context.coupons ?? context.pricing?.coupons ?? []).map((row) => [row.code, couponView(row)])),
    promotionUses: new PromotionUses(context),
    goods: context.pricing === undefined ? new Map() : goodsByVariant(context.pricing),
    heldSales: new Map((context.heldSales ?? []).map((row) => [row.held_sale_id, row.sold_sale_id])),
    quotes: new Map((context.quotes ?? []).map((row) => [row.quote_id, row])),
    layaways: new Map((context.layaways ?? []).map((row) => [row.layaway_id, row])),
    writes: emptyWrites(),
  };
}

function approvalOf(row: ApprovalState): ApprovalView {
  return {
    approvalId: row.approval_id,
    registerId: row.register_id,
    approverId: row.approver_id,
    method: row.method,
    requestId: row.request_id,
    digest: row.digest,
    actions: row.actions,
    givenAt: Date.parse(row.given_at),
    expiresAt: Date.parse(row.expires_at),
    usedBy: row.used_by,
  };
}

function purseOf(row: NonNullable<SyncContext['purses']>[number]): PurseView {
  return {
    kind: row.kind,
    purseId: row.purse_id,
    customerId: null,
    balanceMinor: row.balance_minor,
    heldMinor: row.held_minor,
    isBlocked: row.is_blocked,
    hint: '',
    expiresOn: row.expires_on,
    amountChange: 0,
    heldChange: 0,
    isNew: false,
    isDirty: false,
  };
}

function couponView(row: CouponStateRow): CouponView {
  return {
    couponId: row.coupon_id,
    promotionId: row.promotion_id,
    mostUses: row.most_uses,
    uses: row.uses,
    surplusUses: row.surplus_uses,
    isDirty: false,
  };
}

/** Counts a use of a coupon: beyond its limit it is counted apart, because the sale has happened. */
export function useCoupon({ coupons }: Books, code: string): void {
  const coupon = coupons.get(code);
  if (coupon === undefined) return;
  if (coupon.mostUses !== null && coupon.uses >= coupon.mostUses) coupon.surplusUses += 1;
  else coupon.uses += 1;
  coupon.isDirty = true;
}

/** A sale that used a coupon was undone: what was counted beyond the limit is given back first. */
export function giveCouponBack({ coupons }: Books, code: string): void {
  const coupon = coupons.get(code);
  if (coupon === undefined) return;
  if (coupon.surplusUses > 0) coupon.surplusUses -= 1;
  else coupon.uses = Math.max(0, coupon.uses - 1);
  coupon.isDirty = true;
}

/** Names an operation together with what it says. */
export function repairKey(operationId: string, contentHash: string): string {
  return `${operationId}|${contentHash}`;
}

function viewOf(shift: ShiftState): ShiftView {
  return { opened: null, shift, cashChange: 0, saleCount: 0, returnCount: 0, closing: null };
}

function emptyWrites(): Omit<Writes, 'head'> {
  return {
    operations: [],
    repairs: [],
    changedRepairs: [],
    openedShifts: [],
    changedShifts: [],
    sales: [],
    saleLines: [],
    saleTaxes: [],
    salePromotions: [],
    saleOrigins: [],
    soldHeldSales: [],
    unheardHeldSales: [],
    soldQuotes: [],
    couponUses: [],
    promotionUses: [],
    customerUses: [],
    customerOrders: [],
    pricingReviews: [],
    tenders: [],
    corrections: [],
    cardChecks: [],
    cardAnswersMet: [],
    returned: [],
    refunded: [],
    movements: [],
    adjustments: [],
    postings: [],
    approvals: [],
    approvalUses: [],
    cashMovements: [],
    shiftEvents: [],
    shiftReports: [],
    purseEntries: [],
    purses: [],
    usedHolds: [],
    payments: [],
    layaways: [],
    layawayLines: [],
    deposits: [],
    customers: [],
    audits: [],
  };
}

/** What a shift's drawer should hold at this point of the batch. */
export function cashOf(view: ShiftView): number {
  return view.shift.cashMinor + view.cashChange;
}

/**
 * Hands out everything that is to be written since the last time: shifts and counters once, as the last operation left
 * them. The books go on as if it were stored.
 */
export function takeWrites(books: Books): Writes {
  const { writes, context, head, written } = books;
  for (const view of books.shifts.values()) {
    if (view.opened) writes.openedShifts.push(openedRow(view, view.opened));
    else if (isChanged(view)) writes.changedShifts.push(changedRow(view));
    else continue;
    settleShift(view);
  }
  for (const counter of dirtyInOrder(books.returned)) {
    const { saleId, partId, whole, counted, isNew } = counter;
    writes.returned.push({ saleId, lineId: partId, soldMilli: whole, returnedMilli: counted, isNew });
    settleCounter(counter);
  }
  for (const counter of dirtyInOrder(books.refunded)) {
    const { saleId, partId, whole, counted, isNew } = counter;
    writes.refunded.push({ saleId, tenderId: partId, appliedMinor: whole, refundedMinor: counted, isNew });
    settleCounter(counter);
  }
  for (const view of dirtyInOrder(books.purses)) {
    const { kind, purseId, customerId, hint, expiresOn, isNew } = view;
    const change = { amountMinor: view.amountChange, heldMinor: view.heldChange };
    writes.purses.push({ kind, purseId, customerId, hint, expiresOn, isNew, ...change });
    view.amountChange = 0;
    view.heldChange = 0;
    settleCounter(view);
  }
  for (const coupon of books.coupons.values()) {
    if (!coupon.isDirty) continue;
    const { couponId, uses, surplusUses } = coupon;
    writes.couponUses.push({ couponId, uses, surplusUses });
    coupon.isDirty = false;
  }
  const isMoved =
    head.sequence !== written.sequence ||
    head.receiptSequence !== written.receiptSequence ||
    head.zNumber !== written.zNumber;
  books.writes = emptyWrites();
  books.written = { ...head };
  return {
    ...writes,
    ...books.promotionUses.take(),
    head: isMoved
      ? {
          keyId: context.key.key_id,
          lastSequence: head.sequence,
          lastHash: head.hash,
          lastReceiptSequence: head.receiptSequence,
          lastZNumber: head.zNumber,
        }
      : null,
  };
}

/** What was counted in this part is now what was there before the next one. */
function settleShift(view: ShiftView): void {
  view.shift = { ...view.shift, cashMinor: cashOf(view), state: view.closing ? 'closed' : view.shift.state };
  view.opened = null;
  view.closing = null;
  view.cashChange = 0;
  view.saleCount = 0;
  view.returnCount = 0;
}

function isChanged(view: ShiftView): boolean {
  return view.cashChange !== 0 || view.saleCount > 0 || view.returnCount > 0 || view.closing !== null;
}

function openedRow(view: ShiftView, opened: NonNullable<ShiftView['opened']>): NewShiftRow {
  const { shift, saleCount, returnCount, closing } = view;
  const state = closing ? 'closed' : 'open';
  return { ...shift, ...opened, state, cashMinor: cashOf(view), saleCount, returnCount, closing };
}

function changedRow({
  shift,
  cashChange,
  saleCount,
  returnCount,
  closing,
}: ShiftView): Writes['changedShifts'][number] {
  return { shiftId: shift.shiftId, cashMinor: cashChange, saleCount, returnCount, closing };
}
