import { describe, expect, it } from 'vitest';
import { minor } from '../money/index.ts';
import { type Block, PAPER_LANGUAGES, paperTexts } from '../paper/index.ts';
import { addCorrected, addTraded, EMPTY_TOTALS } from '../shift/index.ts';
import { type ShiftReport, shiftPaper, shiftReportWords, zName } from './index.ts';
import { SHOP } from './report-fixture.ts';

const cash = (amount: number) => [{ kind: 'cash', amountMinor: minor(amount) }] as const;
const card = (amount: number) => [{ kind: 'card-manual', amountMinor: minor(amount) }] as const;
const sold = addTraded(EMPTY_TOTALS, {
  kind: 'sale',
  netMinor: minor(10_000),
  taxMinor: minor(1_600),
  totalMinor: minor(11_600),
  discountMinor: minor(500),
  cashRoundingMinor: minor(0),
  taxes: [{ taxId: 'vat', name: 'VAT', ratePpm: 160_000, baseMinor: minor(10_000), amountMinor: minor(1_600) }],
  tenders: cash(11_600),
});
const corrected = addCorrected(sold, { before: cash(11_600), after: card(11_600), isOwnSale: true });

const REPORT: ShiftReport = {
  shop: SHOP,
  currency: { code: 'KES', exponent: 2 },
  registerName: 'S1-R1',
  number: zName('S1-R1', 'A', 12),
  businessDate: '2026-11-02',
  opened: { at: '2026-11-02T05:00:00.000Z', by: 'Amina' },
  closed: { at: '2026-11-02T17:00:00.000Z', by: 'Brian' },
  openingFloatMinor: minor(5_000),
  totals: corrected,
  expectedMinor: minor(5_000),
  count: {
    countedMinor: minor(4_900),
    reason: 'Wrong change',
    counts: [{ valueMinor: minor(100), count: 49 }],
    floatMinor: minor(2_000),
    dropMinor: minor(2_900),
    cardTotalMinor: minor(11_600),
    parkedCount: 1,
    unsentCount: 2,
  },
  head: { sequence: 42, hash: 'ab'.repeat(32) },
};

const pairs = (report: ShiftReport, language: (typeof PAPER_LANGUAGES)[number] = 'en') =>
  new Map(
    shiftPaper(report, language).blocks.flatMap((block: Block) =>
      block.kind === 'pair' ? [[block.start, block.end] as const] : [],
    ),
  );

describe('the paper of a shift', () => {
  it('says every figure of a Z report, and how often payments were corrected', () => {
    const rows = pairs(REPORT);
    expect(rows.get('Number')).toBe('S1-R1-A-Z0012');
    expect(rows.get('1 sale')).toBe('116.00');
    expect(rows.get('Discounts given')).toBe('5.00');
    expect(rows.get('VAT 16\u202f% · of 100.00')).toBe('16.00');
    expect(rows.get('Card')).toBe('116.00');
    expect(rows.get('Expected')).toContain('50.00');
    expect(rows.get('49 × 1.00')).toBe('49.00');
    expect(rows.get('Difference')).toBe('\u22121.00');
    expect(rows.get('To the safe')).toBe('29.00');
    expect(rows.get('Journal up to entry')).toBe('42');
    const texts = paperTexts(shiftPaper(REPORT, 'en')).join('\n');
    expect(texts).toContain('1 payment corrected');
    expect(texts).toContain('Wrong change');
    expect(texts).toContain('1 held cart stays');
    expect(texts).toContain('ab'.repeat(32));
    expect(texts).toContain('2 Nov 2026, 08:00');
  });

  it('is an X report while the shift is open: no count, no end of the journal, and as of when', () => {
    const open = { ...REPORT, number: null, closed: null, count: null, head: null, at: '2026-11-02T09:30:00.000Z' };
    const paper = shiftPaper({ ...open, totals: sold }, 'en');
    expect(paper.title).toBe('X report');
    const rows = pairs({ ...open, totals: sold });
    expect(rows.get('As of')).toContain('12:30');
    expect(['Number', 'Counted', 'Difference', 'Journal up to entry'].filter((label) => rows.has(label))).toEqual([]);
    expect(paperTexts(paper).join()).not.toContain('corrected');
  });

  it('is written whole in each language, with its numbers in their forms', () => {
    for (const language of PAPER_LANGUAGES) {
      const texts = paperTexts(shiftPaper(REPORT, language)).join('\n');
      expect(texts).not.toMatch(/\{\w+\}|undefined/);
      expect(texts).toContain(shiftReportWords(language).zReport);
      expect(Object.keys(shiftReportWords(language))).toEqual(Object.keys(shiftReportWords('en')));
    }
    expect(shiftPaper(REPORT, 'ar').direction).toBe('rtl');
    const twice = addCorrected(corrected, { before: card(11_600), after: cash(11_600), isOwnSale: true });
    expect(paperTexts(shiftPaper({ ...REPORT, totals: twice }, 'ar')).join()).toContain('دفعتان صُححتا');
  });
});
