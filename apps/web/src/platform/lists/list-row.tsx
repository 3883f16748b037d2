import type { ComponentProps } from 'react';
import { TableCell, TableRow } from '../ui/index.ts';

interface RowProps extends ComponentProps<typeof TableRow> {
  readonly rowId: string;
}

/** A row that the keys of the list go to. They give the focus to the link or button that names it, or to the row itself. */
export function ListRow({ rowId, ...rest }: RowProps) {
  return <TableRow data-list-row={rowId} tabIndex={-1} {...rest} />;
}

/** The cell that names its row; what is first in it to press opens the row. */
export function ListName(props: ComponentProps<typeof TableCell>) {
  return <TableCell data-list-name {...props} />;
}

/** The rows that can be seen, in their order. A phone shows cards instead, and has no keys for them. */
export function rowsIn(frame: Element): HTMLElement[] {
  return [...frame.querySelectorAll<HTMLElement>('[data-list-row]')].filter((row) => row.checkVisibility?.() ?? true);
}

/** The row with the focus; none when it is elsewhere. */
export function rowWithFocus(frame: Element): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-list-row]') ?? null;
  return row !== null && frame.contains(row) ? row : null;
}

export function idOfRow(row: HTMLElement): string {
  return row.dataset['listRow'] ?? '';
}

/** What opens a row: nothing where the list only shows it. */
export function openerOf(row: HTMLElement): HTMLElement | null {
  return row.querySelector<HTMLElement>('[data-list-name] :is(a[href], button)');
}

/** Gives the focus to the row after the one that has it, or before; to the first one when none has. Returns the row. */
export function step(frame: Element, by: 1 | -1): HTMLElement | null {
  const rows = rowsIn(frame);
  const here = rowWithFocus(frame);
  const at = here === null ? (by === 1 ? 0 : -1) : rows.indexOf(here) + by;
  const row = rows[at];
  if (row === undefined) return null;
  const target = openerOf(row) ?? row;
  target.focus();
  target.scrollIntoView?.({ block: 'nearest' });
  return row;
}
