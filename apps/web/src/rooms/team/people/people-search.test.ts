import { expect, it } from 'vitest';
import { filterParameters, isFiltered, parsePeopleSearch } from './people-search.ts';

it('reads what it knows and leaves out the rest', () => {
  const known = {
    query: 'ann',
    role: 'cashier',
    state: 'suspended',
    account: 'with',
    storeId: '01900000-0000-7000-8000-000000000000',
    sort: '-name',
    tab: 'invitations',
  };
  expect(parsePeopleSearch({ ...known, colour: 'red' })).toEqual(known);
  expect(
    parsePeopleSearch({
      role: 'king',
      state: 'gone',
      account: 'x',
      storeId: 'here',
      sort: 'id',
      tab: 'other',
      query: '',
    }),
  ).toEqual({});
});

it('takes a number for the text that it was typed as, and cuts what is too long', () => {
  expect(parsePeopleSearch({ query: 12 })).toEqual({ query: '12' });
  expect(parsePeopleSearch({ query: 'a'.repeat(300) }).query).toHaveLength(200);
});

it('asks the server for what narrows, and for nothing that does not', () => {
  const search = parsePeopleSearch({ query: 'a&b', role: 'viewer', sort: 'newest' });
  expect(filterParameters(search).toString()).toBe('query=a%26b&role=viewer');
  expect([isFiltered(search), isFiltered({ sort: 'newest' })]).toEqual([true, false]);
});
