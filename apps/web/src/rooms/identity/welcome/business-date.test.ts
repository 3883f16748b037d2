import { expect, it } from 'vitest';
import { businessDateOf } from './business-date.ts';

it.each([
  ['2026-03-01T21:30:00Z', 'Africa/Nairobi', '2026-03-02'],
  ['2026-03-01T20:59:59Z', 'Africa/Nairobi', '2026-03-01'],
  ['2026-01-01T00:30:00Z', 'America/New_York', '2025-12-31'],
  ['2026-01-01T00:30:00Z', 'UTC', '2026-01-01'],
])('%s in %s is the trading day %s', (instant, zone, date) =>
  expect(businessDateOf(new Date(instant), zone)).toBe(date),
);
