import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit } from '../catalog/gtin.ts';
import { aiSpec, aisOf } from './application-identifiers.ts';
import { brokenRule } from './content-rules.ts';
import { gs1Date } from './date.ts';
import {
  type Gs1Element,
  goodsCodes,
  itemOf,
  measureOf,
  missingElement,
  readBracketed,
  readDigitalLink,
  readElementString,
  readGs1,
  readSymbology,
  toRaw,
} from './index.ts';

const NOW = 2026;
const GS = '\u001d';
const gtin = fc.stringMatching(/^[0-9]{13}$/).map((body) => body + checkDigit(body));
const text = fc.stringMatching(/^[!"%-?A-Z_a-z]{1,20}$/);

/** Elements of goods in an order that a printer may choose. */
const elements: fc.Arbitrary<readonly Gs1Element[]> = fc
  .tuple(gtin, text, text, fc.nat(999_999), fc.nat(5))
  .chain(([item, lot, serial, weight, decimals]) =>
    fc.shuffledSubarray(
      [
        { ai: '01', value: item },
        { ai: '10', value: lot },
        { ai: '21', value: serial },
        { ai: '17', value: '270228' },
        { ai: `310${decimals}`, value: String(weight).padStart(6, '0') },
      ],
      { minLength: 1 },
    ),
  );

describe('element strings', () => {
  it('are read back from what is printed, in every order', () => {
    fc.assert(
      fc.property(elements, (printed) => {
        expect(readElementString(toRaw(printed), NOW)).toEqual({ ok: true, value: printed });
        expect(readElementString(toRaw(printed).replaceAll('^', GS), NOW)).toEqual({ ok: true, value: printed });
        const bracketed = printed.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
        if (!/\\\\\(/.test(bracketed)) expect(readBracketed(bracketed, NOW)).toEqual({ ok: true, value: printed });
      }),
    );
  });

  it('never throw, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string(), (scanned) => {
        const read = readGs1(scanned, NOW);
        expect(typeof read.ok).toBe('boolean');
        expect(typeof readDigitalLink(`https://a/01/${scanned}`, { nowYear: NOW }).ok).toBe('boolean');
      }),
    );
  });

  it('are known by the prefix that the scanner sends', () => {
    expect(readSymbology(']d201')).toEqual({ symbol: 'GS1 DataMatrix', data: '01' });
    expect(readSymbology(']E05901234123457')).toEqual({ symbol: null, data: '5901234123457' });
    expect(readSymbology('5901234123457')).toBeNull();
  });

  it('refuse what describes two things at once', () => {
    expect(readGs1('^0112345678901231^0212345678901231', NOW)).toMatchObject({ error: { code: 'excluded' } });
    expect(readGs1('^10A^10B', NOW)).toMatchObject({ error: { code: 'repeated' } });
    expect(readGs1('^3103000123^3102000123', NOW)).toMatchObject({ error: { code: 'excluded' } });
    expect(missingElement([{ ai: '10', value: 'A' }])).toMatchObject({ code: 'missing' });
  });
});

describe('dates', () => {
  it('mean the year that is closest, whatever the year is now', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2150 }), fc.nat(99), (now, year) => {
        const iso = gs1Date(`${String(year).padStart(2, '0')}0615`, now);
        const difference = Number(iso?.slice(0, 4)) - now;
        expect(difference).toBeGreaterThanOrEqual(-49);
        expect(difference).toBeLessThanOrEqual(50);
        expect(Number(iso?.slice(2, 4))).toBe(year);
      }),
    );
  });

  it('with day 00 are the last of the month, where that is allowed', () => {
    expect(gs1Date('240200', NOW)).toBe('2024-02-29');
    expect(gs1Date('240200', NOW, false)).toBeNull();
  });
});

describe('goods', () => {
  it('have number, lot, serial, dates, weight and price', () => {
    const code = `]C101095201234567881727022815270101${''}310300075039221299${GS}10LOT-1${GS}21SN7`;
    const read = readGs1(code, NOW);
    if (!read.ok) throw new Error(read.error.detail);
    expect(itemOf(read.value, NOW)).toEqual({
      ok: true,
      value: {
        gtin: '09520123456788',
        lot: 'LOT-1',
        serial: 'SN7',
        expiresOn: '2027-02-28',
        bestBefore: '2027-01-01',
        netWeight: { digits: 750, decimals: 3, unit: 'kg' },
        price: { digits: 1299, decimals: 2, currencyCode: null },
      },
    });
  });

  it('may be sold until the day after which they may not: 17 before 16', () => {
    const dates = [
      { ai: '16', value: '260101' },
      { ai: '17', value: '260301' },
    ];
    expect(itemOf(dates, NOW)).toMatchObject({ value: { gtin: null, expiresOn: '2026-03-01' } });
    expect(itemOf(dates.slice(0, 1), NOW)).toMatchObject({ value: { expiresOn: '2026-01-01' } });
  });

  it('have a count, pounds, a currency, and a coupon', () => {
    const found = itemOf(
      [
        { ai: '30', value: '12' },
        { ai: '3202', value: '000150' },
        { ai: '3932', value: '978499' },
        { ai: '255', value: '9501101530003' },
      ],
      NOW,
    );
    expect(found).toMatchObject({
      value: {
        count: 12,
        netWeight: { digits: 150, decimals: 2, unit: 'lb' },
        price: { digits: 499, decimals: 2, currencyCode: 'EUR' },
        coupon: '9501101530003',
      },
    });
  });

  it('are refused when their price is no number that can be counted', () => {
    expect(itemOf([{ ai: '3920', value: '9'.repeat(17) }], NOW)).toMatchObject({ error: { code: 'content' } });
    expect(measureOf({ ai: '10', value: '1' })).toBeNull();
  });

  it('are found in web addresses, also with a short number', () => {
    const read = readGs1('https://shop.example/p/01/9520123456788/10/A?17=270228', NOW);
    if (!read.ok) throw new Error(read.error.detail);
    expect(itemOf(read.value, NOW)).toMatchObject({
      value: { gtin: '09520123456788', lot: 'A', expiresOn: '2027-02-28' },
    });
  });
});

describe('the codes of goods', () => {
  const rules = [
    { kind: 'label', pattern: '21IIIIIVVVVVC', measure: 'weight', decimals: 3, priceAs: 'price' },
    { kind: 'receipt', pattern: 'R*' },
  ] as const;
  const codes = (scanned: string) => goodsCodes(scanned, rules, () => false, NOW);

  it('are where the goods of any scan are looked for', () => {
    expect(codes('5901234123457')).toEqual(['5901234123457']);
    expect(codes('04252614')).toEqual(['04252614', '042100005264']);
    expect(codes('2112345007502')).toEqual(['2112345000008', '12345']);
    expect(codes(`]C10195201234567882${''}`)).toEqual([]);
    expect(codes(`]C10109520123456788${'10A'}`)).toEqual(['09520123456788']);
  });

  it('are none for what is no goods', () => {
    for (const other of ['R000214', '5901234123458', ']C110A', ']C1019', `98${'1'.repeat(26)}`])
      expect(codes(other)).toEqual([]);
  });
});

describe('the table of identifiers', () => {
  it('names ranges, and rules that exist', () => {
    expect(aisOf('3100-5')).toEqual(['3100', '3101', '3102', '3103', '3104', '3105']);
    for (let number = 0; number < 10_000; number += 1) {
      for (const ai of [String(number), String(number).padStart(2, '0')]) {
        const spec = aiSpec(ai);
        for (const { rules, least } of spec?.components ?? []) {
          expect(() => brokenRule('1'.repeat(least), rules, NOW)).not.toThrow();
        }
      }
    }
    expect(() => brokenRule('1', ['nonsense'], NOW)).toThrow('does not exist');
  });
});
