/**
 * Parts of one writing statement: data-modifying CTEs over VALUES lists. A room describes its tables, a use case collects
 * rows, and `composeStatement` makes a single statement of all of them, so that facts and balances of many documents
 * are written in one round trip. Never INSERT ... SELECT and no sub-select in VALUES: neither can be sent to the
 * node that holds an organization.
 */

/** One column: its name, its PostgreSQL type and where its value comes from. */
export interface Column<Row> {
  readonly name: string;
  readonly type: string;
  readonly value: (row: Row) => unknown;
}

/** A tenant's table as rows are written to it. `organization_id` is always there, and always the statement's first parameter. */
export interface Table<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** What follows VALUES: an ON CONFLICT clause. */
  readonly onConflict?: string;
  /** What follows that: a RETURNING clause, readable by the statement's last part under the step's name. */
  readonly returning?: string;
}

/** One CTE. Two steps with the same `shape` have the same text. */
export interface Step {
  readonly name: string;
  readonly shape: string;
  readonly parameterCount: number;
  /** The text, given the number of the first parameter that is free. */
  text(firstParameter: number): string;
  values(): readonly unknown[];
  /** The same rows in parts whose sizes are powers of two: a queue of any length is written by few prepared statements. */
  cut(): readonly Step[];
}

/** Beyond this a statement is too rare and too large to be worth a prepared plan on every connection. */
export const MOST_PREPARED_PARAMETERS = 1_200;

/** Inserts rows; no step when there are none. */
export function insertInto<Row>(table: Table<Row>, rows: readonly Row[]): Step | null {
  return rows.length === 0 ? null : insertStep(table, rows);
}

function insertStep<Row>(table: Table<Row>, rows: readonly Row[]): Step {
  const { columns } = table;
  const names = columns.map((column) => column.name).join(', ');
  return {
    name: `w_${table.name}`,
    shape: `${table.name}*${rows.length}`,
    parameterCount: rows.length * columns.length,
    text: (first) => {
      const tuples = rows.map((_, row) => `($1, ${placeholders(first + row * columns.length, columns.length)})`);
      const tail = [table.onConflict, table.returning].filter((clause) => clause !== undefined).join(' ');
      return `insert into ${table.name} (organization_id, ${names}) values ${tuples.join(', ')} ${tail}`.trimEnd();
    },
    values: () => flatten(columns, rows),
    cut: () => cutRows(columns.length, rows).map((some) => insertStep(table, some)),
  };
}

/** What an update adds to a table: what it sets, and which rows. */
interface Update<Row> extends Pick<Table<Row>, 'name' | 'columns'> {
  readonly set: string;
  readonly where: string;
}

/**
 * Updates rows from a VALUES list named `v`: `set` and `where` may use `t` (the table) and `v` (the new values). The
 * organization is always part of the condition.
 */
export function updateFrom<Row>(table: Update<Row>, rows: readonly Row[]): Step | null {
  return rows.length === 0 ? null : updateStep(table, rows);
}

function updateStep<Row>(table: Update<Row>, rows: readonly Row[]): Step {
  const { columns } = table;
  return {
    name: `u_${table.name}`,
    shape: `${table.name}:${rows.length}`,
    parameterCount: rows.length * columns.length,
    text: (first) => {
      const tuples = rows.map((_, row) => `(${typedPlaceholders(columns, first + row * columns.length)})`);
      const names = columns.map((column) => column.name).join(', ');
      return `update ${table.name} t set ${table.set} from (values ${tuples.join(', ')}) as v (${names}) where t.organization_id = $1 and ${table.where}`;
    },
    values: () => flatten(columns, rows),
    cut: () => cutRows(columns.length, rows).map((some) => updateStep(table, some)),
  };
}

function cutRows<Row>(columnCount: number, rows: readonly Row[]): Row[][] {
  const most = powerOfTwoWithin(Math.max(1, MOST_PREPARED_PARAMETERS / columnCount));
  const parts: Row[][] = [];
  for (let start = 0; start < rows.length; start += parts.at(-1)?.length ?? 0) {
    parts.push(rows.slice(start, start + Math.min(most, powerOfTwoWithin(rows.length - start))));
  }
  return parts;
}

function powerOfTwoWithin(count: number): number {
  return 2 ** Math.floor(Math.log2(count));
}

function placeholders(first: number, count: number): string {
  let text = `$${first}`;
  for (let index = 1; index < count; index += 1) text += `, $${first + index}`;
  return text;
}

function typedPlaceholders<Row>(columns: readonly Column<Row>[], first: number): string {
  return columns.map((column, index) => `$${first + index}::${column.type}`).join(', ');
}

function flatten<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows) for (const column of columns) values.push(column.value(row));
  return values;
}
