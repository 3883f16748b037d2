import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABEL_FORMATS, labelPlaces, labelsOnPage } from './labels.ts';

describe('labels', () => {
  it('have as many places as the sheets are called after', () => {
    const counts = LABEL_FORMATS.filter(({ id }) => id.startsWith('a4-')).map((format) => [
      format.id,
      labelsOnPage(format),
    ]);
    expect(counts).toEqual([
      ['a4-24', 24],
      ['a4-40', 40],
      ['a4-65', 65],
    ]);
  });

  it('lie within the page, beside each other, each place once, in order', () => {
    const some = {
      format: fc.constantFrom(...LABEL_FORMATS),
      count: fc.integer({ min: 0, max: 200 }),
      first: fc.integer({ min: 0, max: 64 }),
    };
    fc.assert(
      fc.property(some.format, some.count, some.first, (format, count, first) => {
        const places = labelPlaces(format, count, first % labelsOnPage(format));
        expect(places).toHaveLength(count);
        const seen = new Set(places.map(({ page, xMm, yMm }) => `${page} ${xMm.toFixed(2)} ${yMm.toFixed(2)}`));
        expect(seen.size).toBe(count);
        for (const { xMm, yMm, page } of places) {
          expect(page).toBeGreaterThanOrEqual(0);
          expect(xMm + format.widthMm).toBeLessThanOrEqual(format.pageWidthMm + 1e-9);
          expect(yMm + format.heightMm).toBeLessThanOrEqual(format.pageHeightMm + 1e-9);
        }
        for (const a of places) {
          for (const b of places) {
            const isApart =
              a === b ||
              a.page !== b.page ||
              Math.abs(a.xMm - b.xMm) >= format.widthMm - 1e-9 ||
              Math.abs(a.yMm - b.yMm) >= format.heightMm - 1e-9;
            if (!isApart) expect([a, b]).toEqual('apart');
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('begin at the first place that is left on a sheet that was used before', () => {
    const [sheet] = LABEL_FORMATS;
    if (sheet === undefined) throw new Error('no formats');
    expect(labelPlaces(sheet, 2, 23)).toEqual([
      { page: 0, xMm: 140, yMm: 0.5 + 7 * 37 },
      { page: 1, xMm: 0, yMm: 0.5 },
    ]);
  });
});
