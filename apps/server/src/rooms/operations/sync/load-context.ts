import type { TenderKind } from '@mosaajii/domain/sale';
import type { Tx } from '../../../platform/database/index.ts';
import { FEED_POSITION } from '../../../platform/feed/index.ts';
import { APPROVAL_QUERIES } from '../../approvals/index.ts';
import { PRICING_QUERIES, type PricingRows, VARIANT_QUERIES } from '../../catalog/index.ts';
import { CUSTOMER_QUERIES } from '../../customers/index.ts';
import { REGISTER_QUERIES, type RegisterHeadRow, type RegisterKeyRow } from '../../identity/index.ts';
import { pursesToLoad, tendersToLoad } from '../../payments/index.ts';
import { type LineInputs, returnableToLoad, type SaleLineRow } from '../../sales/index.ts';
import { levelsToLoad } from '../../stock/index.ts';
import { type ShiftState, shiftsToLoad } from '../../till/index.ts';
import type { Arrival, ReturnableSale, SyncContext } from './model.ts';
import { momentOf } from './moment.ts';
import { OPERATION_QUERIES } from './operation-rows.ts';
import { couponCodes, isSpeciallyPriced } from './pricing.ts';
import { purseKey, purseOfTender } from './purses.ts';

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

type Json = Readonly<Record<string, unknown>>;
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
  readonly returned?: readonly Json[];
  readonly refunded?: readonly Json[];
  readonly return_days?: number | null;
  readonly approvals?: SyncContext['approvals'];
  readonly answered?: SyncContext['answered'];
  readonly customers?: SyncContext['customers'];
  readonly purses?: SyncContext['purses'];
  readonly holds?: SyncContext['holds'];
  readonly pricing?: PricingRows;
  readonly time_zone?: string;
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
  readonly customerIds: string;
  readonly purseKinds: string;
  readonly purseIds: string;
  readonly holdIds: string;
  readonly approvalIds: string;
  readonly requestIds: string;
}
const FIRST_EXTRA = 10;

function extraParameters({ hasReturn, hasPricing, hasCustomer }: Needs): ExtraParameters {
  const pricing = FIRST_EXTRA + (hasReturn ? 1 : 0);
  const customer = pricing + (hasPricing ? 2 : 0);
  const approval = customer + (hasCustomer ? 4 : 0);
  return {
    returnedSales: `$${FIRST_EXTRA}`,
    pricedSince: `$${pricing}`,
    couponCodes: `$${pricing + 1}`,
    customerIds: `$${customer}`,
    purseKinds: `$${customer + 1}`,
    purseIds: `$${customer + 2}`,
    holdIds: `$${customer + 3}`,
    approvalIds: `$${approval}`,
    requestIds: `$${approval + 1}`,
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
  const { areLevelsLocked, isShiftOpened, hasReturn, hasCustomer, hasPricing, hasApproval } = needs;
  const extra = extraParameters(needs);
  const register = `(select register_id from keys where key_id = ${PARAMETER.chainKey}::uuid)`;
  const store = `(select store_id from keys where key_id = ${PARAMETER.chainKey}::uuid)`;
  const sales = returnableToLoad({ saleIds: extra.returnedSales });
  const tenders = tendersToLoad({ saleIds: extra.returnedSales });
  const shifts = shiftsToLoad({ shiftIds: PARAMETER.shiftIds, register });
  const purses = pursesToLoad({ kinds: extra.purseKinds, ids: extra.purseIds, holdIds: extra.holdIds });
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
      : {}),
    ...(hasPricing ? { coupons: PRICING_QUERIES.coupons(extra.couponCodes) } : {}),
    levels: levelsToLoad({ store, variantIds: PARAMETER.variantIds }, areLevelsLocked),
    ...(hasReturn ? { sales: sales.sales, lines: sales.lines, tenders: tenders.tenders } : {}),
  };
  const ctes = Object.entries(rows).map(([name, text]) => `l_${name} as (${text})`);
  const lists = Object.keys(rows).map((name) => `(select coalesce(json_agg(t), '[]') from l_${name} t) as ${name}`);
  const pricing = hasPricing ? pricingText(store, extra.pricedSince) : { ctes: [], column: '' };
  return (
    `with keys as (${REGISTER_QUERIES.keys(`${PARAMETER.credentialKey}, ${PARAMETER.chainKey}`)}), ${[...ctes, ...pricing.ctes].join(', ')}` +
    ` select (select coalesce(json_agg(k), '[]') from keys k) as keys, ${lists.join(', ')},` +
    ` (${REGISTER_QUERIES.seenSequence(PARAMETER.chainKey)}) as seen_sequence,` +
    (hasReturn ? ` (${REGISTER_QUERIES.returnDays(store)}) as return_days,` : '') +
    ` (${REGISTER_QUERIES.currency}) as currency, (${REGISTER_QUERIES.lapsesAt}) as lapses_at, (${REGISTER_QUERIES.epoch}) as epoch, (${FEED_POSITION}) as position,` +
    ` (${OPERATION_QUERIES.waitingForGap(PARAMETER.chainKey)}) as waiting${pricing.column}`
  );
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
  const { text, name } = loadStatement({
    areLevelsLocked,
    isShiftOpened: wanted.isShiftOpened,
    hasReturn,
    hasCustomer,
    hasPricing,
    hasApproval,
  });
  if (hasReturn) values.push(wanted.returnedSales);
  if (hasPricing) values.push(wanted.pricedSince, wanted.couponCodes);
  if (hasCustomer) {
    const keys = wanted.purseKeys.map((key) => key.split('|'));
    const [kinds, ids] = [keys.map(([kind = '']) => kind), keys.map(([, id = '']) => id)];
    values.push(wanted.customerIds, kinds, ids, wanted.holdIds);
  }
  if (hasApproval) values.push(wanted.approvalIds, wanted.requestIds);
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
      approvals: row.approvals ?? [],
      answered: row.answered ?? [],
      ...(row.pricing === undefined ? {} : { pricing: row.pricing, timeZone: row.time_zone ?? 'UTC' }),
    },
  };
}

interface Wanted {
  readonly operationIds: string[];
  readonly userIds: string[];
  readonly shiftIds: string[];
  readonly variantIds: string[];
  readonly prices: (readonly [string, number])[];
  readonly returnedSales: string[];
  readonly approvalIds: string[];
  readonly requestIds: string[];
  readonly customerIds: string[];
  readonly purseKeys: string[];
  readonly holdIds: string[];
  readonly isShiftOpened: boolean;
  /** The earliest moment by whose prices something was sold; null: nothing but the catalogue's. */
  readonly pricedSince: string | null;
  readonly couponCodes: string[];
}

/** Everything that the operations of a batch name, each once and in order, so that locks are taken in one order. */
function wantedBy(arrivals: readonly Arrival[]): Wanted {
  const operations = new Set<string>();
  const users = new Set<string>();
  const shifts = new Set<string>();
  const variants = new Set<string>();
  const prices = new Map<string, readonly [string, number]>();
  const sales = new Set<string>();
  const approvals = new Set<string>();
  const requests = new Set<string>();
  const customers = new Set<string>();
  const purses = new Set<string>();
  const holds = new Set<string>();
  const coupons = new Set<string>();
  let isShiftOpened = false;
  let pricedSince = Number.POSITIVE_INFINITY;
  for (const arrival of arrivals) {
    if (arrival.kind === 'unreadable') continue;
    operations.add(arrival.envelope.operationId);
    users.add(arrival.envelope.userId);
    if (arrival.content.kind !== 'known') continue;
    const { operation } = arrival.content;
    const { kind, payload } = operation;
    if (operation.kind === 'sale.completed' && isSpeciallyPriced(operation.payload)) {
      pricedSince = Math.min(pricedSince, momentOf(operation) - PRICED_BEFORE_MS);
      for (const code of couponCodes(operation.payload)) coupons.add(code);
    }
    isShiftOpened ||= kind === 'shift.opened';
    if ('approvals' in payload) for (const approvalId of payload.approvals ?? []) approvals.add(approvalId);
    if ('approverId' in payload) {
      users.add(payload.approverId);
      if (payload.requestId !== undefined) requests.add(payload.requestId);
    }
    if ('shiftId' in payload && payload.shiftId !== undefined) shifts.add(payload.shiftId);
    if ('source' in payload && payload.source.kind === 'sale') sales.add(payload.source.saleId);
    const customerId = 'customer' in payload ? payload.customer?.customerId : customerOf(payload);
    if (customerId !== undefined) customers.add(customerId);
    for (const purse of pursesOf(payload, customerId)) purses.add(purse);
    for (const { authorisationId } of 'tenders' in payload ? payload.tenders : []) {
      if (authorisationId !== undefined) holds.add(authorisationId);
    }
    for (const line of linesOf(payload)) {
      variants.add(line.variantId);
      if (line.listPriceE4 !== undefined)
        prices.set(`${line.variantId}|${line.listPriceE4}`, [line.variantId, line.listPriceE4]);
    }
  }
  return {
    operationIds: [...operations].sort(),
    userIds: [...users].sort(),
    shiftIds: [...shifts].sort(),
    variantIds: [...variants].sort(),
    prices: [...prices.values()],
    returnedSales: [...sales].sort(),
    approvalIds: [...approvals].sort(),
    requestIds: [...requests].sort(),
    customerIds: [...customers].sort(),
    purseKeys: [...purses].sort(),
    holdIds: [...holds].sort(),
    isShiftOpened,
    pricedSince: Number.isFinite(pricedSince) ? new Date(pricedSince).toISOString() : null,
    couponCodes: [...coupons].sort(),
  };
}

/** Versions that were replaced shortly before a sale are looked at too: its register may not have heard of it. */
const PRICED_BEFORE_MS = 60 * 60 * 1000;

type KnownPayload = Extract<Extract<Arrival, { kind: 'sealed' }>['content'], { kind: 'known' }>['operation']['payload'];

function customerOf(payload: KnownPayload): string | undefined {
  return 'customerId' in payload ? payload.customerId : undefined;
}

/** The purses that a payload takes from or adds to, as far as it names them itself. */
function pursesOf(payload: KnownPayload, customerId: string | undefined): string[] {
  const named: string[] = [];
  if ('paymentId' in payload) named.push(purseKey('account', payload.customerId));
  if (!('tenders' in payload) || !('lines' in payload)) return named;
  for (const { kind, cardId } of payload.tenders) {
    const purse = purseOfTender(kind);
    const purseId = purse === 'gift-card' ? cardId : customerId;
    if (purse !== null && purseId !== undefined) named.push(purseKey(purse, purseId));
  }
  for (const { giftCard } of payload.lines) {
    if (giftCard !== undefined) named.push(purseKey('gift-card', giftCard.cardId));
  }
  return named;
}

function linesOf(payload: KnownPayload): readonly WantedLine[] {
  if ('source' in payload) return payload.source.kind === 'without-receipt' ? payload.source.lines : [];
  const lines: readonly WantedLine[] = 'lines' in payload ? payload.lines : [];
  // A gift card is no variant of the catalogue.
  return lines.filter((line) => line.giftCard === undefined);
}

interface WantedLine {
  readonly variantId: string;
  readonly listPriceE4?: number;
  readonly giftCard?: unknown;
}

function shiftOf(row: Json): ShiftState {
  return {
    shiftId: String(row['shift_id']),
    registerId: String(row['register_id']),
    businessDate: String(row['business_date']),
    currencyCode: String(row['currency_code']),
    state: row['state'] === 'open' ? 'open' : 'closed',
    openingFloatMinor: Number(row['opening_float_minor']),
    cashMinor: Number(row['cash_minor']),
  };
}

/** Open shifts of the register that the batch does not name. */
function openElsewhere({ shifts, open = [] }: ContextRow): Json[] {
  return open.filter((shift) => !shifts.some((named) => named['shift_id'] === shift['shift_id']));
}

/** Puts sales together from their stored rows. */
export function returnableSales({
  sales = [],
  lines = [],
  tenders = [],
}: Pick<ContextRow, 'sales' | 'lines' | 'tenders'>): ReturnableSale[] {
  return sales.map((sale) => {
    const saleId = String(sale['sale_id']);
    return {
      saleId,
      kind: sale['kind'] === 'sale' ? 'sale' : 'return',
      currencyCode: String(sale['currency_code']),
      businessDate: String(sale['business_date']),
      shiftId: String(sale['shift_id']),
      lines: lines
        .filter((line) => line['sale_id'] === saleId)
        .map(lineOf)
        .sort((a, b) => a.lineNumber - b.lineNumber),
      tenders: tenders
        .filter((tender) => tender['sale_id'] === saleId)
        .sort((a, b) => Number(a['tender_number']) - Number(b['tender_number']))
        .map((tender) => ({
          tenderId: String(tender['tender_id']),
          kind: tender['kind'] as TenderKind,
          appliedMinor: Number(tender['applied_minor']),
          purseId: tender['purse_id'] === null ? null : String(tender['purse_id']),
        })),
      customerId: sale['customer_id'] === null ? null : String(sale['customer_id']),
    };
  });
}

function lineOf(row: Json): SaleLineRow {
  return {
    saleId: String(row['sale_id']),
    lineNumber: Number(row['line_number']),
    lineId: String(row['line_id']),
    variantId: String(row['variant_id']),
    name: String(row['name']),
    sku: String(row['sku']),
    unit: String(row['unit']),
    quantityMilli: Number(row['quantity_milli']),
    listPriceE4: Number(row['list_price_e4']),
    unitPriceE4: Number(row['unit_price_e4']),
    priceSource: row['price_source'] as SaleLineRow['priceSource'],
    grossMinor: Number(row['gross_minor']),
    lineDiscountMinor: Number(row['line_discount_minor']),
    saleDiscountMinor: Number(row['sale_discount_minor']),
    netMinor: Number(row['net_minor']),
    taxMinor: Number(row['tax_minor']),
    totalMinor: Number(row['total_minor']),
    costMinor: row['cost_minor'] === null ? null : Number(row['cost_minor']),
    inputs: row['inputs'] as LineInputs,
    returnedLineId: null,
    isRestocked: null,
    note: '',
  };
}
