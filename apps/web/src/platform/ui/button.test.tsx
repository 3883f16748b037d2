import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';

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

it('is not pressed by a key that was held down before it had the focus', async () => {
  const heard = vi.fn();
  await act(async () => root.render(<Button onKeyDown={heard}>Old enough</Button>));
  const press = (key: string, repeat: boolean) => {
    const event = new KeyboardEvent('keydown', { key, repeat, bubbles: true, cancelable: true });
    document.querySelector('button')?.dispatchEvent(event);
    // Browsers press the button unless this was prevented.
    return !event.defaultPrevented;
  };
  expect([press('Enter', false), press('Enter', true), press('Tab', true)]).toEqual([true, false, true]);
  expect(heard).toHaveBeenCalledTimes(3);
});
