import { describe, expect, it } from 'vitest';
import type { Entrance } from '../../platform/device/index.ts';
import { firstPlace, isKeptOut } from './gate.ts';
import { takePlace } from './place.ts';

/** A device as far as the gate looks at it. */
function entranceOf({ isSignedIn = true, isRegister = true, isRevoked = false }): Entrance {
  return {
    session: { state: { get: () => ({ status: isSignedIn ? 'signed-in' : 'locked' }) } },
    enrolment: { registration: { get: () => (isRegister ? {} : null) } },
    isRevoked: { get: () => isRevoked },
  } as unknown as Entrance;
}

describe('the lock', () => {
  it('stands before everything for whoever is not signed in, but for what one may see without', () => {
    const entrance = entranceOf({ isSignedIn: false });
    expect(['/till', '/', '/orders/1', '/settings', '/nowhere'].filter((path) => !isKeptOut(path, entrance))).toEqual(
      [],
    );
    expect(['/lock', '/welcome', '/join', '/r/abc', '/display'].filter((path) => isKeptOut(path, entrance))).toEqual(
      [],
    );
  });

  it('stands before the till of a device that is no register, and leaves the office open', () => {
    const entrance = entranceOf({ isRegister: false });
    expect(['/', '/till', '/shift', '/products'].filter((path) => isKeptOut(path, entrance))).toEqual([
      '/',
      '/till',
      '/shift',
    ]);
  });

  it('stands before everything of a register that was revoked', () => {
    expect(isKeptOut('/till', entranceOf({ isRevoked: true }))).toBe(true);
  });
});

describe('where a page begins', () => {
  it('is the address that was asked for, with all that belongs to it', () => {
    expect(firstPlace('/products?q=tea#top', entranceOf({}))).toBe('/products?q=tea#top');
    expect(firstPlace('/welcome/?token=1', entranceOf({ isSignedIn: false }))).toBe('/welcome/?token=1');
  });

  it('is the lock for whoever is kept out, who comes to their place afterwards', () => {
    expect(firstPlace('/orders/', entranceOf({ isSignedIn: false }))).toBe('/lock');
    expect(takePlace()).toBe('/orders');
    expect(firstPlace('/', entranceOf({ isSignedIn: false }))).toBe('/lock');
    expect(takePlace()).toBe('/till');
  });
});
