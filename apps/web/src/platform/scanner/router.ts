import { useLayoutEffect, useRef } from 'react';
import { keptScanners } from './devices/kept-scanners.ts';
import { signal } from './feedback.ts';
import { listenForScans, type Scan } from './listen.ts';

/** Answers whether it took the scan; what the top one leaves goes to the one below it. */
export type ScanHandler = (scan: Scan) => boolean;

interface Entry {
  readonly current: ScanHandler;
  readonly isWanted: (code: string) => boolean;
}

const handlers: Entry[] = [];
let stop: (() => void) | null = null;

/** Hands a scan of any source to the screen or layer that was opened last. What nobody takes is refused with a tone. */
export function routeScan(scan: Scan): boolean {
  for (let index = handlers.length - 1; index >= 0; index -= 1) {
    if (handlers[index]?.current(scan) === true) return true;
  }
  signal('scan-fail');
  return false;
}

/** Whether anybody is there for such a code. What nobody wants stays in the field that it was scanned into. */
function isWantedNow(code: string): boolean {
  return handlers.some((entry) => entry.isWanted(code));
}

function listen(): () => void {
  return listenForScans(window, routeScan, undefined, isWantedNow);
}

let devices: Promise<void> | null = null;

/** Listens to the scanners that are no keyboards as well, where some were chosen: what speaks to them is fetched only then. */
export function listenToDevices(): void {
  const { serial, hid } = keptScanners();
  if (devices !== null || (serial === null && hid === null)) return;
  devices = import('./devices/index.ts').then(
    ({ startScanners }) => startScanners({ route: routeScan, isWanted: isWantedNow }),
    // It is tried again with the next screen.
    () => void (devices = null),
  );
}

const ANY = () => true;

/**
 * Receives the scans of the whole page while mounted. There is one listener however many ask. Whoever listens to codes of one
 * kind only says so by `isWanted`: all others are typed into the field that has the focus, as if nobody had listened.
 */
export function useScans(handler: ScanHandler, isWanted: (code: string) => boolean = ANY): void {
  const latest = useRef({ handler, isWanted });
  latest.current = { handler, isWanted };
  // Before the screen is painted: whoever sees it may scan.
  useLayoutEffect(() => {
    const entry = {
      get current() {
        return latest.current.handler;
      },
      isWanted: (code: string) => latest.current.isWanted(code),
    };
    handlers.push(entry);
    stop ??= listen();
    listenToDevices();
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
  stop = listen();
}
