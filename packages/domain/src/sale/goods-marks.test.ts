import { describe, expect, it } from 'vitest';
import { isExpired, marksOf } from './goods-marks.ts';

describe('the marks of goods', () => {
  it('leave out what the code did not say, and everything else of the line', () => {
    expect(marksOf({ lot: 'A', serial: undefined })).toEqual({ lot: 'A' });
    expect(Object.keys(marksOf({ lot: undefined }))).toEqual([]);
    const line = { name: 'Milk', lot: 'A', expiresOn: '2026-11-23', serial: '7' };
    expect(marksOf(line)).toEqual({ lot: 'A', expiresOn: '2026-11-23', serial: '7' });
  });

  it('let goods be sold on their last day, and not after it', () => {
    expect(isExpired({ expiresOn: '2026-11-23' }, '2026-11-23')).toBe(false);
    expect(isExpired({ expiresOn: '2026-11-23' }, '2026-11-24')).toBe(true);
    expect(isExpired({}, '2026-11-24')).toBe(false);
  });
});
