import type { ReturnableSale } from '@mosaajii/contract/orders';
import { type Minor, minor } from '@mosaajii/domain/money';
import type { JournalDocument, KnownSale, SaleDocument } from '../../platform/journal/index.ts';

/** What somebody without a receipt knows of their sale. Everything narrows; nothing is needed. */
export interface FindFilter {
  /** The last digits of the receipt's number. */
  readonly digits: string;
  readonly customerId: string | null;
  readonly goods: FoundGoods | null;
  /** First and last trading day, YYYY-MM-DD; empty: any. */
  readonly from: string;
  readonly to: string;
  readonly amountMinor: Minor | null;
}

/** Goods as the finder looks for them: by id on the server, by words in this device's own sales. */
export interface FoundGoods {
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
}

/** A sale that goods may come back of. */
export interface FoundSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly customerId: string | null;
  readonly totalMinor: Minor;
  /** Lines of goods and those of which something is left; `null`: not looked at yet. */
  readonly left: { readonly lines: number; readonly of: number } | null;
}

export const NO_FILTER: FindFilter = { digits: '', customerId: null, goods: null, from: '', to: '', amountMinor: null };

/** The last digits of a receipt's number, also where somebody types or scans the whole of it: `S1-R2-A-000214`. */
export function digitsOf(text: string): string {
  return text
    .slice(text.lastIndexOf('-') + 1)
    .replace(/\D/g, '')
    .slice(-9);
}

export function isNarrowed(filter: FindFilter): boolean {
  return Object.values(filter).some((value) => value !== null && value !== '');
}

/** Whether a sale of this device is one that the filter asks for. The words of a sale hold its goods by name and SKU. */
export function fits(document: JournalDocument, filter: FindFilter): document is SaleDocument {
  if (document.kind !== 'sale') return false;
  const { digits, customerId, goods, from, to, amountMinor } = filter;
  if (digits !== '' && !sequenceOf(document.receiptNumber).endsWith(padded(digits))) return false;
  if (customerId !== null && document.customerId !== customerId) return false;
  if (goods !== null && !namesGoods(document.searchText, goods)) return false;
  if (from !== '' && document.businessDate < from) return false;
  if (to !== '' && document.businessDate > to) return false;
  return amountMinor === null || document.totalMinor === amountMinor || paidOf(document) === amountMinor;
}

function sequenceOf(receiptNumber: string): string {
  return receiptNumber.slice(receiptNumber.lastIndexOf('-') + 1);
}

/** Somebody may type the number's zeros or leave them out: past six digits there are none. */
function padded(digits: string): string {
  return digits.length > 6 ? digits.replace(/^0+/, '') : digits;
}

function namesGoods(searchText: string, { name, sku }: FoundGoods): boolean {
  return ` ${searchText} `.includes(` ${sku.toLowerCase()} `) || searchText.includes(name.toLowerCase());
}

/** What was due: the total as cash rounded it, without what went back as change. */
function paidOf({ tenders, changeMinor }: SaleDocument): number {
  return tenders.reduce((sum, tender) => sum + tender.amountMinor, 0) - changeMinor;
}

export function foundHere(document: SaleDocument): FoundSale {
  const { documentId, receiptNumber, occurredAt, customerId = null, totalMinor } = document;
  return { saleId: documentId, receiptNumber, occurredAt, customerId, totalMinor, left: null };
}

/** The same sale after its lines were looked at: a gift card does not come back. */
export function withLeft(found: FoundSale, { returnable, payload }: KnownSale): FoundSale {
  const cards = new Set(payload.lines.flatMap((line) => (line.giftCard === undefined ? [] : [line.lineId])));
  const goods = returnable.filter((line) => !cards.has(line.lineId));
  const lines = goods.filter((line) => line.returnedMilli < line.soldMilli).length;
  return { ...found, left: { lines, of: goods.length } };
}

export function foundThere(sale: ReturnableSale): FoundSale {
  const { saleId, receiptNumber, occurredAt, customerId, linesLeft, goodsLines } = sale;
  return {
    saleId,
    receiptNumber,
    occurredAt,
    customerId,
    totalMinor: minor(sale.totalMinor),
    left: { lines: linesLeft, of: goodsLines },
  };
}

/**
 * Both lists as one, without doubles, newest first. The server knows what came back elsewhere, this device what it did not
 * send yet: the smaller rest counts. While the server has more pages, older sales of this device wait for them.
 */
export function merged(
  here: readonly FoundSale[],
  there: readonly FoundSale[],
  hasMoreThere: boolean,
): readonly FoundSale[] {
  const last = there.at(-1);
  const until = hasMoreThere && last !== undefined ? last.occurredAt : '';
  const all = new Map(there.map((sale) => [sale.saleId, sale]));
  for (const sale of here) {
    const known = all.get(sale.saleId);
    if (known !== undefined) all.set(sale.saleId, { ...known, left: smaller(known.left, sale.left) });
    else if (sale.occurredAt >= until) all.set(sale.saleId, sale);
  }
  return [...all.values()].sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));
}

function smaller(a: FoundSale['left'], b: FoundSale['left']): FoundSale['left'] {
  if (a === null || b === null) return a ?? b;
  return a.lines <= b.lines ? a : b;
}

/** The filter as the server's question. */
export function searchOf({ digits, customerId, goods, from, to, amountMinor }: FindFilter): URLSearchParams {
  const given = {
    digits,
    customerId: customerId ?? '',
    variantId: goods?.variantId ?? '',
    from,
    to,
    amountMinor: amountMinor === null ? '' : String(amountMinor),
  };
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''));
}
