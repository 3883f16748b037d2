const GTIN_LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/**
 * The GS1 mod-10 check digit of the digits before it: weights 3 and 1 in turn from the right (GS1 General Specifications,
 * section 7.9). Throws a RangeError on anything but ASCII digits.
 */
export function checkDigit(body: string): string {
  if (!/^[0-9]+$/.test(body)) throw new RangeError(`not digits: "${body}"`);
  let sum = 0;
  for (let place = 0; place < body.length; place += 1) {
    const weight = place % 2 === 0 ? 3 : 1;
    sum += weight * Number(body[body.length - 1 - place]);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the text is a GTIN-8, -12, -13 or -14 with the right check digit. All zeros is a blank, not a GTIN. */
export function isGtin(text: string): boolean {
  if (!GTIN_LENGTHS.has(text.length) || !/^[0-9]+$/.test(text) || /^0+$/.test(text)) return false;
  return checkDigit(text.slice(0, -1)) === text.at(-1);
}

/** The GTIN-14 of a valid GTIN; `null` for everything else. */
export function toGtin14(text: string): string | null {
  return isGtin(text) ? text.padStart(14, '0') : null;
}

/**
 * The key under which a code is stored and looked up: a valid GTIN as its GTIN-14, so that a UPC-A and the same number as
 * EAN-13 meet; every other code exactly as it is, leading zeros and letter case kept.
 */
export function codeKey(text: string): string {
  return toGtin14(text) ?? text;
}
