import type { Currency, Minor } from '../money/types.ts';
import type { AppliedPromotion } from '../promotion/model.ts';
import type { OrderTotals, SaleLineInput, Settlement, TenderInput } from '../sale/model.ts';
import type { PaperLanguage } from './model.ts';
import type { ReceiptTemplate } from './template.ts';

/** What a receipt says about the shop. */
export interface ReceiptShop {
  readonly name: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly storeName: string;
  readonly addressLines: readonly string[];
  readonly locale: string;
  readonly timeZone: string;
  readonly paperWidthMm: 58 | 80;
  readonly receiptHeader: string;
  readonly receiptFooter: string;
  /** Absent: the plain one. */
  readonly template?: ReceiptTemplate | undefined;
}

/** Who bought, as far as the paper says it. */
export interface ReceiptCustomer {
  readonly name: string;
  readonly taxNumber?: string | undefined;
}

interface ReceiptBase {
  readonly shop: ReceiptShop;
  readonly currency: Currency;
  readonly receiptNumber: string;
  readonly registerName: string;
  readonly cashier: string;
  readonly occurredAt: string;
  /** A second print says so: two papers for one sale would be two claims. */
  readonly isCopy: boolean;
  /** Which copy it is, from 1; absent: nobody counted. */
  readonly copyNumber?: number | undefined;
  /** The language that this customer reads; absent: the store's. */
  readonly language?: PaperLanguage | undefined;
  /** Books nothing, and says so at both ends. */
  readonly isPractice?: boolean | undefined;
  readonly customer?: ReceiptCustomer | undefined;
  /** Where the receipt can be read online. */
  readonly link?: string | undefined;
}

/** What is left on a gift card that paid or was loaded. */
export interface ReceiptCard {
  /** The last characters of its code. */
  readonly hint: string;
  readonly balanceMinor: Minor;
}

/** Points in thousandths: what this sale gave and took, and what there is after it where that is known. */
export interface ReceiptPoints {
  readonly earnedMilli: number;
  readonly spentMilli: number;
  readonly balanceMilli?: number | undefined;
}

/** Who sold, by name, where the store prints it. */
export interface ReceiptSellers {
  /** Of the whole sale; empty: the cashier. */
  readonly sale: string;
  /** Of lines that somebody else sold, by their ids. */
  readonly byLine: Readonly<Record<string, string>>;
}

/** Points that a return took back of what its sale had earned, and gave back of what had paid it. Zero or positive. */
export interface ReceiptPointsBack {
  readonly takenMilli: number;
  readonly givenMilli: number;
}

export interface SaleReceipt extends ReceiptBase {
  readonly kind: 'sale';
  readonly lines: readonly SaleLineInput[];
  readonly tenders: readonly TenderInput[];
  readonly totals: OrderTotals;
  readonly settlement: Settlement;
  /** Named at the lines that they made cheaper. */
  readonly promotions?: readonly AppliedPromotion[] | undefined;
  /** On top of the total; the tenders cover it as well. */
  readonly tipMinor?: Minor | undefined;
  readonly cards?: readonly ReceiptCard[] | undefined;
  readonly points?: ReceiptPoints | undefined;
  readonly note?: string | undefined;
  readonly sellers?: ReceiptSellers | undefined;
  /** For whoever is given the goods: no prices, no tenders. */
  readonly isGift?: boolean | undefined;
}

export interface ReturnReceipt extends ReceiptBase {
  readonly kind: 'return';
  /** What of the points went back with the goods, in thousandths; absent: none, or it is not known here. */
  readonly pointsBack?: ReceiptPointsBack | undefined;
  /** The receipt that the goods were bought with. */
  readonly originalReceiptNumber: string;
  readonly lines: readonly {
    readonly name: string;
    readonly quantityMilli: SaleLineInput['quantityMilli'];
    readonly unit: string;
    readonly totalMinor: Minor;
    /** Said below the line: it is not for sale again. */
    readonly isDamaged?: boolean | undefined;
  }[];
  readonly taxes: readonly { readonly name: string; readonly ratePpm: number; readonly amountMinor: Minor }[];
  readonly totalMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly refunds: readonly { readonly kind: TenderInput['kind']; readonly amountMinor: Minor }[];
  /** One of the reasons of returns. */
  readonly reason: string;
  /** All of the sale within its shift: called a void. */
  readonly isVoid?: boolean | undefined;
}

export type Receipt = SaleReceipt | ReturnReceipt;
