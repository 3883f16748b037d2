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
  if (typeof value === 'object') return writeObject(value, depth);
  throw new TypeError(`a ${typeof value} has no canonical JSON`);
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer`);
  return value === 0 ? '0' : String(value);
}

function writeString(value: string): string {
  if (/\p{Surrogate}/u.test(value)) {
    throw new TypeError('an unpaired surrogate has no UTF-8');
  }
  return JSON.stringify(value);
}

function writeArray(items: readonly unknown[], depth: number): string {
  // `Array.from` also visits the holes of a sparse array, which `map` would skip.
  return `[${Array.from(items, (item) => write(item, depth + 1)).join(',')}]`;
}

function writeObject(object: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('only plain objects have canonical JSON');
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  const members = entries.map(([key, value]: [string, unknown]) => `${writeString(key)}:${write(value, depth + 1)}`);
  return `{${members.join(',')}}`;
}
