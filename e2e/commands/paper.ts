/** What pencil and paper know of a shop: goods, tenders, sales and accounts. Amounts are minor units, quantities thousandths. */

/** Prices and costs in minor units for a piece, or for a kilogram of what is sold by weight. */
export const MODEL_GOODS = [
  { priceMinor: 199, costMinor: 80, isWeighed: false },
  { priceMinor: 250, costMinor: 125, isWeighed: false },
  { priceMinor: 7, costMinor: null, isWeighed: false },
  { priceMinor: 1_333, costMinor: null, isWeighed: true },
  { priceMinor: 10_005, costMinor: 6_001, isWeighed: false },
] as const;

export type TenderKindOfModel =
  | 'cash'
  | 'card-manual'
  | 'bank-transfer'
  | 'mobile-money'
  | 'voucher'
  | 'gift-card'
  | 'store-credit'
  | 'points'
  | 'account'
  | 'deposit'
  | 'exchange';

export interface ModelLine {
  readonly lineId: string;
  /** A good by its place, or a card that is loaded. */
  readonly what: { readonly good: number } | { readonly card: number; readonly amountMinor: number };
  readonly quantityMilli: number;
  readonly percent: number;
}

export interface ModelTender {
  readonly tenderId: string;
  readonly kind: TenderKindOfModel;
  readonly amountMinor: number;
  readonly card?: number;
  /** Which layaway's deposits pay. */
  readonly layaway?: string;
  readonly authorisationId?: string;
}

export interface ModelSale {
  readonly saleId: string;
  readonly register: number;
  /** The running number of its shift, over all registers. */
  readonly shift: number;
  readonly lines: readonly (ModelLine & { readonly totalMinor: number; returnedMilli: number })[];
  tenders: readonly { readonly tender: ModelTender; readonly appliedMinor: number; refundedMinor: number }[];
  readonly customer: number | null;
  /** Points that its customer earned, and what of the goods that earned them came back. */
  readonly earnedPoints: number;
  earningBackMinor: number;
  /** Coins were among what paid, whatever it was corrected to: the total may have been rounded to them. */
  readonly wasInCoins: boolean;
  readonly tipMinor: number;
  isVoided: boolean;
  /** The registers that took something of it back. */
  readonly returnedAt: Set<number>;
}

export interface Drawer {
  shift: {
    readonly number: number;
    cashMinor: number;
    sales: number;
    returns: number;
    /** Taken for goods that are put aside, and handed back. */
    depositMinor: number;
    depositBackMinor: number;
  } | null;
  receipts: number;
  reports: number;
}

export type Account =
  | 'drawer'
  | 'safe'
  | 'petty'
  | 'card'
  | 'bank'
  | 'mobile'
  | 'voucher'
  | 'exchange'
  | 'receivables'
  | 'gift-cards'
  | 'store-credit'
  | 'points'
  | 'deposits'
  | 'fees'
  | 'tips'
  | 'rounding'
  | 'over-short'
  | 'overspent'
  | 'inventory'
  | 'cost'
  | 'trade';

export const ACCOUNT_OF_TENDER: Readonly<Record<TenderKindOfModel, Account>> = {
  cash: 'drawer',
  'card-manual': 'card',
  'bank-transfer': 'bank',
  'mobile-money': 'mobile',
  voucher: 'voucher',
  'gift-card': 'gift-cards',
  'store-credit': 'store-credit',
  points: 'points',
  account: 'receivables',
  deposit: 'deposits',
  exchange: 'exchange',
};

/** What was paid otherwise than it was rung up can have been one of these. */
export const MONEY: ReadonlySet<TenderKindOfModel> = new Set([
  'cash',
  'card-manual',
  'bank-transfer',
  'mobile-money',
  'voucher',
]);

/** Goods that paid, and deposits of what was sold, go back in cash. */
export const IN_CASH: ReadonlySet<TenderKindOfModel> = new Set(['exchange', 'deposit']);

/** What should come of a command: the journal's refusal, or the money. */
export type Expected<T> = { readonly refusal: string } | { readonly refusal: null; readonly money: T };
export interface SaleMoney {
  readonly totalMinor: number;
  readonly changeMinor: number;
  readonly cashRoundingMinor: number;
}
export interface ReturnMoney {
  readonly totalMinor: number;
}

/** `part / whole` of an amount, the half up. */
export function share(amount: number, part: number, whole: number): number {
  return Math.floor((2 * amount * part + whole) / (2 * whole));
}

/** To the nearest five, the half up: the coins of the shop. */
export function inCoins(amountMinor: number): number {
  return Math.floor((amountMinor + 2.5) / 5) * 5;
}

export function lineTotal({ what, quantityMilli, percent }: Omit<ModelLine, 'lineId'>): number {
  if ('card' in what) return what.amountMinor;
  const gross = share(MODEL_GOODS[what.good]?.priceMinor ?? 0, quantityMilli, 1000);
  return gross - share(gross, percent, 100);
}

export function costOf(good: number): number {
  return MODEL_GOODS[good]?.costMinor ?? 0;
}

/** Whether a register cannot know all that came back of a sale. */
export function isReturnedElsewhere({ returnedAt }: ModelSale, register: number): boolean {
  return [...returnedAt].some((other) => other !== register);
}
