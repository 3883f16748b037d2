import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageToCheck, bornOnOrBefore } from './age-check.ts';

describe('the last day of birth', () => {
  it('is the same day so many years ago', () => {
    expect(bornOnOrBefore('2026-11-23', 18)).toBe('2008-11-23');
    expect(bornOnOrBefore('2026-01-01', 21)).toBe('2005-01-01');
  });

  it('lets nobody in a day early around 29 February', () => {
    expect(bornOnOrBefore('2028-02-29', 18)).toBe('2010-02-28');
    expect(bornOnOrBefore('2028-02-29', 20)).toBe('2008-02-29');
    expect(bornOnOrBefore('2026-02-28', 18)).toBe('2008-02-28');
    expect(bornOnOrBefore('2026-03-01', 18) >= '2008-02-29').toBe(true);
  });

  it('is a day of the calendar on which exactly those who are old enough were born', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 99 }), (one, other, age) => {
        const [today, born] = [one.toISOString().slice(0, 10), other.toISOString().slice(0, 10)];
        const last = bornOnOrBefore(today, age);
        expect(new Date(`${last}T00:00:00Z`).toISOString().slice(0, 10)).toBe(last);
        // Years lived, as a person counts them: the birthday of this year has come, or it has not.
        const lived = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
        expect(born <= last).toBe(lived >= age);
      }),
    );
  });
});

describe('the age that is still to be checked', () => {
  it('is the highest that is asked for, until it was checked', () => {
    expect(ageToCheck([], undefined)).toBe(0);
    expect(ageToCheck([undefined, 16, 18], undefined)).toBe(18);
    expect(ageToCheck([16, 18], { minimumAge: 18 })).toBe(0);
    expect(ageToCheck([16, 21], { minimumAge: 18 })).toBe(21);
  });
});
