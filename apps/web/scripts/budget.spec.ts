import { expect, it } from 'vitest';
import { weigh } from './budget.mjs';

it('keeps every route within its bytes, in the program as built', () => {
  const rows = weigh();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !row.isWithin)).toEqual([]);
});
