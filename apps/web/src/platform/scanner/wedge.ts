/**
 * Tells a scanner from a person by the rhythm of the keys. Pure: the events and their times come in, what to do comes out,
 * so that recorded traces can be replayed against the very same code.
 *
 * A burst is a run of characters without a gap above `maxGapMs`. It is a scan when
 * - a terminator (Enter, Tab) follows at least `minTerminated` characters with a mean gap up to `meanGapMs`: committed on
 *   the terminator itself, without waiting; or
 * - nothing follows at least `minUnterminated` such characters for `quietMs`; or
 * - it began with the configured prefix, which no person types.
 */
export interface WedgeLimits {
  readonly meanGapMs: number;
  readonly maxGapMs: number;
  readonly minTerminated: number;
  readonly minUnterminated: number;
  readonly quietMs: number;
  readonly prefix: string | null;
}

export const DEFAULT_LIMITS: WedgeLimits = {
  meanGapMs: 35,
  maxGapMs: 90,
  minTerminated: 4,
  minUnterminated: 6,
  quietMs: 60,
  prefix: null,
};
/** No code of a shop is longer (GS1 element strings are up to 90 characters); longer runs are a pasted text. */
const MOST_CHARACTERS = 128;

export interface WedgeKey {
  /** What the layout printed: one character. */
  readonly char: string;
  /** The physical key, `Digit4`; empty where the system does not say. */
  readonly code: string;
  readonly t: number;
}

export type WedgeEvent =
  | ({ readonly kind: 'character' } & WedgeKey)
  | { readonly kind: 'terminator'; readonly t: number }
  /** A key that no scanner sends (arrows, Escape, a shortcut): the run is over. */
  | { readonly kind: 'other'; readonly t: number }
  | { readonly kind: 'quiet'; readonly t: number };

export interface WedgeState {
  readonly run: readonly WedgeKey[];
}
export const IDLE: WedgeState = { run: [] };

export interface WedgeStep {
  readonly state: WedgeState;
  /** A scan is complete; the field gets back what it held before. */
  readonly commit?: string;
  /** A character that a person pressed just before the scan: it is no part of the code and stays where it was typed. */
  readonly kept?: string;
  /** This character begins a run: remember the field as it is now. */
  readonly begins?: true;
  /** Ask again (`quiet`) this many milliseconds later. */
  readonly askAgainMs?: number;
}

/** One step of the detector. */
export function wedgeStep(state: WedgeState, event: WedgeEvent, limits: WedgeLimits = DEFAULT_LIMITS): WedgeStep {
  switch (event.kind) {
    case 'character':
      return onCharacter(state, event, limits);
    case 'terminator':
      return isScan(state.run, event.t, limits.minTerminated, limits) ? committed(state.run, limits) : { state: IDLE };
    case 'quiet':
      return onQuiet(state, event.t, limits);
    case 'other':
      return { state: IDLE };
  }
}

function onCharacter(state: WedgeState, { char, code, t }: WedgeKey, limits: WedgeLimits): WedgeStep {
  const last = state.run.at(-1);
  const continues = last !== undefined && t - last.t <= limits.maxGapMs && state.run.length < MOST_CHARACTERS;
  const run = continues ? [...state.run, { char, code, t }] : [{ char, code, t }];
  const isLong = run.length >= limits.minUnterminated;
  return {
    state: { run },
    ...(continues ? {} : { begins: true as const }),
    ...(isLong ? { askAgainMs: limits.quietMs } : {}),
  };
}

function onQuiet(state: WedgeState, t: number, limits: WedgeLimits): WedgeStep {
  const last = state.run.at(-1);
  if (last === undefined) return { state };
  // A key came in meanwhile: its own question is on the way.
  if (t - last.t < limits.quietMs) return { state };
  return isScan(state.run, last.t, limits.minUnterminated, limits) ? committed(state.run, limits) : { state };
}

function isScan(run: readonly WedgeKey[], endAt: number, least: number, limits: WedgeLimits): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || endAt - last.t > limits.maxGapMs) return false;
  if (limits.prefix !== null && first.char === limits.prefix) return run.length > 1;
  return run.length >= least && (last.t - first.t) / (run.length - 1) <= limits.meanGapMs;
}

function committed(run: readonly WedgeKey[], limits: WedgeLimits): WedgeStep {
  if (limits.prefix !== null && run[0]?.char === limits.prefix) return { state: IDLE, commit: codeOf(run.slice(1)) };
  const [first, ...rest] = run;
  if (first !== undefined && isOfAnotherHand(first, rest, limits)) {
    return { state: IDLE, commit: codeOf(rest), kept: first.char };
  }
  return { state: IDLE, commit: codeOf(run) };
}

/** A pause this many times the longest one after it is not the scanner's. */
const OTHER_RHYTHM = 3;

/**
 * Whether a run's first key was a person's: a letter, such as a shortcut, before a code of digits only that came with a far
 * quicker rhythm of its own. A scanner that sends letters sends them as quickly as the digits.
 */
function isOfAnotherHand(first: WedgeKey, rest: readonly WedgeKey[], limits: WedgeLimits): boolean {
  const second = rest[0];
  if (second === undefined || rest.length < limits.minTerminated || DIGIT_KEY.test(first.code)) return false;
  if (!rest.every((key) => DIGIT_KEY.test(key.code) || /^\d$/.test(key.char))) return false;
  const longest = Math.max(...rest.slice(1).map((key, index) => key.t - (rest[index]?.t ?? key.t)));
  const pause = second.t - first.t;
  return pause > limits.meanGapMs && pause >= OTHER_RHYTHM * longest;
}

const DIGIT_KEY = /^(?:Digit|Numpad)(\d)$/;

/**
 * The code of a run. When every key is a digit key the digits come from the keys and not from what the layout printed:
 * a French layout prints `&é"'(` for the same keys.
 */
function codeOf(run: readonly WedgeKey[]): string {
  const digits = run.map((key) => DIGIT_KEY.exec(key.code)?.[1]);
  if (digits.every((digit) => digit !== undefined)) return digits.join('');
  return run.map((key) => key.char).join('');
}
