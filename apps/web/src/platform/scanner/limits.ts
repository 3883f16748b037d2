/** When keys are a scanner's. Each device may have its own, learned in the hardware bench. */
export interface WedgeLimits {
  readonly meanGapMs: number;
  readonly maxGapMs: number;
  readonly minTerminated: number;
  readonly minUnterminated: number;
  readonly quietMs: number;
  /** A character that the scanner is set to send first and that no person types. */
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

const KEY = 'scanner-limits';

/** The limits of this device; those of every device where nothing was learned or what is kept cannot be read. */
export function keptLimits(): WedgeLimits {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isLimits(kept) ? kept : DEFAULT_LIMITS;
  } catch {
    // No storage, or a text that is no JSON: a scanner works with what fits nearly all of them.
    return DEFAULT_LIMITS;
  }
}

/** Keeps the limits on this device; `null` forgets what was learned. */
export function keepLimits(limits: WedgeLimits | null): void {
  if (limits === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(limits));
}

function isLimits(value: unknown): value is WedgeLimits {
  if (typeof value !== 'object' || value === null) return false;
  const limits = value as Record<string, unknown>;
  const isWithin = (name: string, least: number, most: number) => {
    const number = limits[name];
    return typeof number === 'number' && number >= least && number <= most;
  };
  const { prefix } = limits;
  return (
    isWithin('meanGapMs', 5, 60) &&
    isWithin('maxGapMs', 20, 150) &&
    isWithin('minTerminated', 3, 20) &&
    isWithin('minUnterminated', 4, 30) &&
    isWithin('quietMs', 30, 200) &&
    (prefix === null || (typeof prefix === 'string' && prefix.length === 1))
  );
}
