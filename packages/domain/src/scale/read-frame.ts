import type { Decimal, WeightUnit } from '../barcode/index.ts';
import type { ScaleProtocol } from './protocols.ts';

/** What a scale said in one frame. */
export type ScaleReading =
  | {
      readonly kind: 'weight';
      /** Never negative: below zero is `under`. */
      readonly weight: Decimal;
      readonly unit: WeightUnit;
      /** `null`: the scale does not say; the same weight again and again is steady. */
      readonly isSteady: boolean | null;
      /** The scale has taken a tare off already. */
      readonly isNet: boolean;
    }
  /** There is something on it, and no weight to be had. */
  | { readonly kind: 'moving' | 'over' | 'under' };

/** A frame without its ends, or `null` for what says nothing that can be trusted: half a frame, noise, another protocol. */
export function readFrame(protocol: ScaleProtocol, frame: string, unit: WeightUnit): ScaleReading | null {
  switch (protocol) {
    case 'toledo-8217':
      return readToledo(frame, unit);
    case 'continuous':
      return readContinuous(frame, unit);
    case 'generic':
      return readGeneric(frame, unit);
  }
}

/** Status byte: bit 0 in motion, bit 1 over capacity, bit 2 below zero (Mettler Toledo 8217 protocol). */
function readToledo(frame: string, unit: WeightUnit): ScaleReading | null {
  const status = /^\?(.)$/s.exec(frame)?.[1]?.charCodeAt(0);
  if (status !== undefined) return { kind: status & 2 ? 'over' : status & 4 ? 'under' : 'moving' };
  const weight = /^ *(\d{1,3}\.\d{1,4})(N?)$/.exec(frame);
  const value = decimalOf(weight?.[1]);
  return value === null ? null : { kind: 'weight', weight: value, unit, isSteady: true, isNet: weight?.[2] === 'N' };
}

const CONTINUOUS =
  /^(ST|US|OL) *,(?: *(GS|NT|TR) *,)?(?:[^,]{0,3},){0,2} *([+-]?) *(\d{1,6}(?:\.\d{1,4})?) *(kg|g|lb|oz)? *$/i;

function readContinuous(frame: string, unit: WeightUnit): ScaleReading | null {
  if (/^OL\b/i.test(frame)) return { kind: 'over' };
  const [, state, kind, sign, digits, said] = CONTINUOUS.exec(frame.trim()) ?? [];
  const weight = decimalOf(digits);
  if (state === undefined || weight === null || kind?.toUpperCase() === 'TR') return null;
  if (sign === '-' && weight.digits > 0) return { kind: 'under' };
  const isNet = kind?.toUpperCase() === 'NT';
  return { kind: 'weight', weight, unit: unitOf(said) ?? unit, isSteady: state.toUpperCase() === 'ST', isNet };
}

const GENERIC =
  /^([A-Z?*]{0,3}(?: +[A-Z])?)[ ,:]*([+-]?) *(\d{1,6}(?:[.,]\d{1,4})?) *(kg|g|lb|oz)?(?: *(?:N|NET|G|GS))?$/i;

function readGeneric(frame: string, unit: WeightUnit): ScaleReading | null {
  const line = frame.trim();
  // MT-SICS: S + is beyond the capacity, S - below zero, S I not to be had now.
  const refused = /^S +([+\-I])$/.exec(line)?.[1];
  if (refused !== undefined) return { kind: refused === '+' ? 'over' : refused === '-' ? 'under' : 'moving' };
  const [, head = '', sign, digits, said] = GENERIC.exec(line) ?? [];
  const weight = decimalOf(digits);
  if (weight === null) return null;
  if (sign === '-' && weight.digits > 0) return { kind: 'under' };
  return { kind: 'weight', weight, unit: unitOf(said) ?? unit, isSteady: steadyBy(head), isNet: /NE?T?$/.test(line) };
}

/** What the letters before the weight say of it, where they are known. */
function steadyBy(head: string): boolean | null {
  if (/^(S +S|ST)$/i.test(head)) return true;
  return /^(S +D|SD|US|\?)$/i.test(head) ? false : null;
}

function unitOf(text: string | undefined): WeightUnit | null {
  const known = text?.toLowerCase();
  return known === 'kg' || known === 'g' || known === 'lb' || known === 'oz' ? known : null;
}

/** The digits with their point, or with a comma for one. */
function decimalOf(text: string | undefined): Decimal | null {
  if (text === undefined) return null;
  const [whole = '', rest = ''] = text.replace(',', '.').split('.');
  return { digits: Number(whole + rest), decimals: rest.length };
}
