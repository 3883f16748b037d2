import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import type { Tx } from '../../../platform/database/index.ts';
import type { GivenRow, PricingRows } from '../../catalog/index.ts';
import type { RegisterHeadRow, RegisterKeyRow } from '../../identity/index.ts';
import { type Json, returnableSales, shiftOf } from './load-rows.ts';
import { loadStatement } from './load-statement.ts';
import type { Arrival, SyncContext } from './model.ts';
import { wantedBy } from './wanted.ts';

/** What a push is told besides the decision's context. */
export interface Loaded {
  /** The key that the credential names; `null` when there is none. */
  readonly credential: RegisterKeyRow | null;
  readonly epoch: string;
  readonly position: number;
  /** The context of the chain key; `null` when the organization has no such key. */
  readonly context: SyncContext | null;
  /** The lock was waited for, so the snapshot of everything else is older than the head. */
  readonly isStale: boolean;
  /** Operations of this key that wait for a gap to be filled. */
  readonly waitingForGap: number;
}

export interface LoadRequest {
  readonly credentialKeyId: string;
  readonly chainKeyId: string;
  readonly arrivals: readonly Arrival[];
  readonly now: string;
  /** Levels are locked only where a decision about them has to be exact. */
  readonly areLevelsLocked: boolean;
}

/** Parts that hardly any batch needs are asked for only when it does. */
interface ContextRow {
  readonly keys: readonly RegisterKeyRow[];
  readonly head: readonly RegisterHeadRow[];
  readonly seen_sequence: number | null;
  readonly currency: string | null;
  readonly lapses_at: Date | null;
  readonly epoch: string;
  readonly position: number | null;
  readonly waiting: number;
  readonly operations: SyncContext['operations'];
  readonly repairs: SyncContext['repairs'];
  readonly members: SyncContext['members'];
  readonly shifts: readonly Json[];
  readonly variants: SyncContext['variants'];
  readonly taxed: SyncContext['taxation']['goods'];
  readonly taxes: SyncContext['taxation']['taxes'];
  readonly tax_classes: SyncContext['taxation']['classes'];
  readonly tax_past: SyncContext['taxation']['past'];
  readonly drifted: SyncContext['drifted'];
  readonly levels: SyncContext['levels'];
  readonly open?: readonly Json[];
  readonly sales?: readonly Json[];
  readonly lines?: readonly Json[];
  readonly tenders?: readonly Json[];
  readonly corrections?: readonly Json[];
  readonly returned?: readonly Json[];
  readonly refunded?: readonly Json[];
  readonly card_checks?: SyncContext['cardChecks'];
  readonly return_days?: number | null;
  readonly approvals?: SyncContext['approvals'];
  readonly answered?: SyncContext['answered'];
  readonly customers?: SyncContext['customers'];
  readonly purses?: SyncContext['purses'];
  readonly holds?: SyncContext['holds'];
  readonly unheld?: SyncContext['unheld'];
  readonly held_sales?: SyncContext['heldSales'];
  readonly quotes?: SyncContext['quotes'];
  readonly layaways?: SyncContext['layaways'];
  readonly coupons?: SyncContext['coupons'];
  readonly counted_uses?: SyncContext['promotionUses'];
  readonly all_uses?: SyncContext['promotionUses'];
  readonly customer_uses?: SyncContext['customerUses'];
  readonly customer_orders?: SyncContext['customerOrders'];
  readonly given?: readonly GivenRow[];
  readonly pricing?: PricingRows;
  readonly time_zone?: string;
  readonly loyalty?: LoyaltyRule | null;
}

/** Loads the context of a batch in one statement. */
export async function loadContext(tx: Tx, request: LoadRequest): Promise<Loaded> {
  const wanted = wantedBy(request.arrivals);
  const values: unknown[] = [
    tx.organizationId,
    request.credentialKeyId,
    request.chainKeyId,
    wanted.operationIds,
    wanted.userIds,
    wanted.shiftIds,
    wanted.variantIds,
    wanted.prices.map(([variantId]) => variantId),
    wanted.prices.map(([, price]) => price),
  ];
  const { areLevelsLocked } = request;
  const hasReturn = wanted.returnedSales.length > 0;
  const hasCustomer = wanted.customerIds.length + wanted.purseKeys.length > 0;
  const hasPricing = wanted.pricedSince !== null;
  const hasApproval = wanted.approvalIds.length + wanted.requestIds.length > 0;
  const hasUnheld = wanted.unheldDates.length > 0;
  const hasOrigin = wanted.heldSaleIds.length + wanted.quoteIds.length + wanted.layawayIds.length > 0;
  const hasVoid = wanted.hasVoid && hasReturn;
  const { text, name } = loadStatement({
    areLevelsLocked,
    isShiftOpened: wanted.isShiftOpened,
    hasReturn,
    hasCustomer,
    hasPricing,
    hasApproval,
    hasUnheld,
    hasOrigin,
    hasVoid,
  });
  if (hasReturn) values.push(wanted.returnedSales);
  if (hasPricing) values.push(wanted.pricedSince, wanted.couponCodes, wanted.promotionIds);
  if (hasCustomer) {
    const keys = wanted.purseKeys.map((key) => key.split('|'));
    const [kinds, ids] = [keys.map(([kind = '']) => kind), keys.map(([, id = '']) => id)];
    values.push(wanted.customerIds, kinds, ids, wanted.holdIds);
  }
  if (hasApproval) values.push(wanted.approvalIds, wanted.requestIds);
  if (hasUnheld) values.push(wanted.unheldDates);
  if (hasOrigin) values.push(wanted.heldSaleIds, wanted.quoteIds, wanted.layawayIds);
  const [row] = await tx.query<ContextRow>(text, values, name);
  if (!row) throw new Error('the statement that loads a push answered no row');
  return loadedOf(row, request, tx.organizationId);
}

function loadedOf(row: ContextRow, request: LoadRequest, organizationId: string): Loaded {
  const key = row.keys.find((candidate) => candidate.key_id === request.chainKeyId);
  const head = row.head[0];
  const common = {
    credential: row.keys.find((candidate) => candidate.key_id === request.credentialKeyId) ?? null,
    epoch: row.epoch,
    position: row.position ?? 0,
    waitingForGap: row.waiting,
    isStale: head !== undefined && head.last_sequence !== row.seen_sequence,
  };
  if (!key) return { ...common, context: null };
  if (!head || row.currency === null) throw new Error(`key ${key.key_id} has no head or no organization`);
  return {
    ...common,
    context: {
      organizationId,
      currencyCode: row.currency,
      lapsesAt: row.lapses_at?.toISOString() ?? null,
      key,
      head,
      now: request.now,
      operations: row.operations,
      repairs: row.repairs,
      members: row.members,
      shifts: [...row.shifts, ...openElsewhere(row)].map(shiftOf),
      variants: row.variants,
      taxation: { goods: row.taxed, taxes: row.taxes, classes: row.tax_classes, past: row.tax_past },
      drifted: row.drifted,
      levels: row.levels,
      customers: row.customers ?? [],
      purses: row.purses ?? [],
      holds: row.holds ?? [],
      unheld: row.unheld ?? [],
      heldSales: row.held_sales ?? [],
      quotes: row.quotes ?? [],
      layaways: row.layaways ?? [],
      coupons: row.coupons ?? [],
      promotionUses: usesOf(row),
      customerUses: row.customer_uses ?? [],
      customerOrders: row.customer_orders ?? [],
      sales: returnableSales(row),
      returned: (row.returned ?? []).map((counter) => ({
        saleId: String(counter['sale_id']),
        lineId: String(counter['line_id']),
        returnedMilli: Number(counter['returned_milli']),
      })),
      refunded: (row.refunded ?? []).map((counter) => ({
        saleId: String(counter['sale_id']),
        tenderId: String(counter['tender_id']),
        refundedMinor: Number(counter['refunded_minor']),
      })),
      cardChecks: row.card_checks ?? [],
      returnDays: row.return_days ?? null,
      ...(row.loyalty === undefined ? {} : { loyalty: row.loyalty }),
      approvals: row.approvals ?? [],
      answered: row.answered ?? [],
      ...(row.pricing === undefined ? {} : { pricing: row.pricing, timeZone: row.time_zone ?? 'UTC' }),
    },
  };
}

/** The counters of the batch as they were locked, and those of the other promotions. */
function usesOf({ counted_uses: counted = [], all_uses: all = [] }: ContextRow) {
  const locked = new Set(counted.map((row) => row.promotion_id));
  return [...counted, ...all.filter((row) => !locked.has(row.promotion_id))];
}

/** Open shifts of the register that the batch does not name. */
function openElsewhere({ shifts, open = [] }: ContextRow): Json[] {
  return open.filter((shift) => !shifts.some((named) => named['shift_id'] === shift['shift_id']));
}
