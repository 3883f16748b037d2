import type { Entrance } from '../../platform/device/index.ts';
import { trimmed } from '../../platform/router/index.ts';
import { rememberPlace } from './place.ts';

/** Where one may be without being signed in. */
const OPEN = new Set([
  '/welcome',
  '/lock',
  '/request-access',
  '/activate',
  '/my-request',
  '/unsubscribe',
  '/join',
  '/not-me',
  '/display',
]);
/** Where the link of a receipt leads: whoever has it may read that one paper. */
const RECEIPT_LINK = /^\/r\//;
/** Where a device that is no register has nothing to do. */
const REGISTER_ONLY = /^\/(till|shift)?$/;

/** Whether the lock stands before this path: nobody is signed in, or the device may not be used for it. */
export function isKeptOut(path: string, { session, enrolment, isRevoked }: Entrance): boolean {
  if (OPEN.has(path) || RECEIPT_LINK.test(path)) return false;
  const needsRegister = enrolment.registration.get() === null && REGISTER_ONLY.test(path);
  return session.state.get().status !== 'signed-in' || needsRegister || isRevoked.get();
}

/** Where a page that was asked for this address begins: whoever is kept out waits for nothing that is behind the lock. */
export function firstPlace(href: string, entrance: Entrance): string {
  const path = trimmed(new URL(href, window.location.origin).pathname);
  if (!isKeptOut(path, entrance)) return href;
  rememberPlace(path);
  return '/lock';
}
