import { describe, expect, it } from 'vitest';
import { isWeakPin } from './pin.ts';

describe('a PIN', () => {
  it.each(['12345', '1234567890123', '12345a', '１２３４５６', ' 739105', ''])('is 6 to 12 digits: not %j', (pin) => {
    expect(isWeakPin(pin)).toBe(true);
  });

  it.each([
    '000000',
    '123456',
    '654321',
    '890123',
    '321098',
    '121212',
    '739739',
    '73917391',
    '112233',
    '777888',
    '159753',
  ])('is none that is guessed first: not %s', (pin) => {
    expect(isWeakPin(pin)).toBe(true);
  });

  it.each(['739105', '204816', '481516', '90210734'])('may be %s', (pin) => {
    expect(isWeakPin(pin)).toBe(false);
  });
});
