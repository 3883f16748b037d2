import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, isGtin } from '../catalog/gtin.ts';
import {
  asEan13,
  codesOfLabel,
  DEFAULT_SCAN_RULES,
  decimalText,
  fitsPattern,
  hasWrongCheckDigit,
  type LabelRule,
  labelLayout,
  priceCheckDigit,
  readLabel,
  readScan,
  rescale,
  type ScanRule,
  scanRuleProblem,
  upcEToUpcA,
  weightAsQuantity,
} from './index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const nothing = () => false;
const weight: LabelRule = { kind: 'label', pattern: '21IIIIIVVVVVC', measure: 'weight', decimals: 3, priceAs: 'price' };
const price: LabelRule = {
  kind: 'label',
  pattern: '20IIIIIPVVVVC',
  measure: 'price',
  decimals: 2,
  priceAs: 'quantity',
};

describe('check digits', () => {
  it('of prices find every single wrong digit of four and five', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 5 }).chain(digits),
        fc.nat(4),
        fc.integer({ min: 1, max: 9 }),
        (value, at, by) => {
          const place = at % value.length;
          const other = String((Number(value[place]) + by) % 10);
          const changed = value.slice(0, place) + other + value.slice(place + 1);
          expect(priceCheckDigit(changed)).not.toBe(priceCheckDigit(value));
        },
      ),
    );
    expect(() => priceCheckDigit('123')).toThrow(RangeError);
    expect(() => priceCheckDigit('12345x')).toThrow(RangeError);
  });

  it('of a UPC-E are those of the UPC-A that it stands for', () => {
    fc.assert(
      fc.property(digits(6), fc.constantFrom('0', '1'), (short, system) => {
        const whole = upcEToUpcA(system + short);
        expect(isGtin(whole ?? '') || /^0+$/.test(whole ?? '')).toBe(true);
        expect(upcEToUpcA(system + short + whole?.at(-1))).toBe(whole);
        expect(upcEToUpcA(system + short + String((Number(whole?.at(-1)) + 1) % 10))).toBeNull();
      }),
    );
    for (const text of ['', '12345', '2123456', 'abcdef', '123456789']) expect(upcEToUpcA(text)).toBeNull();
  });

  it('tell a misread code of goods from a number of a shop', () => {
    expect(hasWrongCheckDigit('5901234123458')).toBe(true);
    expect(hasWrongCheckDigit('5901234123457')).toBe(false);
    for (const own of ['12345678', '4011', 'SKU-1', '0000000000000', '123456789012345'])
      expect(hasWrongCheckDigit(own)).toBe(false);
  });
});

describe('a layout of labels', () => {
  it('reads back what was printed, for every item and value', () => {
    fc.assert(
      fc.property(digits(5), digits(5), (item, value) => {
        const body = `21${item}${value}`;
        const layout = labelLayout(weight.pattern);
        if (!layout.ok) throw new Error('the layout is right');
        const read = readLabel(body + checkDigit(body), layout.value);
        expect(read).toMatchObject({ ok: true, value: { item, value: Number(value) } });
        const wrong = body + String((Number(checkDigit(body)) + 1) % 10);
        expect(readLabel(wrong, layout.value)).toMatchObject({ ok: false, error: { code: 'check-digit' } });
      }),
    );
  });

  it('verifies the check digit of the price', () => {
    const body = `2012345${priceCheckDigit('1995')}1995`;
    expect(readScan(body + checkDigit(body), [price], nothing)).toMatchObject({
      kind: 'label',
      item: '12345',
      value: { digits: 1995, decimals: 2 },
    });
    const wrong = `2012345${(Number(priceCheckDigit('1995')) + 1) % 10}1995`;
    expect(readScan(wrong + checkDigit(wrong), [price], nothing)).toMatchObject({
      kind: 'wrong-check',
      which: 'value',
    });
  });

  it.each([
    ['2xIIIIIVVVVV', 'length'],
    ['2xIIIIIVVVVVQ', 'characters'],
    ['2xIIIIIVVVVVV', 'check'],
    ['2xIIVVVVVIIIC', 'item'],
    ['2xxxxxxVVVVVC', 'item'],
    ['2xVIIIIVVVVVC', 'value'],
    ['2xIIIIIxxxxxC', 'value'],
    ['2xIIIIPVVVVVC', null],
    ['2xIIIIIIPVVVC', 'value-check'],
    ['2xIIIPPVVVVVC', 'value-check'],
  ])('%s: %s', (pattern, code) => {
    const layout = labelLayout(pattern);
    if (code === null) expect(layout.ok).toBe(true);
    else expect(layout).toMatchObject({ ok: false, error: { code } });
  });

  it('takes a UPC-A and a GTIN-14 as the EAN-13 that they are, and leaves others alone', () => {
    expect(asEan13('212345678901')).toBe('0212345678901');
    expect(asEan13('02123456789012')).toBe('2123456789012');
    expect(asEan13('12123456789012')).toBeNull();
    const layout = labelLayout(weight.pattern);
    if (!layout.ok) throw new Error('the layout is right');
    expect(readLabel('5901234123457', layout.value)).toMatchObject({ ok: false, error: { code: 'layout' } });
  });

  it('names the goods by their code with zeros, their number, and their number without leading zeros', () => {
    expect(codesOfLabel({ item: '00042', zeroed: '2100042000002' })).toEqual(['2100042000002', '00042', '42']);
    expect(codesOfLabel({ item: '00000', zeroed: '2100000000005' })).toEqual(['2100000000005', '00000', '0']);
  });
});

describe('the table of codes', () => {
  it('reads a code of the catalogue as goods, whatever pattern it fits', () => {
    const knows = (code: string) => code === 'R2D2';
    expect(readScan('R2D2', DEFAULT_SCAN_RULES, knows)).toEqual({ kind: 'product', code: 'R2D2' });
    expect(readScan('R2D3', DEFAULT_SCAN_RULES, knows)).toEqual({ kind: 'receipt', code: 'R2D3' });
  });

  it.each([
    ['S1-R2-A-000214', 'receipt'],
    ['R000214', 'receipt'],
    ['c000123', 'customer-card'],
    ['G4-99', 'gift-card'],
    ['V1', 'voucher'],
    ['K10', 'coupon'],
    ['P000017', 'purchase-order'],
    ['PO-000017', 'purchase-order'],
    [`98${'1'.repeat(26)}`, 'badge'],
    ['5901234123457', 'product'],
    [']E05901234123457', 'product'],
    ['5901234123458', 'wrong-check'],
    ['RED-TEE', 'product'],
    [']C10112345678901231', 'gs1'],
    ['0112345678901231\u001d10AB', 'gs1'],
    ['011234567890123110AB', 'gs1'],
    ['https://id.gs1.org/01/09520123456788', 'gs1'],
    ['https://example.com/menu', 'product'],
  ])('%s is a %s', (code, kind) => {
    expect(readScan(code, DEFAULT_SCAN_RULES, nothing).kind).toBe(kind);
  });

  it('asks the rows in their order', () => {
    const rules: ScanRule[] = [{ kind: 'voucher', pattern: 'R9*' }, ...DEFAULT_SCAN_RULES];
    expect(readScan('R91', rules, nothing).kind).toBe('voucher');
    expect(readScan('R81', rules, nothing).kind).toBe('receipt');
  });

  it('never throws, whatever is scanned and whatever a row says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (code, pattern) => {
        expect(
          readScan(
            code,
            [
              { kind: 'coupon', pattern },
              { ...weight, pattern },
            ],
            nothing,
          ).kind,
        ).toBeTypeOf('string');
        expect(fitsPattern(code, '*')).toBe(!/[\n\r\u2028\u2029]/.test(code));
      }),
    );
  });

  it('fits a code as the same pattern written as an expression does', () => {
    const letters = (chars: string) => fc.string({ unit: fc.constantFrom(...chars), maxLength: 9 });
    fc.assert(
      fc.property(letters('aB1\n'), letters('aAb1#*'), (code, pattern) => {
        const source = pattern.replaceAll('*', '.*').replaceAll('#', '\\d');
        expect(fitsPattern(code, pattern)).toBe(new RegExp(`^${source}$`, 'i').test(code));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is done with the longest row of stars and the code that fits it least', () => {
    expect(fitsPattern(`${'a'.repeat(4_000)}!`, '*a'.repeat(20))).toBe(false);
    expect(fitsPattern(`${'a'.repeat(4_000)}!`, `${'*a'.repeat(19)}*`)).toBe(true);
  });

  it('says what is wrong with a row', () => {
    expect(DEFAULT_SCAN_RULES.map(scanRuleProblem)).toEqual(DEFAULT_SCAN_RULES.map(() => null));
    expect(scanRuleProblem({ kind: 'receipt', pattern: '*' })).toMatchObject({ code: 'pattern' });
    expect(scanRuleProblem({ kind: 'receipt', pattern: 'a b' })).toMatchObject({ code: 'pattern' });
    expect(scanRuleProblem({ ...weight, pattern: '21' })).toMatchObject({ code: 'length' });
    expect(scanRuleProblem(weight)).toBeNull();
  });
});

describe('weights and decimals', () => {
  it('are quantities of the product’s unit', () => {
    const kilograms = { digits: 750, decimals: 3 };
    expect(weightAsQuantity(kilograms, 'kg', 'kg')).toBe(750);
    expect(weightAsQuantity(kilograms, 'kg', 'g')).toBe(750_000);
    expect(weightAsQuantity({ digits: 1, decimals: 0 }, 'lb', 'kg')).toBe(454);
    expect(weightAsQuantity({ digits: 1, decimals: 0 }, 'lb', 'oz')).toBe(16_000);
    expect(weightAsQuantity({ digits: 45359237, decimals: 8 }, 'kg', 'lb')).toBe(1000);
    expect(weightAsQuantity({ digits: 12345, decimals: 4 }, 'kg', 'pcs')).toBe(1235);
  });

  it('keep their value when rescaled, to half a step', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(9), fc.nat(4), (number, decimals, to) => {
        const scaled = rescale({ digits: number, decimals }, to);
        expect(Math.abs(scaled / 10 ** to - number / 10 ** decimals)).toBeLessThanOrEqual(0.5 / 10 ** to + 1e-9);
      }),
    );
    expect(rescale({ digits: 5, decimals: 1 }, 0)).toBe(1);
    expect(decimalText({ digits: 5, decimals: 3 })).toBe('0.005');
    expect(decimalText({ digits: 12, decimals: 0 })).toBe('12');
  });
});
