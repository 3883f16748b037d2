import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, lineText, type Paper, reportPaper, widthOf, wrap } from './index.ts';

const paperOf = (blocks: Paper['blocks']): Paper => ({ language: 'en', direction: 'ltr', title: 'x', blocks });
const printed = (blocks: Paper['blocks'], columns: number) =>
  layOut(paperOf(blocks), columns).map((line) => (line.kind === 'text' ? lineText(line, columns) : line.kind));

describe('lines of a paper', () => {
  it('put the figure at the end of the line', () => {
    expect(printed([{ kind: 'pair', start: 'Cash', end: '500.00' }], 32)).toEqual(['Cash                      500.00']);
  });

  it('wrap the words and keep the figure with the last of them', () => {
    expect(printed([{ kind: 'pair', start: 'Basmati rice, long grain, five kilograms', end: '1,250.00' }], 32)).toEqual(
      ['Basmati rice, long', 'grain, five kilograms   1,250.00'],
    );
  });

  it('give a figure that leaves no room a line of its own', () => {
    const lines = printed([{ kind: 'pair', start: 'VAT 16 % of 123.00', end: '999,999,999,999,999,999.00' }], 32);
    expect(lines).toEqual(['VAT 16 % of 123.00', '      999,999,999,999,999,999.00']);
  });

  it('print the total large where it fits', () => {
    const [wide] = layOut(paperOf([{ kind: 'pair', start: 'Total', end: 'KES 316.80', weight: 'total' }]), 48);
    const [tight] = layOut(paperOf([{ kind: 'pair', start: 'Total', end: 'KES 9,999,316.80', weight: 'total' }]), 32);
    expect([wide, tight]).toMatchObject([{ scale: 2 }, { scale: 1, isBold: true }]);
  });

  it('count wide signs as two columns and marks as none', () => {
    expect(widthOf('茶 tea')).toBe(6);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('₤©')).toBe(2);
    expect(wrap('烏龍茶烏龍茶', 6)).toEqual(['烏龍茶', '烏龍茶']);
  });

  it('let no control character through: it would be a command', () => {
    expect(printed([{ kind: 'text', text: 'Tea\u001b@\u0007 x' }], 32).join('')).not.toMatch(/\p{Cc}/u);
  });

  it('never exceed the paper and lose no sign', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abc dé茶\u0301 \t123.,'), maxLength: 120 });
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom(32, 48),
        fc.constantFrom('detail', 'strong', 'total', undefined),
        (start, end, columns, weight) => {
          const block = { kind: 'pair', start, end, ...(weight === undefined ? {} : { weight }) } as const;
          const lines = layOut(paperOf([block]), columns);
          const seen: string[] = [];
          for (const line of lines) {
            if (line.kind !== 'text') continue;
            expect(widthOf(lineText(line, columns))).toBeLessThanOrEqual(columns / line.scale);
            seen.push(line.start, line.end);
          }
          const bare = (text: string) => [...text.replace(/[\s\p{Cc}]+/gu, '')].sort().join('');
          expect(bare(seen.join(''))).toBe(bare(start + end));
        },
      ),
    );
  });
});

describe('a report', () => {
  it('has its marks at both ends, its groups with titles, and no empty group', () => {
    const paper = reportPaper({
      language: 'en',
      title: 'Z report 12',
      head: ['Baraka Stores', 'Register 2'],
      marks: ['Copy'],
      groups: [
        {
          title: 'Tenders',
          rows: [
            { label: 'Cash', value: '500.00' },
            { label: 'Total', value: '500.00', weight: 'total' },
          ],
        },
        { title: 'Nothing', rows: [] },
      ],
      foot: ['Head of the chain 3fa9…'],
    });
    const kinds = paper.blocks.map((block) =>
      'text' in block ? block.text : block.kind === 'pair' ? block.start : block.kind,
    );
    expect(kinds).toEqual([
      'Copy',
      'Baraka Stores',
      'Register 2',
      'gap',
      'Z report 12',
      'rule',
      'Tenders',
      'Cash',
      'Total',
      'rule',
      'Head of the chain 3fa9…',
      'Copy',
    ]);
  });
});
