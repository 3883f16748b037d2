import type { CatalogHit } from '@mosaajii/domain/catalog';
import type { Milli, Minor } from '@mosaajii/domain/money';
import type { TenderKind } from '@mosaajii/domain/sale';
import type { CommittedSale } from '../../platform/journal/index.ts';
import type { Cart } from './cart.ts';

/** A code that was scanned and is not in the catalogue. It waits beside the cart. */
export interface UnknownCode {
  readonly code: string;
  readonly times: number;
}

/** The small editor that is open inside the cart. */
export type Editor =
  | { readonly kind: 'price' | 'quantity' | 'discount' | 'note' | 'why'; readonly lineId: string }
  | { readonly kind: 'sale-discount' | 'sale-note' };

/** The one layer above the till, if any. */
export type Layer =
  | { readonly kind: 'payment' }
  | { readonly kind: 'palette'; readonly text: string }
  | { readonly kind: 'keys' }
  | { readonly kind: 'products' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'price-check' }
  | { readonly kind: 'create-product'; readonly code: string }
  | { readonly kind: 'link-code'; readonly code: string };

/** Why money is not taken now; shown where the money would have been taken. */
export interface PayProblem {
  readonly code: string;
  readonly detail: string;
}

/** Cash that nobody would hand over for this due: asked about once. */
export interface DoubtfulCash {
  readonly amountMinor: Minor;
  readonly changeMinor: Minor;
}

export interface DoneSale {
  readonly sale: CommittedSale;
  readonly isSmall: boolean;
}

export interface TillState {
  /** The cart tabs in their order; there is always at least one. */
  readonly carts: readonly Cart[];
  readonly activeId: string;
  /** `3*`: taken by the next scan, hit or tile. */
  readonly nextQuantity: Milli | null;
  readonly unknown: readonly UnknownCode[];
  /** The line that changed last, with a number that grows so that it flashes again. */
  readonly touched: { readonly lineId: string; readonly count: number } | null;
  readonly editor: Editor | null;
  readonly layer: Layer | null;
  /** Scanned while the payment sheet was open. */
  readonly late: { readonly hit: CatalogHit; readonly quantityMilli: Milli } | null;
  readonly payProblem: PayProblem | null;
  readonly doubtful: DoubtfulCash | null;
  /** A commit is under way: every tender button is latched. */
  readonly isCommitting: boolean;
  readonly done: DoneSale | null;
  readonly hasOpenShift: boolean | null;
  /** Said by screen readers. */
  readonly announcement: string;
}

export interface TenderRequest {
  readonly kind: TenderKind;
  /** `null`: whatever remains. */
  readonly amountMinor: Minor | null;
  readonly reference?: string;
  /** The cashier confirmed an unlikely amount. */
  readonly isConfirmed?: boolean;
}
