import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useToasts } from '../../platform/ui/index.ts';
import { watchStorage } from './watch-storage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  useToasts.setState({ toasts: [] });
});

const said = () => useToasts.getState().toasts.map(({ message }) => message);
const tenMinutes = () => vi.advanceTimersByTimeAsync(10 * 60_000);

it('says that the device is nearly full as soon as it is, and looks no more when it was stopped', async () => {
  let usage = 100;
  const estimate = vi.fn(() => Promise.resolve({ usage, quota: 1000 }));
  const persisted = () => Promise.resolve(true);
  const stop = watchStorage({ estimate, persisted, persist: persisted } as unknown as StorageManager);
  await tenMinutes();
  expect(said()).toEqual([]);
  usage = 950;
  await tenMinutes();
  expect(said()).toEqual([expect.stringMatching(/nearly full/)]);
  stop();
  const looks = estimate.mock.calls.length;
  await tenMinutes();
  expect(estimate.mock.calls).toHaveLength(looks);
});
