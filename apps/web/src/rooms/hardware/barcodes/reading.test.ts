import { DEFAULT_SCAN_RULES, type ScanRule } from '@mosaajii/domain/barcode';
import { describe, expect, it } from 'vitest';
import { readingView } from './reading.ts';

const label: ScanRule = { kind: 'label', pattern: '21IIIIIVVVVVC', measure: 'weight', decimals: 3, priceAs: 'price' };
const view = (code: string) => readingView(code, [label, ...DEFAULT_SCAN_RULES], () => false, 2026);

describe('the tester', () => {
  it('shows what a label says and where its goods are looked for', () => {
    expect(view('2112345007502')).toEqual({
      kind: 'hardware.kindLabel',
      item: '12345',
      value: '0.750',
      codes: ['2112345000008', '12345'],
      elements: [],
    });
  });

  it('shows GS1 data, what it lacks, and why it cannot be read', () => {
    expect(view(']C1019501101530003' + '8')).toMatchObject({ kind: 'hardware.kindGs1' });
    expect(view(']C10195012345678903' + '3103000123')).toEqual({
      kind: 'hardware.kindGs1',
      codes: ['95012345678903'],
      elements: [
        { ai: '01', value: '95012345678903' },
        { ai: '3103', value: '000123' },
      ],
    });
    expect(view(']C110AB').incomplete).toContain('(10)');
    expect(view(']C10195012345678904').problem).toContain('check digit');
  });

  it('names every other kind', () => {
    expect(view('5901234123458').kind).toBe('hardware.kindWrongCheck');
    expect(view('R000214').kind).toBe('hardware.kindReceipt');
    expect(view('5901234123457')).toEqual({ kind: 'hardware.kindProduct', codes: ['5901234123457'], elements: [] });
  });
});
