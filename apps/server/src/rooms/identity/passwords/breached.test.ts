import { describe, expect, it } from 'vitest';
import { isBreached } from './breached.ts';

describe('a password of a public breach', () => {
  it.each([
    '123456789012',
    'QWERTYUIOP123456',
    'sunshine2026!!',
    '!!!dragon!!!',
    'iloveyouiloveyou',
    'chelsea-2026',
    'l3tm31n',
  ])('%s is known, however it is dressed up', (password) => {
    expect(isBreached(password)).toBe(true);
  });

  it.each([
    'seven green owls',
    'kauppatori klo kuusi',
    'zx9!vQ2#mL7@',
    'dragon over seventeen wet hills',
    'ŋ漢字かな交じり文です',
  ])('%s is not', (password) => expect(isBreached(password)).toBe(false));

  it('takes next to nothing that is random for one of the list', () => {
    const words = Array.from(
      { length: 20_000 },
      (_, index) =>
        `${((index + 1_000_000) * 7_919).toString(36)}-${((index + 1_000_000) * 104_729).toString(36)}-word`,
    );
    expect(words.filter(isBreached)).toEqual([]);
  });
});
