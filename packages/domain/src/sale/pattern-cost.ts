/** More of either make a text of ordinary length take longer than anybody waits. */
const MOST_OPEN = 3;
const MOST_OPTIONAL = 8;

/** A quantifier at a place: how long it is, and how often it lets something come. */
interface Quantifier {
  readonly length: number;
  readonly least: number;
  readonly most: number;
}

const ONCE: Quantifier = { length: 0, least: 1, most: 1 };

/**
 * Whether a regular expression can be tried on a short text without the time growing beyond reason: nothing that varies is
 * repeated as a whole, as in `(A+)+`, and little varies at all. It is careful: some harmless ones are refused too. Looking ahead
 * and behind, and references to groups, are not taken. Of catastrophic backtracking: https://owasp.org/www-community/attacks/ReDoS
 */
export function isCheapPattern(pattern: string): boolean {
  // Of the whole and of each open group: whether anything within it varies.
  const varies: boolean[] = [false];
  let open = 0;
  let optional = 0;
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at] ?? '';
    if (char === '(') {
      if (pattern[at + 1] === '?' && pattern[at + 2] !== ':') return false;
      varies.push(false);
      at += pattern[at + 1] === '?' ? 3 : 1;
      continue;
    }
    if (char === '|') {
      varies[varies.length - 1] = true;
      at += 1;
      continue;
    }
    if (char === '\\' && /[1-9k]/.test(pattern[at + 1] ?? '')) return false;
    const isVaried = char === ')' && varies.pop() === true;
    const end = endOfPart(pattern, at);
    const quantifier = quantifierAt(pattern, end);
    if (isVaried && quantifier.most > 1) return false;
    const isOpen = quantifier.most > 1 && quantifier.most > quantifier.least;
    if (isOpen) open += 1;
    else if (quantifier.least === 0) optional += 1;
    if (isVaried || isOpen || quantifier.least === 0) varies[varies.length - 1] = true;
    at = end + quantifier.length;
  }
  return open <= MOST_OPEN && optional <= MOST_OPTIONAL;
}

/** What a pattern of the settings may be long. */
export const MOST_PATTERN_LENGTH = 100;

/** Whether a pattern can be given to tills: it is an expression, short, and cheap to try. */
export function isUsablePattern(pattern: string): boolean {
  return pattern.length <= MOST_PATTERN_LENGTH && isExpression(pattern) && isCheapPattern(pattern);
}

/** Whether this is a regular expression at all. */
export function isExpression(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Behind the character, the class or the escape that begins here. */
function endOfPart(pattern: string, at: number): number {
  if (pattern[at] === '\\') return at + 2;
  if (pattern[at] !== '[') return at + 1;
  let end = at + 1;
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1;
  return end + 1;
}

function quantifierAt(pattern: string, at: number): Quantifier {
  const [text = '', sign = '', least = '', comma = '', most = ''] =
    /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(pattern.slice(at)) ?? [];
  if (text === '') return ONCE;
  const { length } = text;
  if (sign !== '') return { length, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  if (comma === '') return { length, least: Number(least), most: Number(least) };
  return { length, least: Number(least), most: most === '' ? Number.POSITIVE_INFINITY : Number(most) };
}
