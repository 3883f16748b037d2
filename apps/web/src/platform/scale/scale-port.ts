import type { PortMark } from './device-scale.ts';

/** What of Web Serial (https://wicg.github.io/serial/) a scale needs. */
export interface ScalePort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: {
    readonly baudRate: number;
    readonly dataBits?: 7 | 8;
    readonly parity?: 'none' | 'even' | 'odd';
  }): Promise<void>;
  close(): Promise<void>;
  getInfo?(): { readonly usbVendorId?: number; readonly usbProductId?: number };
}
export interface ScalePorts {
  getPorts(): Promise<ScalePort[]>;
  requestPort(): Promise<ScalePort>;
}

/** The browser's serial ports, where it has them: Chromium on computers only. */
export function scalePortsOfBrowser(): ScalePorts | null {
  return (navigator as { serial?: ScalePorts }).serial ?? null;
}

/** Lets the person choose the port of the scale; `null` when they chose none. Has to run in a click. */
export async function chooseScalePort(ports: ScalePorts): Promise<PortMark | null> {
  try {
    const port = await ports.requestPort();
    const all = await ports.getPorts();
    return markOf(port, Math.max(0, all.indexOf(port)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** The port of a mark: the one of the same chip, the one in the same place where chips say nothing or are alike. */
export function portOf<Port extends Pick<ScalePort, 'getInfo'>>(
  all: readonly Port[],
  mark: PortMark,
): Port | undefined {
  const alike = all.filter((port, place) => {
    const { vendorId, productId } = markOf(port, place);
    return vendorId === mark.vendorId && productId === mark.productId;
  });
  const inPlace = all[mark.place];
  return inPlace !== undefined && alike.includes(inPlace) ? inPlace : alike[0];
}

function markOf(port: Pick<ScalePort, 'getInfo'>, place: number): PortMark {
  const { usbVendorId = null, usbProductId = null } = port.getInfo?.() ?? {};
  return { vendorId: usbVendorId, productId: usbProductId, place };
}
