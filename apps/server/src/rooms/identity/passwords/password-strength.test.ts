import { describe, expect, it } from 'vitest';
import { weaknessOf } from './password-strength.ts';

const context = ['Kulma Kauppa', 'Aino Virtanen', 'aino.virtanen'];

describe('weak passwords', () => {
  it.each([
    'password1234',
    'passwordpassword',
    'P@ssw0rd2026!',
    '111111111111',
    'abcabcabcabc',
    '123456789012',
    '210987654321',
    'qwertyuiopas',
    'abcdefghijklm',
    'kulmakauppa1',
    'Aino-Virtanen-2026',
    'mosaajii2026!',
    'letmeinletmein',
    'Administrator1',
  ])('%s is refused with a reason', (password) => expect(weaknessOf(password, context)).toMatch(/^It .*\.$/));

  it.each([
    'seven green owls',
    'correct horse battery',
    'tr0ub4dor&3xkcd',
    'Kauppatori klo kuusi',
    'zx9!vQ2#mL7@',
    'ŋ漢字かな交じり文です一二',
  ])('%s is taken', (password) => expect(weaknessOf(password, context)).toBeUndefined());
});
