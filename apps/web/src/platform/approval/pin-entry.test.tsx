import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestPage } from '../testing/test-page.tsx';
import { PinEntry } from './pin-entry.tsx';

const page = createTestPage();
let asked: string[];

/** Each character as the field reports it, and then nothing for as long as a person takes. */
const type = (text: string) =>
  act(async () => {
    const field = page.host.querySelector('input');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    for (const char of text) {
      set?.call(field, `${field?.value ?? ''}${char}`);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await vi.advanceTimersByTimeAsync(1_000);
  });

beforeEach(async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  asked = [];
  await page.open(
    <PinEntry name="Amina" isPending={false} onPin={(pin) => asked.push(pin)} onBack={() => undefined} />,
  );
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

it('asks with the sixth digit, in the digits of any keyboard', async () => {
  await type('49');
  expect(asked).toEqual([]);
  await type('1702');
  await type('٤٩١٧٠٢');
  expect(asked).toEqual(['491702', '491702']);
});

it('takes goods that are scanned into it for no try of a PIN', async () => {
  await type('5012345678900');
  expect(asked).toEqual([]);
  await type('491702');
  expect(asked).toEqual(['491702']);
});
