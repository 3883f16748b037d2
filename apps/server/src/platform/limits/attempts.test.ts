import { describe, expect, it } from 'vitest';
import { nextAttempt } from './attempts.ts';

const limits = {
  steps: [
    { from: 3, minutes: 1 },
    { from: 5, minutes: 30 },
  ],
};
const MINUTE = 60_000;

/** Plays attempts at these minutes and says which were refused, and until when. */
function play(minutes: readonly number[]): (number | null)[] {
  let state = { failures: 0, windowStartedAt: new Date(0), blockedUntil: null as Date | null };
  return minutes.map((minute) => {
    const next = nextAttempt(state, limits, new Date(minute * MINUTE));
    state = next.after;
    return next.refusedUntil === null ? null : next.refusedUntil.getTime() / MINUTE;
  });
}

describe('counting attempts', () => {
  it('refuses after the third for a minute, after the fifth for half an hour', () => {
    expect(play([0, 0, 0, 0.5, 1.1, 1.5, 2.2, 3, 32.3])).toEqual([null, null, null, 1, null, 2.1, null, 32.2, null]);
  });
  it('forgets after a quiet quarter of an hour', () => {
    expect(play([0, 0, 16, 16, 16, 16.5])).toEqual([null, null, null, null, null, 17]);
  });
  it('does not make a block longer by attempts during it', () => {
    expect(play([0, 0, 0, 0.2, 0.4, 0.6, 1.01])).toEqual([null, null, null, 1, 1, 1, null]);
  });
});
