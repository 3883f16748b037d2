import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setSingleKeys, useBindings } from './index.ts';

let root: Root;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** A screen that knows its state before it has painted it, as the till does. */
function Screen({ onKey, isOn }: { readonly onKey: () => void; readonly isOn: () => boolean }) {
  useBindings([{ chord: 'F9', run: onKey }], isOn);
  return null;
}
const press = (target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', code: 'F9', bubbles: true, cancelable: true }));

it('hears a key that comes after a dialog is gone and before the page has painted that', async () => {
  let hasDialog = true;
  const onKey = vi.fn();
  await act(async () => root.render(<Screen onKey={onKey} isOn={() => !hasDialog} />));
  press();
  expect(onKey).not.toHaveBeenCalled();
  hasDialog = false;
  press();
  expect(onKey).toHaveBeenCalledTimes(1);
});

it('leaves a key that closes a dialog to the dialog', async () => {
  let hasDialog = true;
  const onKey = vi.fn();
  await act(async () => root.render(<Screen onKey={onKey} isOn={() => !hasDialog} />));
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.addEventListener('keydown', () => {
    hasDialog = false;
  });
  press(dialog);
  expect(onKey).not.toHaveBeenCalled();
});

it('hears a key in the moment that it is drawn, by its newest words, and none after it is gone', async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  await act(async () => root.render(<Screen onKey={first} isOn={() => true} />));
  await act(async () => root.render(<Screen onKey={second} isOn={() => true} />));
  press();
  await act(async () => root.render(null));
  press();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
});

it('hears no single key where they are turned off, and still those with Ctrl and the F keys', async () => {
  const [single, chord] = [vi.fn(), vi.fn()];
  function Both() {
    useBindings([
      { chord: 'n', run: single },
      { chord: 'F9', run: chord },
    ]);
    return null;
  }
  await act(async () => root.render(<Both />));
  const type = () =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', bubbles: true }));
  type();
  expect(single).toHaveBeenCalledTimes(1);
  setSingleKeys(false);
  type();
  press();
  expect([single.mock.calls.length, chord.mock.calls.length]).toEqual([1, 1]);
  setSingleKeys(true);
  type();
  expect(single).toHaveBeenCalledTimes(2);
});
