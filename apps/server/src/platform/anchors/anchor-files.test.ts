import { expect, it } from 'vitest';
import { isFull } from './anchor-files.ts';

it.each([
  [10, '2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z', true],
  [10, '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', true],
  [999_999, '2026-01-01T00:00:00.000Z', '2026-01-31T00:00:00.000Z', false],
  [1_000_000, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', true],
])('a file of %d bytes whose last line is of %s takes one of %s: full is %s', (bytes, lastAt, at, full) => {
  expect(isFull(bytes, lastAt, at)).toBe(full);
});
