import { layOut, lineText, type PaperLine } from '../lay-out.ts';
import { type Bitmap, COLUMNS, DOTS, type Paper } from '../model.ts';
import { CODE_PAGES, type CodePage, encodeText } from './code-pages.ts';

/** What a printer can do, as far as a receipt needs it. */
export interface PrinterProfile {
  readonly paperWidthMm: 58 | 80;
  readonly codePage: CodePage;
  readonly hasCutter: boolean;
  /** The drawer's cable is plugged into this printer. */
  readonly hasDrawer: boolean;
}

export type TextLine = Extract<PaperLine, { readonly kind: 'text' }>;

/** A line of text as dots, as wide as the print area: for scripts that no code page of the printer can write. */
export type DrawLine = (line: TextLine, width: number, direction: 'ltr' | 'rtl') => Bitmap;

const ESC = 0x1b;
const GS = 0x1d;
/** Rows of one raster command: the smallest printers buffer no more. */
const BAND = 128;

/**
 * A paper as ESC/POS bytes (Epson, ESC/POS command reference for TM printers). Each line is text in the printer's code page,
 * or dots where the paper runs from right to left or a sign is not in the page. Throws a RangeError when a picture is wider
 * than the print area: pictures are made for it.
 */
export function encodeEscPos(paper: Paper, profile: PrinterProfile, draw: DrawLine): Uint8Array {
  const columns = COLUMNS[profile.paperWidthMm];
  const dots = DOTS[profile.paperWidthMm];
  const out: number[] = [ESC, 0x40, ESC, 0x74, CODE_PAGES[profile.codePage].select];
  for (const line of layOut(paper, columns)) {
    if (line.kind === 'text') pushText(out, line, paper, { columns, dots, profile, draw });
    else if (line.kind === 'rule') push(out, repeated(0x2d, columns), LF);
    else if (line.kind === 'image') push(out, centred(rasterBytes(line.image, dots)));
    else if (line.kind === 'barcode') push(out, centred(barcodeBytes(line.text, dots)), LF);
    else if (line.kind === 'qr') push(out, centred(qrBytes(line.text, dots)), LF);
    else push(out, LF);
  }
  push(out, END_FEED);
  if (profile.hasCutter) push(out, [GS, 0x56, 66, 0]);
  return Uint8Array.from(out);
}

/** Opens the drawer that is plugged into the printer: `ESC p`, pin 2, 50 ms on, 500 ms off. */
export function drawerKick(): Uint8Array {
  return Uint8Array.from([ESC, 0x70, 0, 25, 250]);
}

const LF = [0x0a];
/** So that the last line is above the knife, or the edge where paper is torn. */
const END_FEED = [ESC, 0x64, 4];

interface Drawing {
  readonly columns: number;
  readonly dots: number;
  readonly profile: PrinterProfile;
  readonly draw: DrawLine;
}

function pushText(out: number[], line: TextLine, paper: Paper, { columns, dots, profile, draw }: Drawing): void {
  const bytes = paper.direction === 'rtl' ? null : encodeText(lineText(line, columns), profile.codePage);
  if (bytes === null) return push(out, rasterBytes(draw(line, dots, paper.direction), dots));
  // A replacement may be longer than what it stands for: the figure must stay on its line.
  const fitted = bytes.length > columns / line.scale ? squeezed(bytes, columns / line.scale) : bytes;
  push(out, [ESC, 0x45, line.isBold ? 1 : 0, GS, 0x21, line.scale === 2 ? 0x11 : 0], fitted, LF);
}

/** Takes spaces out where several stand together, from the end, until the line fits. */
function squeezed(bytes: readonly number[], room: number): number[] {
  const left = [...bytes];
  for (let at = left.length - 1; at > 0 && left.length > room; at -= 1) {
    if (left[at] === 0x20 && left[at - 1] === 0x20) left.splice(at, 1);
  }
  return left;
}

/** `GS v 0`, in bands. */
function rasterBytes({ width, height, bits }: Bitmap, dots: number): number[] {
  if (width > dots) throw new RangeError(`a picture of ${width} dots does not fit into ${dots}`);
  const stride = Math.ceil(width / 8);
  const out: number[] = [];
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top);
    push(out, [GS, 0x76, 0x30, 0, stride & 0xff, stride >> 8, rows & 0xff, rows >> 8]);
    push(out, bits.subarray(top * stride, (top + rows) * stride));
  }
  return out;
}

/** `GS ( k`: a QR code of model 2, error correction M, as large as fits half of the paper. */
function qrBytes(text: string, dots: number): number[] {
  const data = new TextEncoder().encode(text);
  const length = data.length + 3;
  const command = (...bytes: number[]) => [GS, 0x28, 0x6b, ...bytes];
  // Modules of a side for so many bytes at M (ISO/IEC 18004, table 7), about: versions 3 to 10.
  const modules = data.length <= 42 ? 29 : data.length <= 84 ? 37 : data.length <= 122 ? 45 : 57;
  const size = Math.max(3, Math.min(8, Math.floor(dots / 2 / modules)));
  return [
    ...command(4, 0, 49, 65, 50, 0),
    ...command(3, 0, 49, 67, size),
    ...command(3, 0, 49, 69, 49),
    ...command(length & 0xff, length >> 8, 49, 80, 48),
    ...data,
    ...command(3, 0, 49, 81, 48),
  ];
}

/** `GS k`, Code 128 with its text below. Set B: letters, digits and the dash of receipt numbers. */
function barcodeBytes(text: string, dots: number): number[] {
  const data = [...text].map((sign) => sign.charCodeAt(0)).filter((code) => code >= 0x20 && code < 0x7f);
  // Start, check and stop take 35 modules; two dots a module where that fits, and one where it does not.
  const width = (data.length * 11 + 35) * 2 <= dots ? 2 : 1;
  return [GS, 0x68, 64, GS, 0x77, width, GS, 0x48, 2, GS, 0x6b, 73, data.length + 2, 0x7b, 0x42, ...data];
}

function centred(bytes: readonly number[]): number[] {
  return [ESC, 0x61, 1, ...bytes, ESC, 0x61, 0];
}

function repeated(byte: number, times: number): number[] {
  return [...[ESC, 0x45, 0, GS, 0x21, 0], ...Array.from({ length: times }, () => byte)];
}

function push(out: number[], ...parts: readonly Iterable<number>[]): void {
  for (const part of parts) for (const byte of part) out.push(byte);
}
