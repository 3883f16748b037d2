import { EscPosPrinter, type Printout, readRow } from '@mosaajii/testkit/escpos-printer';
import { describe, expect, it } from 'vitest';
import { type Bitmap, DOTS, drawerKick, encodeEscPos, type Paper } from '../index.ts';
import captured from './captured.json' with { type: 'json' };

const ENCODERS = [captured.receiptPrinterEncoder, captured.nodeThermalPrinter];
const profile = { paperWidthMm: 80, codePage: 'cp858', hasCutter: true, hasDrawer: true } as const;

function ours(...blocks: Paper['blocks']): Uint8Array {
  const paper: Paper = { language: 'en', direction: 'ltr', title: 'x', blocks };
  return encodeEscPos(paper, profile, () => {
    throw new Error('nothing of this is drawn');
  });
}

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const printed = (bytes: Uint8Array): Printout => new EscPosPrinter(DOTS[80]).print(bytes);
/** What stands on the paper, and how large, without where it is fed to. */
const read = (printout: Printout) =>
  printout.rows.map((row) => ({ text: readRow(printout, row), scale: row.scale, isBold: row.isBold }));

/** The picture that was sent to both: see `source`. */
function picture(): Bitmap {
  const bits = new Uint8Array(64);
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 64; x += 1) {
      const isDot = ((x >> y) & 1) === 1 || x === y;
      if (isDot) bits[y * 8 + (x >> 3)] = (bits[y * 8 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width: 64, height: 8, bits };
}

describe('captured bytes of other encoders', () => {
  it('say the same text in the same code page', () => {
    const own = printed(ours({ kind: 'text', text: 'Té £5 ñ' }));
    for (const { text } of ENCODERS) {
      expect(hexOf(ours({ kind: 'text', text: 'Té £5 ñ' }))).toContain(text.slice(text.indexOf('5482')));
      expect(read(printed(bytesOf(text)))).toEqual(read(own));
    }
  });

  it('are as bold and as large on the paper', () => {
    const total = { kind: 'text', text: 'Total', isBold: true } as const;
    const own = read(printed(ours(total, { kind: 'text', text: 'Thanks', size: 'large' })));
    for (const { styled } of ENCODERS) expect(read(printed(bytesOf(styled)))).toEqual(own);
    expect(own).toEqual([
      { text: 'Total', scale: 1, isBold: true },
      { text: 'Thanks', scale: 2, isBold: false },
    ]);
  });

  it('are ours byte for byte where a QR code is stored and printed', () => {
    const own = hexOf(ours({ kind: 'qr', text: 'https://pos.example/r/x' }));
    for (const { qr } of ENCODERS) {
      const whole = /1b61011d286b.*1d286b0300315130/.exec(qr)?.[0] ?? 'no code was captured';
      expect(own).toContain(whole);
      expect(printed(bytesOf(qr)).qrCodes).toEqual(['https://pos.example/r/x']);
    }
  });

  it('are ours byte for byte where a bar code is printed', () => {
    const own = hexOf(ours({ kind: 'barcode', text: 'S1-R2-A-000214' }));
    for (const { barcode } of ENCODERS) {
      expect(own).toContain(/1d6b49107b42(?:[0-9a-f]{2}){14}/.exec(barcode)?.[0] ?? 'no code was captured');
      expect(printed(bytesOf(barcode)).barcodes).toEqual(['S1-R2-A-000214']);
    }
  });

  it('are ours byte for byte where a picture is sent, and draw the same dots', () => {
    const { image } = captured.receiptPrinterEncoder;
    const sent = image.slice(image.indexOf('1d7630'), -2);
    const own = ours({ kind: 'image', image: picture() });
    expect(hexOf(own)).toContain(sent);
    const [theirs, mine] = [printed(bytesOf(image)), printed(own)];
    expect(theirs.rasters).toEqual([{ x: 0, y: 0, width: 64, height: 8 }]);
    expect(mine.rasters).toEqual([{ x: 256, y: 0, width: 64, height: 8 }]);
    expect(theirs.picture.bits.subarray(0, 8)).toEqual(mine.picture.bits.subarray(32, 40));
  });

  it('open the drawer and cut as ours do', () => {
    expect(hexOf(drawerKick())).toBe(captured.receiptPrinterEncoder.pulse);
    for (const { cut } of ENCODERS) expect(printed(bytesOf(cut)).cuts).toBe(printed(ours()).cuts);
  });
});
