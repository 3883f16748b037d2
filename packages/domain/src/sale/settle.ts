import { at } from '../at.ts';
import { add, minOf, minor, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import { roundToUnit } from '../money/rounding.ts';
import type { Minor } from '../money/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { OrderRules, Settlement, TenderInput } from './model.ts';

export type SettleRefusal = Refusal<
  | 'total-negative'
  | 'tender-below-total'
  | 'non-cash-above-due'
  | 'tender-not-positive'
  | 'duplicate-tender'
  | 'too-many-tenders'
>;

const MOST_TENDERS = 50;

/** What the cash part comes to in coins. */
export function roundCash(amountMinor: Minor, rules: Pick<OrderRules, 'cashRounding'>): Minor {
  if (!rules.cashRounding) return amountMinor;
  return roundToUnit(amountMinor, rules.cashRounding.unitMinor, rules.cashRounding.mode);
}

function nonCashOf(tenders: readonly TenderInput[]): Minor {
  return sum(tenders.filter((tender) => tender.kind !== 'cash').map((tender) => tender.amountMinor));
}

function cashOf(tenders: readonly TenderInput[]): Minor {
  return sum(tenders.filter((tender) => tender.kind === 'cash').map((tender) => tender.amountMinor));
}

/** What the payment sheet shows while tenders come in. */
export interface Remaining {
  /** What a tender other than cash still has to cover; zero when nothing remains. */
  readonly exactMinor: Minor;
  /** What remains when the rest is paid in coins. */
  readonly cashMinor: Minor;
  /** Handed back if the sale completed now. */
  readonly changeMinor: Minor;
  /** Whether these tenders settle the sale as they are. */
  readonly isSettled: boolean;
}

/** What is left to pay after the tenders so far, exactly and in coins. */
export function remainingAfter(totalMinor: Minor, rules: OrderRules, tenders: readonly TenderInput[]): Remaining {
  const cash = cashOf(tenders);
  const afterCards = subtract(totalMinor, nonCashOf(tenders));
  const exact = subtract(afterCards, cash);
  const inCoins = subtract(roundCash(afterCards, rules), cash);
  const settlement = settle(totalMinor, rules, tenders);
  return {
    exactMinor: settlement.ok ? ZERO_MINOR : minor(Math.max(0, exact)),
    cashMinor: settlement.ok ? ZERO_MINOR : minor(Math.max(0, inCoins)),
    changeMinor: settlement.ok ? settlement.value.changeMinor : ZERO_MINOR,
    isSettled: settlement.ok,
  };
}

/**
 * Settles a total with what the customer handed over. Cards and the like never exceed the total; what they leave is due
 * in cash, rounded to the smallest coin when at least one cash tender is there (of zero, if the coins round to nothing);
 * cash above that is change. A total of zero needs no tender; one below zero (a fixed tax inside of a smaller price can lead
 * there) is no sale.
 */
export function settle(
  totalMinor: Minor,
  rules: OrderRules,
  tenders: readonly TenderInput[],
): Result<Settlement, SettleRefusal> {
  if (totalMinor < 0) return refuse({ code: 'total-negative', detail: 'A sale cannot come to less than nothing.' });
  const refusal = tenderRefusal(tenders);
  if (refusal) return refuse(refusal);
  const cashDueExact = subtract(totalMinor, nonCashOf(tenders));
  if (cashDueExact < 0) {
    return refuse({ code: 'non-cash-above-due', detail: 'A tender other than cash is more than what is due.' });
  }
  const hasCash = tenders.some((tender) => tender.kind === 'cash');
  const cashDue = hasCash ? roundCash(cashDueExact, rules) : cashDueExact;
  const changeMinor = subtract(cashOf(tenders), cashDue);
  if (changeMinor < 0) return refuse({ code: 'tender-below-total', detail: 'The tenders do not cover the total.' });
  const cashRoundingMinor = subtract(cashDue, cashDueExact);
  const dueMinor = add(totalMinor, cashRoundingMinor);
  return ok({ cashRoundingMinor, dueMinor, changeMinor, applied: applyTenders(tenders, changeMinor) });
}

function tenderRefusal(tenders: readonly TenderInput[]): SettleRefusal | null {
  if (tenders.length > MOST_TENDERS) {
    return { code: 'too-many-tenders', detail: `A sale has at most ${MOST_TENDERS} tenders.` };
  }
  const seen = new Set<string>();
  for (const { tenderId, kind, amountMinor } of tenders) {
    if (seen.has(tenderId)) return { code: 'duplicate-tender', detail: 'Two tenders have the same id.', tenderId };
    seen.add(tenderId);
    const least = kind === 'cash' ? 0 : 1;
    if (amountMinor < least)
      return { code: 'tender-not-positive', detail: 'A tender must be a positive amount.', tenderId };
  }
  return null;
}

/** The change comes out of the cash that was handed over last. */
function applyTenders(tenders: readonly TenderInput[], changeMinor: Minor): Settlement['applied'] {
  let change = changeMinor;
  const applied: Settlement['applied'][number][] = [];
  for (let index = tenders.length - 1; index >= 0; index -= 1) {
    const { tenderId, kind, amountMinor } = at(tenders, index);
    const back = kind === 'cash' ? minOf(change, amountMinor) : ZERO_MINOR;
    change = subtract(change, back);
    applied.unshift({ tenderId, kind, amountMinor: subtract(amountMinor, back) });
  }
  return applied;
}
