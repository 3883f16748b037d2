/** An office ends soon after its last request; a register's session lasts the shift, and its screen locks by itself. */
export type SessionKind = 'office' | 'register';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a session may live in all, and without a request of its person. */
const LIFETIMES: Readonly<Record<SessionKind, { readonly absoluteMs: number; readonly idleMs: number }>> = {
  office: { absoluteMs: 12 * HOUR, idleMs: 30 * MINUTE },
  register: { absoluteMs: 16 * HOUR, idleMs: 16 * HOUR },
};

/** A token that is older is replaced with the next request. */
const ROTATE_AFTER_MS = 15 * MINUTE;
/** How long the replaced token still opens: for requests that were under way with it, and for an answer that was lost. */
const GRACE_MS = 30_000;
/** `last_seen_at` is written at most this often. */
const SEEN_EVERY_MS = MINUTE;

export interface SessionTimes {
  readonly kind: SessionKind;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** When a session that begins now ends in any case. */
export function endOf(kind: SessionKind, beganAt: Date): Date {
  return new Date(beganAt.getTime() + LIFETIMES[kind].absoluteMs);
}

/** Whether neither the idle time nor the whole time of a session is over. */
export function isAlive(session: SessionTimes, now: Date): boolean {
  const idleMs = now.getTime() - session.last_seen_at.getTime();
  return session.expires_at > now && idleMs <= LIFETIMES[session.kind].idleMs;
}

/** Whether a token has been in use for long enough. */
export function isDue(rotatedAt: Date, now: Date): boolean {
  return now.getTime() - rotatedAt.getTime() >= ROTATE_AFTER_MS;
}

/** Whether a replaced token still opens. */
export function isInGrace(replacedAt: Date, now: Date): boolean {
  return now.getTime() - replacedAt.getTime() <= GRACE_MS;
}

/** Whether it is time to write down that the person is still there. */
export function isSeenAgain(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() > SEEN_EVERY_MS;
}
