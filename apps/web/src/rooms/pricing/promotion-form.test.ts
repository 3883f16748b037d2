import type { PromotionSummary } from '@mosaajii/contract/pricing';
import { describe, expect, it } from 'vitest';
import { formOf } from './form-of-promotion.ts';
import { EMPTY_FORM, KINDS, type PromotionForm, readForm } from './promotion-form.ts';

const KES = { code: 'KES', exponent: 2 } as const;
const tea = { kind: 'product' as const, id: '01900000-0000-7000-8000-000000000001', name: 'Tea' };
const drinks = { kind: 'category' as const, id: '01900000-0000-7000-8000-000000000002', name: 'Drinks' };
const nameOf = (id: string) => [tea, drinks].find((one) => one.id === id)?.name ?? '';
const FULL: PromotionForm = {
  ...EMPTY_FORM,
  name: 'Happy hour',
  percent: '12.5',
  amount: '20.00',
  group: '3',
  free: '1',
  spend: '100.00',
  goods: [tea, drinks],
  from: '2026-11-01T08:00',
  to: '2026-12-01T08:00',
  weekdays: [1, 5],
  fromTime: '17:00',
  toTime: '19:30',
  minSpend: '50.00',
  minQuantity: '2',
  needsCoupon: true,
  maxTimes: '2',
  maxDiscount: '500.00',
  isExclusive: true,
  storeIds: ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'],
  groupIds: ['01900000-0000-7000-8000-00000000000c'],
  nthOrder: '1',
  usageLimit: '250000',
  perCustomer: '2',
  budget: '10000.00',
};

function saved(form: PromotionForm): PromotionSummary {
  const read = readForm(form, KES);
  if (!read.ok) throw new Error(`cannot be read: ${read.fields.join(', ')}`);
  const rest = { promotionId: tea.id, version: 1, state: 'active', couponCount: 0, used: null, updatedAt: '' } as const;
  return { ...read.value, ...rest };
}

describe('the form of a promotion', () => {
  it.each(KINDS)('comes back as it was saved: %s', (kind) => {
    const gifts = kind === 'buy-get' ? [drinks] : [];
    const form = { ...FULL, kind, gifts };
    const again = formOf(saved(form), KES, nameOf);
    if (again === null) throw new Error('the editor cannot show what it made');
    expect(saved(again)).toEqual(saved(form));
    expect(again).toMatchObject({ name: 'Happy hour', goods: [tea, drinks], weekdays: [1, 5], fromTime: '17:00' });
  });

  it('asks for what the kind needs, and for nothing else', () => {
    const wrongOf = (part: Partial<PromotionForm>) => {
      const read = readForm({ ...EMPTY_FORM, name: 'x', ...part }, KES);
      return read.ok ? [] : read.fields;
    };
    expect(wrongOf({ kind: 'percent' })).toEqual(['percent']);
    expect(wrongOf({ kind: 'percent', percent: '101' })).toEqual(['percent']);
    expect(wrongOf({ kind: 'amount', amount: '0' })).toEqual(['amount']);
    expect(wrongOf({ kind: 'bundle' })).toEqual(['group', 'amount']);
    expect(wrongOf({ kind: 'multibuy', group: '2', free: '2' })).toEqual(['free']);
    expect(wrongOf({ kind: 'spend', amount: '5' })).toEqual(['spend']);
    expect(wrongOf({ kind: 'percent', percent: '5', from: '2026-02-01T00:00', to: '2026-01-01T00:00' })).toEqual([
      'to',
    ]);
    expect(wrongOf({ kind: 'percent', percent: '5', name: ' ', priority: '0' })).toEqual(['name', 'priority']);
    expect(wrongOf({ kind: 'percent', percent: '5' })).toEqual([]);
    const limits = { usageLimit: '1000001', perCustomer: '1001', nthOrder: '0', budget: '-1' };
    expect([...wrongOf({ kind: 'percent', percent: '5', ...limits })].sort()).toEqual(Object.keys(limits).sort());
  });

  it('opens stores and groups in whatever order a program named them', () => {
    const usual = saved({ ...FULL, kind: 'percent' });
    const storeIds = [...(usual.conditions.storeIds ?? [])].reverse();
    const form = formOf({ ...usual, conditions: { ...usual.conditions, storeIds } }, KES, nameOf);
    expect(form?.storeIds).toEqual(storeIds);
    expect(form === null ? null : saved(form).conditions).toEqual(usual.conditions);
  });

  it('does not open what it would lose: it was made by a program', () => {
    const usual = saved({ ...FULL, kind: 'percent' });
    expect(
      formOf({ ...usual, conditions: { ...usual.conditions, minSpendBasis: 'original' as const } }, KES, nameOf),
    ).toBeNull();
    expect(formOf({ ...usual, effect: { kind: 'order-price', priceMinor: 5 as never } }, KES, nameOf)).toBeNull();
    expect(formOf({ ...usual, limits: { maxMilliTotal: 1000 as never } }, KES, nameOf)).toBeNull();
  });
});
