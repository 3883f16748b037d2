import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { type Receipt, type ReceiptRow, receiptRows } from './receipt.ts';
import { type Paper, RowsPaper } from './receipt-paper.tsx';

const MM_PER_INCH = 25.4;
const CSS_PX_PER_INCH = 96;
/** So that rounding never starts a second page. */
const SPARE_MM = 1;

/** The page for a paper: its width, and the height that was measured. `auto` is not CSS and prints on Letter. */
export function pageRule(paperWidthMm: number, heightPx: number): string {
  const heightMm = Math.ceil((heightPx * MM_PER_INCH) / CSS_PX_PER_INCH) + SPARE_MM;
  // A page that is wider than high would be turned by printers.
  return `@page { size: ${paperWidthMm}mm ${Math.max(heightMm, paperWidthMm)}mm; margin: 0; }`;
}

/** Prints a receipt on the paper of its store. See {@link printRows}. */
export function printReceipt(receipt: Receipt): Promise<void> {
  return printRows(receiptRows(receipt), receipt.shop.paperWidthMm);
}

const A4_RULE = '@page { size: A4; margin: 15mm; }';

/**
 * Prints rows through the browser. The paper is laid out beside the page and measured, and a page of exactly that
 * height is declared through the CSSOM, which the content policy allows. Resolves when the browser's dialog has closed;
 * the sale itself is complete whether or not paper came out.
 */
export async function printRows(rows: readonly ReceiptRow[], paper: Paper): Promise<void> {
  const host = document.createElement('div');
  host.className = 'print-host';
  document.body.append(host);
  const root = createRoot(host);
  flushSync(() => root.render(<RowsPaper rows={rows} paper={paper} />));
  await document.fonts.ready;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(paper === 'a4' ? A4_RULE : pageRule(paper, host.getBoundingClientRect().height));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.documentElement.dataset['printing'] = '';
  try {
    window.print();
  } finally {
    delete document.documentElement.dataset['printing'];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    root.unmount();
    host.remove();
  }
}
