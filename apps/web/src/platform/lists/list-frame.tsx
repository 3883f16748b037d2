import type { SavedView, ViewedList } from '@mosaajii/contract/saved-views';
import { Bookmark, Columns3, Download } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import { ColumnsDialog, HiddenColumns, type ListColumn, useHiddenColumns } from './columns.tsx';
import { useKeyActions } from './keys-shown.ts';
import { type ListKeys, listKeys } from './list-keys.ts';
import { rememberRecords } from './records.tsx';
import { type ListFile, saveCsv } from './save-csv.ts';
import { type ListState, searchText, useViews } from './use-views.ts';
import { KEYED_VIEWS, SaveViewDialog, ViewButtons } from './views-bar.tsx';

export interface ListFrameProps<Row> extends ListKeys {
  readonly list: ViewedList;
  /** Where its records lead back to; they can be gone through from one to the next. */
  readonly place?: string;
  /** The records that are shown, in their order. */
  readonly ids?: readonly string[] | undefined;
  readonly columns: readonly ListColumn<Row>[];
  /** What the list is narrowed and ordered by now. */
  readonly search: URLSearchParams;
  /** Narrows and orders the list as a view says. */
  readonly onSearch: (search: URLSearchParams) => void;
  /** For a list that the server makes no file of. */
  readonly file?: ListFile;
  /** Search and filters. */
  readonly filters: ReactNode;
  readonly children: ReactNode;
}

/**
 * The frame of a list of the office: its filters, the views that are kept of it, its columns, its file and its keys. A list
 * names what it has; the sheet of its keys names no more than that.
 */
export function ListFrame<Row>(props: ListFrameProps<Row>) {
  const { list, place, ids, columns, search, onSearch, file, filters, children, ...keys } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [dialog, setDialog] = useState<'columns' | 'view' | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [hidden, setHidden] = useHiddenColumns(list, columns);
  const views = useViews(list);
  const state: ListState = { search: searchText(search), hidden };
  const show = (view: SavedView) => {
    setHidden(view.hiddenColumns);
    onSearch(new URLSearchParams(view.search));
  };
  const save = async (wanted: ListFile) => {
    if (isSaving) return;
    setSaving(true);
    await saveCsv(
      wanted,
      columns.filter(({ name }) => !hidden.has(name)),
    );
    setSaving(false);
  };
  const onExport = file === undefined ? keys.onExport : () => void save(file);
  useEffect(() => {
    if (place !== undefined && ids !== undefined) rememberRecords(place, ids);
  }, [place, ids]);
  useKeyActions([
    ...listKeys(() => frame.current, { ...keys, ...(onExport === undefined ? {} : { onExport }) }),
    { chords: ['o'], words: t('lists.columns'), run: () => setDialog('columns') },
    { chords: ['Ctrl+s'], words: t('lists.saveView'), run: () => setDialog('view') },
    ...views.items.slice(0, KEYED_VIEWS).map((view, index) => ({
      chords: [`Alt+${index + 1}`],
      words: t('lists.viewNamed', { name: view.name }),
      run: () => show(view),
    })),
  ]);
  return (
    <HiddenColumns value={hidden}>
      <div ref={frame}>
        <div data-list-filters>{filters}</div>
        {/* As high as with a view, which may come later than the page. */}
        <div className="mb-3 flex min-h-[calc(var(--control)+2px)] flex-wrap items-center gap-2">
          <ViewButtons views={views} state={state} onView={show} />
          <Button
            size="sm"
            variant="quiet"
            icon={<Bookmark aria-hidden className="size-4" />}
            aria-keyshortcuts="Control+S"
            onClick={() => setDialog('view')}
          >
            {t('lists.saveView')}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            className="max-md:hidden"
            icon={<Columns3 aria-hidden className="size-4" />}
            aria-keyshortcuts="O"
            onClick={() => setDialog('columns')}
          >
            {hidden.size === 0 ? t('lists.columns') : t('lists.columnsHidden', { count: hidden.size })}
          </Button>
          {file === undefined ? null : (
            <Button
              size="sm"
              variant="quiet"
              icon={<Download aria-hidden className="size-4" />}
              aria-keyshortcuts="Control+E"
              isPending={isSaving}
              onClick={() => void save(file)}
            >
              {t('lists.export')}
            </Button>
          )}
        </div>
        {children}
      </div>
      {dialog === 'columns' ? (
        <ColumnsDialog columns={columns} hidden={hidden} onChange={setHidden} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'view' ? <SaveViewDialog views={views} state={state} onClose={() => setDialog(null)} /> : null}
    </HiddenColumns>
  );
}
