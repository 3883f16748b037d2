import { inflateSync } from 'node:zlib';
import { type Paper, threshold } from '@mosaajii/domain/paper';
import { describe, expect, it } from 'vitest';
import { pdfOf } from './pdf.ts';

const paper = (part: Partial<Paper>): Paper => ({
  language: 'en',
  direction: 'ltr',
  title: 'Receipt 7',
  blocks: [],
  ...part,
});
/** The decompressed streams of a PDF: what its pages draw. */
function streamsOf(pdf: Buffer): string {
  const parts: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
    } catch {
      // Not a compressed stream.
    }
  }
  return parts.join('\n');
}
const pagesOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;

describe('a PDF of a paper', () => {
  it('is one page of A4 with its title, and draws every block', async () => {
    const image = threshold(new Uint8Array(64), 8, 8);
    const pdf = await pdfOf(
      paper({
        blocks: [
          { kind: 'image', image },
          { kind: 'text', text: 'Baraka Stores', size: 'large', align: 'centre' },
          { kind: 'banner', text: 'Copy' },
          { kind: 'pair', start: 'Thé − 1', end: '1\u202f234,50', weight: 'total' },
          { kind: 'rule' },
          { kind: 'gap' },
          { kind: 'text', text: '', size: 'small' },
          { kind: 'barcode', text: 'S1-R2-A-000214' },
          { kind: 'qr', text: 'https://pos.example/r/x', caption: 'Online' },
        ],
      }),
    );
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.2\d* 841\.8\d*\]/);
    expect(pdf.toString('latin1')).toContain('https://pos.example/r/x');
    expect(streamsOf(pdf).match(/T[jJ]/g)?.length ?? 0).toBeGreaterThan(5);
  });

  it('has as many pages as a long receipt takes', async () => {
    const blocks = Array.from(
      { length: 120 },
      (_, index) => ({ kind: 'pair', start: `Line ${index}`, end: '1.00' }) as const,
    );
    expect(pagesOf(await pdfOf(paper({ blocks })))).toBeGreaterThan(1);
  });

  it('brings the fonts of what it says along, Arabic too', async () => {
    const latin = await pdfOf(paper({ blocks: [{ kind: 'text', text: 'Łódź' }] }));
    const arabic = await pdfOf(
      paper({ language: 'ar', direction: 'rtl', blocks: [{ kind: 'pair', start: 'الإجمالي', end: '316.80' }] }),
    );
    expect(latin.toString('latin1')).toMatch(/NotoSans/);
    expect(arabic.toString('latin1')).toMatch(/NotoSansArabic/);
  });
});
