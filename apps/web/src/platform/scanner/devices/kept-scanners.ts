import type { PortMark } from '../../scale/index.ts';

/** A scanner that sends codes over a serial port, or a cable that looks like one. */
export interface SerialScanner {
  readonly baudRate: number;
  readonly port: PortMark;
}

/** A scanner that speaks the USB profile of points of sale (HID POS). */
export interface HidMark {
  readonly vendorId: number;
  readonly productId: number;
}

/** The scanners of this device that are no keyboards. */
export interface KeptScanners {
  readonly serial: SerialScanner | null;
  readonly hid: HidMark | null;
}

export const SCANNER_BAUD_RATES = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200] as const;
export const NO_SCANNERS: KeptScanners = { serial: null, hid: null };
export const SCANNERS_KEY = 'mosaajii.scanners';

/** What was chosen on this device; none where nothing was, or what is kept cannot be read. */
export function keptScanners(): KeptScanners {
  try {
    const kept = JSON.parse(localStorage.getItem(SCANNERS_KEY) ?? 'null') as Partial<KeptScanners> | null;
    const { serial, hid } = kept ?? {};
    const isSerial = SCANNER_BAUD_RATES.some((rate) => rate === serial?.baudRate) && serial?.port !== undefined;
    const isHid = typeof hid?.vendorId === 'number' && typeof hid.productId === 'number';
    return { serial: isSerial ? (serial ?? null) : null, hid: isHid ? hid : null };
  } catch {
    // No storage, or a text that is no JSON: the scanners that type go on.
    return NO_SCANNERS;
  }
}

/** Keeps the scanners of this device. */
export function keepScanners(scanners: KeptScanners): void {
  if (scanners.serial === null && scanners.hid === null) localStorage.removeItem(SCANNERS_KEY);
  else localStorage.setItem(SCANNERS_KEY, JSON.stringify(scanners));
}
