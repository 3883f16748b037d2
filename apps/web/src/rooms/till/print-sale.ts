import type { SaleCompleted } from '@mosaajii/domain/operation';
import { partsOfSale, receiptSellers } from '@mosaajii/domain/paper';
import type { OrderTotals, Settlement, TenderInput } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import {
  openReceiptOptions,
  printCopy,
  printReceipt,
  type Receipt,
  type SaleReceipt,
  withLink,
} from '../../platform/printer/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import type { TillPorts } from './ports.ts';
import type { Till } from './till-context.tsx';

export { openPrintPanel } from '../../platform/printer/index.ts';

interface PrintableSale {
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly payload: SaleCompleted;
  readonly totals: OrderTotals;
  readonly settlement: Settlement;
  /** After corrections; absent: as they were rung up. */
  readonly tenders?: readonly TenderInput[];
}

/** The paper of a sale of this register. */
function receiptOf({ shop, registerName, person, held }: TillPorts, sale: PrintableSale): SaleReceipt {
  const people = new Map(held.people.get().map(({ userId, displayName }) => [userId, displayName]));
  return {
    kind: 'sale',
    shop,
    currency: sale.payload.rules.currency,
    receiptNumber: sale.receiptNumber,
    registerName,
    cashier: person.displayName,
    occurredAt: sale.occurredAt,
    isCopy: false,
    lines: sale.payload.lines,
    tenders: sale.tenders ?? sale.payload.tenders,
    totals: sale.totals,
    settlement: sale.settlement,
    note: sale.payload.note,
    ...partsOfSale(sale.payload),
    sellers: receiptSellers(shop.salesperson, sale.payload, (userId) =>
      userId === person.userId ? person.displayName : (people.get(userId) ?? ''),
    ),
  };
}

/** Sales whose paper has come out already: what is printed again is a copy. */
const printed = new Set<string>();

/** The paper of this sale is out: the next one is a copy. */
export function markPrinted(receiptNumber: string): void {
  printed.add(receiptNumber);
}

/** A copy is an entry of the journal before it is paper. */
async function copyOf({ journal }: TillPorts, receipt: Receipt, saleId: string): Promise<void> {
  const { receiptNumber } = receipt;
  const note = async (copyNumber: number) => {
    try {
      await journal.note({ event: 'receipt-reprinted', receiptNumber, copyNumber });
      return true;
    } catch (error) {
      console.warn('not written down', error);
      useToasts.getState().show({ message: t('till.copyNotNoted'), tone: 'danger', key: 'print' });
      return false;
    }
  };
  await printCopy(receipt, note, saleId);
}

/** With its link, and with what is left on the gift cards that paid, where the server can be asked. */
export async function fullReceipt(ports: TillPorts, sale: PrintableSale): Promise<SaleReceipt> {
  const cardIds = sale.payload.tenders.flatMap(({ cardId }) => (cardId === undefined ? [] : [cardId]));
  const balances = await Promise.all([...new Set(cardIds)].map((cardId) => ports.value.balance(cardId)));
  const cards = balances.flatMap((balance) =>
    balance.ok ? [{ hint: balance.value.hint, balanceMinor: balance.value.spendableMinor }] : [],
  );
  return withLink({ ...receiptOf(ports, sale), cards }, sale.payload.saleId, ports.shop.links);
}

/** Prints the last sale; a second time it says COPY. */
export async function printLastSale(till: Till): Promise<void> {
  const { ports } = till;
  const last = await lastSaleOf(till);
  if (last === null) return;
  const receipt = await fullReceipt(ports, last.sale);
  markPrinted(receipt.receiptNumber);
  const { saleId } = last.sale.payload;
  if (last.isCopy) await copyOf(ports, receipt, saleId);
  else await printReceipt(receipt, saleId);
}

/** What else can be done with the paper of the last sale: a gift receipt, its QR code, mail. */
export async function openLastReceipt(till: Till): Promise<void> {
  const { ports } = till;
  const last = await lastSaleOf(till);
  if (last === null) return;
  const receipt = await fullReceipt(ports, last.sale);
  const { saleId, customer } = last.sale.payload;
  const phone = customer && ports.customers.byId(customer.customerId)?.phone;
  await openReceiptOptions(receipt, saleId, undefined, (paper) => copyOf(ports, paper, saleId), phone);
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
