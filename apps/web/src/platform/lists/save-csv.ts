import { csvLine } from '@mosaajii/domain/csv';
import { api } from '../api/index.ts';
import { t } from '../i18n/index.ts';
import { useToasts } from '../ui/index.ts';
import type { ListColumn } from './columns.tsx';

/** More pages than this are not asked for in a row: a file of a whole year is for the reports. */
const PAGES_MAXIMUM = 100;

/** A list that has no file of its own on the server: its pages are asked for one after the other. */
export interface ListFile {
  /** As the list itself asks, without a cursor. */
  readonly path: string;
  /** Without its ending. */
  readonly name: string;
}

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** Saves what the list shows, all pages of it, with the columns that it has now. Says what kept it from being whole. */
export async function saveCsv<Row>(file: ListFile, columns: readonly ListColumn<Row>[]): Promise<void> {
  const { show } = useToasts.getState();
  const said = columns.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
  const lines = [csvLine(said.map(({ label }) => label))];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAXIMUM; page += 1) {
    const found: Awaited<ReturnType<typeof pageOf<Row>>> = await pageOf<Row>(file.path, cursor);
    if (!found.ok) return show({ message: found.error.detail || found.error.title, tone: 'danger', key: 'export' });
    lines.push(...found.value.items.map((row) => csvLine(said.map(({ text }) => text(row)))));
    cursor = found.value.nextCursor;
    if (cursor === null) break;
  }
  download(`${file.name}.csv`, lines);
  const count = lines.length - 1;
  if (cursor !== null) show({ message: t('lists.exportCut', { count }), key: 'export' });
}

function pageOf<Row>(path: string, cursor: string | null) {
  const more = cursor === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
  return api.get<Page<Row>>(`${path}${more}`);
}

function download(name: string, lines: readonly string[]): void {
  // The mark says to spreadsheets that the letters are UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', ...lines], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Saves a file that the server makes. */
export function saveFrom(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
