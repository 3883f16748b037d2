import { isGtin } from '@mosaajii/domain/catalog';
import { codeOfKeys, digitOfKey, type WedgeKey } from './code-of-keys.ts';
import { DEFAULT_LIMITS, type WedgeLimits } from './limits.ts';

/**
 * Tells a scanner from a person by the rhythm of the keys. Pure: the events and their times come in, what to do comes out,
 * so that recorded traces can be replayed against the very same code.
 *
 * A burst is a run of characters without a gap above `maxGapMs`. It is a scan when
 * - it began with the configured prefix, which no person types; or
 * - a terminator (Enter, Tab) follows at least `minTerminated` characters with a mean gap up to `meanGapMs`: committed on
 *   the terminator itself, without waiting; or
 * - nothing follows at least `minUnterminated` such characters for `quietMs`.
 *
 * What a person typed just before, in a rhythm of their own, is no part of it.
 */

/** No code of a shop is longer (web addresses with GS1 data are the longest); longer runs are a pasted text. */
const MOST_CHARACTERS = 512;
/** A code of a few characters has few gaps to judge by: they have to be a machine's beyond doubt. */
const FEW_CHARACTERS = 6;
const FEW_MEAN_MS = 20;
/** ASCII 29, which separates the parts of a GS1 code. */
const GS = '\u001d';

export type WedgeEvent =
  | ({ readonly kind: 'character' } & WedgeKey)
  | { readonly kind: 'terminator'; readonly t: number }
  /** F8 or Ctrl+]: how scanners send ASCII 29. Within a scan it is that; otherwise it is the key that a person pressed. */
  | { readonly kind: 'separator'; readonly t: number }
  /** A key that no scanner sends (arrows, Escape, a shortcut): the run is over. */
  | { readonly kind: 'other'; readonly t: number }
  | { readonly kind: 'quiet'; readonly t: number };

export interface WedgeState {
  readonly run: readonly WedgeKey[];
  /** When the last key of the last scan came: what its scanner sends after it (a second Enter) belongs to it. */
  readonly scannedAt?: number;
  /**
   * Whether the scanner here ends its codes with Enter or Tab, as far as it showed. One that does, and one that nobody has
   * seen yet, pauses because the machine is busy sooner than because the code is over.
   */
  readonly hasTerminator?: boolean;
  /** What was taken for a whole code because it was quiet. Its next key, if it still comes, shows that it was not. */
  readonly early?: readonly WedgeKey[];
}
export const IDLE: WedgeState = { run: [] };

export interface WedgeStep {
  readonly state: WedgeState;
  /** A scan is complete; the field gets back what it held before. */
  readonly commit?: string;
  /** What a person typed just before the scan: it is no part of the code and stays where it was typed. */
  readonly kept?: string;
  /** This character begins a run: remember the field as it is now, after what a scan before it wrote is taken out. */
  readonly begins?: true;
  /** The key is the scanner's own and means nothing else to anybody. */
  readonly swallow?: true;
  /** Ask again (`quiet`) this many milliseconds later. */
  readonly askAgainMs?: number;
}

/** One step of the detector. */
export function wedgeStep(state: WedgeState, event: WedgeEvent, limits: WedgeLimits = DEFAULT_LIMITS): WedgeStep {
  switch (event.kind) {
    case 'character':
      return onCharacter(state, event, limits);
    case 'terminator':
      return onTerminator(state, event.t, limits);
    case 'separator':
      return onSeparator(state, event.t, limits);
    case 'quiet':
      return onQuiet(state, event.t, limits);
    case 'other':
      return { state: idle(state) };
  }
}

/** Nothing is on its way; what is known of the scanner stays known. */
function idle({ hasTerminator }: WedgeState): WedgeState {
  return hasTerminator === undefined ? IDLE : { run: [], hasTerminator };
}

/** The keys that this one goes on: by the time of the keys themselves, which a busy machine does not change. */
function runBefore({ run, early }: WedgeState, t: number, limits: WedgeLimits): readonly WedgeKey[] {
  const last = early?.at(-1);
  return run.length === 0 && early !== undefined && last !== undefined && t - last.t < limits.quietMs ? early : run;
}

function onCharacter(state: WedgeState, event: WedgeKey, limits: WedgeLimits): WedgeStep {
  const { char, code, t, shift } = event;
  const key: WedgeKey = shift === undefined ? { char, code, t } : { char, code, t, shift };
  const before = runBefore(state, t, limits);
  const last = before.at(-1);
  const pause = last === undefined ? Number.POSITIVE_INFINITY : t - last.t;
  // The next scan may begin before anybody asked whether the one before it is over.
  const isOver = last !== undefined && pause >= limits.quietMs && before[0]?.char !== limits.prefix;
  const ended = isOver ? scanOf(before, last.t, limits.minUnterminated, limits) : null;
  const continues = ended === null && pause <= limits.maxGapMs && before.length < MOST_CHARACTERS;
  const run = continues ? [...before, key] : [key];
  const isLong = run.length >= limits.minUnterminated;
  return {
    ...ended,
    state: ended === null ? { ...idle(state), run } : { run, hasTerminator: false },
    // The field was put back when the code was taken early: what comes now is typed into it anew.
    ...(continues && before === state.run ? {} : { begins: true as const }),
    ...(isLong ? { askAgainMs: limits.quietMs } : {}),
  };
}

function onTerminator(state: WedgeState, t: number, limits: WedgeLimits): WedgeStep {
  const step = scanOf(state.run, t, limits.minTerminated, limits);
  if (step !== null) return { ...step, state: { ...step.state, hasTerminator: true } };
  // Carriage return and line feed, or an Enter that came after the pause: the scanner's, and nobody else's.
  const isAfterScan =
    state.scannedAt !== undefined && state.run.length === 0 && t - state.scannedAt <= limits.maxGapMs * 2;
  if (!isAfterScan) return { state: idle(state) };
  const { early, ...rest } = state;
  return { state: early === undefined ? rest : { ...rest, hasTerminator: true }, swallow: true };
}

function onSeparator(state: WedgeState, t: number, limits: WedgeLimits): WedgeStep {
  const [first, last] = [state.run[0], state.run.at(-1)];
  if (first === undefined || last === undefined || state.run.length < 3) return { state: idle(state) };
  const isScanner = t - first.t <= limits.meanGapMs * state.run.length && t - last.t <= limits.maxGapMs;
  if (!isScanner) return { state: idle(state) };
  return {
    state: { ...idle(state), run: [...state.run, { char: GS, code: '', t }] },
    swallow: true,
    askAgainMs: limits.quietMs,
  };
}

function onQuiet(state: WedgeState, t: number, limits: WedgeLimits): WedgeStep {
  const last = state.run.at(-1);
  if (last === undefined) return { state };
  const needed = limits.quietMs * patienceFor(state);
  // Timers are a little early now and then, and a key may have come in meanwhile.
  if (t - last.t < needed) return { state, askAgainMs: Math.ceil(needed - (t - last.t)) };
  const step = scanOf(state.run, last.t, limits.minUnterminated, limits);
  if (step === null) return { state };
  return { ...step, state: { ...step.state, hasTerminator: state.hasTerminator ?? false, early: state.run } };
}

/** How many times longer a pause has to be where the code is probably not over, and where it surely is not. */
const PATIENCE = 4;
const MOST_PATIENCE = 10;

function patienceFor({ hasTerminator, run }: WedgeState): number {
  if (hasTerminator !== false) return MOST_PATIENCE;
  return looksCut(run) ? PATIENCE : 1;
}

/** As many digits as goods have, without being the number of any: one may still be on its way. */
function looksCut(run: readonly WedgeKey[]): boolean {
  return run.length > 6 && run.length < 14 && run.every(isDigit) && !isGtin(codeOfKeys(run));
}

/** The scan that a run ends in, or `null`. */
function scanOf(run: readonly WedgeKey[], endAt: number, least: number, limits: WedgeLimits): WedgeStep | null {
  const last = run.at(-1);
  if (last === undefined || endAt - last.t > limits.maxGapMs) return null;
  const state: WedgeState = { run: [], scannedAt: endAt };
  if (limits.prefix !== null && run[0]?.char === limits.prefix) {
    return run.length > 1 ? { state, commit: codeOfKeys(run.slice(1)) } : null;
  }
  const cut = lengthOfTyped(run, limits);
  const scanned = run.slice(cut);
  if (!isScan(scanned, least, limits)) return null;
  const kept = run
    .slice(0, cut)
    .map((key) => key.char)
    .join('');
  return { state, commit: codeOfKeys(scanned), ...(kept === '' ? {} : { kept }) };
}

function isScan(run: readonly WedgeKey[], least: number, limits: WedgeLimits): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || run.length < Math.max(2, least)) return false;
  const most = run.length < FEW_CHARACTERS ? Math.min(FEW_MEAN_MS, limits.meanGapMs) : limits.meanGapMs;
  return (last.t - first.t) / (run.length - 1) <= most;
}

/** A pause this many times the longest one after it, and this long, is not the scanner's. */
const OTHER_RHYTHM = 3;
const HAND_MS = 15;

/**
 * How many characters at the beginning of a run were typed by a person: those before a pause that is far longer than every
 * one after it, when what follows is a code of digits. Digits before digits are a person's only when what follows is a whole
 * GTIN and all together are none. A scanner that sends letters sends them as quickly as the digits.
 */
function lengthOfTyped(run: readonly WedgeKey[], limits: WedgeLimits): number {
  let longest = 0;
  for (let at = run.length - 1; at > 0; at -= 1) {
    const [key, before] = [run[at], run[at - 1]];
    if (key === undefined || before === undefined || !isDigit(key)) return 0;
    const pause = key.t - before.t;
    const isOther = run.length - at >= limits.minTerminated && pause > HAND_MS && pause >= OTHER_RHYTHM * longest;
    if (isOther && isTypedBefore(run, at)) return at;
    longest = Math.max(longest, pause);
  }
  return 0;
}

function isTypedBefore(run: readonly WedgeKey[], at: number): boolean {
  if (!run.slice(0, at).every(isDigit)) return true;
  return isGtin(codeOfKeys(run.slice(at))) && !isGtin(codeOfKeys(run));
}

function isDigit(key: WedgeKey): boolean {
  return digitOfKey(key) !== undefined || /^\d$/.test(key.char);
}
