import type { ShopSettings } from '@mosaajii/contract/settings';
import { ok } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, DeviceProvider } from '../../../platform/device/index.ts';
import { source } from '../../../platform/device/observable.ts';
import { shift } from '../../../platform/i18n/en/shift.ts';
import { addMessages } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { OpenShift } from './open-shift.tsx';

const openShift = vi.fn();
const settings = source<ShopSettings | null>(null);
let root: Root;
let page: HTMLElement;

const device = {
  newId: () => 'shift-1',
  now: () => new Date('2026-11-23T08:00:00.000Z'),
  journal: { openShift },
  session: {
    settings,
    state: source({ status: 'signed-in', session: { user: { userId: 'juma' } } }),
    can: () => true,
  },
} as unknown as Device;

const withFloat = (defaultFloatMinor: number) =>
  ({
    organization: { currency: { code: 'KES', exponent: 2 }, locale: 'en-KE' },
    store: { timeZone: 'Africa/Nairobi', defaultFloatMinor },
  }) as unknown as ShopSettings;

const show = (last: ShiftRecord | null = null) =>
  act(async () =>
    root.render(
      <DeviceProvider device={device}>
        <OpenShift last={last} />
      </DeviceProvider>,
    ),
  );
const hear = (heard: ShopSettings) => act(async () => settings.set(heard));
const field = () => page.querySelector('input');
const type = (text: string) =>
  act(async () => {
    const input = field();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });
const press = () =>
  act(async () => {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  addMessages('shift', shift);
  settings.set(null);
  openShift.mockReset().mockResolvedValue(ok({}));
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

describe('opening a shift', () => {
  it('proposes the float of settings that come after the screen, and opens with it', async () => {
    await show();
    await hear(withFloat(50_000));
    expect(field()?.value).toBe('500.00');
    await press();
    expect(openShift).toHaveBeenCalledWith(expect.objectContaining({ openingFloatMinor: 50_000 }));
  });

  it('follows what is left in the drawer when that is heard later, and never what was typed over it', async () => {
    await hear(withFloat(50_000));
    await show();
    await show({ openingFloatMinor: minor(10_000), closed: { floatMinor: minor(70_000) } } as unknown as ShiftRecord);
    expect(field()?.value).toBe('700.00');
    await type('12');
    await hear(withFloat(90_000));
    expect(field()?.value).toBe('12');
    await press();
    expect(openShift).toHaveBeenCalledWith(expect.objectContaining({ openingFloatMinor: 1_200 }));
  });

  it('belongs to the evening before until the day of the store ends', async () => {
    const settled = withFloat(0);
    // 08:00 UTC is 11:00 in Nairobi.
    await hear({ ...settled, store: { ...settled.store, dayEndsAt: '11:01' } });
    await show();
    await press();
    expect(openShift).toHaveBeenLastCalledWith(expect.objectContaining({ businessDate: '2026-11-22' }));
    await hear({ ...settled, store: { ...settled.store, dayEndsAt: '11:00' } });
    await press();
    expect(openShift).toHaveBeenLastCalledWith(expect.objectContaining({ businessDate: '2026-11-23' }));
  });

  it('can be tried again after the device could not keep it', async () => {
    await hear(withFloat(50_000));
    await show();
    openShift.mockRejectedValueOnce(new Error('The storage of this device is full.'));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await press();
    expect(page.querySelector('[role=alert]')?.textContent).toContain('full');
    await press();
    expect(openShift).toHaveBeenCalledTimes(2);
  });
});
