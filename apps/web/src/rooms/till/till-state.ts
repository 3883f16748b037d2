import type { CodeKind } from '@mosaajii/domain/barcode';
import type { Milli, Minor } from '@mosaajii/domain/money';
import type { CashMovementKind } from '@mosaajii/domain/operation';
import type { TenderKind } from '@mosaajii/domain/sale';
import type { CommittedReturn, CommittedSale } from '../../platform/journal/index.ts';
import type { Cart } from './cart.ts';
import type { ScannedGoods } from './scanned-goods.ts';

/** A code that was scanned and is not in the catalogue. It waits beside the cart. */
export interface UnknownCode {
  readonly code: string;
  readonly times: number;
}

/** A scan that added nothing, and why. The cards wait beside the cart while scanning goes on. */
export type ScanNotice = { readonly code: string } & (
  | { readonly kind: 'unknown-kind'; readonly what: CodeKind }
  /** An in-store label whose item number no product has. */
  | { readonly kind: 'unknown-item'; readonly item: string }
  | { readonly kind: 'wrong-check'; readonly which: 'code' | 'value' }
  | { readonly kind: 'expired'; readonly goods: ScannedGoods; readonly expiresOn: string }
  /** Scanned while the payment sheet was open, and in no sale yet. */
  | { readonly kind: 'while-paying'; readonly goods: ScannedGoods }
  | { readonly kind: 'same-serial' }
  | { readonly kind: 'unreadable'; readonly detail: string }
);

/** The small editor that is open inside the cart. */
export type Editor =
  | { readonly kind: 'price' | 'weight' | 'quantity' | 'discount' | 'note' | 'why'; readonly lineId: string }
  | { readonly kind: 'sale-discount' | 'sale-note' };

/** The one layer above the till, if any. */
export type Layer =
  | { readonly kind: 'payment' }
  | { readonly kind: 'palette'; readonly text: string }
  | { readonly kind: 'keys' }
  /** Money was taken for the sale that is to be cleared. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'held' }
  | { readonly kind: 'layaways' }
  | { readonly kind: 'products' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'install' }
  | { readonly kind: 'customer'; readonly text: string }
  | { readonly kind: 'sell-gift-card'; readonly code: string }
  | { readonly kind: 'price-check' }
  | { readonly kind: 'blind-return' }
  | { readonly kind: 'drawer'; readonly what: CashMovementKind | 'no-sale' }
  | { readonly kind: 'create-product'; readonly code: string }
  | { readonly kind: 'link-code'; readonly code: string }
  | { readonly kind: 'open-price'; readonly code: string };

/** Why money is not taken now; shown where the money would have been taken. */
export interface PayProblem {
  readonly code: string;
  readonly detail: string;
  /** Somebody who may can approve it: what exactly, and what the customer would owe then. */
  readonly asks?: { readonly subject: string; readonly owedMinor: number; readonly mostMinor: number };
}

/** Cash that nobody would hand over for this due: asked about once. */
export interface DoubtfulCash {
  readonly amountMinor: Minor;
  readonly changeMinor: Minor;
}

export interface GiftCardAtHand {
  readonly cardId: string;
  readonly hint: string;
  readonly spendableMinor: Minor | null;
}

export interface DoneSale {
  readonly sale: CommittedSale;
  /** What came back in the same moment. */
  readonly returned?: CommittedReturn;
  readonly isSmall: boolean;
}

export interface TillState {
  /** The cart tabs in their order; there is always at least one. */
  readonly carts: readonly Cart[];
  readonly activeId: string;
  /** `3*`: taken by the next scan, hit or tile. */
  readonly nextQuantity: Milli | null;
  readonly unknown: readonly UnknownCode[];
  readonly notices: readonly ScanNotice[];
  /** The line that changed last, with a number that grows so that it flashes again. */
  readonly touched: { readonly lineId: string; readonly count: number } | null;
  readonly editor: Editor | null;
  readonly layer: Layer | null;
  /** The picture of the camera stands above the sale. */
  readonly isCameraOn: boolean;
  /** Scanned while the payment sheet was open, in the order of the scans. */
  readonly late: readonly ScannedGoods[];
  readonly payProblem: PayProblem | null;
  readonly doubtful: DoubtfulCash | null;
  /** The gift card that is to pay, with what can be spent of it as far as that is known. */
  readonly giftCard: GiftCardAtHand | null;
  /** A commit is under way: every tender button is latched. */
  readonly isCommitting: boolean;
  readonly done: DoneSale | null;
  /** Beside the change: the program may be installed on this device. */
  readonly hasInstallOffer: boolean;
  readonly hasOpenShift: boolean | null;
  /** Said by screen readers. */
  readonly announcement: string;
}

export interface TenderRequest {
  readonly kind: TenderKind;
  /** `null`: whatever remains. */
  readonly amountMinor: Minor | null;
  readonly reference?: string;
  readonly cardId?: string;
  /** With `points`: how many pay the amount. */
  readonly points?: number;
  /** The cashier confirmed an unlikely amount. */
  readonly isConfirmed?: boolean;
  /** A card of which nobody knows whether it went through. */
  readonly isUncertain?: true;
}
