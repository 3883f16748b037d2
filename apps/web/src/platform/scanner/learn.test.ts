import { seededRandom } from '@mosaajii/testkit';
import { describe, expect, it } from 'vitest';
import { learnLimits, rhythmOf, scansOf } from './learn.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { replayTrace } from './replay.ts';
import type { WedgeEvent } from './wedge.ts';

/** So many scans of one scanner, a second apart. */
function recording(
  codes: readonly string[],
  gapMs: (index: number) => number,
  end: 'enter' | 'none' = 'enter',
): WedgeEvent[] {
  return codes.flatMap((code, scan) => {
    let t = 1000 + scan * 1000;
    const keys: WedgeEvent[] = [...code].map((char, index) => {
      t += index === 0 ? 0 : gapMs(index);
      return { kind: 'character', char, code: /\d/.test(char) ? `Digit${char}` : '', t };
    });
    return end === 'none' ? keys : [...keys, { kind: 'terminator', t: t + gapMs(1) }];
  });
}
const CODES = ['5901234123457', '4006381333931', '96385074', '5012345678900'];

describe('learning a scanner', () => {
  it.each([
    ['a quick one', 3, 'enter'],
    ['a slow one on a radio', 16, 'enter'],
    ['one that ends with nothing', 5, 'none'],
  ] as const)('fits %s, and reads what it was learned from', (_name, gap, end) => {
    const random = seededRandom(7);
    const trace = recording(CODES, () => gap * (0.6 + random.fraction() * 0.8), end);
    const limits = learnLimits(trace);
    if (limits === null) throw new Error('nothing was learned');
    expect(replayTrace(trace, limits)).toEqual(CODES);
    expect(limits.meanGapMs).toBeLessThanOrEqual(45);
    expect(rhythmOf(trace)).toMatchObject({ scans: 4, hasTerminator: end === 'enter', prefix: null });
  });

  it('takes a scanner that the usual limits miss', () => {
    const slow = recording(CODES, () => 42);
    expect(replayTrace(slow, DEFAULT_LIMITS)).toEqual([]);
    const limits = learnLimits(slow);
    expect(limits === null ? null : replayTrace(slow, limits)).toEqual(CODES);
  });

  it('finds the sign that every scan begins with', () => {
    const limits = learnLimits(
      recording(
        CODES.map((code) => `~${code}`),
        () => 4,
      ),
    );
    expect(limits?.prefix).toBe('~');
    expect(rhythmOf(recording(['~1234567', '1234567', '~1234567'], () => 4))?.prefix).toBeNull();
  });

  it('learns nothing from too little, or from a person', () => {
    expect(learnLimits([])).toBeNull();
    expect(learnLimits(recording(CODES.slice(0, 2), () => 4))).toBeNull();
    expect(learnLimits(recording(['milk', 'bread', 'coffee', 'soap'], () => 130))).toBeNull();
  });

  it('cuts a recording where nothing was pressed', () => {
    const trace = recording(CODES, () => 4);
    expect(scansOf([...trace, { kind: 'quiet', t: 9000 }]).map((scan) => scan.length)).toEqual([14, 14, 9, 14]);
    expect(scansOf([{ kind: 'other', t: 1 }])).toEqual([]);
  });
});
