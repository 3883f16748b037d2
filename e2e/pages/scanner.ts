import type { CDPSession, Page } from 'playwright-core';

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * A keyboard-wedge scanner: the keys of a code and Enter, as fast as the browser takes them. Nothing waits for a key
 * before the next one is sent; a driver that does is slower than any scanner and is taken for a person.
 */
export async function scan(page: Page, ...codes: readonly string[]): Promise<void> {
  const session = await sessionOf(page);
  await Promise.all(codes.flatMap((code) => [...[...code].flatMap((char) => press(session, char)), ...enter(session)]));
}

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const session = page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

function press(session: CDPSession, char: string): Promise<unknown>[] {
  const isDigit = /\d/.test(char);
  const key = {
    key: char,
    text: char,
    code: isDigit ? `Digit${char}` : '',
    windowsVirtualKeyCode: isDigit ? 48 + Number(char) : 0,
  };
  return [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, code: key.code }),
  ];
}

function enter(session: CDPSession): Promise<unknown>[] {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
  return [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ];
}
