import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from './reader.ts';
import { runCase, runCases } from './run-cases.ts';

const file = JSON.parse(readFileSync(new URL('../../fixtures/money-cases.json', import.meta.url), 'utf8')) as {
  cases: Json[];
};

function problems(group: string, input: Json, expected: Json): readonly string[] {
  return runCase({ id: 'case', group, input, expected }, 0).problems;
}

describe('the money cases', () => {
  it('are all there', () => {
    expect(file.cases).toHaveLength(58);
  });

  it.each(runCases(file))('$id', ({ problems: found }) => {
    expect(found).toEqual([]);
  });

  it('fail when any one expected figure is another', () => {
    for (const item of file.cases) {
      if (!isObject(item)) throw new Error('a case is no object');
      const expected = changeFirstNumber(item['expected'] ?? null);
      expect(runCase({ ...item, expected }, 0).problems).not.toEqual([]);
    }
  });
});

/** The same figures with a unit added to the first number that is found. */
function changeFirstNumber(value: Json): Json {
  let isDone = false;
  const change = (item: Json): Json => {
    if (isDone) return item;
    if (Array.isArray(item)) return item.map(change);
    if (isObject(item)) return Object.fromEntries(Object.entries(item).map(([key, member]) => [key, change(member)]));
    isDone = true;
    return typeof item === 'number' ? item + 1 : String(Number(item) + 1);
  };
  return change(value);
}

describe('conventions, with numbers of our own', () => {
  it('rounds globally: a mixed net by itself, an all-included net as what the taxes leave', () => {
    const included = { kind: 'percent', amount: '10', price_included: true };
    const lines = [{ unit_price: '2.50' }, { unit_price: '2.50' }];
    // 5.00 holds 0.4545 of tax: 0.45, and 4.55 is left.
    expect(
      problems(
        'document_totals',
        { lines, taxes: [included], rounding: 'global' },
        { base: '4.55', tax_total: '0.45', total: '5' },
      ),
    ).toEqual([]);
    const tie = [{ unit_price: '0.33' }];
    // 0.33 holds 0.03 of tax; 0.30 is left.
    expect(
      problems(
        'document_totals',
        { lines: tie, taxes: [included], rounding: 'global' },
        { base: '0.30', total: '0.33' },
      ),
    ).toEqual([]);
  });

  it('takes a global discount off the total and each tax, as an amount too', () => {
    const input = {
      lines: [{ unit_price: '100' }],
      taxes: [{ amount: '20' }],
      rounding: 'per_line',
      global_discount_amount: '12',
    };
    expect(problems('document_totals', input, { base: '90', tax_total: '18', total: '108' })).toEqual([]);
  });

  it('rounds cash by each named method, refunds alike', () => {
    const input = { lines: [{ unit_price: '10.02' }], cash_rounding_unit: '0.05', round_cash_only: true };
    const paid = { HALF_UP: '10.00', UP: '10.05', DOWN: '10.00', HALF_EVEN: '10.00', HALF_DOWN: '10.00' };
    for (const [method, amount_paid] of Object.entries(paid)) {
      expect(
        problems('cash_rounding', { ...input, method }, { amount_paid, refund_amount_paid: `-${amount_paid}` }),
      ).toEqual([]);
    }
    expect(problems('cash_rounding', { ...input, method: 'SIDEWAYS' }, { tax: '0' })).toEqual([
      'unknown rounding sideways',
    ]);
  });

  it('leaves a total alone that cards have covered', () => {
    const input = {
      lines: [{ unit_price: '10.02' }],
      cash_rounding_unit: '0.05',
      method: 'UP',
      non_cash_paid: '10.02',
    };
    expect(
      problems('cash_rounding', input, { cash_paid: '0', amount_paid: '10.02', rounding_difference: '0' }),
    ).toEqual([]);
  });

  it('allocates negative totals with floors first', () => {
    expect(problems('allocation', { weights: [1, 1], total_minor: -5 }, { shares_minor: [-2, -3] })).toEqual([]);
    expect(problems('allocation', { weights: [], total_minor: 0 }, { shares_minor: [] })).toEqual([]);
  });

  it('rounds the tax of one unit and multiplies, and discounts items by the unit', () => {
    const rates = { standard: '20' };
    const lines = [{ list_price_minor: 123, rate: 'standard', quantity: 3 }];
    expect(problems('minor_units_order', { lines, rates }, { subtotal: 369, subtotal_with_tax: 444 })).toEqual([]);
    const discount = { scope: 'item', amount_minor: 200 };
    expect(problems('minor_units_order', { lines, rates, discount }, { subtotal: 0, total_with_tax: 0 })).toEqual([]);
  });

  it('reaches the dearest units first, caps a coupon at the price and gives lost cents back', () => {
    const items = [
      { unit_price: '1', quantity: 1 },
      { unit_price: '9', quantity: 1 },
    ];
    expect(
      problems(
        'coupon',
        { items, coupons: [{ type: 'fixed_per_unit', amount: '5' }] },
        { discount: '6', line_discounts: ['1', '5'] },
      ),
    ).toEqual([]);
    expect(
      problems('coupon', { items, coupons: [{ type: 'percent', amount: '50', limit_units: 1 }] }, { discount: '4.50' }),
    ).toEqual([]);
    const cents = [
      { unit_price: '0.15', quantity: 1 },
      { unit_price: '0.15', quantity: 1 },
    ];
    // Ten per cent is 1.5 cents on each, floored to one; of the whole it is three.
    expect(
      problems(
        'coupon',
        { items: cents, coupons: [{ type: 'percent', amount: '10' }] },
        { discount: '0.03', line_discounts: ['0.02', '0.01'] },
      ),
    ).toEqual([]);
    const cart = [{ type: 'fixed_cart', amount: '100' }];
    expect(problems('coupon', { items, coupons: cart }, { discount: '10', total: '0' })).toEqual([]);
  });

  it('refunds nothing for nothing and in currencies without decimals', () => {
    const input = {
      sold_quantity: 3,
      line_total: '100',
      line_taxes: ['10'],
      refund_quantity: 1,
      currency_precision: '1',
    };
    expect(problems('partial_refund', input, { refund_total: '33', refund_taxes: ['3'] })).toEqual([]);
    expect(
      problems('partial_refund', { ...input, refund_quantity: -1 }, { refund_total: '0.00', refund_taxes: ['0'] }),
    ).toEqual([]);
  });

  it('adds compound rates on top in order of priority', () => {
    const rates = [
      { rate: '10', compound: true, priority: 2 },
      { rate: '20', compound: false, priority: 3 },
    ];
    const expected = { taxes_by_rate: { '20': '20', '10': '12' }, total: '32', net: '100' };
    expect(problems('line_tax_wc', { amount: '100', rates }, expected)).toEqual([]);
  });

  it('pays invoices in any mix and says what is outstanding', () => {
    const input = { lines: [{ unit_price: '10' }], payments: [{ type: 'cash', amount: '4' }] };
    expect(problems('document_totals', input, { change: '0', outstanding: '6', grand_total: '10' })).toEqual([]);
  });
});

describe('what cannot be run', () => {
  it('is a failure with a reason, never skipped', () => {
    expect(problems('weather', {}, { a: 1 })).toEqual(['unknown group "weather"']);
    expect(problems('allocation', { weights: [1], total_minor: 1 }, {})).toEqual(['nothing is expected']);
    expect(problems('allocation', { weights: [1], total_minor: 1 }, { rainfall: 1 })).toEqual([
      'expected.rainfall: this group has no such figure',
    ]);
    expect(problems('allocation', { weights: ['x'], total_minor: 1 }, { shares_minor: [1] })[0]).toContain(
      'not a decimal number',
    );
    expect(problems('partial_refund', {}, { refund_total: '1' })).toEqual(['case.input.sold_quantity is missing']);
    expect(runCase('nonsense', 4)).toMatchObject({ id: 'case 5', problems: ['case 5 is not an object'] });
    expect(() => runCases({ other: [] })).toThrow('no list of cases');
  });
});
