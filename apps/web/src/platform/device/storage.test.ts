import { describe, expect, it } from 'vitest';
import { bytesText, isNearlyFull, readStorage } from './storage.ts';

const standing = (usedBytes: number | null, quotaBytes: number | null) => ({
  isPersistent: true,
  usedBytes,
  quotaBytes,
});

describe('the room on a device', () => {
  it('is nearly gone when nine tenths are used, and nobody worries where the browser does not say', () => {
    expect(isNearlyFull(standing(899, 1000))).toBe(false);
    expect(isNearlyFull(standing(900, 1000))).toBe(true);
    expect(isNearlyFull(standing(1200, 1000))).toBe(true);
    expect(isNearlyFull(standing(0, 0))).toBe(false);
    expect(isNearlyFull(standing(null, 1000))).toBe(false);
    expect(isNearlyFull(standing(900, null))).toBe(false);
  });

  it('is written in units that people know', () => {
    expect(bytesText(12_345_678, 'en')).toBe('12 MB');
    expect(bytesText(1_440_000_000, 'en')).toBe('1.4 GB');
  });

  it('is asked for once more with the promise not to delete, which a browser may not give', async () => {
    const given = {
      persisted: () => Promise.resolve(false),
      persist: () => Promise.resolve(false),
      estimate: () => Promise.resolve({ usage: 5, quota: 10 }),
    };
    expect(await readStorage(given as unknown as StorageManager)).toEqual({
      isPersistent: false,
      usedBytes: 5,
      quotaBytes: 10,
    });
    expect(await readStorage(undefined)).toEqual({ isPersistent: null, usedBytes: null, quotaBytes: null });
  });
});
