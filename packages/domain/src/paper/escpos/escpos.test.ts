import { EscPosPrinter, readRow } from '@mosaajii/testkit/escpos-printer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  type Bitmap,
  bitmapOf,
  CODE_PAGES,
  DOTS,
  dither,
  drawerKick,
  encodeEscPos,
  encodeText,
  isBlack,
  layOut,
  lineText,
  type Paper,
  storedBitmap,
  threshold,
} from '../index.ts';

const profile = { paperWidthMm: 80, codePage: 'cp858', hasCutter: true, hasDrawer: true } as const;
const paperOf = (blocks: Paper['blocks'], part: Partial<Paper> = {}): Paper => ({
  language: 'en',
  direction: 'ltr',
  title: 'x',
  blocks,
  ...part,
});
const noDrawing = () => {
  throw new Error('nothing of this is drawn');
};
/** Draws a line as a bar as long as its text: enough to find it again. */
const bars = (line: { start: string; end: string }, width: number): Bitmap => {
  const bits = new Uint8Array((width / 8) * 24);
  bits.fill(0xff, 0, Math.min(width / 8, line.start.length + line.end.length));
  return { width, height: 24, bits };
};
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('bytes for a receipt printer', () => {
  // Each sequence as the ESC/POS command reference of Epson gives it in its examples: ESC @, ESC t 19 (PC858), ESC E, GS !, LF,
  // ESC d, GS V 66 0.
  it('are those of the reference', () => {
    const bytes = encodeEscPos(paperOf([{ kind: 'text', text: 'Té', isBold: true }]), profile, noDrawing);
    expect(hex(bytes)).toBe('1b 40 1b 74 13 1b 45 01 1d 21 00 54 82 0a 1b 64 04 1d 56 42 00');
    expect(hex(drawerKick())).toBe('1b 70 00 19 fa');
  });

  it('are those of the reference for a QR code and a bar code', () => {
    const qr = hex(encodeEscPos(paperOf([{ kind: 'qr', text: 'https://a.b/r' }]), profile, noDrawing));
    expect(qr).toContain('1d 28 6b 04 00 31 41 32 00');
    expect(qr).toContain('1d 28 6b 03 00 31 45 31');
    expect(qr).toContain(
      `1d 28 6b 10 00 31 50 30 ${hex(new TextEncoder().encode('https://a.b/r'))} 1d 28 6b 03 00 31 51 30`,
    );
    const code = hex(encodeEscPos(paperOf([{ kind: 'barcode', text: 'S1-R2' }]), profile, noDrawing));
    expect(code).toContain('1d 6b 49 07 7b 42 53 31 2d 52 32');
  });

  it('do without the knife where there is none', () => {
    const bytes = encodeEscPos(paperOf([]), { ...profile, hasCutter: false }, noDrawing);
    expect(hex(bytes)).toBe('1b 40 1b 74 13 1b 64 04');
  });
});

describe('code pages', () => {
  it('agree with the tables of another program, sign by sign', () => {
    for (const [page, name] of [
      ['cp437', 'cp437'],
      ['cp858', 'cp858'],
      ['windows1252', 'win1252'],
    ] as const) {
      for (const sign of CODE_PAGES[page].signs) {
        if (sign !== '\0')
          expect([page, sign, encodeText(sign, page)]).toEqual([page, sign, [...iconv.encode(sign, name)]]);
      }
    }
  });

  it('write what means the same, and refuse what they cannot write', () => {
    expect(encodeText('−1\u202f× “a…”', 'cp437')).toEqual([...Buffer.from('-1 x "a..."')]);
    expect(encodeText('\u2066Te\u0301\u2069', 'cp858')).toEqual([0x54, 0x82]);
    for (const text of ['شاي', '茶', 'ł', '\u001b']) expect(encodeText(text, 'cp858')).toBeNull();
  });
});

describe('what the printer draws', () => {
  const receipt = paperOf([
    { kind: 'text', text: 'Baraka Stores', align: 'centre', size: 'large', isBold: true },
    { kind: 'banner', text: 'Copy' },
    { kind: 'pair', start: 'Milk 1 L, from the highlands, in a carton', end: '130.80' },
    { kind: 'rule' },
    { kind: 'pair', start: 'Total', end: 'KES 316.80', weight: 'total' },
    { kind: 'barcode', text: 'S1-R2-A-000214' },
    { kind: 'qr', text: 'https://pos.example/r/x', caption: 'Your receipt online' },
  ]);

  it.each([58, 80] as const)('reads on %i mm as it was laid out, at its place', (paperWidthMm) => {
    const columns = paperWidthMm === 80 ? 48 : 32;
    const printout = new EscPosPrinter(DOTS[paperWidthMm]).print(
      encodeEscPos(receipt, { ...profile, paperWidthMm }, noDrawing),
    );
    const laid = layOut(receipt, columns).flatMap((line) =>
      line.kind === 'text' ? [lineText(line, columns)] : line.kind === 'rule' ? ['-'.repeat(columns)] : [],
    );
    expect(printout.rows.map((row) => readRow(printout, row))).toEqual(laid.map((text) => text.trimEnd()));
    expect(printout).toMatchObject({
      qrCodes: ['https://pos.example/r/x'],
      barcodes: ['S1-R2-A-000214'],
      cuts: 1,
      kicks: 0,
    });
    expect(printout.picture.width).toBe(DOTS[paperWidthMm]);
  });

  it('keeps every text within the paper, whatever the goods are called', () => {
    const sign = fc.constantFrom(...' !"#$%&()*+,-./0123456789ABCXYZabcxyz…×−“éç€');
    fc.assert(
      fc.property(
        fc.string({ unit: sign, minLength: 1, maxLength: 90 }),
        fc.string({ unit: sign, maxLength: 20 }),
        (start, end) => {
          const paper = paperOf([{ kind: 'pair', start, end }]);
          expect(() =>
            new EscPosPrinter(DOTS[58]).print(encodeEscPos(paper, { ...profile, paperWidthMm: 58 }, noDrawing)),
          ).not.toThrow();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('draws lines that its code page cannot write, and every line of a paper from right to left', () => {
    const blocks = [
      { kind: 'text', text: 'Tea' },
      { kind: 'text', text: '烏龍茶' },
    ] as const;
    const mixed = new EscPosPrinter(DOTS[80]).print(encodeEscPos(paperOf(blocks), profile, bars));
    expect([mixed.rows.length, mixed.rasters]).toEqual([1, [{ x: 0, y: 30, width: 576, height: 24 }]]);
    const arabic = paperOf([{ kind: 'pair', start: 'الإجمالي', end: '316.80' }], { language: 'ar', direction: 'rtl' });
    const drawn = new EscPosPrinter(DOTS[58]).print(encodeEscPos(arabic, { ...profile, paperWidthMm: 58 }, bars));
    expect(drawn.rows).toEqual([]);
    expect(drawn.rasters).toEqual([{ x: 0, y: 0, width: 384, height: 24 }]);
    expect(isBlack(drawn.picture, 14 * 8 - 1, 0)).toBe(true);
    expect(isBlack(drawn.picture, 14 * 8, 0)).toBe(false);
  });

  it('draws a logo dot by dot in the middle, in bands that a small printer can hold', () => {
    const logo = dither(
      Uint8Array.from({ length: 64 * 300 }, (_, at) => (at * 7) % 256),
      64,
      300,
    );
    const printout = new EscPosPrinter(DOTS[80]).print(
      encodeEscPos(paperOf([{ kind: 'image', image: logo }]), profile, noDrawing),
    );
    expect(printout.rasters.map(({ x, height }) => [x, height])).toEqual([
      [256, 128],
      [256, 128],
      [256, 44],
    ]);
    for (let y = 0; y < 300; y += 1) {
      for (let x = 0; x < 64; x += 1) expect(isBlack(printout.picture, 256 + x, y)).toBe(isBlack(logo, x, y));
    }
    const wide = { width: 1000, height: 1, bits: new Uint8Array(125) };
    expect(() => encodeEscPos(paperOf([{ kind: 'image', image: wide }]), profile, noDrawing)).toThrow(RangeError);
  });

  it('refuses a line that a printer would cut off: the printer of these tests can fail', () => {
    const tooLong = Uint8Array.from([...Buffer.from('x'.repeat(33)), 0x0a]);
    expect(() => new EscPosPrinter(DOTS[58]).print(tooLong)).toThrow('cut off');
    expect(() => new EscPosPrinter(DOTS[58]).print(Uint8Array.from([0x1b, 0x99]))).toThrow('does not know');
  });
});

describe('dots', () => {
  it('are as many as the picture is dark', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (level) => {
        const picture = dither(new Uint8Array(64 * 64).fill(level), 64, 64);
        let black = 0;
        for (let y = 0; y < 64; y += 1) for (let x = 0; x < 64; x += 1) if (isBlack(picture, x, y)) black += 1;
        expect(Math.abs(black / 4096 - (255 - level) / 255)).toBeLessThan(0.04);
      }),
    );
  });

  it('come back from storage as they were', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, stream) => {
          const grey = Uint8Array.from({ length: width * height }, () => stream.next().value ?? 0);
          const picture = threshold(grey, width, height);
          expect(bitmapOf(storedBitmap(picture))).toEqual(picture);
        },
      ),
    );
    expect(bitmapOf({ width: 16, height: 16, bits: 'AAAA' })).toBeNull();
    expect(bitmapOf({ width: 16, height: 1, bits: '!!!!' })).toBeNull();
  });
});
