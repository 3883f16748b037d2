import { useLayoutEffect, useRef } from 'react';

/** A key with its modifiers, by physical key for digits and function keys so that every layout works. */
export interface Chord {
  /** `F9`, `Enter`, `Delete`, `Digit1`, or a lower-case letter that the layout prints. */
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export interface Binding {
  /** `Ctrl+Enter`, `Shift+F8`, `Alt+1`, `Ctrl+k`. */
  readonly chord: string;
  /** Returning `false` leaves the key to the browser. */
  readonly run: (event: KeyboardEvent) => boolean | void;
  /** Also while a text field has the focus. Function keys and Ctrl chords are; `Delete` and letters are not. */
  readonly inFields?: boolean;
}

/** Reads `Ctrl+Shift+F8`. */
export function parseChord(text: string): Chord {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  return { key: /^\d$/.test(key) ? `Digit${key}` : key, ctrl: has('Ctrl'), shift: has('Shift'), alt: has('Alt') };
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** By which keys somebody does on this device what a chord does otherwise. */
let own: Readonly<Record<string, string>> = {};

/** From now on these keys do what the chords do otherwise; see own-keys.ts for what the device remembers. */
export function putKeys(keys: Readonly<Record<string, string>>): void {
  own = keys;
}

/** The chord that does on this device what `chord` does otherwise. */
export function ownChord(chord: string): string {
  return own[chord] ?? chord;
}

/** How a chord is written on this machine, as it was changed here: `⌘K` on a Mac, `Ctrl K` elsewhere. */
export function chordText(chord: string): string {
  const words = ownChord(chord)
    .split('+')
    .map((part) => {
      if (part === 'Ctrl') return isMac ? '⌘' : 'Ctrl';
      if (part === 'Shift') return isMac ? '⇧' : 'Shift';
      if (part === 'Alt') return isMac ? '⌥' : 'Alt';
      if (part === 'Enter') return '↵';
      return part.length === 1 ? part.toUpperCase() : part;
    });
  return words.join(isMac ? '' : ' ');
}

/** Whether a key press is this chord. */
export function matches(chord: Chord, event: KeyboardEvent): boolean {
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl !== chord.ctrl || event.altKey !== chord.alt) return false;
  // `?` and `/` are typed with or without Shift, by layout; only named keys care.
  const isNamed = chord.key.length > 1;
  if ((isNamed || chord.ctrl || chord.alt) && event.shiftKey !== chord.shift) return false;
  if (/^(Digit\d|F\d+)$/.test(chord.key)) return event.code === chord.key || event.key === chord.key;
  return event.key.toLowerCase() === chord.key.toLowerCase();
}

/** Whether the keys that are typed now become text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable === true
  );
}

/**
 * Keys of the screen while mounted. A modal dialog above it keeps its keys for itself. `isOn` is asked when a key is pressed,
 * before anybody has seen it: a key that comes between a change and its paint is not lost, and one that closes a dialog does
 * nothing below it.
 */
export function useBindings(bindings: readonly Binding[], isOn: () => boolean = always): void {
  useKeyDown((event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const binding = bindings.find((one) => {
      const chord = ownChord(one.chord);
      return matches(parseChord(chord), event) && isAllowed({ ...one, chord }, event);
    });
    if (binding === undefined || binding.run(event) === false) return;
    event.preventDefault();
  }, isOn);
}

/** Every key that is pressed on the page while mounted and, when it was pressed, on. The newest handler sees it. */
export function useKeyDown(handler: (event: KeyboardEvent) => void, isOn: () => boolean = always): void {
  const latest = useRef({ handler, isOn });
  latest.current = { handler, isOn };
  useLayoutEffect(() => {
    let wasOn = false;
    const onCapture = () => {
      wasOn = latest.current.isOn();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (wasOn) latest.current.handler(event);
    };
    window.addEventListener('keydown', onCapture, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

const always = () => true;

const SINGLE = 'single-keys';

/** Whether keys without Ctrl or a number do something on this device; WCAG 2.1.4 asks that they can be turned off. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(SINGLE) !== 'off';
  } catch {
    // Storage may be forbidden (private window): then nobody can have turned them off.
    return true;
  }
}

/** Remembers the choice on this device. */
export function setSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(SINGLE);
  else localStorage.setItem(SINGLE, 'off');
}

function isAllowed(binding: Binding, event: KeyboardEvent): boolean {
  if (binding.chord.length === 1 && !areSingleKeysOn()) return false;
  const isGlobal = binding.inFields ?? /^(?:.*\+)?F\d+$|Ctrl\+|Alt\+/.test(binding.chord);
  return isGlobal || !isTextField(event.target);
}
