import { type WeightUnit, weightAsQuantity } from '../barcode/index.ts';
import { milli } from '../money/amount.ts';
import type { Milli } from '../money/types.ts';
import type { ScaleProtocol } from './protocols.ts';
import { readFrame, type ScaleReading } from './read-frame.ts';

/** No scale sends a longer frame; what is longer is noise. */
const LONGEST_FRAME = 64;
/** So often in a row the same weight comes before it is taken for steady, where the scale does not say. */
const STEADY_AFTER = 3;
const STX = 0x02;
const ENDS: ReadonlySet<number> = new Set([0x03, 0x0a, 0x0d]);

export interface ScaleSettings {
  readonly protocol: ScaleProtocol;
  /** For weights that come without one. */
  readonly unit: WeightUnit;
}

/** What arrived and is not a whole frame yet, and how often the last weight came. Begins as `NOTHING_HEARD`. */
export interface ScaleEar {
  readonly pending: string;
  /** The frame grew too long: what follows is dropped up to its end. */
  readonly isDeaf: boolean;
  readonly last: string;
  readonly times: number;
}
export const NOTHING_HEARD: ScaleEar = { pending: '', isDeaf: false, last: '', times: 0 };

/** A reading whose steadiness is known. */
export type HeardWeight = Extract<ScaleReading, { kind: 'weight' }> & { readonly isSteady: boolean };
export type Heard = HeardWeight | Exclude<ScaleReading, { kind: 'weight' }>;

/**
 * Takes bytes as they come off the cable, in whatever pieces, and answers what the scale said in them. The eighth bit is
 * parity and is ignored. Frames that mean nothing are dropped; they never make up a weight.
 */
export function hear(
  ear: ScaleEar,
  bytes: Uint8Array,
  settings: ScaleSettings,
): { readonly ear: ScaleEar; readonly heard: readonly Heard[] } {
  let { pending, isDeaf, last, times } = ear;
  const heard: Heard[] = [];
  for (const raw of bytes) {
    const byte = raw & 0x7f;
    if (byte === STX) [pending, isDeaf] = ['', false];
    else if (!ENDS.has(byte)) {
      if (pending.length >= LONGEST_FRAME) isDeaf = true;
      else pending += String.fromCharCode(byte);
    } else {
      const reading = isDeaf || pending === '' ? null : readFrame(settings.protocol, pending, settings.unit);
      [pending, isDeaf] = ['', false];
      if (reading === null) continue;
      const key = reading.kind === 'weight' ? `${reading.weight.digits}/${reading.weight.decimals}${reading.unit}` : '';
      times = key !== '' && key === last ? times + 1 : 1;
      last = key;
      heard.push(
        reading.kind === 'weight' ? { ...reading, isSteady: reading.isSteady ?? times >= STEADY_AFTER } : reading,
      );
    }
  }
  return { ear: { pending, isDeaf, last, times }, heard };
}

/** A weight as a quantity of goods that are sold by `unit`, in thousandths. */
export function quantityOfWeight({ weight, unit: weighedIn }: HeardWeight, unit: string): Milli {
  return milli(weightAsQuantity(weight, weighedIn, unit));
}

/** What the host sends to hear the weight; `null`: the scale speaks by itself. */
export function questionOf(protocol: ScaleProtocol): Uint8Array | null {
  return protocol === 'toledo-8217' ? Uint8Array.of(0x57) : null;
}

/** What is left without the package; `null` when nothing is. */
export function netOf(grossMilli: Milli, tareMilli: Milli): Milli | null {
  return grossMilli > tareMilli ? milli(grossMilli - tareMilli) : null;
}
