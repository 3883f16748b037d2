import type { Paper, PaperSize } from '@mosaajii/domain/paper';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { PaperView } from './paper-view.tsx';

const MM_PER_INCH = 25.4;
const CSS_PX_PER_INCH = 96;
/** So that rounding never starts a second page. */
const SPARE_MM = 1;

/** The page for a roll: its width, and the height that was measured. `auto` is not CSS and prints on Letter. */
function pageRule(paperWidthMm: number, heightPx: number): string {
  const heightMm = Math.ceil((heightPx * MM_PER_INCH) / CSS_PX_PER_INCH) + SPARE_MM;
  // A page that is wider than high would be turned by printers.
  return `@page { size: ${paperWidthMm}mm ${Math.max(heightMm, paperWidthMm)}mm; margin: 0; }`;
}

/** Prints a paper through the browser, on a roll or on A4. */
export function printByBrowser(paper: Paper, size: PaperSize): Promise<void> {
  const rule = (heightPx: number) => (size === 'a4' ? '@page { size: A4; margin: 0; }' : pageRule(size, heightPx));
  return printNode(<PaperView paper={paper} size={size} />, rule);
}

/**
 * Prints something through the browser. It is laid out beside the page and measured, and its page is declared through the
 * CSSOM, which the content policy allows. Resolves when the browser's dialog has closed; whether paper came out, no browser
 * says.
 */
export async function printNode(node: ReactNode, pageFor: (heightPx: number) => string): Promise<void> {
  const host = document.createElement('div');
  host.className = 'print-host';
  document.body.append(host);
  const root = createRoot(host);
  flushSync(() => root.render(node));
  await document.fonts.ready;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pageFor(host.getBoundingClientRect().height));
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
