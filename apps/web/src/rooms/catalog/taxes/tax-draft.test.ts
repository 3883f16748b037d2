import { describe, expect, it } from 'vitest';
import { draftOfTax, emptyTax, fieldsOf, type TaxDraft, wrongField } from './tax-draft.ts';

const KES = { code: 'KES', exponent: 2 } as const;
const draft = (over: Partial<TaxDraft> = {}): TaxDraft => ({ ...emptyTax(true), name: 'VAT', size: '16', ...over });

describe('a tax in the fields', () => {
  it.each([
    ['16', 160_000],
    ['8.875', 88_750],
    ['8,5', 85_000],
    ['0', 0],
    ['0.0001', 1],
  ])('reads %s %% as parts per million', (size, ratePpm) => {
    expect(fieldsOf(draft({ size }), KES)).toMatchObject({ ratePpm, amountE4: 0, validFrom: null, validUntil: null });
  });

  it('reads an amount for each unit in the shop’s money', () => {
    const fixed = draft({ kind: 'fixed-per-unit', size: '1.255', validFrom: '2027-01-01' });
    expect(fieldsOf(fixed, KES)).toMatchObject({ ratePpm: 0, amountE4: 1_255_000, validFrom: '2027-01-01' });
  });

  it.each([
    ['name', { name: ' ' }],
    ['size', { size: '' }],
    ['size', { size: '1e2' }],
    ['size', { size: '-4' }],
    ['size', { size: '1001' }],
    ['size', { kind: 'division', size: '100' }],
    ['size', { kind: 'fixed-per-unit', size: 'ten' }],
    ['validUntil', { validFrom: '2027-01-02', validUntil: '2027-01-01' }],
  ] as const)('says that the %s is wrong: %o', (field, over) => {
    expect(wrongField(draft(over), KES, false)).toBe(field);
  });

  it('needs a day for a rate that follows another', () => {
    expect(wrongField(draft(), KES, true)).toBe('validFrom');
    expect(wrongField(draft({ validFrom: '2027-01-01' }), KES, true)).toBeNull();
  });

  it('comes back from the server as it was', () => {
    const fields = fieldsOf(draft({ size: '8.875', affectsNextBase: true, validUntil: '2026-12-31' }), KES);
    const taxId = '018f0000-0000-7000-8000-000000000001';
    expect(fieldsOf(draftOfTax({ taxId, version: 1, ...fields }, KES), KES)).toEqual(fields);
    const fixed = fieldsOf(draft({ kind: 'fixed-per-unit', size: '1.2550' }), KES);
    expect(fieldsOf(draftOfTax({ taxId, version: 1, ...fixed }, KES), KES)).toEqual(fixed);
  });
});
