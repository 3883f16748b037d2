import { createHash } from 'node:crypto';
import list from './breached.json' with { type: 'json' };

const { bytesEach } = list;
/** Prefixes of SHA-256, sorted; source and licence in ATTRIBUTION.md. */
const prefixes = Buffer.from(list.prefixes, 'base64');

/** What is added to a listed password has to be worth a password of its own. */
const MINIMUM_REST = 10;

/**
 * Whether a password is one that public breaches made known, or hardly more than one: written with other letters, twice, or
 * with digits and signs around it. Looks at a list that comes with the program; nothing leaves the machine.
 */
export function isBreached(password: string): boolean {
  const plain = password.normalize('NFC').toLowerCase();
  return spellings(plain).some(
    (spelling) => spelling.length >= 4 && plain.length - spelling.length < MINIMUM_REST && isListed(spelling),
  );
}

function spellings(plain: string): string[] {
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const half = plain.slice(0, Math.ceil(plain.length / 2));
  const twice = half + half === plain ? [half] : [];
  const joined = plain.replace(/[\s._-]/g, '');
  return [...new Set([plain, core, joined, ...twice, ...[plain, core].map(withLetters)])];
}

/** p@ssw0rd is password. */
function withLetters(text: string): string {
  return text.replace(/[@4310$57!]/g, (sign) => LETTERS[sign] ?? sign);
}
const LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

function isListed(spelling: string): boolean {
  const wanted = createHash('sha256').update(spelling, 'utf8').digest().subarray(0, bytesEach);
  let low = 0;
  let high = prefixes.length / bytesEach;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = prefixes.compare(wanted, 0, bytesEach, middle * bytesEach, (middle + 1) * bytesEach);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}
