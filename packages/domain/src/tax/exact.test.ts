import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { compare, type Fraction, fraction, plus, total } from '../money/fraction.ts';
import { type ExactTax, netOf, planTaxes, taxAmounts, taxBases } from './exact.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const exact = (amount: Fraction) => amount;

function tax(changes: Partial<ExactTax>): ExactTax {
  return {
    kind: 'percent',
    rate: fraction(0),
    amountPerUnit: fraction(0),
    isIncluded: false,
    affectsNextBase: false,
    isBaseAffectedByPrevious: true,
    ...changes,
  };
}

function amountsOf(taxes: readonly ExactTax[], base: number, quantity = 1): Fraction[] {
  return taxAmounts(planTaxes(taxes), fraction(base), fraction(quantity), exact);
}

describe('taxAmounts', () => {
  it('adds up the rates of a batch before it takes them out of the price', () => {
    const taxes = [tax({ rate: fraction(1, 10), isIncluded: true }), tax({ rate: fraction(1, 10), isIncluded: true })];
    expect(amountsOf(taxes, 120)).toEqual([fraction(10), fraction(10)]);
  });

  it('compounds only over what affects and is affected', () => {
    const first = tax({ rate: fraction(1, 10), affectsNextBase: true });
    expect(amountsOf([first, tax({ rate: fraction(1, 10) })], 100)).toEqual([fraction(10), fraction(11)]);
    const untouched = tax({ rate: fraction(1, 10), isBaseAffectedByPrevious: false });
    expect(amountsOf([first, untouched], 100)).toEqual([fraction(10), fraction(10)]);
  });

  it('takes a division from the amount with tax', () => {
    expect(amountsOf([tax({ kind: 'division', rate: fraction(1, 10) })], 90)).toEqual([fraction(10)]);
    expect(amountsOf([tax({ kind: 'division', rate: fraction(1, 10), isIncluded: true })], 100)).toEqual([
      fraction(10),
    ]);
  });

  it('charges fixed amounts for each unit, on a price of zero too, and mirrors negative quantities', () => {
    const deposit = tax({ kind: 'fixed-per-unit', amountPerUnit: fraction(5), isIncluded: true });
    expect(amountsOf([deposit], 0, 3)).toEqual([fraction(15)]);
    expect(amountsOf([deposit], -30, -3)).toEqual([fraction(-15)]);
    const plan = planTaxes([deposit]);
    expect(netOf(plan, fraction(0), [fraction(15)])).toEqual(fraction(-15));
    expect(taxBases(plan, fraction(0), [fraction(15)])).toEqual([fraction(-15)]);
  });

  it('does not divide by nothing when rates cancel the base', () => {
    expect(amountsOf([tax({ rate: fraction(-1), isIncluded: true })], 100)).toEqual([fraction(0)]);
    expect(amountsOf([tax({ kind: 'division', rate: fraction(1) })], 100)).toEqual([fraction(100)]);
  });

  it('gives the same taxes for a net price and for the gross price that it leads to', () => {
    const taxArbitrary = fc.record({
      rate: fc.integer({ min: 0, max: 500_000 }).map((ppm) => fraction(ppm, 1_000_000)),
      affectsNextBase: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.array(taxArbitrary, { maxLength: 4 }), (net, shapes) => {
        // A percentage that nothing builds on cannot be told from the price once both are in it, so it stands last.
        const ordered = [...shapes].sort((a, b) => Number(b.affectsNextBase) - Number(a.affectsNextBase));
        const added = ordered.map((shape) => tax(shape));
        const amounts = amountsOf(added, net);
        const gross = plus(fraction(net), total(amounts));
        const included = planTaxes(added.map((rule) => ({ ...rule, isIncluded: true })));
        const found = taxAmounts(included, gross, fraction(1), exact);
        expect(found).toEqual(amounts);
        expect(compare(netOf(included, gross, found), fraction(net))).toBe(0);
        expect(taxBases(included, gross, found)).toEqual(taxBases(planTaxes(added), fraction(net), amounts));
      }),
      { numRuns: propertyRuns },
    );
  });
});
