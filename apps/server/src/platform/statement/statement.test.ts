import { describe, expect, it } from 'vitest';
import {
  compareFacts,
  composeParts,
  composeStatement,
  insertInto,
  type Step,
  type Table,
  updateFrom,
} from './index.ts';

interface Row {
  readonly id: string;
  readonly amount: number;
  readonly extra: unknown;
}
const TABLE: Table<Row> = {
  name: 'thing',
  columns: [
    { name: 'id', type: 'uuid', value: (row) => row.id },
    { name: 'amount', type: 'bigint', value: (row) => row.amount },
    { name: 'extra', type: 'jsonb', value: (row) => JSON.stringify(row.extra) },
  ],
  onConflict: 'on conflict do nothing',
  returning: 'returning id',
};
const rows = [
  { id: 'a', amount: 1, extra: null },
  { id: 'b', amount: 2, extra: { x: 1 } },
];

function steps(...all: readonly (Step | null)[]): Step[] {
  return all.filter((step): step is Step => step !== null);
}

describe('a composed statement', () => {
  it('numbers the parameters of all its parts, the organization first', () => {
    const change = { ...TABLE, set: 'amount = v.amount', where: 't.id = v.id' };
    const statement = composeStatement(
      'org',
      steps(insertInto(TABLE, rows), updateFrom(change, rows.slice(0, 1))),
      'select 1',
    );
    expect(statement.text).toBe(
      'with w_thing as (insert into thing (organization_id, id, amount, extra)' +
        ' values ($1, $2, $3, $4), ($1, $5, $6, $7) on conflict do nothing returning id),' +
        ' u_thing as (update thing t set amount = v.amount from (values ($8::uuid, $9::bigint, $10::jsonb))' +
        ' as v (id, amount, extra) where t.organization_id = $1 and t.id = v.id) select 1',
    );
    expect(statement.values).toEqual(['org', 'a', 1, 'null', 'b', 2, '{"x":1}', 'a', 1, 'null']);
    expect(statement.parameterCount).toBe(statement.values.length);
  });

  it('has a name for a usual shape, the same for the same text alone', () => {
    const [one, same, two] = [rows.slice(0, 1), rows.slice(1), rows].map((some) =>
      composeStatement('org', steps(insertInto(TABLE, some)), 'select 1'),
    );
    expect(one?.name).toBeDefined();
    expect(same?.name).toBe(one?.name);
    expect(two?.name).not.toBe(one?.name);
  });

  it('is cut into few shapes for any number of rows, which keep their order and their rows', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), amount: index, extra: null }));
    const shapes = new Set<string>();
    for (const count of [1, 2, 3, 7, 100, 399, 511, 1000]) {
      const parts = composeParts('org', steps(insertInto(TABLE, many.slice(0, count))));
      expect(parts.flatMap(({ values }) => values.slice(1)).filter((_, at) => at % 3 === 1)).toEqual(
        many.slice(0, count).map((row) => row.amount),
      );
      for (const { name, parameterCount } of parts) {
        expect(parameterCount).toBeLessThanOrEqual(1200);
        shapes.add(String(name));
      }
    }
    expect(shapes).not.toContain('undefined');
    expect(shapes.size).toBeLessThanOrEqual(9);
  });

  it('has no part for no rows, and no name when it is too large to be kept', () => {
    expect(insertInto(TABLE, [])).toBeNull();
    const many = Array.from({ length: 1000 }, () => rows[0] as Row);
    expect(composeStatement('org', steps(insertInto(TABLE, many)), 'select 1').name).toBeUndefined();
  });
});

describe('stored rows against what they should be', () => {
  const fact = { table: TABLE, document: 'id', key: ['id'] };
  it('finds a missing, an unexpected and a different row, whatever the order of JSON keys', () => {
    const expected = [...rows, { id: 'c', amount: 3, extra: { a: 1, b: 2 } }];
    const stored = [
      { id: 'b', amount: 5, extra: { x: 1 } },
      { id: 'c', amount: 3, extra: { b: 2, a: 1 } },
      { id: 'd', amount: 1, extra: null },
    ];
    expect(compareFacts(fact, expected, stored)).toEqual([
      { documentId: 'b', detail: 'thing b: amount is 5, should be 2' },
      { documentId: 'd', detail: 'thing d: is there, and nothing accounts for it' },
      { documentId: 'a', detail: 'thing a: is missing' },
    ]);
  });
});
