/** A customer as a register keeps them: what the till shows and finds them by. What is empty or zero is left out. */
export interface CustomerItem {
  readonly id: string;
  readonly name: string;
  readonly company?: string;
  readonly phone?: string;
  readonly taxNumber?: string;
  readonly cardCode?: string;
  /** Decide which price list applies. */
  readonly groupIds?: readonly string[];
  /** Buys without taxes, up to a last day (YYYY-MM-DD) where there is one. */
  readonly taxExemption?: { readonly certificate: string; readonly until?: string };
  /** What the customer may owe; absent: nothing is sold on account. */
  readonly creditLimitMinor?: number;
  readonly owedMinor?: number;
  readonly storeCreditMinor?: number;
  readonly points?: number;
  /** Sales that the customer made, as the server knows. */
  readonly orders?: number;
  /** How often the customer used promotions that are limited, by promotion. */
  readonly promotionUses?: Readonly<Record<string, number>>;
  /** Not to be sold to as a customer any more; kept for receipts that name them. */
  readonly isInactive?: true;
}
