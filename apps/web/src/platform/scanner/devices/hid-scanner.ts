import { codesOfBytes } from './codes-of-bytes.ts';
import { type HidCollection, SCANNER_PAGE, scanOfReport } from './hid-report.ts';
import type { HidMark } from './kept-scanners.ts';
import { LOOK_AGAIN_MS, type ScannerEar, type ScannerStanding } from './serial-scanner.ts';

interface InputReport extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

/** What of WebHID (https://wicg.github.io/webhid/) a scanner needs. */
export interface HidDevice extends EventTarget {
  readonly vendorId: number;
  readonly productId: number;
  readonly opened: boolean;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
}
export interface HidDevices {
  getDevices(): Promise<HidDevice[]>;
  requestDevice(options: { readonly filters: readonly { readonly usagePage: number }[] }): Promise<HidDevice[]>;
}

/** The browser's HID devices, where it has them: Chromium on computers only. */
export function hidOfBrowser(): HidDevices | null {
  return (navigator as { hid?: HidDevices }).hid ?? null;
}

/** Lets the person choose a scanner; `null` when they chose none. Has to run in a click. */
export async function chooseHidScanner(devices: HidDevices): Promise<HidMark | null> {
  const [chosen] = await devices.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] });
  return chosen === undefined ? null : { vendorId: chosen.vendorId, productId: chosen.productId };
}

/** Listens to the scanner until it is stopped, and looks for it again where it is gone. Never throws. */
export function listenToHid(
  devices: Pick<HidDevices, 'getDevices'>,
  mark: HidMark,
  ear: ScannerEar,
): () => Promise<void> {
  let device: HidDevice | null = null;
  let rest = '';
  let looking: Promise<void> = Promise.resolve();
  let isOver = false;
  let said: ScannerStanding = 'connecting';

  const onReport = (event: Event) => {
    const { reportId, data } = event as InputReport;
    const scan = device === null ? null : scanOfReport(device.collections, reportId, data);
    if (scan === null) return;
    rest += scan.text;
    if (scan.isContinued) return;
    // Scanners that also end a code with a line end it once: the end of the report is the other one.
    const { codes, rest: last } = codesOfBytes(
      '',
      [...`${rest}\r`].map((char) => char.charCodeAt(0)),
    );
    rest = '';
    for (const code of last === '' ? codes : [...codes, last]) ear.onCode(code);
  };

  function say(standing: ScannerStanding): void {
    if (isOver || said === standing) return;
    said = standing;
    ear.onStanding(standing);
  }

  async function look(): Promise<void> {
    const found = (await devices.getDevices()).find(
      ({ vendorId, productId, collections }) =>
        vendorId === mark.vendorId &&
        productId === mark.productId &&
        collections.some(({ usagePage }) => usagePage === SCANNER_PAGE),
    );
    if (found === device && found?.opened === true) return;
    await release();
    if (found === undefined || isOver) return say('gone');
    if (!found.opened) await found.open();
    device = found;
    found.addEventListener('inputreport', onReport);
    say('ready');
  }

  async function release(): Promise<void> {
    const old = device;
    device = null;
    rest = '';
    old?.removeEventListener('inputreport', onReport);
    await old?.close().catch(() => undefined);
  }

  const lookAgain = () => {
    looking = looking.then(look).catch(() => say('refused'));
  };
  ear.onStanding('connecting');
  lookAgain();
  const timer = setInterval(lookAgain, LOOK_AGAIN_MS);
  return async () => {
    isOver = true;
    clearInterval(timer);
    await looking;
    await release();
  };
}
