/** A clock that stands still until a test moves it. Times are milliseconds since 1970 UTC, as `Date.now()` gives. */
export interface FakeClock {
  /** The present moment in milliseconds; pass `clock.now` where a function of the time is wanted. */
  readonly now: () => number;
  /** The present moment as ISO 8601 in UTC with milliseconds. */
  readonly iso: () => string;
  /** Moves on by this many milliseconds; a negative number is a clock somebody set back. */
  advance(milliseconds: number): void;
  /** Jumps to a moment given as ISO 8601. */
  set(iso: string): void;
}

/** Makes a clock that stands at `start`, a Wednesday morning unless told otherwise. */
export function fakeClock(start = '2026-01-14T09:00:00.000Z'): FakeClock {
  let at = parse(start);
  return {
    now: () => at,
    iso: () => new Date(at).toISOString(),
    advance(milliseconds) {
      if (!Number.isSafeInteger(milliseconds))
        throw new RangeError(`${milliseconds} is not a whole number of milliseconds.`);
      at += milliseconds;
    },
    set(iso) {
      at = parse(iso);
    },
  };
}

function parse(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`"${iso}" is not a moment in ISO 8601.`);
  return at;
}
