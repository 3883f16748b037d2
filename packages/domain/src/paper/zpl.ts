import { barsOf } from '../barcode/bars.ts';
import type { LabelFormat } from './labels.ts';

/** What stands on one label. */
export interface LabelContent {
  readonly name: string;
  readonly price: string;
  /** "per kg"; empty for pieces. */
  readonly unit: string;
  readonly code: string;
}

const MM_PER_INCH = 25.4;
const DPI = 203;
const dots = (mm: number) => Math.round((mm * DPI) / MM_PER_INCH);

/**
 * Labels for a printer that speaks ZPL II (Zebra and many others, 203 dpi), as its programming guide has it: each label
 * once, with how many of it. The printer draws the bars itself, as EAN where the code is one.
 */
export function encodeZpl(
  { widthMm, heightMm }: Pick<LabelFormat, 'widthMm' | 'heightMm'>,
  labels: readonly { readonly label: LabelContent; readonly count: number }[],
): string {
  return labels
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => oneLabel(label, count, dots(widthMm), dots(heightMm)))
    .join('');
}

function oneLabel({ name, price, unit, code }: LabelContent, count: number, width: number, height: number): string {
  const margin = dots(2);
  const room = width - 2 * margin;
  const text = dots(3);
  const barHeight = Math.round(height * 0.28);
  const barsAt = height - barHeight - dots(5);
  return [
    '^XA',
    // Texts are UTF-8.
    '^CI28',
    `^PW${width}^LL${height}`,
    `^FO${margin},${margin}^A0N,${text},${text}^FB${room},2,0,L^FH_^FD${escaped(name)}^FS`,
    `^FO${margin},${margin + 2 * text + dots(1)}^A0N,${dots(5)},${dots(5)}^FH_^FD${escaped(price)}${unit === '' ? '' : ` ${escaped(unit)}`}^FS`,
    `^FO${margin},${barsAt}${barsCommand(code, barHeight)}`,
    `^PQ${count}`,
    '^XZ\n',
  ].join('\n');
}

function barsCommand(code: string, height: number): string {
  const symbology = barsOf(code)?.symbology;
  if (symbology === undefined) return `^A0N,${dots(3)},${dots(3)}^FH_^FD${escaped(code)}^FS`;
  // The printer adds the check digit of an EAN itself.
  if (symbology === 'ean-13') return `^BY2^BEN,${height},Y,N^FD${code.padStart(13, '0').slice(0, 12)}^FS`;
  if (symbology === 'ean-8') return `^BY2^B8N,${height},Y,N^FD${code.slice(0, 7)}^FS`;
  return `^BY1^BCN,${height},Y,N,N,A^FH_^FD${escaped(code)}^FS`;
}

/** Signs that ZPL takes for commands, and controls, as their bytes in hexadecimal; whatever stays is text. */
function escaped(text: string): string {
  return text.replace(/[\^~_\\\p{Cc}]/gu, (sign) =>
    [...new TextEncoder().encode(sign)].map((byte) => `_${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}
