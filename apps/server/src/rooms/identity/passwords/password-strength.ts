import { isBreached } from './breached.ts';

/** What a weak password starts from: the heads of public lists of leaked passwords, and what people type in shops. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'letmein',
  'welcome',
  'iloveyou',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'batman',
  'trustno1',
  'changeme',
  'default',
  'administrator',
  'admin',
  'master',
  'secret',
  'shadow',
  'michael',
  'jordan',
  'charlie',
  'liverpool',
  'arsenal',
  'chelsea',
  'manchester',
  'starwars',
  'whatever',
  'computer',
  'internet',
  'freedom',
  'cashier',
  'pointofsale',
  'mosaajii',
  'manager',
  'owner',
  'shop',
  'store',
  'till',
  'register',
  'login',
];
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol',
];

/**
 * Why a password is too easy to guess, as a sentence, or undefined when it is not. `context` are words of this shop and
 * person that an attacker tries first. Length is checked where the request is parsed.
 */
export function weaknessOf(password: string, context: readonly string[]): string | undefined {
  const plain = password.normalize('NFC').toLowerCase();
  if (new Set(plain).size < 5) return 'It repeats a few characters.';
  if (isRepetition(plain)) return 'It repeats one short piece.';
  if (RUNS.some((run) => isMostly(plain, run))) return 'It follows the keyboard or the alphabet.';
  if (isBreached(password)) return 'It is well known from leaks, or hardly more than such a one.';
  const words = [...context.flatMap(wordsOf), ...COMMON].filter((word) => word.length >= 4);
  const rest = words.sort((a, b) => b.length - a.length).reduce((text, word) => text.replaceAll(word, ''), plain);
  if (rest !== plain && rest.replace(/[^\p{L}]/gu, '').length < 4) {
    return 'It is made of a well-known word, or of a name in this shop.';
  }
  return undefined;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

function isRepetition(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .startsWith(text)
    )
      return true;
  }
  return false;
}

/** Whether all but two characters lie on one run, forwards or backwards. */
function isMostly(text: string, run: string): boolean {
  const backwards = [...run].reverse().join('');
  const piece = text.slice(0, Math.max(8, text.length - 2));
  return [run, backwards].some((line) => line.includes(piece) || (line + line).includes(piece));
}
