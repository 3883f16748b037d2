import type { WeightUnit } from '@mosaajii/domain/barcode';
import { SCALE_PROTOCOLS, type ScaleProtocol } from '@mosaajii/domain/scale';

/** Which serial port: what its USB chip says of itself, where it says something, and its place among those the site may use. */
export interface PortMark {
  readonly vendorId: number | null;
  readonly productId: number | null;
  readonly place: number;
}

/** The scale of this device. */
export interface DeviceScale {
  readonly protocol: ScaleProtocol;
  readonly baudRate: number;
  readonly unit: WeightUnit;
  readonly port: PortMark;
}

export const WEIGHT_UNITS: readonly WeightUnit[] = ['kg', 'g', 'lb', 'oz'];
export const SCALE_BAUD_RATES = [1200, 2400, 4800, 9600, 19_200, 38_400] as const;
const KEY = 'mosaajii.scale';

/** The scale that was chosen on this device; `null`: none, or what is kept cannot be read. */
export function deviceScale(): DeviceScale | null {
  const text = localStorage.getItem(KEY);
  if (text === null) return null;
  try {
    return scaleOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function scaleOf(value: unknown): DeviceScale | null {
  const kept = value as Partial<DeviceScale> | null;
  const protocol = SCALE_PROTOCOLS.find((known) => known === kept?.protocol);
  const unit = WEIGHT_UNITS.find((known) => known === kept?.unit);
  const baudRate = SCALE_BAUD_RATES.find((known) => known === kept?.baudRate);
  if (protocol === undefined || unit === undefined || baudRate === undefined || kept?.port === undefined) return null;
  return { protocol, unit, baudRate, port: kept.port };
}

/** Keeps the scale of this device; `null`: it has none. */
export function putDeviceScale(scale: DeviceScale | null): void {
  if (scale === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(scale));
}
