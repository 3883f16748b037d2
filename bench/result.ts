/** One line of the benchmark: what was measured, and what it should be. */
export interface Result {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly pass: boolean;
}

type Goal = { readonly least: number } | { readonly most: number } | null;

/** A result with its goal; without one it only informs, and passes. */
export function result(id: string, value: number, unit: string, goal: Goal): Result {
  const rounded = Number(value.toPrecision(4));
  if (goal === null) return { id, value: rounded, unit, goal: '', pass: true };
  const pass = 'least' in goal ? value >= goal.least : value <= goal.most;
  return { id, value: rounded, unit, goal: 'least' in goal ? `>= ${goal.least}` : `<= ${goal.most}`, pass };
}

/** The results as a table, goals beside them. */
export function tableOf(results: readonly Result[]): string {
  const rows = [
    ['', 'value', 'goal', ''],
    ...results.map(({ id, value, unit, goal, pass }) => [
      id,
      `${value} ${unit}`,
      goal,
      goal === '' ? '' : pass ? 'ok' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
