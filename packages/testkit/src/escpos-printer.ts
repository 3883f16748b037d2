import { type Bitmap, CODE_PAGES, type CodePage, isBlack } from '@mosaajii/domain/paper';
import { CELL, drawGlyph, readGlyph } from './dot-font.ts';

/** What came out of the printer. */
export interface Printout {
  /** The paper, dot by dot. */
  readonly picture: Bitmap;
  /** Where each line of text stands on it. */
  readonly rows: readonly TextRow[];
  readonly rasters: readonly {
    readonly y: number;
    readonly x: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly qrCodes: readonly string[];
  readonly barcodes: readonly string[];
  readonly cuts: number;
  readonly kicks: number;
}

export interface TextRow {
  readonly y: number;
  readonly scale: 1 | 2;
  readonly isBold: boolean;
}

/** As it was set when the sign came: what is set before the line ends holds for what follows. */
interface Sign {
  readonly sign: string;
  readonly scale: 1 | 2;
  readonly isBold: boolean;
}

interface Head {
  align: 0 | 1 | 2;
  isBold: boolean;
  scale: 1 | 2;
  page: CodePage;
  y: number;
  line: Sign[];
  qr: string;
}

const PAGE_OF: ReadonlyMap<number, CodePage> = new Map(
  Object.entries(CODE_PAGES).map(([name, { select }]) => [select, name as CodePage]),
);
const FEED = 30;

/**
 * A receipt printer that draws what it is sent, dot by dot. It knows the commands of Epson's ESC/POS reference that receipts
 * use and throws at every other byte: a printer would print rubbish.
 */
export class EscPosPrinter {
  readonly #width: number;
  readonly #rowsOfDots: Uint8Array[] = [];
  readonly #printed = {
    rows: [] as TextRow[],
    rasters: [] as Printout['rasters'][number][],
    qrCodes: [] as string[],
    barcodes: [] as string[],
    cuts: 0,
    kicks: 0,
  };
  #head: Head = freshHead(0);

  constructor(width: number) {
    this.#width = width;
  }

  /** Prints one job whole. */
  print(bytes: Uint8Array): Printout {
    for (let at = 0; at < bytes.length; ) at += this.#take(bytes, at);
    const stride = Math.ceil(this.#width / 8);
    const height = Math.max(this.#head.y, this.#rowsOfDots.length);
    const bits = new Uint8Array(stride * height);
    this.#rowsOfDots.forEach((row, y) =>
      row.forEach((isDot, x) => {
        if (isDot === 1) bits[y * stride + (x >> 3)] = (bits[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      }),
    );
    return { picture: { width: this.#width, height, bits }, ...this.#printed };
  }

  /** Carries out the command at a place and answers how many bytes it has. */
  #take(bytes: Uint8Array, at: number): number {
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
    const head = this.#head;
    if (first === 0x0a) return (this.#feed(1), 1);
    if (first >= 0x20) return (this.#type(first), 1);
    const command = (first << 8) | second;
    switch (command) {
      case 0x1b40:
        this.#head = freshHead(head.y);
        return 2;
      case 0x1b74:
        head.page = known(PAGE_OF.get(third), `code page ${third}`);
        return 3;
      case 0x1b45:
        head.isBold = third === 1;
        return 3;
      case 0x1d21:
        head.scale = third === 0x11 ? 2 : third === 0 ? 1 : known<1>(undefined, `size ${third}`);
        return 3;
      case 0x1b21:
        head.isBold = (third & 0x08) !== 0;
        head.scale = (third & 0x30) === 0x30 ? 2 : (third & 0x30) === 0 ? 1 : known<1>(undefined, `mode ${third}`);
        return 3;
      case 0x1b4d:
        known(third === 0 || undefined, `font ${third}`);
        return 3;
      case 0x1c2e:
        return 2;
      case 0x1b61:
        head.align = third === 1 ? 1 : third === 2 ? 2 : 0;
        return 3;
      case 0x1b64:
        this.#feed(third);
        return 3;
      case 0x1b70:
        this.#printed.kicks += 1;
        return 5;
      case 0x1d56:
        this.#printed.cuts += 1;
        return third === 66 ? 4 : 3;
      case 0x1d66:
      case 0x1d68:
      case 0x1d77:
      case 0x1d48:
        return 3;
      case 0x1d6b:
        this.#box(64, 300);
        this.#printed.barcodes.push(String.fromCharCode(...bytes.subarray(at + 6, at + 4 + fourth)));
        return 4 + fourth;
      case 0x1d28:
        return this.#qr(bytes, at);
      case 0x1d76:
        return this.#raster(bytes, at);
      default:
        return known<number>(undefined, `command ${command.toString(16)} at ${at}`);
    }
  }

  #type(byte: number): void {
    const { page, line, scale, isBold } = this.#head;
    const sign = byte < 0x80 ? String.fromCharCode(byte) : [...CODE_PAGES[page].signs][byte - 0x80];
    line.push({ sign: known(sign === '\0' ? undefined : sign, `byte ${byte} in ${page}`), scale, isBold });
  }

  #feed(lines: number): void {
    const head = this.#head;
    const [first] = head.line;
    const { scale, isBold } = first ?? head;
    if (first !== undefined) {
      const text = head.line.map(({ sign }) => sign).join('');
      if (head.line.some((sign) => sign.scale !== scale))
        throw new Error(`signs of two sizes stand in a line: ${text}`);
      const width = head.line.length * CELL.width * scale;
      if (width > this.#width) throw new Error(`a line of ${head.line.length} signs at ${scale} is cut off: ${text}`);
      const x = Math.floor(((this.#width - width) * head.align) / 2);
      head.line.forEach(({ sign, ...style }, index) =>
        drawGlyph(sign, style, (dx, dy) => this.#dot(x + index * CELL.width * scale + dx, head.y + dy)),
      );
      this.#printed.rows.push({ y: head.y, scale, isBold });
      head.line = [];
    }
    head.y += lines * Math.max(FEED, CELL.height * scale + 6);
  }

  #qr(bytes: Uint8Array, at: number): number {
    const length = (bytes[at + 3] ?? 0) | ((bytes[at + 4] ?? 0) << 8);
    const kind = bytes[at + 6];
    if (kind === 80) this.#head.qr = new TextDecoder().decode(bytes.subarray(at + 8, at + 5 + length));
    if (kind === 81) {
      this.#printed.qrCodes.push(this.#head.qr);
      this.#box(160, 160);
    }
    return 5 + length;
  }

  #raster(bytes: Uint8Array, at: number): number {
    const stride = (bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8);
    const height = (bytes[at + 6] ?? 0) | ((bytes[at + 7] ?? 0) << 8);
    const width = stride * 8;
    if (width > this.#width + 7) throw new Error(`a picture of ${width} dots is cut off`);
    const image = { width, height, bits: bytes.subarray(at + 8, at + 8 + stride * height) };
    if (image.bits.length !== stride * height) throw new Error('a picture ends in the middle');
    const x = Math.floor(((this.#width - width) * this.#head.align) / 2);
    for (let y = 0; y < height; y += 1) {
      for (let dx = 0; dx < width; dx += 1) if (isBlack(image, dx, y)) this.#dot(x + dx, this.#head.y + y);
    }
    this.#printed.rasters.push({ x, y: this.#head.y, width, height });
    this.#head.y += height;
    return 8 + stride * height;
  }

  /** Codes are drawn as a frame of their size: what is in them is in the printout's lists. */
  #box(height: number, width: number): void {
    const x = Math.floor((this.#width - width) / 2);
    for (let dx = 0; dx < width; dx += 1) for (const y of [0, height - 1]) this.#dot(x + dx, this.#head.y + y);
    for (let dy = 0; dy < height; dy += 1) for (const dx of [0, width - 1]) this.#dot(x + dx, this.#head.y + dy);
    this.#head.y += height;
  }

  #dot(x: number, y: number): void {
    if (x < 0 || x >= this.#width) return;
    while (this.#rowsOfDots.length <= y) this.#rowsOfDots.push(new Uint8Array(this.#width));
    const row = this.#rowsOfDots[y];
    if (row !== undefined) row[x] = 1;
  }
}

/** Reads a line of text off the picture, sign by sign, as an eye would: nothing of the bytes is known to it. */
export function readRow({ picture }: Printout, { y, scale }: TextRow): string {
  let text = '';
  for (let x = 0; x + CELL.width * scale <= picture.width; x += CELL.width * scale) {
    text += readGlyph(scale, (dx, dy) => isBlack(picture, x + dx, y + dy));
  }
  return text.trimEnd();
}

function freshHead(y: number): Head {
  return { align: 0, isBold: false, scale: 1, page: 'cp437', y, line: [], qr: '' };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the printer does not know ${what}`);
  return value;
}
