import type { CDPSession, Page } from 'playwright-core';

const KEY_MS = 4;
/** A hand that has just pressed a key is not at the trigger sooner; keys closer than 90 ms are one run to the till. */
const HAND_MS = 120;
const sessions = new WeakMap<Page, Promise<CDPSession>>();
let clock = 0;

/**
 * A keyboard-wedge scanner: the keys of a code and Enter, a few milliseconds apart. The times are stated with the keys, and
 * no key waits for the one before it, so that a busy machine does not turn a scanner into a person.
 */
export async function scan(page: Page, ...codes: readonly string[]): Promise<void> {
  const session = await sessionOf(page);
  await new Promise((resolve) => setTimeout(resolve, HAND_MS));
  await Promise.all(
    codes.flatMap((code) => [...[...code].map(characterKey), ENTER].flatMap((key) => press(session, key))),
  );
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
  readonly text: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
}

const ENTER: Key = { key: 'Enter', text: '\r', code: 'Enter', windowsVirtualKeyCode: 13 };

function characterKey(char: string): Key {
  const isDigit = /\d/.test(char);
  return {
    key: char,
    text: char,
    code: isDigit ? `Digit${char}` : '',
    windowsVirtualKeyCode: isDigit ? 48 + Number(char) : 0,
  };
}

function press(session: CDPSession, key: Key): Promise<unknown>[] {
  clock = Math.max(Date.now(), clock + KEY_MS);
  const timestamp = clock / 1000;
  return [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key, code: key.code }),
  ];
}
