import { ORDER_LIMITS } from '@mosaajii/domain/sale';
import type { InvoiceFile, InvoiceLine, RejectedLine } from './invoice-file.ts';

export type DocumentKind = 'sale' | 'return' | 'write-off';

/** One fact to be played: an invoice, a cancellation, or the goods that an invoice without prices took off the shelf. */
export interface ReplayDocument {
  readonly kind: DocumentKind;
  /** Unique in the shop: the invoice number, with a part number where one invoice becomes several facts. */
  readonly key: string;
  readonly invoice: string;
  readonly businessDate: string;
  readonly occurredAt: string;
  readonly customerId: string;
  /** Quantities with the sign of the file. */
  readonly lines: readonly InvoiceLine[];
}

export interface SortedInvoices {
  readonly documents: readonly ReplayDocument[];
  readonly rejected: readonly RejectedLine[];
}

type Verdict = { readonly kind: DocumentKind } | { readonly reason: string };

/**
 * Makes documents of a file's lines, in the order of time: plain invoices are sales, `C` invoices returns, unpriced
 * negative lines of a plain invoice write-offs. `A` adjustments and lines that cannot have happened are rejected one by
 * one, so that accepted and rejected lines together are exactly the file.
 */
export function sortInvoices(file: InvoiceFile): SortedInvoices {
  const rejected: RejectedLine[] = [...file.rejected];
  const groups = new Map<string, { readonly kind: DocumentKind; readonly lines: InvoiceLine[] }>();
  for (const line of file.lines) {
    const verdict = verdictOn(line);
    if ('reason' in verdict) {
      const { rowNumber, invoice, cells, amountMinor } = line;
      rejected.push({ rowNumber, invoice, cells, amountMinor, reason: verdict.reason });
      continue;
    }
    // A date of its own: a document belongs to one business day.
    const key = `${line.invoice}|${verdict.kind}|${line.businessDate}`;
    const group = groups.get(key) ?? { kind: verdict.kind, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  const documents = [...groups.values()].flatMap(({ kind, lines }) => documentsOf(kind, lines));
  return { documents: documents.sort(byTime), rejected };
}

function verdictOn(line: InvoiceLine): Verdict {
  const prefix = /^(\d+|C\d+|A\d+)$/.exec(line.invoice)?.[0].charAt(0);
  if (prefix === undefined) return { reason: `"${line.invoice}" is not an invoice number` };
  if (prefix === 'A') return { reason: 'an adjustment of debts is not a sale' };
  if (prefix === 'C')
    return line.quantityMilli < 0
      ? { kind: 'return' }
      : { reason: 'a cancellation takes goods back, it gives none out' };
  if (line.quantityMilli > 0) return { kind: 'sale' };
  return line.unitPriceE4 === 0
    ? { kind: 'write-off' }
    : { reason: 'a sale cannot have a negative quantity with a price' };
}

function documentsOf(kind: DocumentKind, lines: readonly InvoiceLine[]): ReplayDocument[] {
  const documents: ReplayDocument[] = [];
  for (let start = 0; start < lines.length; start += ORDER_LIMITS.lines) {
    const part = lines.slice(start, start + ORDER_LIMITS.lines);
    const [first] = part;
    if (first === undefined) continue;
    const { invoice, businessDate, occurredAt, customerId } = first;
    const key = `${invoice}|${kind}|${businessDate}|${start / ORDER_LIMITS.lines + 1}`;
    documents.push({ kind, key, invoice, businessDate, occurredAt, customerId, lines: part });
  }
  return documents;
}

/** By time, then by key, so that every run plays the same order. */
function byTime(a: ReplayDocument, b: ReplayDocument): number {
  const left = `${a.occurredAt}|${a.key}`;
  const right = `${b.occurredAt}|${b.key}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
