import { describe, expect, it } from 'vitest';
import { filtersOf, NO_FILTERS, paramsOf } from './filters.ts';

describe('the filters of the list of shifts', () => {
  it('go to the address and back, and leave out what is not asked', () => {
    const filters = { ...NO_FILTERS, from: '2026-03-01', difference: 'short' };
    expect(paramsOf(filters).toString()).toBe('from=2026-03-01&difference=short');
    expect(filtersOf(`?${paramsOf(filters)}&other=1`)).toEqual(filters);
    expect(paramsOf(NO_FILTERS).toString()).toBe('');
  });

  it('ask only for what a list knows', () => {
    expect(paramsOf({ ...NO_FILTERS, from: '2026-03-01', state: 'open' }, ['from', 'to']).toString()).toBe(
      'from=2026-03-01',
    );
  });
});
