import { milli, minor, ppm, priceE4 } from '../../money/amount.ts';
import { type Fraction, fraction, ONE, times, ZERO } from '../../money/fraction.ts';
import { couponCode } from '../../promotion/document.ts';
import type {
  Promotion,
  PromotionConditions,
  PromotionContext,
  PromotionEffect,
  PromotionLimits,
  PromotionLine,
  PromotionRules,
  PromotionUsage,
  Selection,
  Target,
} from '../../promotion/model.ts';
import { CaseError, type Reader, roundingMode } from '../reader.ts';

/** A promotion case as the engine's input. Amounts are counted in `scale` parts of the currency's unit. */
export interface PromotionCase {
  readonly scale: bigint;
  readonly promotions: readonly Promotion[];
  readonly lines: readonly PromotionLine[];
  readonly context: PromotionContext;
  readonly rules: PromotionRules;
}

/** Where a case does not say how discounts are rounded they are exact: counted so finely that rounding does not show. */
const FINE = 1_000_000n;
const FINE_MINOR = 10_000n;

export function readPromotionCase(input: Reader): PromotionCase {
  const scale = scaleOf(input);
  const lines = input.list('basket').map((line) => readLine(line, scale));
  const promotions = input
    .list('promotions')
    .filter((promotion) => promotion.flag('enabled', true))
    .map((promotion, index) => readPromotion(promotion, index, scale));
  return { scale, promotions, lines, context: readContext(input, promotions, scale), rules: readRules(input) };
}

function scaleOf(input: Reader): bigint {
  const rounding = input.has('rounding') ? input.object('rounding') : null;
  if (rounding?.has('discount')) {
    const unit = rounding.object('discount').decimal('unit');
    if (unit.numerator !== 1n) throw new CaseError('the discount is rounded to a unit that is no part of one');
    return unit.denominator;
  }
  return input.text('amounts', 'major') === 'minor' ? FINE_MINOR : FINE;
}

function whole(value: Fraction, scale: bigint, what: string): number {
  const scaled = times(value, fraction(scale));
  if (scaled.denominator !== 1n) throw new CaseError(`${what} is finer than the scale of its case`);
  return Number(scaled.numerator);
}

function readLine(line: Reader, scale: bigint): PromotionLine {
  const unitPrice = line.decimal('unit_price');
  const quantity = line.decimal('qty');
  const rate = whole(line.decimal('tax_rate', ZERO), 1_000_000n, 'a tax rate');
  const isInclusive = line.flag('tax_inclusive', true);
  const floor = line.optionalDecimal('min_unit_price');
  return {
    lineId: line.text('line'),
    variantId: line.text('line'),
    productId: line.text('product'),
    categoryIds: texts(line, 'tags'),
    quantityMilli: milli(whole(quantity, 1000n, 'a quantity')),
    unitPriceE4: priceE4(whole(unitPrice, scale * 10_000n, 'a price')),
    amountMinor: minor(whole(times(unitPrice, quantity), scale, 'a line')),
    includedTaxPpm: isInclusive ? rate : 0,
    addedTaxPpm: isInclusive ? 0 : rate,
    floorPriceE4: floor === null ? null : priceE4(whole(floor, scale * 10_000n, 'a floor price')),
    isDiscounted: line.flag('already_discounted', false),
  };
}

function texts(from: Reader, key: string): string[] {
  return from.has(key) ? from.texts(key) : [];
}

function readTarget(from: Reader, key: string, scale: bigint): Target {
  if (!from.has(key)) return {};
  const target = from.object(key);
  const price = (name: string) => target.optionalDecimal(name);
  const [least, most] = [price('unit_price_min'), price('unit_price_max')];
  return {
    productIds: texts(target, 'products'),
    categoryIds: texts(target, 'tags'),
    isUndiscountedOnly: target.flag('exclude_discounted', false),
    ...(least === null ? {} : { minPriceE4: priceE4(whole(least, scale * 10_000n, 'a bound')) }),
    ...(most === null ? {} : { maxPriceE4: priceE4(whole(most, scale * 10_000n, 'a bound')) }),
  };
}

function readPromotion(from: Reader, index: number, scale: bigint): Promotion {
  const effect = readEffect(from, scale);
  const isGroup = effect.kind === 'bundle-price';
  return {
    promotionId: from.text('id'),
    version: 1,
    name: from.text('id'),
    effect,
    target: readTarget(from, 'target', scale),
    conditions: from.has('conditions') ? readConditions(from.object('conditions'), scale) : {},
    limits: readLimits(from, scale),
    priority: from.integer('priority', index + 1),
    isExclusive: from.flag('exclusive', false),
    consumes: from.flag('consumes', false),
    selection: selectionOf(from, 'selection', isGroup ? 'dearest' : 'cheapest'),
    ...(from.has('buy_selection') ? { buySelection: selectionOf(from, 'buy_selection', 'dearest') } : {}),
  };
}

const SELECTIONS: Readonly<Record<string, Selection>> = {
  cheapest: 'cheapest',
  most_expensive: 'dearest',
  line_order: 'in-order',
};

function selectionOf(from: Reader, key: string, missing: Selection): Selection {
  if (!from.has(key)) return missing;
  const found = SELECTIONS[from.text(key)];
  if (!found) throw new CaseError(`unknown selection ${from.text(key)}`);
  return found;
}

function percentOf(from: Reader, key: string, missing?: Fraction) {
  return ppm(whole(from.decimal(key, missing), 10_000n, 'a percentage'));
}

function readEffect(from: Reader, scale: bigint): PromotionEffect {
  const amount = (reader: Reader, key: string) => minor(whole(reader.decimal(key), scale, key));
  const units = (reader: Reader, key: string, missing = ONE) =>
    milli(whole(reader.decimal(key, missing), 1000n, 'a quantity'));
  const kind = from.text('kind');
  const scope = from.text('scope', 'order');
  switch (kind) {
    case 'percent':
      return {
        kind,
        ratePpm: percentOf(from, 'value'),
        scope: scope === 'order' ? 'order' : 'line',
        basis: from.text('basis', 'current') === 'original' ? 'original' : 'current',
      };
    case 'amount':
      return {
        kind,
        amountMinor: amount(from, 'value'),
        scope: scope === 'unit' || scope === 'line' ? scope : 'order',
        isWithTax: from.text('amount_basis', '') === 'gross',
      };
    case 'order_price':
      return { kind: 'order-price', priceMinor: amount(from, 'value') };
    case 'bundle_price':
      return {
        kind: 'bundle-price',
        slots: [{ quantityMilli: units(from, 'group_qty'), target: {} }],
        priceMinor: amount(from, 'value'),
      };
    case 'multibuy':
      return {
        kind,
        groupMilli: from.has('group_qty') ? units(from, 'group_qty') : null,
        freeMilli: units(from, 'free_qty'),
        ratePpm: percentOf(from, 'percent', fraction(100n)),
        grouping: from.text('partition', 'pool') === 'descending_groups' ? 'dearest-first' : 'pool',
      };
    case 'buy_get': {
      const get = from.object('get');
      const buy = from.object('buy');
      return {
        kind: 'buy-get',
        buy: { quantityMilli: units(buy, 'qty'), target: readTarget(buy, 'target', scale) },
        get: { quantityMilli: units(get, 'qty'), target: readTarget(get, 'target', scale) },
        reduction: get.has('percent')
          ? { kind: 'percent', ratePpm: percentOf(get, 'percent') }
          : { kind: 'amount', amountMinor: amount(get, 'amount') },
        // The sources that say which units are bought first give nothing unless all of the gift is there.
        isWhole: from.has('buy_selection'),
      };
    }
    case 'tiered_percent':
    case 'tiered_amount': {
      const isPercent = kind === 'tiered_percent';
      const tiers = from.list('tiers').map((tier) => ({
        fromMinor: amount(tier, 'min'),
        ratePpm: isPercent ? percentOf(tier, 'value') : ppm(0),
        amountMinor: isPercent ? minor(0) : amount(tier, 'value'),
      }));
      return { kind: 'tiered', unit: isPercent ? 'percent' : 'amount', tiers };
    }
    default:
      throw new CaseError(`unknown kind of promotion ${kind}`);
  }
}

function instantOf(text: string): string {
  return new Date(text).toISOString();
}

function readConditions(from: Reader, scale: bigint): PromotionConditions {
  const spend = from.optionalDecimal('min_spend');
  const units = (key: string) => milli(whole(from.decimal(key), 1000n, key));
  return {
    ...(from.has('customer_groups') ? { customerGroupIds: from.texts('customer_groups') } : {}),
    ...(from.has('price_lists') ? { priceListIds: from.texts('price_lists') } : {}),
    ...(from.has('code') ? { needsCoupon: true } : {}),
    ...(from.has('valid_from') ? { validFrom: instantOf(from.text('valid_from')) } : {}),
    ...(from.has('valid_to') ? { validTo: instantOf(from.text('valid_to')) } : {}),
    ...(from.has('nth_order') ? { nthOrder: from.integer('nth_order') } : {}),
    ...(spend === null ? {} : { minSpendMinor: minor(whole(spend, scale, 'min_spend')) }),
    ...(from.has('min_spend_target') ? { of: readTarget(from, 'min_spend_target', scale) } : {}),
    minSpendBasis: from.text('min_spend_basis', 'original') === 'current' ? 'current' : 'original',
    isMinSpendWithoutTax: from.text('min_spend_tax', '') === 'net',
    ...(from.has('min_qty') ? { minQuantityMilli: units('min_qty') } : {}),
    ...(from.has('max_qty') ? { maxQuantityMilli: units('max_qty') } : {}),
    ...(from.has('contains') ? { contains: readTarget(from, 'contains', scale) } : {}),
  };
}

function readLimits(from: Reader, scale: bigint): PromotionLimits {
  const repeats = from.has('max_times') ? { maxTimes: from.integer('max_times') } : {};
  if (!from.has('limits')) return repeats;
  const limits = from.object('limits');
  const units = (key: string) => milli(whole(limits.decimal(key), 1000n, key));
  const amount = (key: string) => minor(whole(limits.decimal(key), scale, key));
  return {
    ...repeats,
    ...(limits.has('max_units_per_line') ? { maxMilliPerLine: units('max_units_per_line') } : {}),
    ...(limits.has('max_units_total') ? { maxMilliTotal: units('max_units_total') } : {}),
    ...(limits.has('max_discount')
      ? {
          maxDiscountMinor: amount('max_discount'),
          isMaxDiscountWithTax: from.text('amount_basis', '') === 'gross',
        }
      : {}),
    ...(limits.has('usage_limit') ? { usageLimit: limits.integer('usage_limit') } : {}),
    ...(limits.has('per_customer_limit') ? { perCustomerLimit: limits.integer('per_customer_limit') } : {}),
    ...(limits.has('budget_limit') ? { budgetMinor: amount('budget_limit') } : {}),
  };
}

function readUsage(promotion: Reader, scale: bigint): PromotionUsage {
  const none = { used: 0, usedByCustomer: 0, budgetUsedMinor: minor(0) };
  if (!promotion.has('limits')) return none;
  const limits = promotion.object('limits');
  return {
    used: limits.integer('used', 0),
    usedByCustomer: limits.integer('customer_used', 0),
    budgetUsedMinor: minor(whole(limits.decimal('budget_used', ZERO), scale, 'budget_used')),
  };
}

function readContext(input: Reader, promotions: readonly Promotion[], scale: bigint): PromotionContext {
  const entered = new Set(texts(input, 'entered_codes').map(couponCode));
  const sources = input.list('promotions');
  const codes = sources.flatMap((source) => {
    const code = source.has('conditions') ? source.object('conditions').text('code', '') : '';
    return code !== '' && entered.has(couponCode(code)) ? [{ code, promotionId: source.text('id') }] : [];
  });
  const customer = input.has('customer') ? input.object('customer') : null;
  const time = input.has('time') ? instantOf(input.text('time')) : '2026-01-01T12:00:00.000Z';
  const known = new Set(promotions.map(({ promotionId }) => promotionId));
  return {
    moment: { instant: time, weekday: 4, minuteOfDay: 720 },
    storeId: 'store',
    customerGroupIds: customer ? texts(customer, 'groups') : [],
    completedOrders: customer?.has('completed_orders') ? customer.integer('completed_orders') : null,
    priceListIds: input.has('price_list') ? [input.text('price_list')] : [],
    coupons: codes.filter(({ promotionId }) => known.has(promotionId)),
    usage: new Map(sources.map((source) => [source.text('id'), readUsage(source, scale)])),
  };
}

const ALLOCATIONS: Readonly<Record<string, PromotionRules['allocation']>> = {
  largest_remainder: 'largest-remainder',
  exact: 'largest-remainder',
  first: 'first',
  last: 'last',
};

export function allocationRule(from: Reader, key: string): PromotionRules['allocation'] {
  const found = ALLOCATIONS[from.text(key, 'largest_remainder')];
  if (!found) throw new CaseError(`unknown allocation ${from.text(key)}`);
  return found;
}

function readRules(input: Reader): PromotionRules {
  const rounding = input.has('rounding') ? input.object('rounding') : null;
  const discount = rounding?.has('discount') ? rounding.object('discount') : null;
  return {
    stacking: input.text('stacking', 'sequence') === 'best_only' ? 'best-only' : 'sequence',
    roundingMode: discount ? roundingMode(discount, 'mode') : 'half-up',
    roundAt: discount?.text('at', 'order') === 'line' ? 'line' : 'order',
    allocation: rounding ? allocationRule(rounding, 'allocation') : 'largest-remainder',
  };
}
