import { ok } from '@mosaajii/domain';
import { t } from '../../i18n/index.ts';
import { deviceScale, portOf } from '../../scale/index.ts';
import { keptScanners } from '../../scanner/index.ts';
import { causeOf, failure, type SendBytes } from './model.ts';

/** What of Web Serial (https://wicg.github.io/serial/) printing needs. */
export interface SerialPort {
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
  getInfo?(): { readonly usbVendorId?: number; readonly usbProductId?: number };
}
export interface Serial {
  getPorts(): Promise<SerialPort[]>;
  requestPort(): Promise<SerialPort>;
}

/** The browser's serial ports, where it has them: Chromium on computers only. */
export function serialOfBrowser(): Serial | null {
  return (navigator as { serial?: Serial }).serial ?? null;
}

/** Lets the person choose a port; `false` when they chose none. Has to run in a click. */
export async function chooseSerialPort(serial: Serial): Promise<boolean> {
  try {
    await serial.requestPort();
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false;
    throw error;
  }
}

/** The port of the printer: the first that is neither the scale's nor the scanner's. */
function printerPort(all: readonly SerialPort[]): SerialPort | undefined {
  const marks = [deviceScale()?.port, keptScanners().serial?.port].filter((mark) => mark !== undefined);
  const others = marks.map((mark) => portOf(all, mark));
  return all.find((port) => !others.includes(port));
}

/** Sends to the serial port of the printer. */
export function serialSender(serial: Serial | null, { baudRate }: { readonly baudRate: number }): SendBytes {
  return async (bytes) => {
    if (serial === null) return failure('not-supported', t('printing.serialUnknown'));
    const port = printerPort(await serial.getPorts());
    if (port === undefined) return failure('not-connected', t('printing.serialGone'));
    let isBegun = false;
    try {
      await port.open({ baudRate });
      const writer = port.writable?.getWriter();
      if (writer === undefined) return failure('not-allowed', t('printing.serialRefused'));
      isBegun = true;
      await writer.write(bytes);
      await writer.close();
      return ok(null);
    } catch (error) {
      return failure(isBegun ? 'gone' : 'not-allowed', `${t('printing.serialRefused')} (${causeOf(error)})`, isBegun);
    } finally {
      await port.close().catch(() => undefined);
    }
  };
}
