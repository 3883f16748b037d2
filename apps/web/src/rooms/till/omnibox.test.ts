import { describe, expect, it } from 'vitest';
import { looksLikeCode, parseOmnibox } from './omnibox.ts';

const GBP = { code: 'GBP', exponent: 2 } as const;
const JPY = { code: 'JPY', exponent: 0 } as const;
const read = (text: string) => parseOmnibox(text, GBP);

describe('finding', () => {
  it('takes codes and words as they are', () => {
    expect(read('5901234123457')).toEqual({ kind: 'find', text: '5901234123457', quantityMilli: null });
    expect(read('  mil cof ')).toEqual({ kind: 'find', text: 'mil cof', quantityMilli: null });
    expect(read('007')).toEqual({ kind: 'find', text: '007', quantityMilli: null });
  });

  it('reads the digits of an Arabic keyboard, and leaves words alone', () => {
    expect(read('٥٩٠١٢٣٤١٢٣٤٥٧')).toEqual({ kind: 'find', text: '5901234123457', quantityMilli: null });
    expect(read('٣*حليب ٧')).toEqual({ kind: 'find', text: 'حليب ٧', quantityMilli: 3000 });
    expect(read('٧ أب')).toEqual({ kind: 'find', text: '٧ أب', quantityMilli: null });
    expect(read('=٤٫٩٩')).toEqual({ kind: 'price', priceE4: 4_990_000 });
    expect(read('-١٠٪')).toEqual({ kind: 'discount', target: 'line', discount: { kind: 'percent', ratePpm: 100_000 } });
  });

  it('guesses no amount that can be read in two ways', () => {
    expect(read('=1,500')).toEqual({ kind: 'invalid', reason: 'price' });
    expect(read('-1,500')).toEqual({ kind: 'invalid', reason: 'amount' });
  });

  it('reads a quantity before a star', () => {
    expect(read('3*milk')).toEqual({ kind: 'find', text: 'milk', quantityMilli: 3000 });
    expect(read('1.250*4011')).toEqual({ kind: 'find', text: '4011', quantityMilli: 1250 });
    expect(read('0,5 × cheese')).toEqual({ kind: 'find', text: 'cheese', quantityMilli: 500 });
    expect(read('3*')).toEqual({ kind: 'multiplier', quantityMilli: 3000 });
  });

  it('does not mistake a product for a multiplication', () => {
    expect(read('2x4 timber')).toEqual({ kind: 'find', text: '2x4 timber', quantityMilli: null });
  });

  it('refuses quantities that no shop sells', () => {
    expect(read('0*milk')).toEqual({ kind: 'invalid', reason: 'quantity' });
    expect(read('9999999*milk')).toEqual({ kind: 'invalid', reason: 'quantity' });
    expect(read('1.2345*milk')).toEqual({ kind: 'invalid', reason: 'quantity' });
  });
});

describe('changing the selected line', () => {
  it.each([
    ['+', 1000],
    ['-', -1000],
    ['+5', 5000],
    ['-2', -2000],
  ])('%s changes the quantity by %i thousandths', (text, byMilli) => {
    expect(read(text)).toEqual({ kind: 'change-quantity', byMilli });
  });

  it('reads reductions of the line and of the sale', () => {
    expect(read('-10%')).toEqual({ kind: 'discount', target: 'line', discount: { kind: 'percent', ratePpm: 100_000 } });
    expect(read('-12,5 %')).toEqual({
      kind: 'discount',
      target: 'line',
      discount: { kind: 'percent', ratePpm: 125_000 },
    });
    expect(read('-2.00')).toEqual({ kind: 'discount', target: 'line', discount: { kind: 'amount', amountMinor: 200 } });
    expect(read('--10%')).toEqual({
      kind: 'discount',
      target: 'sale',
      discount: { kind: 'percent', ratePpm: 100_000 },
    });
    expect(read('--5')).toEqual({ kind: 'discount', target: 'sale', discount: { kind: 'amount', amountMinor: 500 } });
    expect(parseOmnibox('-200.', JPY)).toEqual({
      kind: 'discount',
      target: 'line',
      discount: { kind: 'amount', amountMinor: 200 },
    });
  });

  it('refuses reductions above everything and of nothing', () => {
    expect(read('-101%')).toEqual({ kind: 'invalid', reason: 'percent' });
    expect(read('-0%')).toEqual({ kind: 'invalid', reason: 'percent' });
    expect(read('--0.00')).toEqual({ kind: 'invalid', reason: 'amount' });
    expect(read('-2.005')).toEqual({ kind: 'invalid', reason: 'amount' });
  });

  it('reads another price, also below the minor unit', () => {
    expect(read('=4.99')).toEqual({ kind: 'price', priceE4: 4_990_000 });
    expect(read('=0,855')).toEqual({ kind: 'price', priceE4: 855_000 });
    expect(read('=abc')).toEqual({ kind: 'invalid', reason: 'price' });
    expect(read('=-1')).toEqual({ kind: 'invalid', reason: 'price' });
  });
});

it('reads receipts, commands and help', () => {
  expect(read('#1042')).toEqual({ kind: 'receipt', text: '1042' });
  expect(read('#S1-R2-A-000214')).toEqual({ kind: 'receipt', text: 'S1-R2-A-000214' });
  expect(read('>close')).toEqual({ kind: 'command', text: 'close' });
  expect(read('?')).toEqual({ kind: 'help' });
  expect(read('   ')).toEqual({ kind: 'nothing' });
});

it('tells a code from words', () => {
  expect(looksLikeCode('6161100604412')).toBe(true);
  expect(looksLikeCode('DAI-0021')).toBe(true);
  expect(looksLikeCode('coffee')).toBe(false);
  expect(looksLikeCode('soap 175')).toBe(false);
  expect(looksLikeCode('12')).toBe(false);
});
