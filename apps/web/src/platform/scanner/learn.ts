import { DEFAULT_LIMITS, type WedgeLimits } from './limits.ts';
import { replayTrace } from './replay.ts';
import type { WedgeEvent } from './wedge.ts';

/** A pause of this length ends a scan and begins the next one, whatever the scanner. */
const BETWEEN_MS = 300;
/** Fewer say too little about a scanner. */
export const LEAST_SCANS = 3;

export interface ScannerRhythm {
  readonly scans: number;
  readonly characters: number;
  readonly meanGapMs: number;
  readonly longestGapMs: number;
  /** Every scan ended with Enter or Tab. */
  readonly hasTerminator: boolean;
  /** A sign that every scan began with. */
  readonly prefix: string | null;
}

/** Cuts a recording where nothing was pressed for a while. */
export function scansOf(trace: readonly WedgeEvent[]): WedgeEvent[][] {
  const scans: WedgeEvent[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const event of trace) {
    if (event.kind === 'quiet') continue;
    if (event.t - last > BETWEEN_MS) scans.push([]);
    scans.at(-1)?.push(event);
    last = event.t;
  }
  return scans.filter((scan) => scan.filter(({ kind }) => kind === 'character').length > 1);
}

/** How the scanner of a recording types; `null` when it holds no scan. */
export function rhythmOf(trace: readonly WedgeEvent[]): ScannerRhythm | null {
  const scans = scansOf(trace);
  const gaps = scans.flatMap((scan) => scan.slice(1).map((event, index) => event.t - (scan[index]?.t ?? event.t)));
  if (gaps.length === 0) return null;
  const firsts = new Set(scans.map(([first]) => (first?.kind === 'character' ? first.char : '')));
  const [first] = firsts;
  const isSign = firsts.size === 1 && first !== undefined && /^[^A-Za-z0-9\s]$/.test(first);
  return {
    scans: scans.length,
    characters: scans.flat().filter(({ kind }) => kind === 'character').length,
    meanGapMs: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    longestGapMs: Math.max(...gaps),
    hasTerminator: scans.every((scan) => scan.at(-1)?.kind === 'terminator'),
    prefix: isSign && scans.length >= LEAST_SCANS ? first : null,
  };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.ceil(value)));
}

/**
 * The limits that fit a recorded scanner with room to spare, narrower than the usual ones where the scanner allows it: what
 * a person types is then even less like a scan. `null` when there are too few scans, or when a scan of the recording would
 * not be read with them.
 */
export function learnLimits(trace: readonly WedgeEvent[]): WedgeLimits | null {
  const rhythm = rhythmOf(trace);
  if (rhythm === null || rhythm.scans < LEAST_SCANS) return null;
  const limits: WedgeLimits = {
    ...DEFAULT_LIMITS,
    meanGapMs: between(rhythm.meanGapMs * 2.5, 12, 45),
    maxGapMs: between(rhythm.longestGapMs * 2.5, 40, 120),
    quietMs: between(rhythm.longestGapMs * 2, 40, 100),
    prefix: rhythm.prefix,
  };
  return replayTrace(trace, limits).length === rhythm.scans ? limits : null;
}
