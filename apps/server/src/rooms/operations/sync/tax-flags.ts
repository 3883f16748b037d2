import type { KnownOperation } from '@mosaajii/contract/sync';
import { businessDateIn } from '@mosaajii/domain/calendar';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { exemptionOf, type SaleLineInput, type TaxRule } from '@mosaajii/domain/sale';
import { type TaxedGoods, taxChanges, taxesKnownAt } from '../../catalog/index.ts';
import type { Books } from './books.ts';
import type { Flag } from './model.ts';
import { momentOf } from './moment.ts';
import { rulesFor } from './store-rules.ts';

/** Tills learn of a change when they next pull. */
const TOLERANCE_MS = 15 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A cart keeps the taxes of when it was rung up, and may wait at its till for the next morning. */
const MOST_CART_AGE_MS = DAY_MS;
/** No lease lets a till go on alone for longer: what it says of an older catalogue is not believed. */
const MOST_ALONE_MS = 30 * DAY_MS;
/** Nobody promises prices for longer. */
const MOST_DAYS = 400;

/** When a till may have looked up the taxes of an operation, in milliseconds since 1970, and on which days of its store. */
interface Lookup {
  /** The earliest state of the shop that it may have known. */
  readonly knewFrom: number;
  readonly moment: number;
  readonly days: readonly string[];
}

/**
 * Whether any of the goods carries other taxes than it had: its class and its taxes as the till may have known them, on the day of its
 * store, by the function that tills use. A till that went on alone could not hear of a change; what was held or quoted keeps the
 * taxes of then. Whether somebody is exempt is not asked here.
 */
export function taxFlags(
  books: Books,
  operation: KnownOperation,
  lines: readonly Pick<SaleLineInput, 'variantId' | 'giftCard' | 'taxes'>[],
  rungUp: number = momentOf(operation),
): Flag[] {
  const { key, taxation } = books.context;
  if (key.purpose === 'import') return [];
  const moment = momentOf(operation);
  const today = dayIn(books, moment, rulesFor(books, operation, 'day-end')[0]);
  const usual = new Map<string, string>();
  const others = lines.flatMap(({ variantId, giftCard, taxes }) => {
    const goods = giftCard === undefined ? books.taxed.get(variantId) : undefined;
    if (goods === undefined) return [];
    const own = usual.get(goods.product_id) ?? chargeOf(taxesKnownAt(taxation, goods, moment, today));
    usual.set(goods.product_id, own);
    const charged = chargeOf(taxes);
    return charged === own ? [] : [{ goods, charged }];
  });
  if (others.length === 0) return [];
  const lookup = lookupOf(books, operation, rungUp);
  const known = new Map<string, ReadonlySet<string>>();
  const isKnown = ({ goods, charged }: (typeof others)[number]) => {
    const charges = known.get(goods.product_id) ?? chargesOf(books, goods, lookup);
    known.set(goods.product_id, charges);
    return charges.has(charged);
  };
  return others.every(isKnown) ? [] : ['tax-differs'];
}

/** The day of the register's store at a moment. */
function dayIn({ context: { key } }: Books, at: number, dayEndsAt: string): string {
  return businessDateIn({ timeZone: key.time_zone ?? 'UTC', dayEndsAt }, new Date(at));
}

/**
 * A sale without its taxes is for somebody who is exempt, as its till may have known them: what was entered later was not known then,
 * and what was taken back may not have been heard of. A certificate is good on the day of the sale, or of when it was held or quoted.
 */
export function exemptionFlags(books: Books, operation: Extract<KnownOperation, { kind: 'sale.completed' }>): Flag[] {
  const { lines, customer, businessDate } = operation.payload;
  if (exemptionOf(lines) === null) return [];
  const known = customer === undefined ? undefined : books.customers.get(customer.customerId);
  if (known === undefined) return ['tax-exemption-unknown'];
  const rungUp = rungUpAt(books, operation.payload);
  const { knewFrom, moment } = lookupOf(books, operation, rungUp ?? momentOf(operation));
  const [dayEndsAt] = rulesFor(books, operation, 'day-end');
  const days = [businessDate, ...(rungUp === undefined ? [] : [dayIn(books, rungUp, dayEndsAt)])];
  let since = Number.NEGATIVE_INFINITY;
  for (const state of [...(known.past_exemptions ?? []), { ...known, until: null }]) {
    const until = state.until === null ? Number.POSITIVE_INFINITY : Date.parse(state.until);
    const wasKnown = since <= moment + TOLERANCE_MS && knewFrom < until;
    const lastDay = state.tax_exempt_until ?? null;
    const isGood = state.is_tax_exempt === true && days.some((day) => lastDay === null || day <= lastDay);
    if (wasKnown && isGood) return [];
    since = until;
  }
  return ['tax-exemption-unknown'];
}

/** When a sale was rung up at the latest, as far as the server knows: when it was set aside, or promised. */
export function rungUpAt(
  { context: { heldSales = [] }, quotes }: Books,
  { heldSaleId, quoteId }: SaleCompleted,
): number | undefined {
  const quotedAt = quoteId === undefined ? undefined : quotes.get(quoteId)?.created_at;
  const at = quotedAt ?? heldSales.find((row) => row.held_sale_id === heldSaleId)?.held_at;
  return at === undefined ? undefined : Date.parse(at);
}

function lookupOf(books: Books, operation: KnownOperation, rungUp: number): Lookup {
  const { clock, occurredAt } = operation;
  const moment = momentOf(operation);
  const heard = clock === null ? moment : Math.max(Date.parse(clock.serverTime), moment - MOST_ALONE_MS);
  const from = Math.max(Math.min(rungUp, moment) - MOST_CART_AGE_MS, moment - MOST_DAYS * DAY_MS) - TOLERANCE_MS;
  const until = moment + TOLERANCE_MS;
  const days = new Set<string>();
  for (const dayEndsAt of rulesFor(books, operation, 'day-end')) {
    const dayOf = (at: number) => days.add(dayIn(books, at, dayEndsAt));
    for (let at = from; at < until; at += DAY_MS) dayOf(at);
    dayOf(moment);
    dayOf(until);
    // A till goes by its own clock. One that is wrong is marked for that.
    dayOf(Date.parse(occurredAt));
  }
  return { knewFrom: Math.min(heard - TOLERANCE_MS, from), moment, days: [...days] };
}

/** Everything that a till may have charged on goods. */
function chargesOf({ context: { taxation } }: Books, goods: TaxedGoods, { knewFrom, moment, days }: Lookup) {
  const until = moment + TOLERANCE_MS;
  const states = [knewFrom, ...taxChanges(taxation, goods).filter((at) => knewFrom < at && at <= until)];
  return new Set(states.flatMap((at) => days.map((day) => chargeOf(taxesKnownAt(taxation, goods, at, day)))));
}

/** Everything of taxes that decides what is charged, and who they are: their names and versions may be newer. */
function chargeOf(taxes: readonly TaxRule[]): string {
  return JSON.stringify(
    taxes.map(({ taxId, kind, ratePpm, amountE4, isIncluded, affectsNextBase, isBaseAffectedByPrevious }) => {
      return [taxId, kind, ratePpm, amountE4, isIncluded, affectsNextBase, isBaseAffectedByPrevious];
    }),
  );
}
