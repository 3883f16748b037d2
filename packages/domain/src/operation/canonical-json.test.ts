import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { canonicalJson } from './canonical-json.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const leaf = fc.oneof(
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Surrogate}/u.test(text)),
);

describe('canonicalJson', () => {
  it('sorts keys by code units at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [1, { z: null, a: true }], a: 'é"\n', '': 0, B: -0 })).toBe(
      '{"":0,"B":0,"a":"é\\"\\n","b":[1,{"a":true,"z":null}]}',
    );
    expect(canonicalJson({ '10': 1, '9': 2 })).toBe('{"10":1,"9":2}');
    expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2 })).toBe('{"\u{1F600}":1,"\uFB33":2}');
  });

  const refused: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole', Array(2)],
    ['a fraction', 0.1],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an unsafe integer', 2 ** 53],
    ['a bigint', 1n],
    ['a lone surrogate', '\uD800'],
    ['a lone surrogate as key', { '\uDC00': 1 }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
  ];
  it.each(refused)('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('refuses what nests too deep, cycles among it', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalJson(cycle)).toThrow(TypeError);
  });

  it('gives one text for one value, whatever the order of keys, and the value back', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const text = canonicalJson(any);
        expect(canonicalJson(reversed(any))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: propertyRuns },
    );
  });
});

/** The same value with the keys of each object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]: [string, unknown]) => [key, reversed(item)] as const)
      .reverse(),
  );
}
