/** Letters that do not decompose, as people type them without their keyboard layout. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Text as search compares it: lower case, compatibility forms decomposed, Latin accents and Arabic vowel marks removed,
 * white space collapsed. The same function folds names on the server and queries on the device.
 */
export function foldText(text: string): string {
  const lower = isAscii(text) ? text.toLowerCase() : foldLetters(text);
  return lower.replace(/\s+/g, ' ').trim();
}

function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u0652\u0670]/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** The words of folded text: runs of letters, digits and the marks that belong to them. */
export function tokensOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/**
 * Whether `word` begins with something at most one edit (a wrong, missing, extra or swapped letter) away from `token`.
 * Optimal string alignment with distance one, decided at the first letter that differs.
 */
export function beginsWithinOneEdit(word: string, token: string): boolean {
  const shared = Math.min(word.length, token.length);
  let index = 0;
  while (index < shared && word.charCodeAt(index) === token.charCodeAt(index)) index += 1;
  if (index >= token.length - 1) return true;
  const [rest, next] = [token.slice(index), token.slice(index + 1)];
  if (word.startsWith(next, index + 1) || word.startsWith(next, index) || word.startsWith(rest, index + 1)) return true;
  const isSwapped = word[index] === token[index + 1] && word[index + 1] === token[index];
  return isSwapped && word.startsWith(token.slice(index + 2), index + 2);
}
