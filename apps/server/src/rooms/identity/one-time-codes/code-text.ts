import { randomInt } from 'node:crypto';

/** Crockford's alphabet: no I, L, O or U, so that nothing looks like something else. 32 to the 6th are 2 to the 30th codes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;
const WELL_FORMED = /^[0-9A-HJKMNP-TV-Z]{6}$/;

/** A code that nobody can foresee. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/**
 * A code as it was typed, in the one spelling that is hashed: in any case, with spaces or hyphens, O for 0, I and L for 1.
 * Undefined when it cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return WELL_FORMED.test(plain) ? plain : undefined;
}
