import type { JournalDocument } from '../../apps/web/src/platform/journal/index.ts';
import type { StoredJournal } from '../pages/journal.ts';
import type { ShopStack } from '../stack/shop-stack.ts';
import { ordersOf } from './books.ts';

/**
 * What is wrong with a device's journal, a sentence each: sales that were shown as saved and are missing, receipt numbers
 * with gaps, and facts of which only a part was written.
 */
export function journalWrong(journal: StoredJournal, shown: readonly string[]): string[] {
  const { documents, operations, heads, shifts, carts } = journal;
  const wrong: string[] = [];
  const numbers = new Set(documents.map(({ receiptNumber }) => receiptNumber));
  for (const number of shown) if (!numbers.has(number)) wrong.push(`${number} was shown as saved and is lost`);
  const [head] = heads;
  if (head === undefined || heads.length > 1) return [...wrong, `there are ${heads.length} chains instead of one`];
  const sequences = documents.map(receiptSequence).sort((a, b) => a - b);
  if (sequences.some((sequence, index) => sequence !== index + 1))
    wrong.push(`the receipts are not numbered without gaps: ${sequences.join(', ')}`);
  if (head.lastReceiptSequence !== documents.length)
    wrong.push(`the head counts ${head.lastReceiptSequence} receipts of ${documents.length}`);
  if (operations.length !== head.lastSequence || operations.some((entry, index) => entry.sequence !== index + 1))
    wrong.push(`the head stands at ${head.lastSequence} with ${operations.length} operations`);
  const soldIds = operations.filter((entry) => entry.kind === 'sale.completed').map((entry) => entry.operationId);
  const documentIds = new Set(documents.map(({ documentId }) => documentId));
  if (soldIds.length !== documents.length || soldIds.some((id) => !documentIds.has(id)))
    wrong.push(`${soldIds.length} sales were signed and ${documents.length} are listed`);
  const counted = shifts.reduce((sum, shift) => sum + shift.saleCount, 0);
  const soldMinor = shifts.reduce((sum, shift) => sum + shift.soldMinor, 0);
  if (counted !== documents.length || soldMinor !== totalOf(documents))
    wrong.push(`the shift counts ${counted} sales of ${soldMinor}, listed are ${totalOf(documents)}`);
  for (const cart of carts) {
    const saleId = saleIdOf(cart.content);
    if (documentIds.has(saleId)) wrong.push(`the cart of sale ${saleId} is still open`);
  }
  return wrong;
}

/** What the shop has otherwise than the device after everything was sent, a sentence each. */
export async function arrivedWrong(stack: ShopStack, { documents }: StoredJournal): Promise<string[]> {
  const codes = new Set(documents.map(({ receiptNumber }) => seriesOf(receiptNumber)));
  const there = (await ordersOf(stack)).filter(({ receiptNumber }) => codes.has(seriesOf(receiptNumber)));
  const line = (order: { readonly receiptNumber: string; readonly totalMinor: number }) =>
    `${order.receiptNumber}: ${order.totalMinor}`;
  const made = new Set(documents.map(line));
  const arrived = there.map(line);
  return [
    ...[...made].filter((one) => !arrived.includes(one)).map((one) => `${one} has not arrived`),
    ...arrived.filter((one) => !made.has(one)).map((one) => `${one} was never made`),
    ...arrived.filter((one, index) => arrived.indexOf(one) !== index).map((one) => `${one} arrived twice`),
    ...(await stack.shop.verify()),
  ];
}

/** A stored cart as this version writes it names the sale that it will become. */
function saleIdOf(content: unknown): string {
  const { cart } = content as { readonly cart: { readonly saleId: string } };
  if (typeof cart.saleId !== 'string') throw new Error('a stored cart names no sale');
  return cart.saleId;
}

const receiptSequence = ({ receiptNumber }: JournalDocument): number => Number(receiptNumber.slice(-6));
const seriesOf = (receiptNumber: string): string => receiptNumber.slice(0, -6);
const totalOf = (documents: readonly JournalDocument[]): number =>
  documents.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
