import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexOf, oneSpelling } from './blind-index.ts';
import { PersonalDataError } from './errors.ts';
import { openBytes, parseSealed, sealBytes } from './sealed-text.ts';

const key = randomBytes(32);
const seal = (text: string, context = 'a|account|email|1') => sealBytes(key, 'k', context, Buffer.from(text, 'utf8'));
const open = (sealed: string, context = 'a|account|email|1') =>
  openBytes(key, context, parseSealed(sealed)).toString('utf8');

describe('sealed text', () => {
  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(open(seal(text))).toBe(text);
      }),
    );
  });

  test('is another one each time and shows nothing of the text', () => {
    const many = Array.from({ length: 1000 }, () => seal('amina@example.com'));
    expect(new Set(many.map((one) => one.split('.')[2])).size).toBe(1000);
    for (const one of many) expect(one).not.toMatch(/amina|example/);
  });

  test('opens in its place alone', () => {
    const sealed = seal('amina@example.com');
    for (const elsewhere of ['b|account|email|1', 'a|session|email|1', 'a|account|phone|1', 'a|account|email|2']) {
      expect(() => open(sealed, elsewhere), elsewhere).toThrow(PersonalDataError);
    }
    expect(() => openBytes(randomBytes(32), 'a|account|email|1', parseSealed(sealed))).toThrow(PersonalDataError);
  });

  test('is refused after any change of any of its bytes', () => {
    const sealed = seal('amina');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const [, , iv = '', ciphertext = '', tag = ''] = sealed.split('.');
    for (const [part, name] of [
      [iv, 2],
      [ciphertext, 3],
      [tag, 4],
    ] as const) {
      for (let at = 0; at < part.length; at += 1) {
        for (const letter of alphabet) {
          const changed = part.slice(0, at) + letter + part.slice(at + 1);
          // The last letter of a part carries bits that no byte takes; those say nothing.
          if (Buffer.from(changed, 'base64url').equals(Buffer.from(part, 'base64url'))) continue;
          const parts = sealed.split('.');
          parts[name] = changed;
          expect(() => open(parts.join('.'))).toThrow(PersonalDataError);
        }
      }
    }
  });

  test.each(['', 'amina@example.com', 'v2.k.a.b.c', 'v1.k.AAAA.b.c', 'v1..'])(
    '%j has no form that is known',
    (text) => {
      expect(() => parseSealed(text)).toThrow(PersonalDataError);
    },
  );
});

describe('blind index', () => {
  test.each([
    ['email', ' Amina@Example.COM ', 'amina@example.com'],
    ['email', 'zoë@example.com', 'zoë@example.com'],
    ['phone', '+254 (700) 123-456', '+254700123456'],
    ['phone', '00254700123456', '+254700123456'],
    ['phone', '0700 123 456', '0700123456'],
    ['text', '  Mama   Mboga ', 'mama mboga'],
  ] as const)('%s %j is spelled %j', (kind, text, spelling) => {
    expect(oneSpelling(kind, text)).toBe(spelling);
    expect(indexOf(key, 'a.b', kind, text)).toBe(indexOf(key, 'a.b', kind, spelling));
  });

  test('tells another value, column and key apart, and is 128 bits', () => {
    const index = indexOf(key, 'account.email', 'email', 'amina@example.com');
    expect(Buffer.from(index, 'base64url')).toHaveLength(16);
    expect(indexOf(key, 'account.email', 'email', 'amina@example.org')).not.toBe(index);
    expect(indexOf(key, 'session.email', 'email', 'amina@example.com')).not.toBe(index);
    expect(indexOf(randomBytes(32), 'account.email', 'email', 'amina@example.com')).not.toBe(index);
  });
});
