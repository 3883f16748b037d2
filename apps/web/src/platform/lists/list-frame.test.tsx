import { act, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setSingleKeys } from '../keys/index.ts';
import { createTestPage, jsonAnswer } from '../testing/test-page.tsx';
import {
  changedFields,
  fieldsOf,
  KeysSheet,
  keysOfScreen,
  ListFrame,
  ListTable,
  RecordSteps,
  type TableColumn,
} from './index.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly town: string;
}

const PEOPLE: readonly Person[] = [
  { id: 'a', name: 'Amina', town: 'Mombasa' },
  { id: 'b', name: 'Baraka', town: '=HYPERLINK("x")' },
  { id: 'c', name: 'Chausiku', town: 'Kisumu' },
];
const IDS = PEOPLE.map(({ id }) => id);
const FIRST = { query: '', state: 'all' };
const COLUMNS: readonly TableColumn<Person>[] = [
  {
    name: 'name',
    label: 'Name',
    isFixed: true,
    text: ({ name }) => name,
    cell: ({ id, name }) => <a href={`#${id}`}>{name}</a>,
  },
  { name: 'town', label: 'Town', text: ({ town }) => town, cell: ({ town }) => town },
  { name: 'initial', label: 'Initial', isFigure: true, from: 'md', cell: ({ name }) => name[0] },
];

const heard = { edited: vi.fn(), opened: vi.fn(), added: vi.fn() };

function PersonList({ isBare = false }: { readonly isBare?: boolean }) {
  const [fields, setFields] = useState(FIRST);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const more = {
    selection: { selected, onSelect: setSelected, isSelectable: (id: string) => id !== 'c' },
    canEdit: true,
    onNew: heard.added,
    onOpenPage: heard.opened,
    file: { path: '/people?limit=2', name: 'people' },
  };
  return (
    <ListFrame
      list="people"
      place="/people"
      ids={IDS}
      columns={COLUMNS}
      search={changedFields(fields, FIRST)}
      onSearch={(search) => setFields(fieldsOf(search, FIRST, { state: ['all', 'open'] }))}
      filters={
        isBare ? null : (
          <>
            <input
              type="search"
              aria-label="Search"
              value={fields.query}
              onChange={(event) => setFields({ ...fields, query: event.target.value })}
            />
            <select
              aria-label="State"
              value={fields.state}
              onChange={(event) => setFields({ ...fields, state: event.target.value })}
            >
              <option value="all">All</option>
              <option value="open">Open</option>
            </select>
          </>
        )
      }
      {...(isBare ? {} : more)}
    >
      <ListTable label="People" columns={COLUMNS} rows={PEOPLE} idOf={({ id }) => id} />
      <p>selected: {[...selected].join(' ')}</p>
      <p>
        narrowed: {fields.query} {fields.state}
      </p>
    </ListFrame>
  );
}

function ListWithSheet() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <PersonList />
      <button type="button" onClick={() => setOpen(true)}>
        Keys
      </button>
      {isOpen ? <KeysSheet onManual={() => undefined} onClose={() => undefined} /> : null}
    </>
  );
}

const page = createTestPage();
const VIEW = { viewId: 'v', name: 'Ours', search: 'query=3%2A', hiddenColumns: ['town'], isShared: true, isOwn: false };
beforeEach(() => {
  page.answers = { 'GET /users/views': () => jsonAnswer({ items: [] }) };
  localStorage.clear();
  // jsdom has no dialogs that stand above the page.
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
afterEach(() => {
  setSingleKeys(true);
  vi.restoreAllMocks();
  Object.values(heard).forEach((one) => one.mockReset());
});

const press = async (key: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  await act(async () => {
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
  return event.defaultPrevented;
};
const submit = () => act(async () => document.querySelector<HTMLButtonElement>('dialog button[type=submit]')?.click());
const focused = () => document.activeElement?.textContent;
const textOf = (blob = new Blob()) =>
  new Promise<unknown>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(blob);
  });
const heads = () => [...page.host.querySelectorAll('th')].map((head) => head.textContent);

describe('the keys of a list', () => {
  it('go from row to row, from the search too, and end where the list ends', async () => {
    await page.open(<PersonList />);
    await press('/');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Search');
    await press('ArrowDown');
    expect(focused()).toBe('Amina');
    await press('ArrowDown');
    await press('ArrowDown');
    expect(focused()).toBe('Chausiku');
    expect(await press('ArrowDown')).toBe(false);
    await press('ArrowUp');
    expect(focused()).toBe('Baraka');
    expect(await press('Enter')).toBe(false);
    await press('Enter', { ctrlKey: true });
    expect(heard.opened).toHaveBeenCalledWith('b');
    await press('n');
    expect(heard.added).toHaveBeenCalledTimes(1);
    await press('F3', { code: 'F3' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('State');
    expect(await press('ArrowDown')).toBe(false);
  });

  it('select rows that may be selected, one by one and on to the next', async () => {
    await page.open(<PersonList />);
    await press('ArrowDown');
    await press(' ');
    await page.shows('selected: a');
    await press('x');
    expect(page.host.textContent).not.toContain('selected: a');
    await press('ArrowDown', { shiftKey: true });
    await page.shows('selected: a b');
    await press('ArrowDown', { shiftKey: true });
    expect(page.host.textContent).not.toContain('selected: a b c');
    expect(focused()).toBe('Chausiku');
  });

  it('are on the sheet of the screen, and no other; single ones only where they are on', async () => {
    await page.open(<PersonList isBare />);
    const bare = keysOfScreen().flatMap(({ chords }) => chords);
    expect(bare).toEqual(['ArrowDown', 'ArrowUp', 'Enter', 'o', 'Ctrl+s']);
    await page.open(<PersonList />);
    const full = keysOfScreen().flatMap(({ chords }) => chords);
    expect(full).toEqual(expect.arrayContaining(['Ctrl+Enter', 'e', ' ', 'x', '/', 'F2', 'f', 'F3', 'n', 'Ctrl+e']));
    setSingleKeys(false);
    const without = keysOfScreen().flatMap(({ chords }) => chords);
    expect(without).toEqual(full.filter((chord) => chord.length > 1));
    expect(await press('n')).toBe(false);
    await act(async () => (document.activeElement as HTMLElement | null)?.blur());
  });

  it('are silent below a dialog, and the dialog names them all', async () => {
    await page.open(<ListWithSheet />);
    await page.press('Keys');
    expect(page.host.textContent).toContain('select the row');
    await press('n');
    expect(heard.added).not.toHaveBeenCalled();
  });
});

describe('the columns of a list', () => {
  it('are left out on this device and come back, but the one that names the row', async () => {
    await page.open(<PersonList />);
    await press('o');
    const boxes = [...document.querySelectorAll<HTMLInputElement>('dialog input[type=checkbox]')];
    expect(boxes.map((box) => box.parentElement?.textContent)).toEqual(['Town', 'Initial']);
    await act(async () => boxes[0]?.click());
    expect(heads()).toEqual(['Name', 'Initial']);
    await page.open(<PersonList />);
    expect(heads()).toEqual(['Name', 'Initial']);
    await press('o');
    await page.press('Show all');
    expect(heads()).toEqual(['Name', 'Town', 'Initial']);
  });

  it('are what is saved as a file, of all pages, and no cell of it is a formula', async () => {
    const pages = [
      { items: PEOPLE.slice(0, 2), nextCursor: 'next' },
      { items: PEOPLE.slice(2), nextCursor: null },
    ];
    const saved: Blob[] = [];
    vi.stubGlobal('URL', {
      ...URL,
      createObjectURL: (blob: Blob) => {
        saved.push(blob);
        return 'blob:list';
      },
      revokeObjectURL: () => undefined,
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    page.answers['GET /people'] = () => jsonAnswer(pages.shift());
    await page.open(<PersonList />);
    await press('e', { ctrlKey: true });
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    expect(await textOf(saved[0])).toBe(
      'Name,Town\r\nAmina,Mombasa\r\nBaraka,"\'=HYPERLINK(""x"")"\r\nChausiku,Kisumu\r\n',
    );
    expect(page.asked.map(({ path }) => path)).toContain('/people?limit=2&cursor=next');
  });
});

describe('the views of a list', () => {
  it('come back by their button and their key, with their columns', async () => {
    page.answers['GET /users/views'] = () => jsonAnswer({ items: [VIEW] });
    await page.open(<PersonList />);
    await page.shows('Ours');
    const [button] = page.buttons('Ours');
    expect([button?.getAttribute('aria-pressed'), button?.getAttribute('aria-keyshortcuts')]).toEqual([
      'false',
      'Alt+1',
    ]);
    await press('1', { code: 'Digit1', altKey: true });
    await page.shows('narrowed: 3* all');
    expect(heads()).toEqual(['Name', 'Initial']);
    expect(page.buttons('Ours')[0]?.getAttribute('aria-pressed')).toBe('true');
    // Somebody else's cannot be forgotten from here.
    expect(page.host.querySelector('[aria-label="Forget the view Ours"]')).toBeNull();
  });

  it('are kept with what is seen, and say what the server refused', async () => {
    page.answers['GET /users/views'] = () => jsonAnswer({ items: [{ ...VIEW, isOwn: true }] });
    page.answers['POST /users/views'] = () => jsonAnswer({ items: [] });
    await page.open(<PersonList />);
    await page.shows('Ours');
    await press('1', { code: 'Digit1', altKey: true });
    await press('s', { ctrlKey: true });
    await submit();
    await page.shows('Write a name.');
    const field = document.querySelector<HTMLInputElement>('dialog input:not([type=checkbox])');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'ours');
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(page.buttons('Replace the view of this name')).toHaveLength(1);
    await submit();
    const sent = page.asked.find(({ method }) => method === 'POST')?.body;
    expect(sent).toEqual({
      viewId: 'v',
      list: 'people',
      name: 'ours',
      search: 'query=3%2A',
      hiddenColumns: ['town'],
      isShared: false,
    });
  });
});

it('goes from one record to the next on the list that one came from', async () => {
  const go = vi.fn();
  await page.open(<PersonList />);
  await page.open(<RecordSteps place="/people" id="b" onGo={go} />);
  await press('[');
  await press(']');
  expect(go.mock.calls).toEqual([['a'], ['c']]);
  await page.open(<RecordSteps place="/people" id="unknown" onGo={go} />);
  expect(await press(']')).toBe(false);
  expect(page.host.querySelector('button')).toBeNull();
});

it('takes from a view only what the list knows', () => {
  const search = new URLSearchParams('state=everything&query=a&stranger=1');
  expect(fieldsOf(search, FIRST, { state: ['all', 'open'] })).toEqual({ query: 'a', state: 'all' });
  expect(changedFields({ query: '', state: 'open' }, FIRST).toString()).toBe('state=open');
});
