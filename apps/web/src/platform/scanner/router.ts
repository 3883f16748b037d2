import { useLayoutEffect, useRef } from 'react';
import { listenForScans, type Scan } from './listen.ts';

/** Answers whether it took the scan; what the top one leaves goes to the one below it. */
export type ScanHandler = (scan: Scan) => boolean;

const handlers: { readonly current: ScanHandler }[] = [];
let stop: (() => void) | null = null;

/** Hands a scan to the screen or layer that was opened last. Returns false when nobody took it. */
function routeScan(scan: Scan): boolean {
  for (let index = handlers.length - 1; index >= 0; index -= 1) {
    if (handlers[index]?.current(scan) === true) return true;
  }
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
