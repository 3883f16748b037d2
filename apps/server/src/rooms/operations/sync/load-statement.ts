import { FEED_POSITION } from '../../../platform/feed/index.ts';
import { APPROVAL_QUERIES } from '../../approvals/index.ts';
import { PRICING_QUERIES, PROMOTION_USE_QUERIES, TAXATION_QUERIES, VARIANT_QUERIES } from '../../catalog/index.ts';
import { CUSTOMER_QUERIES } from '../../customers/index.ts';
import { REGISTER_QUERIES } from '../../identity/index.ts';
import { cardChecksToLoad, pointsToLoad, pursesToLoad, tendersToLoad, unheldToLoad } from '../../payments/index.ts';
import { returnableToLoad } from '../../sales/index.ts';
import { levelsToLoad } from '../../stock/index.ts';
import { shiftsToLoad } from '../../till/index.ts';
import { HELD_SALE_QUERIES } from '../held-sales/held-rows.ts';
import { LAYAWAY_QUERIES } from '../layaways/layaway-rows.ts';
import { QUOTE_QUERIES } from '../quotes/quote-rows.ts';
import { OPERATION_QUERIES } from './operation-rows.ts';

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
  readonly layawayIds: string;
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
    layawayIds: `$${held + 2}`,
  };
}

/** What a batch needs beyond the usual. */
export interface Needs {
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
  /** A held sale is completed, a quote made good, or a layaway named. */
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
export function loadStatement(needs: Needs): LoadStatement {
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
    // Before all that an answer of the office writes.
    ...(hasReturn ? { card_checks: cardChecksToLoad({ saleIds: extra.returnedSales }) } : {}),
    operations: OPERATION_QUERIES.known(PARAMETER.operationIds),
    repairs: OPERATION_QUERIES.knownRepairs(PARAMETER.operationIds),
    ...(hasApproval ? approving.rows : {}),
    members: REGISTER_QUERIES.members(hasApproval ? approving.userIds : PARAMETER.userIds),
    shifts: shifts.named,
    ...(isShiftOpened ? { open: shifts.open } : {}),
    variants: VARIANT_QUERIES.variants(PARAMETER.variantIds),
    taxed: TAXATION_QUERIES.goods(PARAMETER.variantIds),
    taxes: TAXATION_QUERIES.taxes,
    tax_classes: TAXATION_QUERIES.classes,
    tax_past: TAXATION_QUERIES.past({ taxes: 'l_taxes', classes: 'l_tax_classes', goods: 'l_taxed' }),
    drifted: VARIANT_QUERIES.driftedPrices(PARAMETER.pricedVariants, PARAMETER.prices),
    ...(hasReturn ? { returned: sales.locked, refunded: tenders.locked } : {}),
    ...(hasCustomer
      ? { customers: CUSTOMER_QUERIES.named(extra.customerIds), purses: purses.purses, holds: purses.holds }
      : hasReturn
        ? { purses: pointsToLoad(extra) }
        : {}),
    ...(hasUnheld ? { unheld: unheldToLoad({ register, businessDates: extra.unheldDates }) } : {}),
    ...(hasOrigin
      ? {
          held_sales: HELD_SALE_QUERIES.locked(extra.heldSaleIds),
          quotes: QUOTE_QUERIES.locked(extra.quoteIds),
          layaways: LAYAWAY_QUERIES.named(extra.layawayIds),
        }
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
