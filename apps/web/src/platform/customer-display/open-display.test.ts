import { describe, expect, it } from 'vitest';
import { type Desk, openDisplay } from './open-display.ts';

const screenAt = (availLeft: number) => ({ availLeft, availTop: 24, availWidth: 1280, availHeight: 776 });
const [own, other] = [screenAt(0), screenAt(1920)];

/** A desk with two screens, and what was done there in turn. */
function fakeDesk(change: Partial<Desk> = {}) {
  const done: unknown[] = [];
  const opened = {
    moveTo: (x: number, y: number) => done.push(['move', x, y]),
    resizeTo: (width: number, height: number) => done.push(['resize', width, height]),
  };
  const desk: Desk = {
    screen: { isExtended: true },
    open: (url, name) => {
      done.push(['open', url, name]);
      return opened as unknown as Window;
    },
    getScreenDetails: () => {
      done.push('asked');
      return Promise.resolve({ screens: [own, other], currentScreen: own });
    },
    ...change,
  };
  return { desk, done };
}
const OPENED = ['open', '/display', 'mosaajii-customer-display'];

describe('the window for the customer', () => {
  it('fills the second screen', async () => {
    const { desk, done } = fakeDesk();
    await openDisplay(desk);
    expect(done).toEqual(['asked', OPENED, ['move', 1920, 24], ['resize', 1280, 776]]);
  });

  it('opens beside the till where there is one screen, none is shown, or the browser knows nothing of them', async () => {
    const refuse = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    const alone = () => Promise.resolve({ screens: [own], currentScreen: own });
    for (const change of [{ screen: { isExtended: false } }, { screen: {} }, { getScreenDetails: refuse }]) {
      const { desk, done } = fakeDesk(change);
      await openDisplay(desk);
      expect(done.at(-1)).toEqual(OPENED);
    }
    const { desk, done } = fakeDesk({ getScreenDetails: alone });
    await openDisplay(desk);
    expect(done.at(-1)).toEqual(OPENED);
    const { getScreenDetails: _, ...old } = fakeDesk().desk;
    await expect(openDisplay(old)).resolves.toBeUndefined();
  });

  it('may be kept from opening by the browser', async () => {
    const { desk, done } = fakeDesk({ open: () => null });
    await openDisplay(desk);
    expect(done).toEqual(['asked']);
  });
});
