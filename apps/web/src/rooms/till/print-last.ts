import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { OrderTotals, Settlement } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import type { SaleReceipt } from '../../platform/printer/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import type { TillPorts } from './ports.ts';
import type { Till } from './till-context.tsx';

interface PrintableSale {
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly payload: SaleCompleted;
  readonly totals: OrderTotals;
  readonly settlement: Settlement;
}

/** The printer's code, kept on the device with the rest of the program. */
export const loadPrinter = () => import('../../platform/printer/index.ts');

/** The paper of a sale of this register. */
export function receiptOf(
  { shop, registerName, person }: TillPorts,
  sale: PrintableSale,
  isCopy: boolean,
): SaleReceipt {
  return {
    kind: 'sale',
    shop,
    currency: sale.payload.rules.currency,
    receiptNumber: sale.receiptNumber,
    registerName,
    cashier: person.displayName,
    occurredAt: sale.occurredAt,
    isCopy,
    lines: sale.payload.lines,
    tenders: sale.payload.tenders,
    totals: sale.totals,
    settlement: sale.settlement,
    tipMinor: sale.payload.tipMinor,
    earnedPoints: sale.payload.loyalty?.earnedPoints,
    customer: namedCustomer(sale.payload),
    note: sale.payload.note,
  };
}

/** Who bought, where the receipt has to state it: a sale has a name only with a tax number. */
function namedCustomer({ customer }: SaleCompleted): SaleReceipt['customer'] {
  return customer?.name === undefined ? undefined : { name: customer.name, taxNumber: customer.taxNumber };
}

/** Sales whose paper has come out already: what is printed again is a copy. */
const printed = new Set<string>();

/** The paper of this sale is out: the next one is a copy. */
export function markPrinted(receiptNumber: string): void {
  printed.add(receiptNumber);
}

/** A copy is an entry of the journal before it is paper. */
async function isNoted({ journal }: TillPorts, receiptNumber: string): Promise<boolean> {
  try {
    await journal.note({ event: 'receipt-reprinted', receiptNumber });
    return true;
  } catch (error) {
    console.warn('not written down', error);
    useToasts.getState().show({ message: t('till.copyNotNoted'), tone: 'danger', key: 'print' });
    return false;
  }
}

/** Prints the last sale; a second time it says COPY. */
export async function printLastSale(till: Till): Promise<void> {
  const { ports } = till;
  const last = await lastSaleOf(till);
  if (last === null) return;
  const { sale, isCopy } = last;
  if (isCopy && !(await isNoted(ports, sale.receiptNumber))) return;
  markPrinted(sale.receiptNumber);
  const { printReceipt, withLink } = await loadPrinter();
  await printReceipt(await withLink(receiptOf(ports, sale, isCopy), sale.payload.saleId, ports.shop.links));
}

/** What else can be done with the paper of the last sale: a gift receipt, its QR code, mail. */
export async function openLastReceipt(till: Till): Promise<void> {
  const { ports } = till;
  const last = await lastSaleOf(till);
  if (last === null) return;
  const { openReceiptOptions } = await loadPrinter();
  await openReceiptOptions(receiptOf(ports, last.sale, false), last.sale.payload.saleId, ports.shop.links);
}

async function lastSaleOf({ carts, ports }: Till): Promise<{ sale: PrintableSale; isCopy: boolean } | null> {
  const { done } = carts.store.getState();
  const known = done === null ? await ports.journal.lastSale() : null;
  const sale =
    done?.sale ??
    (known === null
      ? null
      : { ...known, receiptNumber: known.document.receiptNumber, occurredAt: known.document.occurredAt });
  if (sale === null) {
    useToasts.getState().show({ message: t('till.nothingToPrint'), key: 'print' });
    return null;
  }
  // A sale from before a reload may have been printed then: it counts as a copy.
  return { sale, isCopy: done === null || printed.has(sale.receiptNumber) };
}
