import { expect, it } from 'vitest';
import { seriesOf } from './registers.ts';

it('counts series in letters without repeating one', () => {
  expect([0, 1, 25, 26, 27, 51, 52, 701, 702].map(seriesOf)).toEqual([
    'A',
    'B',
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ]);
  const all = Array.from({ length: 2000 }, (_, number) => seriesOf(number));
  expect(new Set(all).size).toBe(2000);
});
