import type { CustomerItem } from '@mosaajii/domain/purse';
import { describe, expect, it } from 'vitest';
import { source } from '../device/observable.ts';
import { createDirectory } from './directory.ts';

const AMINA: CustomerItem = { id: 'a', name: 'Amina Yusuf', phone: '+254 712 345 118', cardCode: 'C-1001' };
const OTIENO: CustomerItem = { id: 'b', name: 'Zoë Otieno', company: 'Otieno Supplies', taxNumber: 'P051234567X' };
const GONE: CustomerItem = { id: 'c', name: 'Amina Gone', cardCode: 'C-1002', isInactive: true };

function directory(items: readonly CustomerItem[] = [AMINA, OTIENO, GONE], unsent: readonly CustomerItem[] = []) {
  const sent = source<{ byId: ReadonlyMap<string, CustomerItem> } | null>({
    byId: new Map(items.map((item) => [item.id, item])),
  });
  return { sent, ...createDirectory(sent, unsent) };
}

const ids = (found: readonly CustomerItem[]) => found.map((item) => item.id);

describe('the customers of a register', () => {
  it('are found by the beginnings of words, without accents, and by parts of the telephone number', () => {
    const { search } = directory();
    expect(ids(search('ali', 8))).toEqual([]);
    expect(ids(search('yu am', 8))).toEqual(['a']);
    expect(ids(search('ZOE', 8))).toEqual(['b']);
    expect(ids(search('supp', 8))).toEqual(['b']);
    expect(ids(search('p0512', 8))).toEqual(['b']);
    expect(ids(search('0712345118', 8))).toEqual(['a']);
    expect(ids(search('118', 8))).toEqual(['a']);
    expect(ids(search('', 8))).toEqual([]);
  });

  it('leave out who is not active, in the search and by the card', () => {
    const { search, byCard, byId } = directory();
    expect(ids(search('amina', 8))).toEqual(['a']);
    expect(byCard('c1001')?.id).toBe('a');
    expect(byCard('C-1002')).toBeNull();
    expect(byId('c')?.name).toBe('Amina Gone');
  });

  it('hold whom this device wrote down until the server sends them, and what the server says then', () => {
    const { add, search, sent, byId, version, subscribe } = directory([], [{ id: 'n', name: 'New Man' }]);
    let told = 0;
    subscribe(() => {
      told += 1;
    });
    expect(ids(search('new', 8))).toEqual(['n']);
    add({ id: 'm', name: 'Newer Man' });
    expect(ids(search('new', 8))).toEqual(['n', 'm']);
    sent.set({ byId: new Map([['m', { id: 'm', name: 'Newer Man', owedMinor: 500 }]]) });
    expect(byId('m')?.owedMinor).toBe(500);
    expect(told).toBe(2);
    expect(version()).toBe(2);
  });

  it('can be a hundred thousand, and any of them is found', () => {
    const many = Array.from(
      { length: 100_000 },
      (_, index): CustomerItem => ({ id: `${index}`, name: `Name${index} Family${index % 977}` }),
    );
    const { search } = directory(many);
    expect(ids(search('name99999', 8))).toEqual(['99999']);
    expect(search('fam', 8)).toHaveLength(8);
  });
});
