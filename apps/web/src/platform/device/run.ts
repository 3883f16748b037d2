import { loadSellingWords } from '../i18n/index.ts';
import { type OpenEntrance, openEntrance } from './entrance.ts';
import { type Observable, source } from './observable.ts';
import type { RunningDevice } from './start.ts';

const running = source<RunningDevice | null>(null);
let entrance: Promise<OpenEntrance> | undefined;
let starting: Promise<RunningDevice> | undefined;

/** The device of this page as soon as it runs; null while only the entrance is open. */
export const runningDevice: Observable<RunningDevice | null> = running;

/** The entrance of this page, opened once. Throws `StorageFailure` when the browser gives no storage. */
export function enter(): Promise<OpenEntrance> {
  entrance ??= openEntrance();
  return entrance;
}

/**
 * Runs the rest of the device, once; everything but the lock waits for it. Its files come beside the opening of the entrance.
 * Files that do not come are asked for again by the next call; throws `StorageFailure` when the browser gives no storage.
 */
export async function runDevice(): Promise<RunningDevice> {
  const [opened, { startDevice }] = await Promise.all([enter(), import('./start.ts'), loadSellingWords()]);
  starting ??= startDevice(opened).then((device) => {
    running.set(device);
    return device;
  });
  return starting;
}
