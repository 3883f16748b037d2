import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit } from '../catalog/gtin.ts';
import { barsOf, ean8, ean13 } from './bars.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const withCheck = (body: string) => body + checkDigit(body);
/** The modules as a scanner meets them: 1 is a bar. */
const modulesOf = (widths: readonly number[]) =>
  widths.map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(width)).join('');

/** The left-hand codes with odd parity as the standard prints them, module by module. */
const L = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
const inverted = (code: string) => [...code].map((module) => (module === '1' ? '0' : '1')).join('');
const R = L.map(inverted);
const G = R.map((code) => [...code].reverse().join(''));

/** Reads an EAN-13 from its modules, as a scanner does. */
function readEan13(modules: string): string {
  const sevens = (from: number) =>
    Array.from({ length: 6 }, (_, at) => modules.slice(from + at * 7, from + at * 7 + 7));
  const left = sevens(3).map((code) =>
    L.includes(code) ? { set: 'L', digit: L.indexOf(code) } : { set: 'G', digit: G.indexOf(code) },
  );
  const first = [
    'LLLLLL',
    'LLGLGG',
    'LLGGLG',
    'LLGGGL',
    'LGLLGG',
    'LGGLLG',
    'LGGGLL',
    'LGLGLG',
    'LGLGGL',
    'LGGLGL',
  ].indexOf(left.map(({ set }) => set).join(''));
  return [first, ...left.map(({ digit }) => digit), ...sevens(50).map((code) => R.indexOf(code))].join('');
}

describe('the bars of an EAN', () => {
  it('are those that the standard shows for 5901234123457', () => {
    expect(modulesOf(ean13('5901234123457'))).toBe(
      '10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101',
    );
  });

  it('are 95 modules that read as the code again, whatever it is', () => {
    fc.assert(
      fc.property(digits(12).map(withCheck), (code) => {
        fc.pre(!/^0+$/.test(code));
        const modules = modulesOf(ean13(code));
        expect(modules).toHaveLength(95);
        expect(readEan13(modules)).toBe(code);
      }),
    );
  });

  it('are 67 modules for an EAN-8', () => {
    fc.assert(
      fc.property(digits(7).map(withCheck), (code) => {
        fc.pre(!/^0+$/.test(code));
        const modules = modulesOf(ean8(code));
        expect(modules).toHaveLength(67);
        const at = (from: number, table: readonly string[]) =>
          Array.from({ length: 4 }, (_, place) => table.indexOf(modules.slice(from + place * 7, from + place * 7 + 7)));
        expect([...at(3, L), ...at(36, R)].join('')).toBe(code);
      }),
    );
  });

  it('are refused for a wrong check digit', () => {
    expect(() => ean13('5901234123458')).toThrow(RangeError);
    expect(() => ean8('12345678')).toThrow(RangeError);
  });
});

describe('the bars of a code', () => {
  it.each([
    ['5901234123457', 'ean-13'],
    ['036000291452', 'ean-13'],
    ['96385074', 'ean-8'],
    ['5901234123458', 'code-128'],
    ['MILK-1L', 'code-128'],
  ])('%s is printed as %s', (code, symbology) => {
    expect(barsOf(code)?.symbology).toBe(symbology);
  });

  it('of a UPC-A are those of the same number with a zero before it', () => {
    expect(barsOf('036000291452')?.widths).toEqual(ean13('0036000291452'));
  });

  it('are none for signs that no bar code has', () => {
    expect(barsOf('حليب')).toBeNull();
    expect(barsOf('')).toBeNull();
  });
});
