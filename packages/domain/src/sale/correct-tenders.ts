import { add, sum, ZERO_MINOR } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { OrderRules, TenderInput, TenderKind } from './model.ts';
import { roundCash } from './settle.ts';

/** What of a tender settles its sale: change is left out. */
export interface TenderPart {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
}

/** Some tenders of a sale were others, worth the same. What it does not name stays as it was. */
export interface TenderCorrection {
  /** As they stood, each whole. */
  readonly before: readonly TenderPart[];
  /** What was really handed over. */
  readonly after: readonly TenderInput[];
}

/** Why tenders are corrected. */
export const CORRECTION_REASONS = [
  'wrong-tender',
  'wrong-amount',
  'card-declined',
  'card-went-through',
  'other',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

export type CorrectionRefusal = Refusal<
  | 'tender-unknown'
  | 'tender-fixed'
  | 'tender-not-positive'
  | 'tender-sum'
  | 'tender-same'
  | 'duplicate-tender'
  | 'cash-not-in-coins'
>;

/**
 * The tenders that can be corrected, and be what was handed over instead: money, or paper that is. Gift cards, credit,
 * points and accounts have a ledger of their own, and an exchange clears against goods.
 */
export const CORRECTABLE_TENDERS: ReadonlySet<TenderKind> = new Set([
  'cash',
  'card-manual',
  'bank-transfer',
  'mobile-money',
  'voucher',
] as const);

const MOST_TENDERS = 50;

/**
 * Whether tenders that stand as `current` can be corrected so: each one that is replaced is among them as it stands, all of
 * them money, and both sides come to the same. `rules`: cash on the other side has to be payable in coins; a correction that
 * happened already is not asked.
 */
export function checkCorrection(
  current: readonly TenderPart[],
  { before, after }: TenderCorrection,
  rules?: Pick<OrderRules, 'cashRounding'>,
): Result<null, CorrectionRefusal> {
  const known = new Map(current.map((tender) => [tender.tenderId, tender]));
  const ids = [...before, ...after].map((tender) => tender.tenderId);
  const isTaken = after.some(({ tenderId }) => known.has(tenderId));
  if (new Set(ids).size !== ids.length || isTaken || ids.length > MOST_TENDERS) {
    return refuse({ code: 'duplicate-tender', detail: 'Each tender has an id of its own.' });
  }
  if ([...before, ...after].some(({ kind }) => !CORRECTABLE_TENDERS.has(kind))) {
    return refuse({
      code: 'tender-fixed',
      detail: 'Gift cards, store credit, points and accounts have their own books. Void the sale instead.',
    });
  }
  const isAsItStands = before.every(({ tenderId, kind, amountMinor }) => {
    const tender = known.get(tenderId);
    return tender?.kind === kind && tender.amountMinor === amountMinor;
  });
  if (before.length === 0 || !isAsItStands) {
    return refuse({ code: 'tender-unknown', detail: 'The sale has no such tender any more.' });
  }
  if (after.some(({ amountMinor }) => !Number.isSafeInteger(amountMinor) || amountMinor < 1)) {
    return refuse({ code: 'tender-not-positive', detail: 'A tender must be a positive amount.' });
  }
  if (partsOf(before) !== partsOf(after)) {
    return refuse({ code: 'tender-sum', detail: 'What was handed over has to come to the same as before.' });
  }
  const cash = after
    .filter(({ kind }) => kind === 'cash')
    .reduce((total, part) => add(total, part.amountMinor), ZERO_MINOR);
  if (rules && roundCash(cash, rules) !== cash) {
    return refuse({
      code: 'cash-not-in-coins',
      detail: 'This amount cannot be paid in coins. Void the sale and ring it up again.',
    });
  }
  return ok(null);
}

function partsOf(parts: readonly { readonly amountMinor: Minor }[]): Minor {
  return sum(parts.map((part) => part.amountMinor));
}

/** The tenders after some corrections, in the order of the sale: what replaces others stands where the first of them stood. */
export function correctedTenders<T extends { readonly tenderId: string }>(
  tenders: readonly T[],
  corrections: readonly TenderCorrection[],
  as: (tender: TenderInput) => T,
): readonly T[] {
  return corrections.reduce<readonly T[]>((now, { before, after }) => {
    const gone = new Set(before.map((part) => part.tenderId));
    const first = now.findIndex(({ tenderId }) => gone.has(tenderId));
    const stays = (tender: T) => !gone.has(tender.tenderId);
    const place = first < 0 ? now.length : first;
    return [...now.slice(0, place).filter(stays), ...after.map(as), ...now.slice(place).filter(stays)];
  }, tenders);
}

/** Whether a correction only says that a card did go through, or by which reference: no money is anywhere else for it. */
export function isConfirmation({ before, after }: TenderCorrection): boolean {
  const [from, to] = [before[0], after[0]];
  return (
    before.length === 1 &&
    after.length === 1 &&
    from?.kind === 'card-manual' &&
    to?.kind === 'card-manual' &&
    from.amountMinor === to.amountMinor &&
    to.isUncertain !== true
  );
}
