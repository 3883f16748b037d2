import { type LayawayRule, USUAL_LAYAWAY } from '../layaway/model.ts';
import { NO_ALLOWANCE, type OfflineAllowance } from '../purse/purse.ts';
import type { TenderKind } from './model.ts';
import { isUsablePattern } from './pattern-cost.ts';

/** Which tenders a store takes and by which rules. */
export interface TenderSettings {
  /** In the order in which the till offers them. Cash is always among them. */
  readonly kinds: readonly TenderKind[];
  /** The tender that one press takes beside exact cash. */
  readonly fast: TenderKind;
  /** A regular expression that the confirmation of mobile money has to match; `null`: any text. */
  readonly mobileMoneyPattern: string | null;
  /** The same for the reference of a bank transfer. */
  readonly bankPattern: string | null;
  /** A voucher may be worth more than what is due; the rest is forfeited. */
  readonly forfeitsVouchers: boolean;
  readonly takesTips: boolean;
  /** For how long a gift card is taken after it was last loaded; `null`: without end. */
  readonly giftCardMonths: number | null;
  /** What a register may take out of gift cards and store credit while it cannot ask the server. */
  readonly offline: OfflineAllowance;
  /** How goods are put aside; absent in what was kept from before: the usual. */
  readonly layaway?: LayawayRule | undefined;
}

export const USUAL_TENDERS: TenderSettings = {
  kinds: ['cash', 'card-manual', 'mobile-money', 'gift-card', 'store-credit', 'account', 'bank-transfer', 'voucher'],
  fast: 'card-manual',
  mobileMoneyPattern: null,
  bankPattern: null,
  forfeitsVouchers: false,
  takesTips: false,
  giftCardMonths: null,
  offline: NO_ALLOWANCE,
  layaway: USUAL_LAYAWAY,
};

/** Tenders that are worth nothing without what confirms them. */
const CONFIRMED: ReadonlySet<TenderKind> = new Set(['mobile-money', 'bank-transfer'] as const);

/** What is wrong with the reference of a tender; `null` when nothing is. */
export function referenceProblem(
  settings: TenderSettings,
  kind: TenderKind,
  reference: string,
): 'missing' | 'unlike' | null {
  if (!CONFIRMED.has(kind)) return null;
  const text = reference.trim();
  if (text === '') return 'missing';
  const pattern = kind === 'mobile-money' ? settings.mobileMoneyPattern : settings.bankPattern;
  return pattern === null || matches(pattern, text) ? null : 'unlike';
}

/** The whole text against a pattern; one that a device kept from before and that could make it wait for ever refuses nothing. */
function matches(pattern: string, text: string): boolean {
  return !isUsablePattern(pattern) || new RegExp(`^(?:${pattern})$`, 'i').test(text);
}
