import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonBody } from './json-body.ts';
import { ProblemError } from './problem.ts';

const parse = (text: string | Buffer) => parseJsonBody(Buffer.isBuffer(text) ? text : Buffer.from(text, 'utf8'));

describe('a JSON body', () => {
  it('is read like JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('\\u0000') && !text.includes('__proto__'));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('may be empty', () => expect(parse('  ')).toBeUndefined());

  it.each([
    ['not JSON', '{"a":'],
    ['a raw NUL', '"a\0b"'],
    ['an escaped NUL', '{"a":"b\\u0000"}'],
    ['a NUL in a name', '{"a\\u0000":1}'],
    ['half a character', '["\\ud800"]'],
    ['the halves in the wrong order', '["\\udc00\\ud800"]'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['__proto__, written otherwise', '{"a":[{"\\u005f_proto__":1}]}'],
    ['deep nesting', '['.repeat(33) + ']'.repeat(33)],
    ['very deep nesting', '{"a":'.repeat(100_000)],
  ])('is refused with %s', (_name, text) => {
    expect(() => parse(text)).toThrow(ProblemError);
    expect(() => parse(text)).toThrow(/body/);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => parse(Buffer.from([0x22, 0xff, 0x22]))).toThrow('UTF-8');
  });

  it('may hold brackets in strings, whole characters in pairs, and 32 levels', () => {
    expect(parse(JSON.stringify({ text: '['.repeat(100), quote: '\\"{{{' }))).toEqual({
      text: '['.repeat(100),
      quote: '\\"{{{',
    });
    expect(parse('["\\ud83d\\ude00"]')).toEqual(['😀']);
    expect(parse('['.repeat(32) + ']'.repeat(32))).toBeInstanceOf(Array);
    expect(parse('{"note":"about __proto__"}')).toEqual({ note: 'about __proto__' });
  });
});
