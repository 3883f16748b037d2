import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeZpl } from './index.ts';

const format = { widthMm: 57, heightMm: 32 };
const label = (part: object = {}) => ({
  name: 'Milk 1 L',
  price: 'KES 65.40',
  unit: '',
  code: '5901234123457',
  ...part,
});

describe('labels in ZPL', () => {
  it('say their size in dots, their texts, their bars as EAN-13, and how many', () => {
    const zpl = encodeZpl(format, [{ label: label(), count: 12 }]);
    expect(zpl).toContain('^PW456^LL256');
    expect(zpl).toContain('^FDMilk 1 L^FS');
    expect(zpl).toContain('^FDKES 65.40^FS');
    expect(zpl).toMatch(/\^BEN,\d+,Y,N\^FD590123412345\^FS/);
    expect(zpl).toContain('^PQ12');
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
  });

  it('have an EAN-8 and a Code 128 where the code is one, and text where it is none', () => {
    const of = (code: string) => encodeZpl(format, [{ label: label({ code }), count: 1 }]);
    expect(of('96385074')).toMatch(/\^B8N,.*\^FD9638507\^FS/);
    expect(of('036000291452')).toContain('^FD003600029145^FS');
    expect(of('MILK-1L')).toMatch(/\^BCN,.*\^FDMILK-1L\^FS/);
    expect(of('حليب')).not.toMatch(/\^B[E8C]N/);
  });

  it('leave out what is not wanted', () => {
    expect(encodeZpl(format, [{ label: label(), count: 0 }])).toBe('');
  });

  it('take no command from a name, a price or a code', () => {
    const sign = fc.constantFrom('^', '~', '_', '\\', '\n', 'X', 'Z', 'A', ' ', 'é', 'ن', 'F', 'S', 'D');
    const text = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, text, text, (name, price, code) => {
        const zpl = encodeZpl(format, [{ label: { name, price, unit: 'per kg', code }, count: 1 }]);
        const plain = encodeZpl(format, [{ label: { name: '', price: '', unit: 'per kg', code: '' }, count: 1 }]);
        const commands = (all: string) => (all.match(/[\^~](?!B)/g) ?? []).length;
        // Bars are one command more, with its hexadecimal texts or without.
        expect(Math.abs(commands(zpl) - commands(plain))).toBeLessThanOrEqual(1);
        expect(zpl.match(/\^XZ/g)).toHaveLength(1);
        expect(zpl.split('\n')).toHaveLength(plain.split('\n').length);
      }),
    );
  });
});
