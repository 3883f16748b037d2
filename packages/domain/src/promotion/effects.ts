import { at } from '../at.ts';
import { matches } from './matches.ts';
import type { Promotion, PromotionEffect, PromotionRules } from './model.ts';
import { mulDiv, mulMulDiv, shareOut, shareWithin } from './share.ts';
import {
  type Cart,
  type LineState,
  leftOf,
  milliOf,
  minorOf,
  ordered,
  type Part,
  poolOf,
  putBack,
  roomOf,
  take,
} from './units.ts';

/** Some units and how much less they cost. Whole lines have no units: the reduction is of the line. */
export interface Reduction {
  readonly state: LineState;
  /** Null: of the line as a whole, used units too. */
  readonly part: Part | null;
  readonly minor: number;
}

const WHOLE_PPM = 1_000_000;
/** No promotion is applied more often than this to one order. */
const MOST_TIMES = 1_000;

type EffectOf<K extends PromotionEffect['kind']> = Extract<PromotionEffect, { readonly kind: K }>;

/** What a promotion would take off the cart as it is now; nothing is changed. */
export function reductionsOf(promotion: Promotion, rules: PromotionRules, cart: Cart): Reduction[] {
  const { effect } = promotion;
  switch (effect.kind) {
    case 'percent':
      return effect.scope === 'order'
        ? percentOfOrder(promotion, effect, rules, cart)
        : percentOfLines(promotion, effect, rules, cart);
    case 'amount':
      return effect.scope === 'order'
        ? amountOffOrder(promotion, effect, rules, cart)
        : amountOffUnits(promotion, effect, rules, cart);
    case 'order-price': {
      const lines = targeted(promotion, cart);
      return sharedOff(lines, Math.max(0, leftOfAll(lines) - effect.priceMinor), rules);
    }
    case 'bundle-price':
      return bundles(promotion, effect, rules, cart);
    case 'multibuy':
      return multibuy(promotion, effect, rules, cart);
    case 'buy-get':
      return buyGet(promotion, effect, rules, cart);
    case 'tiered':
      return tiered(promotion, effect, rules, cart);
  }
}

function targeted({ target }: Promotion, cart: Cart): LineState[] {
  return cart.filter(({ line }) => matches(line, target));
}

function leftOfAll(lines: readonly LineState[]): number {
  return lines.reduce((all, state) => all + leftOf(state), 0);
}

/** An amount off several lines together, by what is left to pay for each. */
function sharedOff(lines: readonly LineState[], total: number, { allocation }: PromotionRules): Reduction[] {
  const shares = shareWithin(total, lines.map(leftOf), lines.map(roomOf), allocation);
  return lines.map((state, index) => ({ state, part: null, minor: at(shares, index) }));
}

/** The units of a promotion on lines, each line's together: as many as its limits allow. */
function chosen({ target, limits, selection }: Promotion, cart: Cart): Part[] {
  const pool = poolOf(cart, limits.maxMilliPerLine);
  return take(
    ordered(pool, target, limits.maxMilliTotal === undefined ? 'in-order' : selection),
    limits.maxMilliTotal ?? Number.MAX_SAFE_INTEGER,
  );
}

/** No more than the units cost, and no lower than the floor. */
function within(part: Part, minor: number): Reduction {
  return { state: part.state, part, minor: Math.min(minor, part.minor, roomOf(part.state)) };
}

function percentOfLines(promotion: Promotion, effect: EffectOf<'percent'>, rules: PromotionRules, cart: Cart) {
  return chosen(promotion, cart).map((part) => within(part, percentOfPart(part, effect, rules)));
}

function percentOfPart(
  { state, milli }: Part,
  { ratePpm, basis }: Pick<EffectOf<'percent'>, 'ratePpm' | 'basis'>,
  { roundingMode }: PromotionRules,
): number {
  return basis === 'original'
    ? mulMulDiv(state.line.amountMinor, milli, ratePpm, state.line.quantityMilli, WHOLE_PPM, roundingMode)
    : mulMulDiv(state.freeMinor, milli, ratePpm, state.freeMilli, WHOLE_PPM, roundingMode);
}

function percentOfOrder(
  promotion: Promotion,
  { ratePpm, basis }: EffectOf<'percent'>,
  rules: PromotionRules,
  cart: Cart,
): Reduction[] {
  const lines = targeted(promotion, cart);
  const base = (state: LineState) => (basis === 'original' ? state.line.amountMinor : leftOf(state));
  if (rules.roundAt === 'line') {
    return lines.map((state) => ({
      state,
      part: null,
      minor: Math.min(mulDiv(base(state), ratePpm, WHOLE_PPM, rules.roundingMode), roomOf(state)),
    }));
  }
  const sum = lines.reduce((all, state) => all + base(state), 0);
  return sharedOff(lines, mulDiv(sum, ratePpm, WHOLE_PPM, rules.roundingMode), rules);
}

function amountOffUnits(
  promotion: Promotion,
  { amountMinor, scope, isWithTax }: EffectOf<'amount'>,
  { roundingMode }: PromotionRules,
  cart: Cart,
): Reduction[] {
  return chosen(promotion, cart).map((part) => {
    const { addedTaxPpm } = part.state.line;
    const each = isWithTax ? mulDiv(amountMinor, WHOLE_PPM, WHOLE_PPM + addedTaxPpm, roundingMode) : amountMinor;
    return within(part, scope === 'unit' ? mulDiv(each, part.milli, 1000, roundingMode) : each);
  });
}

function amountOffOrder(
  promotion: Promotion,
  { amountMinor, isWithTax }: EffectOf<'amount'>,
  rules: PromotionRules,
  cart: Cart,
): Reduction[] {
  const lines = targeted(promotion, cart);
  return isWithTax ? offWithTax(lines, amountMinor, rules) : sharedOff(lines, amountMinor, rules);
}

/** Takes an amount that includes the tax off lines whose tax is added to their price: the same share of each. */
function offWithTax(lines: readonly LineState[], amountMinor: number, { roundingMode }: PromotionRules): Reduction[] {
  const withTax = lines.map((state) => mulDiv(leftOf(state), WHOLE_PPM + state.line.addedTaxPpm, WHOLE_PPM, 'half-up'));
  const sum = withTax.reduce((all, amount) => all + amount, 0);
  const off = Math.min(amountMinor, sum);
  return lines.map((state) => ({
    state,
    part: null,
    minor: sum === 0 ? 0 : Math.min(mulDiv(leftOf(state), off, sum, roundingMode), roomOf(state)),
  }));
}

/** Sets for one price. Groups of the dearest goods are formed first unless the promotion says otherwise. */
function bundles(
  { target, limits, selection }: Promotion,
  { slots, priceMinor }: EffectOf<'bundle-price'>,
  { allocation }: PromotionRules,
  cart: Cart,
): Reduction[] {
  const pool = poolOf(cart);
  const reductions: Reduction[] = [];
  const most = Math.min(limits.maxTimes ?? MOST_TIMES, MOST_TIMES);
  for (let times = 0; times < most; times += 1) {
    const parts: Part[] = [];
    const isComplete = slots.every((slot) => {
      const entries = ordered(pool, slot.target, selection).filter(({ state }) => matches(state.line, target));
      const taken = take(entries, slot.quantityMilli);
      parts.push(...taken);
      return milliOf(taken) === slot.quantityMilli;
    });
    const off = minorOf(parts) - priceMinor;
    if (!isComplete || off <= 0) break;
    const shares = shareWithin(
      off,
      parts.map((part) => part.minor),
      parts.map((part) => Math.min(part.minor, roomOf(part.state))),
      allocation,
    );
    parts.forEach((part, index) => reductions.push({ state: part.state, part, minor: at(shares, index) }));
  }
  return reductions;
}

function multibuy(promotion: Promotion, effect: EffectOf<'multibuy'>, rules: PromotionRules, cart: Cart): Reduction[] {
  const { target, limits } = promotion;
  const pool = poolOf(cart);
  const { groupMilli, freeMilli } = effect;
  const total = milliOf(ordered(pool, target, 'in-order'));
  const groups = groupMilli === null ? (limits.maxTimes ?? 1) : Math.floor(total / groupMilli);
  const times = Math.min(groups, limits.maxTimes ?? MOST_TIMES, MOST_TIMES);
  const reduce = (part: Part) => within(part, percentOfTaken(part, effect.ratePpm, rules));
  const bought = (part: Part): Reduction => ({ state: part.state, part, minor: 0 });
  if (effect.grouping === 'pool' || groupMilli === null) {
    const free = take(ordered(pool, target, 'cheapest'), times * freeMilli).map(reduce);
    const rest = take(ordered(pool, target, 'dearest'), times * ((groupMilli ?? freeMilli) - freeMilli)).map(bought);
    return [...free, ...rest];
  }
  const reductions: Reduction[] = [];
  for (let time = 0; time < times; time += 1) {
    // The dearest of what is left form the group; the last of them are its cheapest.
    const paid = take(ordered(pool, target, 'dearest'), groupMilli - freeMilli).map(bought);
    const free = take(ordered(pool, target, 'dearest'), freeMilli).map(reduce);
    reductions.push(...paid, ...free);
  }
  return reductions;
}

function percentOfTaken(part: Part, ratePpm: number, { roundingMode }: PromotionRules): number {
  return mulDiv(part.minor, ratePpm, WHOLE_PPM, roundingMode);
}

function buyGet(promotion: Promotion, effect: EffectOf<'buy-get'>, rules: PromotionRules, cart: Cart): Reduction[] {
  const { buy, get, reduction, isWhole } = effect;
  const { limits, selection, buySelection } = promotion;
  const pool = poolOf(cart);
  const reductions: Reduction[] = [];
  const off = (part: Part) =>
    reduction.kind === 'percent'
      ? percentOfTaken(part, reduction.ratePpm, rules)
      : mulDiv(reduction.amountMinor, part.milli, 1000, rules.roundingMode);
  const most = Math.min(limits.maxTimes ?? MOST_TIMES, MOST_TIMES);
  for (let times = 0; times < most; times += 1) {
    const entries = ordered(pool, buy.target, buySelection ?? 'dearest');
    // What cannot be given is bought first, so that the rest is left to be given.
    const isGift = (state: LineState) => matches(state.line, get.target);
    const buying =
      buySelection === undefined
        ? [...entries.filter(({ state }) => !isGift(state)), ...entries.filter(({ state }) => isGift(state))]
        : entries;
    const bought = take(buying, buy.quantityMilli);
    if (milliOf(bought) < buy.quantityMilli) break;
    const given = take(ordered(pool, get.target, selection), get.quantityMilli);
    const isEnough = isWhole ? milliOf(given) === get.quantityMilli : given.length > 0;
    if (!isEnough) {
      putBack(pool, [...bought, ...given]);
      break;
    }
    for (const part of bought) reductions.push({ state: part.state, part, minor: 0 });
    for (const part of given) reductions.push(within(part, off(part)));
  }
  return reductions;
}

function tiered(promotion: Promotion, { unit, tiers }: EffectOf<'tiered'>, rules: PromotionRules, cart: Cart) {
  const lines = targeted(promotion, cart);
  const sum = leftOfAll(lines);
  const reached = tiers
    .filter((tier) => tier.fromMinor <= sum)
    .reduce<(typeof tiers)[number] | null>(
      (best, tier) => (best && best.fromMinor > tier.fromMinor ? best : tier),
      null,
    );
  if (reached === null) return [];
  const total = unit === 'amount' ? reached.amountMinor : mulDiv(sum, reached.ratePpm, WHOLE_PPM, rules.roundingMode);
  return sharedOff(lines, total, rules);
}

/** Brings reductions down to the most that a promotion gives, in the proportion that they have. */
export function limited(reductions: readonly Reduction[], promotion: Promotion, rules: PromotionRules): Reduction[] {
  const { maxDiscountMinor, isMaxDiscountWithTax } = promotion.limits;
  if (maxDiscountMinor === undefined) return [...reductions];
  const worth = ({ state, minor }: Reduction) =>
    isMaxDiscountWithTax === true ? mulDiv(minor, WHOLE_PPM + state.line.addedTaxPpm, WHOLE_PPM, 'half-up') : minor;
  const total = reductions.reduce((all, reduction) => all + worth(reduction), 0);
  if (total <= maxDiscountMinor) return [...reductions];
  if (isMaxDiscountWithTax === true) {
    return reductions.map((reduction) => ({
      ...reduction,
      minor: mulDiv(reduction.minor, maxDiscountMinor, total, rules.roundingMode),
    }));
  }
  const shares = shareOut(
    maxDiscountMinor,
    reductions.map(({ minor }) => minor),
    rules.allocation,
  );
  return reductions.map((reduction, index) => ({ ...reduction, minor: at(shares, index) }));
}
