import { digitOfKey } from './code-of-keys.ts';
import type { WedgeEvent } from './wedge.ts';

/** What a key press is to the detector; `null` for keys that come between the characters of a code, such as Shift. */
export function wedgeEventOf(event: KeyboardEvent): WedgeEvent | null {
  const t = event.timeStamp;
  if (isSeparator(event)) return { kind: 'separator', t };
  // A key that is held down repeats as fast as a scanner types.
  if (event.repeat || event.ctrlKey || event.metaKey || (event.altKey && !event.getModifierState('AltGraph'))) {
    return { kind: 'other', t };
  }
  if (event.key === 'Enter' || event.key === 'Tab') return { kind: 'terminator', t };
  if (event.key.length === 1) {
    return { kind: 'character', char: event.key, code: event.code, t, ...(event.shiftKey ? { shift: true } : {}) };
  }
  if (['Shift', 'CapsLock', 'NumLock', 'AltGraph', 'Dead'].includes(event.key)) return deadDigit(event);
  return numpadDigit(event) ?? { kind: 'other', t };
}

/** ASCII 29 as scanners type it: F8, or Ctrl with the bracket. */
function isSeparator(event: KeyboardEvent): boolean {
  if (event.repeat || event.altKey || event.metaKey || event.shiftKey) return false;
  if (event.ctrlKey) return event.code === 'BracketRight' || event.key === ']';
  return event.key === 'F8';
}

/** Without NumLock the keys of the pad are arrows to the system; the code of a scanner that uses them is in their names. */
function numpadDigit(event: KeyboardEvent): WedgeEvent | null {
  const digit = /^Numpad\d$/.test(event.code) ? digitOfKey(event) : undefined;
  return digit === undefined ? null : { kind: 'character', char: digit, code: event.code, t: event.timeStamp };
}

/** Some layouts have an accent on a digit key: it prints nothing yet, but the key is the scanner's digit. */
function deadDigit(event: KeyboardEvent): WedgeEvent | null {
  const digit = event.key === 'Dead' ? digitOfKey(event) : undefined;
  return digit === undefined ? null : { kind: 'character', char: '', code: event.code, t: event.timeStamp };
}
