import { newId } from '../ids/index.ts';
import type { Place } from './screens.ts';

/** How far down each entry of the browser's history was, by the key in its state; a reload keeps it. */
const STORE = 'router.scroll';
let offsets: Record<string, number> | null = null;
/** The entry that is shown, and whether one came to it by the browser's back or forward. */
let shown = '';
let isReturn = false;

/** Takes the way back from the browser, which scrolls before the screen is there. Gives what ends it. */
export function followScrolling(): () => void {
  window.history.scrollRestoration = 'manual';
  // Before whoever draws: what is on the screen now is still the place that is left.
  window.addEventListener('popstate', returned, { capture: true });
  window.addEventListener('pagehide', keep);
  return () => {
    window.removeEventListener('popstate', returned, { capture: true });
    window.removeEventListener('pagehide', keep);
  };
}

/** The state of a new entry of the history, whose place on the screen is to be remembered. */
export function leaveFor(isReplacing: boolean): { readonly key: string } {
  remember();
  shown = isReplacing && shown !== '' ? shown : newId();
  isReturn = false;
  return { key: shown };
}

/** Scrolls to where one was, to the part that the address names, or to the top; a drawer leaves the list where it is. */
export function settle(before: Place | null, now: Place): void {
  if (isReturn || before === null) {
    shown = keyNow();
    if (shown === '') mark();
    const offset = known()[shown];
    if (offset !== undefined) return window.scrollTo(0, offset);
    if (before === null) return intoView(now.href);
    // The browser itself went to a part of the same page.
    if (now.href.includes('#')) return;
  }
  if (before !== null && isOver(before, now)) return;
  window.scrollTo(0, 0);
  intoView(now.href);
}

function intoView(href: string): void {
  const hash = new URL(href, window.location.origin).hash.slice(1);
  if (hash !== '') document.getElementById(hash)?.scrollIntoView();
}

/** Whether one of the two is drawn in the other. */
function isOver({ screens: before }: Place, { screens: now }: Place): boolean {
  const shared = Math.min(before.length, now.length);
  return before.length !== now.length && before.slice(0, shared).every((one, index) => one === now[index]);
}

function returned(): void {
  remember();
  isReturn = true;
}

function remember(): void {
  if (shown !== '') known()[shown] = window.scrollY;
}

function keep(): void {
  remember();
  sessionStorage.setItem(STORE, JSON.stringify(known()));
}

function known(): Record<string, number> {
  offsets ??= JSON.parse(sessionStorage.getItem(STORE) ?? '{}') as Record<string, number>;
  return offsets;
}

/** Names the entry that the page was opened with, or that the browser made itself. */
function mark(): void {
  shown = newId();
  window.history.replaceState({ key: shown }, '');
}

function keyNow(): string {
  const state = window.history.state as { readonly key?: unknown } | null;
  return typeof state?.key === 'string' ? state.key : '';
}
