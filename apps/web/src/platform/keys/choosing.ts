import { ownChord } from './keys.ts';

/** Why keys cannot be chosen. `plain`: they type, or the browser types with them; `browser`: it keeps them; `taken`: they do something. */
export type ChordProblem = 'plain' | 'browser' | 'taken';

/** What browsers and people need: reload, tabs, windows, find, zoom, what text is edited with. */
const KEPT_BY_BROWSER: ReadonlySet<string> = new Set([
  ...['F5', 'F10', 'F11', 'F12', 'Shift+F10', 'Ctrl+F5', 'Ctrl+F4', 'Alt+F4'],
  ...[...'acdfhjlnorstuvwxyz0'].map((letter) => `Ctrl+${letter}`),
  ...[...'cijnrtvw'].map((letter) => `Ctrl+Shift+${letter}`),
  ...['Ctrl++', 'Ctrl+-', 'Ctrl+=', 'Ctrl+Shift++', 'Ctrl+Tab', 'Ctrl+Shift+Tab'],
]);

/** What was pressed, as bindings write it; `null` while only Ctrl, Alt or Shift are down. */
export function chordOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | null {
  const { key, code } = event;
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key)) return null;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const name = digit ?? (/^F\d+$/.test(code) ? code : key.length === 1 ? key.toLowerCase() : key);
  const held = [
    ...(event.ctrlKey || event.metaKey ? ['Ctrl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
  ];
  return [...held, name].join('+');
}

/**
 * Whether keys can do what `chord` does otherwise. `others` are the chords of everything else that has keys, as they are written in
 * the program. What a command has in the program it may always have back, unless something else was given it meanwhile.
 */
export function chordProblem(wanted: string, chord: string, others: readonly string[]): ChordProblem | null {
  if (wanted !== chord && KEPT_BY_BROWSER.has(wanted)) return 'browser';
  const isFunction = /(^|\+)F\d+$/.test(wanted);
  if (wanted !== chord && !isFunction && !/^Ctrl\+(Shift\+)?.$/.test(wanted)) return 'plain';
  const taken = others.filter((other) => other !== chord).map(ownChord);
  return taken.includes(wanted) ? 'taken' : null;
}
