import { ProblemError } from './problem.ts';

/** Deeper than any body of ours by far, shallow enough for every recursive reader. */
const MAXIMUM_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const BROKEN = /[\0\p{Surrogate}]/u;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body. Refuses with `malformed-request`: text that is not UTF-8 or not JSON, nesting beyond 32 levels, NUL
 * and half surrogates in strings or names (neither PostgreSQL nor UTF-8 holds them), and the name `__proto__`.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  refuseDeepNesting(text);
  const value = parse(text);
  // Only an escape can smuggle in what UTF-8 itself would not carry, so that most bodies need no second walk.
  if (text.includes('\\u') || text.includes('__proto__') || text.includes('\0')) refuseBrokenText(value);
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new ProblemError('malformed-request', `The body is not valid UTF-8 (${messageOf(error)}).`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('malformed-request', `The body is not valid JSON: ${messageOf(error)}.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unreadable';
}

function refuseDeepNesting(text: string): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) {
        throw new ProblemError('malformed-request', `The body is nested more than ${MAXIMUM_DEPTH} levels deep.`);
      }
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
}

/** The depth is bounded by now, so recursion is too. */
function refuseBrokenText(value: unknown): void {
  if (typeof value === 'string') refuseBrokenString(value);
  else if (Array.isArray(value)) value.forEach(refuseBrokenText);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '__proto__') throw new ProblemError('malformed-request', 'The body has a field named __proto__.');
      refuseBrokenString(name);
      refuseBrokenText(item);
    }
  }
}

function refuseBrokenString(text: string): void {
  if (!BROKEN.test(text)) return;
  throw new ProblemError(
    'malformed-request',
    'The body contains text with a NUL character or a broken (half) character.',
  );
}
