import type { RefObject } from 'react';
import { t } from '../i18n/index.ts';
import { type KeyAction, useKeyActions } from './keys-shown.ts';
import { idOfRow, openerOf, rowWithFocus, step } from './list-row.tsx';

/** What the keys of a list do beside going from row to row; what is not there has no key. */
export interface ListKeys {
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onSelect: (selected: ReadonlySet<string>) => void;
    readonly isSelectable?: (rowId: string) => boolean;
  };
  /** Its rows open something. */
  readonly opens?: boolean;
  /** What a row opens is also where it is changed. */
  readonly canEdit?: boolean;
  /** Opens the row as a page of its own, where it opens beside or above the list otherwise. */
  readonly onOpenPage?: (rowId: string) => void;
  readonly onNew?: () => void;
  readonly onExport?: () => void;
}

/** The keys of a list that has no frame of its own, while it is mounted. */
export function useListKeys(frame: RefObject<HTMLElement | null>, keys: ListKeys): void {
  useKeyActions(listKeys(() => frame.current, keys));
}

/** The keys of the list in a frame, in the order in which its sheet names them. */
export function listKeys(frameNow: () => Element | null, keys: ListKeys): readonly KeyAction[] {
  const { selection, opens = true, canEdit = false, onOpenPage, onNew, onExport } = keys;
  return [
    ...rowKeys(frameNow, opens),
    ...(onOpenPage === undefined
      ? []
      : [
          {
            chords: ['Ctrl+Enter'],
            words: t('lists.openPage'),
            run: onRow(frameNow, (row) => onOpenPage(idOfRow(row))),
          },
        ]),
    ...(canEdit
      ? [{ chords: ['e'], words: t('lists.edit'), run: onRow(frameNow, (row) => openerOf(row)?.click()) }]
      : []),
    ...(selection === undefined ? [] : selectionKeys(frameNow, selection)),
    ...findKeys(frameNow),
    ...(onNew === undefined ? [] : [{ chords: ['n'], words: t('lists.new'), run: onNew }]),
    ...(onExport === undefined ? [] : [{ chords: ['Ctrl+e'], words: t('lists.export'), run: onExport }]),
  ];
}

/** Does it to the row with the focus; leaves the key to the browser where none has. */
function onRow(frameNow: () => Element | null, run: (row: HTMLElement) => void): KeyAction['run'] {
  return () => {
    const frame = frameNow();
    const row = frame === null ? null : rowWithFocus(frame);
    if (row === null) return false;
    run(row);
    return true;
  };
}

/** Controls that use the arrow keys themselves. */
const OWN_ARROWS =
  'input:not([type=search], [type=checkbox]), select, textarea, [role=tab], [role=radio], [contenteditable]';

function rowKeys(frameNow: () => Element | null, opens: boolean): KeyAction[] {
  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    const frame = frameNow();
    const { target } = event;
    const isElsewhere = target instanceof Element && target !== document.body && !frame?.contains(target);
    if (frame === null || isElsewhere || (target instanceof Element && target.matches(OWN_ARROWS))) return false;
    // The first row is as far as it goes: the page may scroll on.
    return step(frame, by) !== null;
  };
  return [
    { chords: ['ArrowDown'], words: t('lists.rowAfter'), inFields: true, run: move(1) },
    { chords: ['ArrowUp'], words: t('lists.rowBefore'), run: move(-1) },
    // What is in focus is a link or a button: it opens by itself.
    ...(opens ? [{ chords: ['Enter'], words: t('lists.open'), run: () => false }] : []),
  ];
}

function selectionKeys(
  frameNow: () => Element | null,
  { selected, onSelect, isSelectable = () => true }: NonNullable<ListKeys['selection']>,
): KeyAction[] {
  const toggle = (row: HTMLElement) => {
    const id = idOfRow(row);
    const next = new Set(selected);
    if (!next.delete(id) && isSelectable(id)) next.add(id);
    onSelect(next);
  };
  const extend = (by: 1 | -1) =>
    onRow(frameNow, (row) => {
      const frame = frameNow();
      const other = frame === null ? null : step(frame, by);
      const ids = [row, other].flatMap((one) => (one === null ? [] : [idOfRow(one)])).filter(isSelectable);
      onSelect(new Set([...selected, ...ids]));
    });
  return [
    {
      chords: [' ', 'x'],
      words: t('lists.select'),
      // On its own box the browser does it already.
      run: (event) =>
        event.key === ' ' && event.target instanceof HTMLInputElement ? false : onRow(frameNow, toggle)(event),
    },
    { chords: ['Shift+ArrowDown'], words: t('lists.extendAfter'), run: extend(1) },
    { chords: ['Shift+ArrowUp'], words: t('lists.extendBefore'), run: extend(-1) },
  ];
}

function findKeys(frameNow: () => Element | null): KeyAction[] {
  const focus = (selector: string) => () => {
    const found = [...(frameNow()?.querySelectorAll<HTMLElement>(selector) ?? [])].find(
      (one) => one.checkVisibility?.() ?? true,
    );
    found?.focus();
    return found !== undefined;
  };
  const search = '[data-list-filters] input[type=search]';
  // Where the filters are behind a button, that says so.
  const filter = '[data-list-filters] :is(select, button[aria-haspopup], input:not([type=search]))';
  const isThere = (selector: string) => () => (frameNow()?.querySelector(selector) ?? null) !== null;
  return [
    { chords: ['/', 'F2'], words: t('lists.search'), run: focus(search), isThere: isThere(search) },
    { chords: ['f', 'F3'], words: t('lists.filter'), run: focus(filter), isThere: isThere(filter) },
  ];
}
