import { describe, expect, it } from 'vitest';
import { replayTrace } from './replay.ts';
import { IDLE, type WedgeEvent, type WedgeState, wedgeStep } from './wedge.ts';

/** Mulberry32: the same traces on every machine. */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

const AZERTY = 'à&é"\'(-è_ç';

interface BurstOptions {
  readonly end?: 'terminator' | 'none';
  readonly isAzerty?: boolean;
}
function burst(code: string, from: number, gapMs: () => number, options: BurstOptions = {}): WedgeEvent[] {
  let t = from;
  const keys: WedgeEvent[] = [...code].map((char) => {
    t += gapMs();
    const digit = /\d/.test(char);
    const printed = options.isAzerty === true && digit ? (AZERTY[Number(char)] ?? char) : char;
    return { kind: 'character', char: printed, code: digit ? `Digit${char}` : `Key${char.toUpperCase()}`, t };
  });
  if (options.end === 'none') return keys;
  return [...keys, { kind: 'terminator', t: t + gapMs() }];
}

describe('scans', () => {
  it('routes 200 bursts of scanners of every speed, at 8 a second', () => {
    const random = randomOf(1);
    const codes: string[] = [];
    const trace: WedgeEvent[] = [];
    for (let index = 0; index < 200; index += 1) {
      const length = [8, 12, 13, 14][index % 4] ?? 13;
      const code = Array.from({ length }, () => Math.floor(random() * 10)).join('');
      codes.push(code);
      const speed = 1 + random() * 7;
      trace.push(...burst(code, 1000 + index * 125, () => speed * (0.6 + random() * 0.8)));
    }
    expect(replayTrace(trace)).toEqual(codes);
  });

  it('takes slow scanners up to 35 ms a character, with letters and punctuation', () => {
    expect(replayTrace(burst('ABC-1234/X', 0, () => 34))).toEqual(['ABC-1234/X']);
  });

  it('reads digits from the keys, whatever the layout prints', () => {
    expect(replayTrace(burst('5901234123457', 0, () => 4, { isAzerty: true }))).toEqual(['5901234123457']);
  });

  it('commits a scanner without a terminator once it is quiet', () => {
    const random = randomOf(2);
    const codes = Array.from({ length: 50 }, () => String(Math.floor(1e12 + random() * 8e12)));
    const trace = codes.flatMap((code, index) => burst(code, index * 400, () => 5, { end: 'none' }));
    expect(replayTrace(trace)).toEqual(codes);
  });

  it('commits nothing that ends too early, and forgets it', () => {
    expect(replayTrace(burst('123', 0, () => 5))).toEqual([]);
    expect(replayTrace([...burst('123', 0, () => 5), ...burst('4006381333931', 500, () => 5)])).toEqual([
      '4006381333931',
    ]);
  });

  it('drops a run that an arrow or a shortcut interrupts', () => {
    const keys = burst('12345', 0, () => 5, { end: 'none' });
    expect(replayTrace([...keys, { kind: 'other', t: 30 }, { kind: 'terminator', t: 34 }])).toEqual([]);
  });

  it('does not wait when a prefix says that it is a scan', () => {
    const limits = { meanGapMs: 35, maxGapMs: 90, minTerminated: 4, minUnterminated: 6, quietMs: 60, prefix: '~' };
    expect(
      replayTrace(
        burst('~42', 0, () => 60),
        limits,
      ),
    ).toEqual(['42']);
  });
});

describe('a machine that is busy', () => {
  const keys = burst('5901234123457', 0, () => 4, { end: 'none' });
  const first = keys.slice(0, 12);

  it('does not cut a code whose last digit is late, and takes a whole one at once', () => {
    let state: WedgeState = IDLE;
    for (const event of first) state = wedgeStep(state, event).state;
    const asked = wedgeStep(state, { kind: 'quiet', t: 48 + 100 });
    expect([asked.commit, asked.askAgainMs]).toEqual([undefined, 500]);
    const last = keys.at(-1);
    if (last === undefined) throw new Error('there is a last key');
    state = wedgeStep(asked.state, last).state;
    expect(wedgeStep(state, { kind: 'quiet', t: 52 + 600 }).commit).toBe('5901234123457');
    expect(wedgeStep({ ...state, hasTerminator: false }, { kind: 'quiet', t: 52 + 60 }).commit).toBe('5901234123457');
  });

  it('waits longer for the Enter of a scanner that has sent one', () => {
    let state: WedgeState = IDLE;
    for (const event of [...burst('96385074', 0, () => 4), ...burst('5901234123457', 500, () => 4, { end: 'none' })])
      state = wedgeStep(state, event).state;
    expect(wedgeStep(state, { kind: 'quiet', t: 552 + 240 }).commit).toBeUndefined();
    expect(wedgeStep(state, { kind: 'quiet', t: 552 + 600 }).commit).toBe('5901234123457');
    expect(wedgeStep(state, { kind: 'terminator', t: 556 }).commit).toBe('5901234123457');
  });

  it('goes on with a code that it took for whole when its next key shows that it was not', () => {
    let state: WedgeState = { run: [], hasTerminator: false };
    for (const event of first) state = wedgeStep(state, event).state;
    const early = wedgeStep(state, { kind: 'quiet', t: 48 + 400 });
    expect(early.commit).toBe('590123412345');
    const last = keys.at(-1);
    if (last === undefined) throw new Error('there is a last key');
    const late = wedgeStep(early.state, last);
    expect(late.begins).toBe(true);
    expect(wedgeStep(late.state, { kind: 'terminator', t: 56 }).commit).toBe('5901234123457');
    // A key of the next scan, or of a person, is not the last one's.
    const other = wedgeStep(early.state, { kind: 'character', char: '7', code: 'Digit7', t: 48 + 60 });
    expect(other.state.run).toHaveLength(1);
  });

  it('learns from a pause between two codes that the scanner ends them with nothing', () => {
    let state: WedgeState = IDLE;
    const trace = [0, 200].flatMap((from) => burst('5901234123457', from, () => 4, { end: 'none' }));
    const commits: (string | undefined)[] = [];
    for (const event of trace) {
      const step = wedgeStep(state, event);
      state = step.state;
      if (step.commit !== undefined) commits.push(step.commit);
    }
    commits.push(wedgeStep(state, { kind: 'quiet', t: 252 + 60 }).commit);
    expect(commits).toEqual(['5901234123457', '5901234123457']);
  });
});

describe('people', () => {
  const words = ['milk', 'bread', 'coffee', 'soap 175', 'white bread', '1234', '5901', 'sugar', 'crisps 150g', '20.00'];

  it('never takes 500 typed words at 40 to 130 words a minute for a scan', () => {
    const random = randomOf(3);
    const falseScans: string[] = [];
    for (let index = 0; index < 500; index += 1) {
      const mean = 60_000 / ((40 + random() * 90) * 5);
      // Fingers roll: some pairs come at a third of the mean, after a hesitation.
      const gap = () => Math.max(18, mean * (random() < 0.2 ? 0.33 : 0.7 + random() * 0.9));
      falseScans.push(...replayTrace(burst(words[index % words.length] ?? 'milk', 0, gap)));
    }
    expect(falseScans).toEqual([]);
  });

  it('lets a typed PLU with Enter pass, even by a fast typist', () => {
    expect(replayTrace(burst('4011', 0, () => 70))).toEqual([]);
  });
});

describe('a key that a person pressed just before', () => {
  const letter = (t: number): WedgeEvent => ({ kind: 'character', char: 'k', code: 'KeyK', t });

  it.each([40, 60, 89])('is left out of the code that follows it %i ms later', (pause) => {
    expect(replayTrace([letter(1000), ...burst('5901234123457', 1000 + pause - 8, () => 8)])).toEqual([
      '5901234123457',
    ]);
  });

  it('is left out of a scan that ends by a pause, and of one on a French keyboard', () => {
    expect(replayTrace([letter(1000), ...burst('5901234123457', 1052, () => 8, { end: 'none' })])).toEqual([
      '5901234123457',
    ]);
    expect(replayTrace([letter(1000), ...burst('5901234123457', 1052, () => 8, { isAzerty: true })])).toEqual([
      '5901234123457',
    ]);
  });

  it('belongs to a code that a scanner sends with letters, whatever its speed', () => {
    for (const gap of [2, 8, 20, 34]) expect(replayTrace(burst('R00012345', 1000, () => gap))).toEqual(['R00012345']);
    // One slow gap among slow ones is the same hand.
    expect(replayTrace([letter(1000), ...burst('1234567', 1030, () => 18)])).toEqual(['k1234567']);
  });

  it('is given back to the field', () => {
    let state: WedgeState = IDLE;
    let kept: string | undefined;
    for (const event of [letter(1000), ...burst('5901234123457', 1052, () => 8)]) {
      const step = wedgeStep(state, event);
      state = step.state;
      kept = step.kept ?? kept;
    }
    expect(kept).toBe('k');
  });
});
