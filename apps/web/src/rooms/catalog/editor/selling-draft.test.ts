import { currencyOf, milli, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { canBeWeighed, NOTHING_ASKED, type SellingDraft, sellingDraft, sellingFrom } from './selling-draft.ts';

const gbp = currencyOf('GBP');
if (gbp === null) throw new Error('GBP is unknown');
const read = (part: Partial<SellingDraft>, unit = 'kg') => {
  const errors: Record<string, string> = {};
  const selling = sellingFrom({ ...NOTHING_ASKED, ...part }, { currency: gbp, unit, path: 's' }, errors);
  return { selling, wrong: Object.keys(errors) };
};

describe('what the till asks, as it is typed', () => {
  it('is nothing when nothing is typed', () => {
    expect(read({})).toEqual({ selling: null, wrong: [] });
    expect(read({ tare: '0.5' })).toEqual({ selling: null, wrong: [] });
  });

  it('comes back from what is stored as it was', () => {
    const stored = {
      minimumAge: 18,
      openPrice: { minE4: priceE4(1_000_000), maxE4: priceE4(2_500_000) },
      weighed: { tareMilli: milli(25) },
    };
    const draft = sellingDraft(stored, gbp);
    expect(draft).toEqual({
      minimumAge: '18',
      lowestPrice: '1.00',
      highestPrice: '2.50',
      isWeighed: true,
      tare: '0.025',
    });
    expect(read(draft)).toEqual({ selling: stored, wrong: [] });
    expect(sellingDraft(null, gbp)).toEqual(NOTHING_ASKED);
  });

  it('says what is wrong at its field', () => {
    for (const minimumAge of ['0', '100', '1.5', 'old']) expect(read({ minimumAge }).wrong).toEqual(['s.minimumAge']);
    expect(read({ lowestPrice: 'dear' }).wrong).toEqual(['s.openPrice.minE4']);
    expect(read({ lowestPrice: '2', highestPrice: '1' }).wrong).toEqual(['s.openPrice.minE4']);
    expect(read({ isWeighed: true, tare: '-1' }).wrong).toEqual(['s.weighed.tareMilli']);
    expect(read({ isWeighed: true }, 'pcs').wrong).toEqual(['s.weighed']);
  });

  it('offers weighing for what has a weight, and where it is on already, so that it can be put right', () => {
    expect(canBeWeighed(NOTHING_ASKED, 'pcs')).toBe(false);
    expect(canBeWeighed(NOTHING_ASKED, 'lb')).toBe(true);
    expect(canBeWeighed({ ...NOTHING_ASKED, isWeighed: true }, 'pcs')).toBe(true);
  });
});
