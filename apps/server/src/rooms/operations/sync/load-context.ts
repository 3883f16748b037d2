import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import type { Tx } from '../../../platform/database/index.ts';
import { FEED_POSITION } from '../../../platform/feed/index.ts';
import { APPROVAL_QUERIES } from '../../approvals/index.ts';
import {
  type GivenRow,
  PRICING_QUERIES,
  PROMOTION_USE_QUERIES,
  type PricingRows,
  VARIANT_QUERIES,
} from '../../catalog/index.ts';
import { CUSTOMER_QUERIES } from '../../customers/index.ts';
import { REGISTER_QUERIES, type RegisterHeadRow, type RegisterKeyRow } from '../../identity/index.ts';
import { pointsToLoad, pursesToLoad, tendersToLoad, unheldToLoad } from '../../payments/index.ts';
import { returnableToLoad } from '../../sales/index.ts';
import { levelsToLoad } from '../../stock/index.ts';
import { shiftsToLoad } from '../../till/index.ts';
import { HELD_SALE_QUERIES } from '../held-sales/held-rows.ts';
import { QUOTE_QUERIES } from '../quotes/quote-rows.ts';
import { type Json, returnableSales, shiftOf } from './load-rows.ts';
import type { Arrival, SyncContext } from './model.ts';
import { OPERATION_QUERIES } from './operation-rows.ts';
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
  readonly drifted: SyncContext['drifted'];
  readonly levels: SyncContext['levels'];
  readonly open?: readonly Json[];
  readonly sales?: readonly Json[];
  readonly lines?: readonly Json[];
  readonly tenders?: readonly Json[];
  readonly corrections?: readonly Json[];
  readonly returned?: readonly Json[];
  readonly refunded?: readonly Json[];
  readonly return_days?: number | null;
  readonly approvals?: SyncContext['approvals'];
  readonly answered?: SyncContext['answered'];
  readonly customers?: SyncContext['customers'];
  readonly purses?: SyncContext['purses'];
  readonly holds?: SyncContext['holds'];
  readonly unheld?: SyncContext['unheld'];
  readonly held_sales?: SyncContext['heldSales'];
  readonly quotes?: SyncContext['quotes'];
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

const PARAMETER = {
  credentialKey: '$2',
  chainKey: '$3',
  operationIds: '$4',
  userIds: '$5',
  shiftIds: '$6',
  variantIds: '$7',
  pricedVariants: '$8',
  prices: '$9',
} as const;

/** Only some batches have these; their numbers follow from what the batch needs. */
interface ExtraParameters {
  readonly returnedSales: string;
  readonly pricedSince: string;
  readonly couponCodes: string;
  readonly promotionIds: string;
  readonly customerIds: string;
  readonly purseKinds: string;
  readonly purseIds: string;
  readonly holdIds: string;
  readonly approvalIds: string;
  readonly requestIds: string;
  readonly unheldDates: string;
  readonly heldSaleIds: string;
  readonly quoteIds: string;
}
const FIRST_EXTRA = 10;

function extraParameters({ hasReturn, hasPricing, hasCustomer, hasApproval, hasUnheld }: Needs): ExtraParameters {
  const pricing = FIRST_EXTRA + (hasReturn ? 1 : 0);
  const customer = pricing + (hasPricing ? 3 : 0);
  const approval = customer + (hasCustomer ? 4 : 0);
  const unheld = approval + (hasApproval ? 2 : 0);
  const held = unheld + (hasUnheld ? 1 : 0);
  return {
    returnedSales: `$${FIRST_EXTRA}`,
    pricedSince: `$${pricing}`,
    couponCodes: `$${pricing + 1}`,
    promotionIds: `$${pricing + 2}`,
    customerIds: `$${customer}`,
    purseKinds: `$${customer + 1}`,
    purseIds: `$${customer + 2}`,
    holdIds: `$${customer + 3}`,
    approvalIds: `$${approval}`,
    requestIds: `$${approval + 1}`,
    unheldDates: `$${unheld}`,
    heldSaleIds: `$${held}`,
    quoteIds: `$${held + 1}`,
  };
}

/** What a batch needs beyond the usual. */
interface Needs {
  readonly areLevelsLocked: boolean;
  /** A shift is opened: is another one still open? */
  readonly isShiftOpened: boolean;
  /** Lines of a sale come back. */
  readonly hasReturn: boolean;
  /** Something that somebody else approved, or the approval itself. */
  readonly hasApproval: boolean;
  /** A customer, a card or an account is named. */
  readonly hasCustomer: boolean;
  /** A sale was priced by more than the catalogue. */
  readonly hasPricing: boolean;
  /** Something was taken out of a purse without the server's word. */
  readonly hasUnheld: boolean;
  /** A held sale is completed, or a quote made good. */
  readonly hasOrigin: boolean;
  /** A whole sale is undone. */
  readonly hasVoid: boolean;
}

interface LoadStatement {
  readonly text: string;
  readonly name: string;
}

const statements = new Map<string, LoadStatement>();

/** Made once for each of the few combinations, and prepared under a name of its own. */
function loadStatement(needs: Needs): LoadStatement {
  const parts = [
    needs.areLevelsLocked && 'locked',
    needs.isShiftOpened && 'opening',
    needs.hasReturn && 'returning',
    needs.hasApproval && 'approving',
    needs.hasCustomer && 'customer',
    needs.hasPricing && 'pricing',
    needs.hasUnheld && 'unheld',
    needs.hasOrigin && 'origin',
    needs.hasVoid && 'voiding',
  ];
  const name = ['sync-load', ...parts.filter((part) => part !== false)].join('-');
  let known = statements.get(name);
  if (known === undefined) {
    known = { text: loadText(needs), name };
    statements.set(name, known);
  }
  return known;
}

/** The one statement that checks who pushes, locks the chain's head and reads everything the decision looks at. */
function loadText(needs: Needs): string {
  const { areLevelsLocked, isShiftOpened, hasReturn, hasCustomer, hasPricing, hasApproval, hasUnheld, hasOrigin } =
    needs;
  const extra = extraParameters(needs);
  const register = `(select register_id from keys where key_id = ${PARAMETER.chainKey}::uuid)`;
  const store = `(select store_id from keys where key_id = ${PARAMETER.chainKey}::uuid)`;
  const sales = returnableToLoad({ saleIds: extra.returnedSales });
  const tenders = tendersToLoad({ saleIds: extra.returnedSales });
  const shifts = shiftsToLoad({ shiftIds: PARAMETER.shiftIds, register });
  const purses = pursesToLoad({
    kinds: extra.purseKinds,
    ids: extra.purseIds,
    holdIds: extra.holdIds,
    ...(hasReturn ? { returnedSales: extra.returnedSales } : {}),
  });
  const approving = approvalParts(extra);
  const rows = {
    head: REGISTER_QUERIES.lockedHead(PARAMETER.chainKey),
    operations: OPERATION_QUERIES.known(PARAMETER.operationIds),
    repairs: OPERATION_QUERIES.knownRepairs(PARAMETER.operationIds),
    ...(hasApproval ? approving.rows : {}),
    members: REGISTER_QUERIES.members(hasApproval ? approving.userIds : PARAMETER.userIds),
    shifts: shifts.named,
    ...(isShiftOpened ? { open: shifts.open } : {}),
    variants: VARIANT_QUERIES.variants(PARAMETER.variantIds),
    drifted: VARIANT_QUERIES.driftedPrices(PARAMETER.pricedVariants, PARAMETER.prices),
    ...(hasReturn ? { returned: sales.locked, refunded: tenders.locked } : {}),
    ...(hasCustomer
      ? { customers: CUSTOMER_QUERIES.named(extra.customerIds), purses: purses.purses, holds: purses.holds }
      : hasReturn
        ? { purses: pointsToLoad(extra) }
        : {}),
    ...(hasUnheld ? { unheld: unheldToLoad({ register, businessDates: extra.unheldDates }) } : {}),
    ...(hasOrigin
      ? { held_sales: HELD_SALE_QUERIES.locked(extra.heldSaleIds), quotes: QUOTE_QUERIES.locked(extra.quoteIds) }
      : {}),
    ...countersOf(needs, extra),
    levels: levelsToLoad({ store, variantIds: PARAMETER.variantIds }, areLevelsLocked),
    ...(hasReturn
      ? { sales: sales.sales, lines: sales.lines, tenders: tenders.tenders, corrections: tenders.corrections }
      : {}),
  };
  const ctes = Object.entries(rows).map(([name, text]) => `l_${name} as (${text})`);
  const lists = Object.keys(rows).map((name) => `(select coalesce(json_agg(t), '[]') from l_${name} t) as ${name}`);
  const pricing = hasPricing ? pricingText(store, extra.pricedSince) : { ctes: [], column: '' };
  return (
    `with keys as (${REGISTER_QUERIES.keys(`${PARAMETER.credentialKey}, ${PARAMETER.chainKey}`)}), ${[...ctes, ...pricing.ctes].join(', ')}` +
    ` select (select coalesce(json_agg(k), '[]') from keys k) as keys, ${lists.join(', ')},` +
    ` (${REGISTER_QUERIES.seenSequence(PARAMETER.chainKey)}) as seen_sequence,` +
    (hasReturn ? ` (${REGISTER_QUERIES.returnDays(store)}) as return_days,` : '') +
    (hasCustomer ? ` (${REGISTER_QUERIES.loyalty(store)}) as loyalty,` : '') +
    ` (${REGISTER_QUERIES.currency}) as currency, (${REGISTER_QUERIES.lapsesAt}) as lapses_at, (${REGISTER_QUERIES.epoch}) as epoch, (${FEED_POSITION}) as position,` +
    ` (${OPERATION_QUERIES.waitingForGap(PARAMETER.chainKey)}) as waiting${pricing.column}`
  );
}

/** Everything that sales count up and voids count down, locked; each only where the batch has something of the kind. */
function countersOf({ hasPricing, hasCustomer, hasReturn, hasVoid }: Needs, extra: ExtraParameters) {
  // What the sales used that the batch undoes, and who bought.
  const undone = (column: string) =>
    `select p.${column} from sale_promotion p where p.organization_id = $1 and p.sale_id = any(${extra.returnedSales}::uuid[])`;
  const buyers = `select s.customer_id from sale s where s.organization_id = $1 and s.sale_id = any(${extra.returnedSales}::uuid[])`;
  const named = (isNamed: boolean, parameter: string, type: string, others: string) =>
    hasVoid ? `${isNamed ? `${parameter}::${type}[] || ` : ''}array(${others})` : `${parameter}::${type}[]`;
  const customers = named(hasCustomer, extra.customerIds, 'uuid', buyers);
  return {
    ...(hasPricing || hasVoid
      ? {
          coupons: PRICING_QUERIES.coupons(named(hasPricing, extra.couponCodes, 'text', undone('coupon_code'))),
          counted_uses: PROMOTION_USE_QUERIES.counted(
            named(hasPricing, extra.promotionIds, 'uuid', undone('promotion_id')),
          ),
        }
      : {}),
    ...(hasPricing ? { all_uses: PROMOTION_USE_QUERIES.all } : {}),
    ...(hasCustomer || hasVoid ? { customer_orders: CUSTOMER_QUERIES.orders(customers) } : {}),
    ...((hasPricing && hasCustomer) || hasVoid ? { customer_uses: PROMOTION_USE_QUERIES.ofCustomers(customers) } : {}),
    ...(hasReturn && hasVoid ? { given: PROMOTION_USE_QUERIES.given(extra.returnedSales) } : {}),
  };
}

/** What is asked when approvals are named: they themselves, the answers behind them, and who gave them among the members. */
function approvalParts({ approvalIds, requestIds }: Pick<ExtraParameters, 'approvalIds' | 'requestIds'>) {
  return {
    rows: {
      approvals: APPROVAL_QUERIES.named(approvalIds),
      answered: APPROVAL_QUERIES.answered(requestIds),
    },
    userIds: `(${PARAMETER.userIds}::uuid[] || array(select approver_id from l_approvals))`,
  };
}

/** What is read where a sale was priced by more than the catalogue; the coupons are among the rows that are locked. */
function pricingText(
  store: string,
  pricedSince: string,
): { readonly ctes: readonly string[]; readonly column: string } {
  const rows = {
    promotions: PRICING_QUERIES.promotions(pricedSince),
    price_lists: PRICING_QUERIES.price_lists(pricedSince),
    rules: PRICING_QUERIES.rules,
    prices: PRICING_QUERIES.prices(PARAMETER.variantIds),
    goods: PRICING_QUERIES.goods(PARAMETER.variantIds),
    categories: PRICING_QUERIES.categories,
  };
  const names = [...Object.keys(rows).map((name) => [name, `p_${name}`]), ['coupons', 'l_coupons']];
  const parts = names.map(([name, cte]) => `'${name}', (select coalesce(json_agg(t), '[]') from ${cte} t)`);
  return {
    ctes: Object.entries(rows).map(([name, text]) => `p_${name} as (${text})`),
    column: `, json_build_object(${parts.join(', ')}) as pricing, (${REGISTER_QUERIES.timeZone(store)}) as time_zone`,
  };
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
  const hasOrigin = wanted.heldSaleIds.length + wanted.quoteIds.length > 0;
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
  if (hasOrigin) values.push(wanted.heldSaleIds, wanted.quoteIds);
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
      drifted: row.drifted,
      levels: row.levels,
      customers: row.customers ?? [],
      purses: row.purses ?? [],
      holds: row.holds ?? [],
      unheld: row.unheld ?? [],
      heldSales: row.held_sales ?? [],
      quotes: row.quotes ?? [],
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
