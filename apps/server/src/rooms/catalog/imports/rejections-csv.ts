import { stringify } from 'csv-stringify/sync';
import type { Deps } from '../../../platform/deps.ts';
import { readRejections } from './import-batches.ts';

const PAGE = 1000;

/**
 * The rejected rows as a file: the columns as they came, then the row and the reason. Cells that a spreadsheet would take
 * for a formula are escaped with an apostrophe. UTF-8 with a byte order mark, because spreadsheets ask for one.
 */
export async function* rejectionsCsv(
  deps: Deps,
  organizationId: string,
  importId: string,
  columns: readonly string[],
): AsyncGenerator<string> {
  const header = columns.map((column, index) => (column === '' ? `column ${index + 1}` : column));
  yield `\uFEFF${lines([[...header, 'row', 'reason']])}`;
  for (let after = 0; ; ) {
    const from = after;
    const page = await deps.db.read(organizationId, (tx) => readRejections(tx, importId, from, PAGE));
    const last = page.at(-1);
    if (last === undefined) return;
    yield lines(page.map((row) => [...padded(row.cells, header.length), String(row.rowNumber), row.reason]));
    after = last.rowNumber;
  }
}

/** A row with more cells than the heading keeps them all in its last column. */
function padded(cells: readonly string[], width: number): string[] {
  if (cells.length > width && width > 0) return [...cells.slice(0, width - 1), cells.slice(width - 1).join(' | ')];
  return [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows.map((row) => [...row])], { escape_formulas: true, record_delimiter: 'windows' });
}
