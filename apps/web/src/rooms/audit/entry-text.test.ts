import { describe, expect, it } from 'vitest';
import { textOf } from './entry-text.ts';

const nobody = () => undefined;

describe('an entry in words', () => {
  it('is a row for each field that was or is there', () => {
    const { changes, facts } = textOf(
      { before: { name: 'Milk', tags: ['a'], gone: 1 }, after: { name: 'Milk 1 l', tags: [], isActive: false } },
      nobody,
    );
    expect(changes).toEqual([
      { field: 'gone', before: '1', after: null },
      { field: 'isActive', before: null, after: 'No' },
      { field: 'name', before: 'Milk', after: 'Milk 1 l' },
      { field: 'tags', before: '[\n "a"\n]', after: '[]' },
    ]);
    expect(facts).toEqual([]);
  });

  it('says what the program names itself in words, and leaves alone what somebody typed', () => {
    const { changes } = textOf(
      { before: { role: 'cashier', name: 'manager' }, after: { role: 'manager', name: 'cashier' } },
      nobody,
    );
    expect(changes).toEqual([
      { field: 'name', before: 'manager', after: 'cashier' },
      { field: 'role', before: 'Cashier', after: 'Manager' },
    ]);
  });

  it('shows a name instead of an id, and leaves out what is empty', () => {
    const { facts } = textOf({ reason: 'x', userId: 'u1', permission: null }, (id) =>
      id === 'u1' ? 'Amina' : undefined,
    );
    expect(facts).toEqual([
      { field: 'reason', value: 'x' },
      { field: 'userId', value: 'Amina' },
    ]);
  });

  it('takes a before and an after of another shape without breaking', () => {
    expect(textOf({ before: 'x', after: [1] }, nobody)).toEqual({ changes: [], facts: [] });
  });
});
