import { act, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { createTestPage } from '../testing/test-page.tsx';
import { SearchField } from './search-field.tsx';

const page = createTestPage();
let asked: string[];
let setQuery: (query: string) => void;

function Screen({ first }: { readonly first: string }) {
  const [query, set] = useState(first);
  setQuery = set;
  const search = (next: string) => {
    asked.push(next);
    set(next);
  };
  return <SearchField label="Search" clearLabel="Clear" query={query} onSearch={search} />;
}
const open = async (first = '') => {
  asked = [];
  await page.open(<Screen first={first} />);
};
const field = () => {
  const found = page.host.querySelector('input');
  if (found === null) throw new Error('there is no field');
  return found;
};
/** Writes as a keyboard does, below what React sees of it. */
const type = (text: string) =>
  act(async () => {
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    setter?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
const hasAsked = (queries: readonly string[]) => vi.waitFor(() => act(async () => expect(asked).toEqual(queries)));

describe('the search above a list', () => {
  it('asks once for what was typed, and stays the field that has the focus', async () => {
    await open();
    const before = field();
    before.focus();
    await type('m');
    await type('mi');
    await type('milk ');
    await hasAsked(['milk']);
    expect(field()).toBe(before);
    expect(document.activeElement).toBe(before);
    expect(field().value).toBe('milk ');
  });

  it('shows what was chosen elsewhere, and asks nothing for it', async () => {
    await open('milk');
    await act(async () => setQuery('tea'));
    expect(field().value).toBe('tea');
    await act(async () => setQuery(''));
    expect(field().value).toBe('');
    expect(asked).toEqual([]);
  });

  it('is emptied by its button', async () => {
    await open('milk');
    await act(async () => page.host.querySelector<HTMLElement>('[aria-label="Clear"]')?.click());
    await hasAsked(['']);
    expect(field().value).toBe('');
  });
});
