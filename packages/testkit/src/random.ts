/**
 * A seeded stream of pseudo-random numbers: the same seed gives the same stream on every machine, so that a failing run
 * can be played again from the seed it printed. Not for secrets.
 */
export interface Random {
  readonly seed: number;
  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number;
  /** A number from 0 (included) to 1 (excluded) with 32 bits of resolution. */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One element; refuses an empty list. */
  pick<T>(items: readonly T[]): T;
  /** A copy in another order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** A UUID of version 7 whose time is `atMilliseconds` and whose other bits come from this stream. */
  uuidv7(atMilliseconds: number): string;
  /** A stream of its own, decided by this one: give one to each actor, so that one more draw here shifts nobody there. */
  fork(): Random;
}

/**
 * xoshiro128** 1.1 by Blackman and Vigna (https://prng.di.unimi.it/xoshiro128starstar.c), its four words of state filled
 * from the seed by splitmix32, as its authors advise. Seeds are whole numbers from 0 to 2^32 - 1.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
    throw new RangeError(`${seed} is not a seed from 0 to 2^32 - 1.`);
  const mix = splitmix32(seed);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  return derive(seed, uint32);
}

/** Everything else is made of 32-bit draws. */
function derive(seed: number, uint32: () => number): Random {
  const fraction = () => uint32() / 2 ** 32;
  const integer = (low: number, high: number): number => {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high < low)
      throw new RangeError(`No whole number in ${low}..${high}.`);
    const span = high - low + 1;
    // 21 + 32 bits cover every span up to 2^53; the bias of the remainder is below 2^-21 for the spans tests use.
    return (
      low +
      (span <= 2 ** 32
        ? Math.floor(fraction() * span)
        : Math.floor(((uint32() & 0x1f_ffff) * 2 ** 32 + uint32()) % span))
    );
  };
  const pick = <T>(items: readonly T[]): T => {
    const [item] = items.slice(integer(0, items.length - 1));
    return item as T;
  };
  return {
    seed,
    uint32,
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick,
    shuffle: (items) => shuffle(items, integer),
    uuidv7: (at) => uuidv7(at, uint32),
    fork: () => seededRandom(uint32()),
  };
}

function shuffle<T>(items: readonly T[], integer: (low: number, high: number) => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = integer(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** RFC 9562, section 5.7: 48 bits of time, version 7, 12 random bits, variant 10, 62 random bits. */
function uuidv7(atMilliseconds: number, uint32: () => number): string {
  const time = atMilliseconds.toString(16).padStart(12, '0');
  const hex = (bits: number, digits: number) => bits.toString(16).padStart(digits, '0');
  const version = hex(0x7000 | (uint32() & 0x0fff), 4);
  const variant = hex(0x8000 | (uint32() & 0x3fff), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${hex(uint32(), 8)}${hex(uint32() & 0xffff, 4)}`;
}

/** Steele, Lea and Flood, "Fast splittable pseudorandom number generators", with the 32-bit finaliser of MurmurHash3. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
    return (z ^ (z >>> 16)) | 0;
  };
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
