import { describe, expect, it } from 'vitest';
import { referenceProblem, TENDER_KINDS, USUAL_TENDERS } from './index.ts';

describe('the reference of a tender', () => {
  it('is asked for where nothing else proves the payment', () => {
    const asked = TENDER_KINDS.filter((kind) => referenceProblem(USUAL_TENDERS, kind, '') === 'missing');
    expect(asked).toEqual(['bank-transfer', 'mobile-money']);
    expect(referenceProblem(USUAL_TENDERS, 'mobile-money', ' QX12 ')).toBeNull();
  });

  it('has to look as the store says, as a whole and in any case', () => {
    const settings = { ...USUAL_TENDERS, mobileMoneyPattern: '[A-Z0-9]{10}' };
    expect(referenceProblem(settings, 'mobile-money', 'sbx1234567')).toBeNull();
    expect(referenceProblem(settings, 'mobile-money', 'SBX12345678')).toBe('unlike');
    expect(referenceProblem(settings, 'bank-transfer', 'anything')).toBeNull();
  });

  it('is not refused by a pattern that is no expression', () => {
    expect(referenceProblem({ ...USUAL_TENDERS, bankPattern: '(' }, 'bank-transfer', 'x')).toBeNull();
  });

  it('is not refused by a pattern that a device kept from before and that would never come back', () => {
    const settings = { ...USUAL_TENDERS, mobileMoneyPattern: '(A+)+B', bankPattern: 'A'.repeat(101) };
    expect(referenceProblem(settings, 'mobile-money', 'A'.repeat(60))).toBeNull();
    expect(referenceProblem(settings, 'bank-transfer', 'x')).toBeNull();
  });
});
