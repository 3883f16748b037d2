import type { Currency, Milli, Minor, Ppm, PriceE4, RoundingMode } from '../money/types.ts';
import type { AppliedPromotion } from '../promotion/model.ts';
import type { Weighing } from './goods-marks.ts';

/**
 * A tax as it was charged. A sale carries the whole rule and its version, so that the arithmetic can be repeated years
 * later without asking what the rule says today.
 */
export interface TaxRule {
  readonly taxId: string;
  readonly version: number;
  readonly name: string;
  /**
   * `percent`: rate on the base. `division`: rate is a share of the tax-included amount. `fixed-per-unit`: an amount for
   * each unit sold (`amountE4` per 1000 thousandths).
   */
  readonly kind: 'percent' | 'division' | 'fixed-per-unit';
  /** For `percent` and `division`; zero otherwise. May be negative (a withholding). */
  readonly ratePpm: Ppm;
  /** For `fixed-per-unit`, ten-thousandths of a minor unit for each unit; zero otherwise. */
  readonly amountE4: PriceE4;
  /** The unit price already contains this tax. */
  readonly isIncluded: boolean;
  /** The amount of this tax is added to the base of the taxes after it. */
  readonly affectsNextBase: boolean;
  /** `false` ignores what earlier taxes added to the base. */
  readonly isBaseAffectedByPrevious: boolean;
  /**
   * The number of the certificate by which whoever buys is exempt: the tax is not charged, and a price that contains it is
   * less by it. A line is exempt from all of its taxes or from none.
   */
  readonly exemptBy?: string;
}

/** A reduction. Amounts are in the price basis of what they reduce (as entered, with tax where prices include it). */
export type Discount =
  | { readonly kind: 'percent'; readonly ratePpm: Ppm; readonly label?: string }
  | { readonly kind: 'amount'; readonly amountMinor: Minor; readonly label?: string };

/** The arithmetic settings of a store, carried by each sale as they were when it was made. */
export interface OrderRules {
  readonly currency: Currency;
  /** Round each tax on each line, or keep lines exact and round each tax once for the document. */
  readonly taxRounding: 'per-line' | 'per-document';
  readonly roundingMode: RoundingMode;
  /** Applies to the part of a sale that is settled in cash, never to the other tenders. `null`: the smallest coin is the minor unit. */
  readonly cashRounding: { readonly unitMinor: Minor; readonly mode: RoundingMode } | null;
}

/** Where a price came from: the catalogue, a price list, the cashier instead of either, or the cashier where there is none. */
export type PriceSource = 'list' | 'price-list' | 'override' | 'open';

/** One line of a sale, as charged. */
export interface SaleLineInput {
  readonly lineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  /** The unit of measure as printed: `pcs`, `kg`. */
  readonly unit: string;
  /** Positive for a sale. */
  readonly quantityMilli: Milli;
  /** The price that the catalogue named. */
  readonly listPriceE4: PriceE4;
  /** The price that was charged; differs from the list price after an override. */
  readonly unitPriceE4: PriceE4;
  readonly priceSource: PriceSource;
  /** The list that named the price, and its version then; with the source `price-list` alone. */
  readonly priceListId?: string;
  readonly priceListVersion?: number;
  readonly discounts: readonly Discount[];
  readonly taxes: readonly TaxRule[];
  readonly note?: string;
  /** The line sells or loads a gift card: what is paid for it is owed to whoever has the card. Never taxed or discounted. */
  readonly giftCard?: SoldGiftCard;
  /** What the code on the goods said: batch, last day of sale (YYYY-MM-DD), serial number. They decide no figure. */
  readonly lot?: string;
  readonly expiresOn?: string;
  readonly serial?: string;
  /** An open price that the label on the goods said: goods that have a price of their own are sold at it as well. */
  readonly isLabelPrice?: true;
  /** How the quantity was weighed; absent: it was counted, or the goods had a label. */
  readonly weighing?: Weighing;
  /** Who sold this line, where that is not who sold the rest. */
  readonly salespersonId?: string;
}

/** A gift card that a line sells or loads. */
export interface SoldGiftCard {
  /** Follows from the card's code, see `giftCardId`. The code itself is on the card alone. */
  readonly cardId: string;
  /** The last characters of the code, by which people tell cards apart. */
  readonly hint: string;
  /** The last day on which it is taken, YYYY-MM-DD; without end when absent. */
  readonly expiresOn?: string;
}

/**
 * `card-manual`: a card on a terminal of its own. `bank-transfer` and `mobile-money`: confirmed by a reference. `voucher`:
 * paper of somebody who pays later. `gift-card`, `store-credit`: what the shop owes already. `account`: what the customer
 * will owe. `points`: what loyalty points are worth by the rule of the sale. `exchange`: goods that came back in the same moment; it clears against the refund of their
 * return. `deposit`: what was paid before for goods that were put aside.
 */
export const TENDER_KINDS = [
  'cash',
  'card-manual',
  'bank-transfer',
  'mobile-money',
  'voucher',
  'gift-card',
  'store-credit',
  'account',
  'points',
  'exchange',
  'deposit',
] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

/** What the customer handed over. Cash may exceed what is due (the rest is change); nothing else may. */
export interface TenderInput {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
  /** The authorisation code or the last digits that the cashier typed; never a card number. */
  readonly reference?: string;
  /** With `gift-card`: the card that pays. */
  readonly cardId?: string;
  /** The server has put this amount of the gift card or store credit aside for this sale. */
  readonly authorisationId?: string;
  /** With `points`: how many whole points pay the amount. */
  readonly points?: number;
  /** With `voucher`: what the voucher was worth beyond what was due, and nobody gets back. */
  readonly forfeitedMinor?: Minor;
  /** With `card-manual`: nobody knows whether the terminal took it. Found out later, and then corrected or confirmed. */
  readonly isUncertain?: true;
}

/** The inputs of a cart: everything that decides its totals. */
export interface OrderInput {
  readonly rules: OrderRules;
  readonly lines: readonly SaleLineInput[];
  /** What promotions take off each line, after its own discounts; engine 2 and later. Absent: nothing. */
  readonly promotions?: readonly AppliedPromotion[];
  /** Applied in sequence to what is left after the line discounts and the promotions, shared over the lines without losing a unit. */
  readonly saleDiscounts: readonly Discount[];
}

export interface LineTax {
  readonly taxId: string;
  readonly baseMinor: Minor;
  readonly amountMinor: Minor;
}

/** One sentence of the answer to "why this amount?". Rendered by the till and exported for support. */
export interface DerivationStep {
  readonly step:
    | 'price'
    | 'price-list'
    | 'override'
    | 'line-discount'
    | 'promotion'
    | 'sale-discount'
    | 'tax'
    | 'exemption'
    | 'rounding';
  readonly label: string;
  readonly amountMinor: Minor;
  /** Of an exemption: by which certificate the tax of the label is not charged. */
  readonly certificate?: string;
}

export interface LineTotals {
  readonly lineId: string;
  /** Quantity times unit price, rounded to the minor unit, before discounts, in the price basis of the line. */
  readonly grossMinor: Minor;
  /** All line discounts together, promotions among them; zero or positive. */
  readonly lineDiscountMinor: Minor;
  /** The part of them that promotions gave; absent: none. */
  readonly promotionDiscountMinor?: Minor;
  /** This line's share of the sale discounts; zero or positive. */
  readonly saleDiscountMinor: Minor;
  /** Without tax. */
  readonly netMinor: Minor;
  readonly taxes: readonly LineTax[];
  readonly taxMinor: Minor;
  /** With tax: net plus taxes. The lines' totals sum exactly to the document's. */
  readonly totalMinor: Minor;
  readonly derivation: readonly DerivationStep[];
}

/** What a cart comes to. Every document figure equals the sum of the same figure over the lines. */
export interface OrderTotals {
  readonly lines: readonly LineTotals[];
  readonly grossMinor: Minor;
  readonly lineDiscountMinor: Minor;
  /** The part of the line discounts that promotions gave; absent: none. */
  readonly promotionDiscountMinor?: Minor;
  readonly saleDiscountMinor: Minor;
  readonly netMinor: Minor;
  readonly taxes: readonly (LineTax & { readonly name: string; readonly ratePpm: Ppm; readonly isIncluded: boolean })[];
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/**
 * How a sale was settled. `totalMinor + cashRoundingMinor = sum(applied)`, and `tendered cash - applied cash = change`.
 */
export interface Settlement {
  /** Added to the total because the cash part is paid in coins: negative when rounded down. */
  readonly cashRoundingMinor: Minor;
  /** Total plus cash rounding: what the tenders have to cover. */
  readonly dueMinor: Minor;
  readonly changeMinor: Minor;
  /** For each tender the part that settles the sale (cash: tendered less change). */
  readonly applied: readonly { readonly tenderId: string; readonly kind: TenderKind; readonly amountMinor: Minor }[];
}

/** A line of a known sale as far as a return needs it: what was sold, and what has already come back. */
export interface ReturnableLine {
  readonly lineId: string;
  readonly soldMilli: Milli;
  readonly returnedMilli: Milli;
  /** The line as totalled when it was sold. */
  readonly totals: Omit<LineTotals, 'derivation' | 'promotionDiscountMinor'>;
}

/**
 * One returned line with its money, all figures positive. Cumulative: after any sequence of partial returns the refunded
 * total of a line is `round(sold total * returned / sold)`, half up, and net and taxes are shares of that total, so that
 * each figure sums exactly to what was sold when all is returned, whatever the steps. See `computeReturn`.
 */
export interface ReturnLineTotals {
  readonly lineId: string;
  readonly quantityMilli: Milli;
  readonly grossMinor: Minor;
  readonly lineDiscountMinor: Minor;
  readonly saleDiscountMinor: Minor;
  readonly netMinor: Minor;
  readonly taxes: readonly LineTax[];
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/** What earlier returns of a sale have already paid back. */
export interface RefundedTender {
  readonly tenderId: string;
  readonly kind: TenderKind;
  /** Applied when the sale was settled. */
  readonly appliedMinor: Minor;
  readonly refundedMinor: Minor;
}
