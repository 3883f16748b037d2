/** How closely a store writes down who sold: not at all, once for a sale, or also line by line. */
export const SALESPERSON_DETAILS = ['off', 'sale', 'line'] as const;
export type SalespersonDetail = (typeof SALESPERSON_DETAILS)[number];

/** How a store writes down who sold, where that is not the cashier. */
export interface SalespersonSettings {
  readonly per: SalespersonDetail;
  /** Somebody is named before the money is taken, be it the cashier. */
  readonly isRequired: boolean;
  /** Receipts name them. */
  readonly isPrinted: boolean;
}

/** Of a store that has decided nothing: it can be said once for a sale, and nobody has to. */
export const USUAL_SALESPERSON: SalespersonSettings = { per: 'sale', isRequired: false, isPrinted: false };

/** A sale, or a cart, as far as it says who sold it. */
interface Sold {
  readonly salespersonId?: string;
  readonly lines: readonly { readonly salespersonId?: string }[];
}

/** Everybody whom a sale names, each once; the cashier is among them only where they were chosen. */
export function sellersOf({ salespersonId, lines }: Sold): string[] {
  const named = [salespersonId, ...lines.map((line) => line.salespersonId)];
  return [...new Set(named.filter((userId) => userId !== undefined))];
}

/** Whether somebody still has to be named before this is paid. */
export function lacksSeller({ per, isRequired }: SalespersonSettings, { salespersonId, lines }: Sold): boolean {
  if (!isRequired || per === 'off' || salespersonId !== undefined) return false;
  return per === 'sale' || lines.some((line) => line.salespersonId === undefined);
}
