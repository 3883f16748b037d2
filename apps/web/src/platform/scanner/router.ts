import { useLayoutEffect, useRef } from 'react';
import { signal } from './feedback.ts';
import { listenForScans, type Scan } from './listen.ts';

/** Answers whether it took the scan; what the top one leaves goes to the one below it. */
export type ScanHandler = (scan: Scan) => boolean;

const handlers: { readonly current: ScanHandler }[] = [];
let stop: (() => void) | null = null;

/** Hands a scan of any source to the screen or layer that was opened last. What nobody takes is refused with a tone. */
export function routeScan(scan: Scan): boolean {
  for (let index = handlers.length - 1; index >= 0; index -= 1) {
    if (handlers[index]?.current(scan) === true) return true;
  }
  signal('scan-fail');
  return false;
}

/** Receives the scans of the whole page while mounted. There is one listener however many ask. */
export function useScans(handler: ScanHandler): void {
  const latest = useRef(handler);
  latest.current = handler;
  // Before the screen is painted: whoever sees it may scan.
  useLayoutEffect(() => {
    const entry = {
      get current() {
        return latest.current;
      },
    };
    handlers.push(entry);
    stop ??= listenForScans(window, routeScan);
    return () => {
      handlers.splice(handlers.indexOf(entry), 1);
      if (handlers.length > 0 || stop === null) return;
      stop();
      stop = null;
    };
  }, []);
}

/**
 * While something that cannot be taken back is confirmed: a scan presses nothing and changes nothing behind the question. It
 * is refused with a tone.
 */
export function useScansRefused(): void {
  useScans(() => {
    signal('scan-fail');
    return true;
  });
}

/** Listens anew, with the limits that were just learned. */
export function listenAnew(): void {
  if (stop === null) return;
  stop();
  stop = listenForScans(window, routeScan);
}
