import { type Observable, source } from '../../device/observable.ts';
import { scalePortsOfBrowser } from '../../scale/index.ts';
import { restore, snapshot, withKept } from '../field.ts';
import type { Scan } from '../listen.ts';
import { hidOfBrowser, listenToHid } from './hid-scanner.ts';
import { keptScanners } from './kept-scanners.ts';
import { listenToSerial, type ScannerEar, type ScannerStanding } from './serial-scanner.ts';

export interface ScannerPorts {
  readonly route: (scan: Scan) => boolean;
  readonly isWanted: (code: string) => boolean;
}

interface Standings {
  readonly serial: ScannerStanding | null;
  readonly hid: ScannerStanding | null;
}

const NONE: Standings = { serial: null, hid: null };
const standings = source<Standings>(NONE);
/** How the scanners of this device stand in this window; `null`: none was chosen, or the window is not looked at. */
export const scannerStandings: Observable<Standings> = standings;

let restart = (): void => {};

/** Listens to what is chosen now. */
export function scannersChanged(): void {
  restart();
}

/**
 * Listens to the chosen scanners from now on while this window is looked at: a scanner belongs to one window at a time, and the
 * codes to the one that the cashier sees. Call once.
 */
export function startScanners(ports: ScannerPorts): void {
  let stops: readonly (() => Promise<void>)[] = [];
  let before: Promise<unknown> = Promise.resolve();
  const change = () => {
    before = before
      .then(() => Promise.all(stops.map((stop) => stop())))
      .then(() => {
        standings.set(NONE);
        stops = document.visibilityState === 'visible' ? begin(ports) : [];
      });
  };
  restart = change;
  document.addEventListener('visibilitychange', change);
  change();
}

function begin(ports: ScannerPorts): readonly (() => Promise<void>)[] {
  const { serial, hid } = keptScanners();
  const [serialPorts, hidDevices] = [scalePortsOfBrowser(), hidOfBrowser()];
  const earOf = (kind: 'serial' | 'hid'): ScannerEar => ({
    onCode: (code) => takeCode(ports, { code, source: kind }),
    onStanding: (standing) => standings.set({ ...standings.get(), [kind]: standing }),
  });
  return [
    serial === null || serialPorts === null ? null : listenToSerial(serialPorts, serial, earOf('serial')),
    hid === null || hidDevices === null ? null : listenToHid(hidDevices, hid, earOf('hid')),
  ].filter((stop) => stop !== null);
}

/** As a scanner that types: into the field that asked for codes or has the focus while nobody wants them, to the router else. */
function takeCode({ route, isWanted }: ScannerPorts, scan: Scan): void {
  const active = document.activeElement;
  const isFieldOwn = active?.closest('[data-scan="here"]') != null || !isWanted(scan.code);
  const field = isFieldOwn ? snapshot(active) : null;
  if (field === null || field.element instanceof HTMLSelectElement) route(scan);
  else restore(withKept(field, scan.code));
}
