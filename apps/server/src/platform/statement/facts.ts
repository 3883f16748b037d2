import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../database/index.ts';
import type { Table } from './steps.ts';

/** A table whose rows belong to documents, for comparing what is stored with what it should be. */
export interface FactTable<Row> {
  readonly table: Table<Row>;
  /** The column that names the document. */
  readonly document: string;
  /** The columns that tell the rows of a document apart. */
  readonly key: readonly string[];
}

export type StoredRow = Readonly<Record<string, unknown>>;

/** The stored rows of some documents. */
export function readFacts<Row>(
  tx: Tx,
  { table, document }: FactTable<Row>,
  documentIds: readonly string[],
): Promise<StoredRow[]> {
  const columns = table.columns.map((column) => column.name).join(', ');
  return tx.query<StoredRow>(
    `select ${columns} from ${table.name} where organization_id = $1 and ${document} = any($2::uuid[])`,
    [tx.organizationId, documentIds],
    `facts-${table.name}`,
  );
}

/** What differs, a sentence for each row: missing, unexpected, or with other values. */
export interface FactDifference {
  readonly documentId: string;
  readonly detail: string;
}

export function compareFacts<Row>(
  fact: FactTable<Row>,
  expected: readonly Row[],
  stored: readonly StoredRow[],
): FactDifference[] {
  const { table, document } = fact;
  const wanted = new Map(expected.map((row) => recordOf(table, row)).map((record) => [keyOf(fact, record), record]));
  const differences: FactDifference[] = [];
  const say = (record: StoredRow, what: string) =>
    differences.push({ documentId: String(record[document]), detail: `${table.name} ${keyOf(fact, record)}: ${what}` });
  for (const record of stored) {
    const key = keyOf(fact, record);
    const should = wanted.get(key);
    if (!should) say(record, 'is there, and nothing accounts for it');
    else for (const what of columnDifferences(table, should, record)) say(record, what);
    wanted.delete(key);
  }
  for (const record of wanted.values()) say(record, 'is missing');
  return differences;
}

function recordOf<Row>(table: Table<Row>, row: Row): StoredRow {
  return Object.fromEntries(table.columns.map((column) => [column.name, column.value(row)]));
}

function keyOf<Row>({ key }: FactTable<Row>, record: StoredRow): string {
  return key.map((column) => String(record[column])).join(' ');
}

function columnDifferences<Row>(table: Table<Row>, should: StoredRow, is: StoredRow): string[] {
  return table.columns.flatMap(({ name, type }) => {
    const left = comparable(type, should[name]);
    const right = comparable(type, is[name]);
    return left === right || isDeepStrictEqual(left, right)
      ? []
      : [`${name} is ${show(right)}, should be ${show(left)}`];
  });
}

/** Both sides in one form: what was sent to PostgreSQL and what came back from it. */
function comparable(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  if (type === 'timestamptz') return value instanceof Date ? value.toISOString() : value;
  return value;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
