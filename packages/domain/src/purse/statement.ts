import { daysBetween } from '../calendar/calendar.ts';
import { add, type Minor, minor, subtract, ZERO_MINOR } from '../money/index.ts';

/** What changed an account: positive is charged, negative is paid or taken back. Minor units. */
export interface AccountMovement {
  readonly businessDate: string;
  readonly amountMinor: Minor;
}

/** The upper end of each bucket of age in days; what is older is in a last one. */
export const AGE_LIMITS = [30, 60, 90] as const;

export interface Statement<M extends AccountMovement> {
  /** Owed before the first day; negative: paid in advance. */
  readonly openingMinor: Minor;
  /** The movements of the period, the oldest first, with what was owed after each. */
  readonly lines: readonly (M & { readonly balanceMinor: Minor })[];
  readonly closingMinor: Minor;
  /** What is open on the last day by its age: up to 30, 60 and 90 days, and older. Sums to what is owed then, or to zero. */
  readonly agesMinor: readonly Minor[];
}

/**
 * The statement of an account from one day to another, both included. `movements` are all of the account, the oldest first.
 * What was paid settles the oldest charges first, as is usual where payments name no invoice.
 */
export function statementOf<M extends AccountMovement>(
  movements: readonly M[],
  { from, to }: { readonly from: string; readonly to: string },
): Statement<M> {
  let openingMinor = ZERO_MINOR;
  let balance = ZERO_MINOR;
  const lines: (M & { readonly balanceMinor: Minor })[] = [];
  for (const movement of movements) {
    if (movement.businessDate > to) continue;
    balance = add(balance, movement.amountMinor);
    if (movement.businessDate < from) openingMinor = add(openingMinor, movement.amountMinor);
  }
  let running = openingMinor;
  for (const movement of movements) {
    if (movement.businessDate < from || movement.businessDate > to) continue;
    running = add(running, movement.amountMinor);
    lines.push({ ...movement, balanceMinor: running });
  }
  return { openingMinor, lines, closingMinor: balance, agesMinor: agesOf(movements, to) };
}

/** Charges by their age on a day, less everything that was paid until then, the oldest first. */
function agesOf(movements: readonly AccountMovement[], day: string): Minor[] {
  const known = movements.filter(({ businessDate }) => businessDate <= day);
  let paid: number = known.reduce((all, { amountMinor }) => all + Math.max(0, -amountMinor), 0);
  const ages: Minor[] = [...AGE_LIMITS, 0].map(() => ZERO_MINOR);
  const charges = known.filter(({ amountMinor }) => amountMinor > 0);
  for (const { amountMinor, businessDate } of charges.toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : 1))) {
    const settled = minor(Math.min(paid, amountMinor));
    paid -= settled;
    const age = daysBetween(businessDate, day);
    const found = AGE_LIMITS.findIndex((limit) => age <= limit);
    const bucket = found === -1 ? AGE_LIMITS.length : found;
    ages[bucket] = add(ages[bucket] ?? ZERO_MINOR, subtract(amountMinor, settled));
  }
  return ages;
}
