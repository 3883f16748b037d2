import type { CDPSession, Page } from 'playwright-core';

const KEY_MS = 4;
/** A hand that has just pressed a key is not at the trigger sooner; keys closer than 90 ms are one run to the till. */
const HAND_MS = 120;
const sessions = new WeakMap<Page, Promise<CDPSession>>();
let clock = 0;

/** How a scanner's keys arrive: the layout that the system is set to, and what the scanner sends after a code. */
export interface ScannerKind {
  readonly layout?: 'american' | 'french' | 'french-shifted' | 'numpad';
  readonly end?: 'enter' | 'enter-twice' | 'tab' | 'none';
  /** Since the last key; stated with the keys, nobody waits for it. */
  readonly pauseMs?: number;
}

/**
 * A keyboard-wedge scanner: the keys of a code and Enter, a few milliseconds apart. The times are stated with the keys, and
 * no key waits for the one before it, so that a busy machine does not turn a scanner into a person.
 */
export async function scan(page: Page, ...codes: readonly string[]): Promise<void> {
  const session = await sessionOf(page);
  await new Promise((resolve) => setTimeout(resolve, HAND_MS));
  beginAt(Date.now());
  await Promise.all(
    codes.flatMap((code) =>
      [...[...code].map((char) => characterKey(char, 'american')), ENTER].flatMap((key) => press(session, key)),
    ),
  );
}

/** One scan of a scanner of some kind; the next one comes an eighth of a second after it began. */
export async function scanAs(
  page: Page,
  code: string,
  { layout = 'american', end = 'enter', pauseMs = HAND_MS }: ScannerKind,
): Promise<void> {
  const session = await sessionOf(page);
  const began = Date.now();
  beginAt(began, pauseMs);
  const enders = { enter: [ENTER], 'enter-twice': [ENTER, ENTER], tab: [TAB], none: [] }[end];
  const keys = [...[...code].map((char) => characterKey(char, layout)), ...enders];
  await Promise.all(keys.flatMap((key) => press(session, key)));
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + 125 - Date.now())));
}

/** Types as a person does, with so many milliseconds between the keys, and waits for none of them. */
export async function typeAt(page: Page, text: string, gapMs: () => number): Promise<void> {
  const session = await sessionOf(page);
  beginAt(Date.now());
  await Promise.all([...text].flatMap((char) => press(session, characterKey(char, 'american'), gapMs())));
}

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const session = page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

interface Key {
  readonly key: string;
  readonly text?: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly modifiers?: number;
}

const ENTER: Key = { key: 'Enter', text: '\r', code: 'Enter', windowsVirtualKeyCode: 13 };
const TAB: Key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
/** The separator of GS1 codes, as scanners type ASCII 29. */
const SEPARATOR: Key = { key: 'F8', code: 'F8', windowsVirtualKeyCode: 119 };
const AZERTY = 'à&é"\'(-è_ç';
const SHIFT = 8;

function characterKey(char: string, layout: NonNullable<ScannerKind['layout']>): Key {
  if (char === '\u001d') return SEPARATOR;
  if (!/\d/.test(char)) {
    const isUpper = /[A-Z]/.test(char);
    return {
      key: char,
      text: char,
      code: /[a-z]/i.test(char) ? `Key${char.toUpperCase()}` : '',
      windowsVirtualKeyCode: 0,
      ...(isUpper ? { modifiers: SHIFT } : {}),
    };
  }
  const windowsVirtualKeyCode = 48 + Number(char);
  if (layout === 'french') {
    const printed = AZERTY[Number(char)] ?? char;
    return { key: printed, text: printed, code: `Digit${char}`, windowsVirtualKeyCode };
  }
  if (layout === 'numpad')
    return { key: char, text: char, code: `Numpad${char}`, windowsVirtualKeyCode: 96 + Number(char) };
  const isShifted = layout === 'french-shifted' ? { modifiers: SHIFT } : {};
  return { key: char, text: char, code: `Digit${char}`, windowsVirtualKeyCode, ...isShifted };
}

/** The first key comes now, or so long after the last one. What takes this process away meanwhile is no pause of a scanner. */
function beginAt(now: number, pauseMs = 0): void {
  clock = Math.max(clock + pauseMs, now);
}

function press(session: CDPSession, key: Key, gapMs: number = KEY_MS): Promise<unknown>[] {
  clock += gapMs;
  const timestamp = clock / 1000;
  const { modifiers = 0 } = key;
  return [
    session.send('Input.dispatchKeyEvent', {
      type: key.text === undefined ? 'rawKeyDown' : 'keyDown',
      timestamp,
      ...key,
    }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key, code: key.code, modifiers }),
  ];
}
