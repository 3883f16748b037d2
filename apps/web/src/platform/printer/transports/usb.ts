import { ok } from '@mosaajii/domain';
import { t } from '../../i18n/index.ts';
import { causeOf, failure, type SendBytes } from './model.ts';

/** What of WebUSB (https://wicg.github.io/webusb/) printing needs; TypeScript's DOM does not know it. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName?: string;
  readonly opened: boolean;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(
    endpoint: number,
    data: Uint8Array,
  ): Promise<{ readonly status: 'ok' | 'stall' | 'babble'; readonly bytesWritten: number }>;
}
interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternate: {
    readonly interfaceClass: number;
    readonly endpoints: readonly {
      readonly endpointNumber: number;
      readonly direction: 'in' | 'out';
      readonly type: string;
    }[];
  };
}
export interface Usb {
  getDevices(): Promise<UsbDevice[]>;
  requestDevice(options: { readonly filters: readonly { readonly classCode?: number }[] }): Promise<UsbDevice>;
}

/** USB's class of printers (USB Device Class Definition for Printing Devices 1.1). */
const PRINTER_CLASS = 7;
const CHUNK_BYTES = 4096;

/** The browser's USB, where it has one: Chromium only. */
export function usbOfBrowser(): Usb | null {
  return (navigator as { usb?: Usb }).usb ?? null;
}

/** Lets the person choose a printer; `null` when they chose none. Has to run in a click. */
export async function chooseUsbPrinter(usb: Usb): Promise<UsbDevice | null> {
  try {
    return await usb.requestDevice({ filters: [{ classCode: PRINTER_CLASS }] });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Sends to the printer that was once chosen on this device. Opens and closes it for each job, so that other programs may print. */
export function usbSender(
  usb: Usb | null,
  wanted: { readonly vendorId: number; readonly productId: number },
): SendBytes {
  return async (bytes) => {
    if (usb === null) return failure('not-supported', t('printing.usbUnknown'));
    const device = (await usb.getDevices()).find(
      (one) => one.vendorId === wanted.vendorId && one.productId === wanted.productId,
    );
    if (device === undefined) return failure('not-connected', t('printing.usbGone'));
    let sent = 0;
    try {
      const endpoint = await claim(device);
      for (; sent < bytes.length; sent += CHUNK_BYTES) {
        const part = bytes.slice(sent, sent + CHUNK_BYTES);
        const { status, bytesWritten } = await device.transferOut(endpoint, part);
        if (status !== 'ok' || bytesWritten !== part.length) return failure('gone', t('printing.stopped'), true);
      }
      return ok(null);
    } catch (error) {
      return failure(sent > 0 ? 'gone' : 'not-allowed', `${t('printing.usbRefused')} (${causeOf(error)})`, sent > 0);
    } finally {
      await device.close().catch(() => undefined);
    }
  };
}

async function claim(device: UsbDevice): Promise<number> {
  await device.open();
  if (device.configuration === null) await device.selectConfiguration(1);
  for (const one of device.configuration?.interfaces ?? []) {
    const out = one.alternate.endpoints.find(({ direction, type }) => direction === 'out' && type === 'bulk');
    if (one.alternate.interfaceClass !== PRINTER_CLASS || out === undefined) continue;
    await device.claimInterface(one.interfaceNumber);
    return out.endpointNumber;
  }
  throw new Error('the device has no interface of a printer');
}
