import { describe, expect, it } from 'vitest';
import { businessDateIn } from './business-date.ts';

describe('the business date', () => {
  it('is the day of the shop, not of the device or of UTC', () => {
    const lateEvening = new Date('2026-11-22T22:30:00.000Z');
    expect(businessDateIn('UTC', lateEvening)).toBe('2026-11-22');
    expect(businessDateIn('Africa/Nairobi', lateEvening)).toBe('2026-11-23');
    expect(businessDateIn('America/Los_Angeles', new Date('2026-01-01T05:00:00.000Z'))).toBe('2025-12-31');
  });
});
