import fc from 'fast-check';

/** What a body, a parameter or a header may hold when somebody means harm, or a program has gone wrong. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  '0',
  'null',
  'undefined',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b\ufeff',
  'İıſK',
  '💣'.repeat(200),
  'x'.repeat(5000),
  "' or 1=1 --",
  "'; drop table account; --",
  '$1',
  '%s%n%x',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '=HYPERLINK("http://x")',
  '00000000-0000-0000-0000-000000000000',
  '01900000-0000-7000-8000-00000000000g',
  '9999-99-99',
  '2026-02-30',
  '-infinity',
  'NaN',
  '2026-01-01T00:00:00.000+99:99',
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { toString: 1 },
  { constructor: { prototype: { isAdmin: true } } },
  Array.from({ length: 3000 }, () => 0),
];

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** A text for an address or a header: whatever it is, it arrives as text. */
export const hostileText: fc.Arbitrary<string> = hostileValue.map((value) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 6000),
);

/** Bodies that are no JSON of ours at all, with the content type they claim. */
export const hostileBody: fc.Arbitrary<{ readonly type: string; readonly bytes: Buffer }> = fc.record({
  type: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'application/xml',
    '',
    'multipart/form-data',
  ),
  bytes: fc.constantFrom(
    ...[
      '',
      '{',
      '[',
      '{"a":1,"a":2}',
      '{"__proto__":{"isOperator":true}}',
      '{"constructor":{"prototype":{"x":1}}}',
      `${'['.repeat(40)}${']'.repeat(40)}`,
      `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
      '{"a":1e999}',
      '{"a":"\\ud800"}',
      '"text"',
      'null',
      '12',
      'NaN',
      '\ufeff{}',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ].map((text) => Buffer.from(text)),
    Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
    Buffer.alloc(300_000, 0x20),
    Buffer.from(gzipBomb()),
  ),
});

/** The first bytes of a gzip file: nothing of ours is ever unpacked for a stranger. */
function gzipBomb(): readonly number[] {
  return [0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03];
}

/** The same value with one of its parts replaced; `at` chooses which, counted around. */
export function withHostilePart(value: unknown, at: number, part: unknown): unknown {
  const paths = [...pathsOf(value, [])];
  const path = paths[at % paths.length] ?? [];
  return replaced(value, path, part);
}

function* pathsOf(value: unknown, path: readonly (string | number)[]): Generator<readonly (string | number)[]> {
  yield path;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* pathsOf(item, [...path, index]);
  else if (isRecord(value)) for (const [name, item] of Object.entries(value)) yield* pathsOf(item, [...path, name]);
}

function replaced(value: unknown, path: readonly (string | number)[], part: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return part;
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? replaced(item, rest, part) : item));
  if (!isRecord(value)) return part;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === head ? replaced(item, rest, part) : item]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
