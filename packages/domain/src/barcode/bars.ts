import { code128Text } from '../badge/code-128.ts';
import { isGtin } from '../catalog/gtin.ts';

/** Bars of a code: widths of bar, space, bar, … in modules, and the white that a scanner needs on either side. */
export interface Bars {
  readonly symbology: 'ean-13' | 'ean-8' | 'code-128';
  readonly widths: readonly number[];
  readonly quietStart: number;
  readonly quietEnd: number;
}

/** Widths of space, bar, space, bar of each digit in number set A (GS1 General Specifications, figure 5.2.1.2.1-1). */
const SET_A = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'] as const;
/** Which of the six digits on the left come from set B: they say the first digit, which has no bars of its own. */
const PARITY = [
  'AAAAAA',
  'AABABB',
  'AABBAB',
  'AABBBA',
  'ABAABB',
  'ABBAAB',
  'ABBBAA',
  'ABABAB',
  'ABABBA',
  'ABBABA',
] as const;
const GUARD = '111';
const CENTRE = '11111';

function digitOf(sign: string, set: string): string {
  const widths = SET_A[Number(sign)] ?? '';
  // Set B is set A from the other end; set C has the widths of A, with bars for spaces.
  return set === 'B' ? [...widths].reverse().join('') : widths;
}

function sided(start: string, end: string, parity: string): number[] {
  const left = [...start].map((sign, place) => digitOf(sign, parity.charAt(place)));
  const right = [...end].map((sign) => digitOf(sign, 'C'));
  return Array.from([GUARD, ...left, CENTRE, ...right, GUARD].join(''), Number);
}

/** An EAN-13. Throws a RangeError on anything but thirteen digits with the right check digit. */
export function ean13(code: string): readonly number[] {
  if (code.length !== 13 || !isGtin(code)) throw new RangeError(`not an EAN-13: "${code}"`);
  return sided(code.slice(1, 7), code.slice(7), PARITY[Number(code[0])] ?? '');
}

/** An EAN-8. Throws a RangeError on anything but eight digits with the right check digit. */
export function ean8(code: string): readonly number[] {
  if (code.length !== 8 || !isGtin(code)) throw new RangeError(`not an EAN-8: "${code}"`);
  return sided(code.slice(0, 4), code.slice(4), 'AAAA');
}

/**
 * The bars by which a code is scanned: as EAN where it is one (a UPC-A is an EAN-13 with a zero before it), as Code 128
 * otherwise. `null` for a code with signs that no bar code has.
 */
export function barsOf(code: string): Bars | null {
  const ean = code.length === 12 ? `0${code}` : code;
  if (ean.length === 13 && isGtin(ean)) {
    return { symbology: 'ean-13', widths: ean13(ean), quietStart: 11, quietEnd: 7 };
  }
  if (code.length === 8 && isGtin(code)) {
    return { symbology: 'ean-8', widths: ean8(code), quietStart: 7, quietEnd: 7 };
  }
  if (!/^[\x20-\x7e]+$/.test(code)) return null;
  return { symbology: 'code-128', widths: code128Text(code), quietStart: 10, quietEnd: 10 };
}
