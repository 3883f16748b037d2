import { hash } from '@node-rs/argon2';
import { afterEach, describe, expect, it } from 'vitest';
import { hashPassword, isHashedAsNow, usePepper, verifyPassword } from './passwords.ts';

const PASSWORD = 'seven green owls';
afterEach(() => usePepper(undefined));

describe('what is kept of a password', () => {
  it('opens to the password alone, however a keyboard writes it', async () => {
    const kept = await hashPassword('kahvilä');
    expect(await verifyPassword(kept, 'kahvila\u0308')).toBe(true);
    expect(await verifyPassword(kept, 'kahvila')).toBe(false);
  });

  it('opens with the pepper alone, when it was made with one', async () => {
    usePepper('one secret of this machine');
    const kept = await hashPassword(PASSWORD);
    expect(kept).toMatch(/^p1\.\$argon2id\$/);
    expect(await verifyPassword(kept, PASSWORD)).toBe(true);
    usePepper('another machine');
    expect(await verifyPassword(kept, PASSWORD)).toBe(false);
    usePepper(undefined);
    expect(() => verifyPassword(kept, PASSWORD)).toThrow('password-pepper');
  });

  it('goes on when the pepper comes later, and is made anew then', async () => {
    const before = await hashPassword(PASSWORD);
    expect(isHashedAsNow(before)).toBe(true);
    usePepper('one secret of this machine');
    expect(await verifyPassword(before, PASSWORD)).toBe(true);
    expect(isHashedAsNow(before)).toBe(false);
    expect(isHashedAsNow(await hashPassword(PASSWORD))).toBe(true);
  });

  it('is made anew when it cost less than one costs now', async () => {
    const cheap = await hash(PASSWORD, { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 });
    expect(await verifyPassword(cheap, PASSWORD)).toBe(true);
    expect(isHashedAsNow(cheap)).toBe(false);
  });
});
