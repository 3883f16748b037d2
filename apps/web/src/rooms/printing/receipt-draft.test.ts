import { isPartsOrder, RECEIPT_PARTS, REQUIRED_PARTS } from '@mosaajii/domain/paper';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, partsOf, toggled } from './receipt-draft.ts';

const part = fc.constantFrom(...RECEIPT_PARTS);
const step = fc.oneof(
  fc.record({ kind: fc.constant('toggle' as const), part }),
  fc.record({ kind: fc.constant('move' as const), part, by: fc.constantFrom(-1 as const, 1 as const) }),
);

describe('the parts of a receipt', () => {
  it('are always an order that the server takes, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let parts: readonly (typeof RECEIPT_PARTS)[number][] = RECEIPT_PARTS;
        for (const one of steps)
          parts = one.kind === 'toggle' ? toggled(parts, one.part) : moved(parts, one.part, one.by);
        expect(isPartsOrder(parts)).toBe(true);
        expect(
          partsOf({ language: null, logo: null, parts, hasSku: false, hasDiscounts: true, hasTaxBases: true }),
        ).toHaveLength(RECEIPT_PARTS.length);
      }),
    );
  });

  it('that the law asks for stay, others go and come back to their usual place', () => {
    for (const one of REQUIRED_PARTS) expect(toggled(RECEIPT_PARTS, one)).toEqual(RECEIPT_PARTS);
    const without = toggled(RECEIPT_PARTS, 'header');
    expect(without).not.toContain('header');
    expect(toggled(without, 'header')).toEqual(RECEIPT_PARTS);
  });

  it('move by one and not over the end', () => {
    expect(moved(['shop', 'document', 'lines'], 'document', -1)).toEqual(['document', 'shop', 'lines']);
    expect(moved(['shop', 'document'], 'document', 1)).toEqual(['shop', 'document']);
    expect(moved(['shop', 'document'], 'note', 1)).toEqual(['shop', 'document']);
  });
});
