import type { SalespersonSettings } from '../sale/salesperson.ts';
import type { ReceiptSellers } from './receipt-model.ts';

interface SoldBy {
  readonly salespersonId?: string | undefined;
  readonly lines: readonly { readonly lineId: string; readonly salespersonId?: string | undefined }[];
}

/**
 * Who sold, as a receipt names them: undefined where the store does not print it, or there is nobody but the cashier.
 * `nameOf` answers an empty text for somebody whose name is not known here; they are left out.
 */
export function receiptSellers(
  settings: SalespersonSettings | undefined,
  { salespersonId, lines }: SoldBy,
  nameOf: (userId: string) => string,
): ReceiptSellers | undefined {
  if (settings?.isPrinted !== true || settings.per === 'off') return undefined;
  const sale = salespersonId === undefined ? '' : nameOf(salespersonId);
  const named = lines.map((line) => [line.lineId, line.salespersonId === undefined ? '' : nameOf(line.salespersonId)]);
  const byLine = Object.fromEntries(named.filter(([, name]) => name !== '')) as Record<string, string>;
  return sale === '' && Object.keys(byLine).length === 0 ? undefined : { sale, byLine };
}
