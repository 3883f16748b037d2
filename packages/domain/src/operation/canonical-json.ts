/** Deeper values are refused: nothing that a register says nests this far. */
const MOST_DEPTH = 32;

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space, safe integers only (RFC 8785 without
 * floating point numbers). The same value gives the same bytes on every device, whatever the order of its keys.
 *
 * Throws a TypeError on what has no such text: `undefined`, fractions, NaN, unpaired surrogates, class instances, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > MOST_DEPTH) throw new TypeError(`deeper than ${MOST_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeInteger(value);
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (typeof value === 'object') return writeObject(value as Readonly<Record<string, unknown>>, depth);
  throw new TypeError(`a ${typeof value} has no canonical JSON`);
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer`);
  return value === 0 ? '0' : String(value);
}

/** Printable ASCII without the quote and the backslash: nearly every string of ours, and JSON writes it as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function writeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (/\p{Surrogate}/u.test(value)) {
    throw new TypeError('an unpaired surrogate has no UTF-8');
  }
  return JSON.stringify(value);
}

// Written with loops: this runs over everything a register says, on the device and on the server.
function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) {
    text += `${index === 0 ? '' : ','}${write(items[index], depth + 1)}`;
  }
  return `${text}]`;
}

function writeObject(object: Readonly<Record<string, unknown>>, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('only plain objects have canonical JSON');
  let text = '{';
  // Without a comparator `sort` compares UTF-16 code units, which is what RFC 8785 asks for.
  for (const key of Object.keys(object).sort()) {
    text += `${text === '{' ? '' : ','}${writeString(key)}:${write(object[key], depth + 1)}`;
  }
  return `${text}}`;
}
