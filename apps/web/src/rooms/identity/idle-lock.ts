import type { DeviceSession } from '../../platform/session/index.ts';

export const LOCK_AFTER_MINUTES = [2, 5, 15, 60] as const;
export const LOCK_AFTER_DEFAULT = 2;
const NAME = 'lock-after-minutes';
const LOOK_EVERY_MS = 10_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** After how many minutes without a touch this device locks. */
export async function lockAfterMinutes(session: DeviceSession): Promise<number> {
  const value = await session.value(NAME);
  return LOCK_AFTER_MINUTES.find((minutes) => minutes === value) ?? LOCK_AFTER_DEFAULT;
}

export function putLockAfterMinutes(session: DeviceSession, minutes: number): Promise<void> {
  return session.putValue(NAME, minutes);
}

interface IdlePorts {
  readonly now: () => number;
  readonly target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

/**
 * Locks when nobody has touched this page for the chosen time. It looks at a clock instead of counting down, so that a
 * device that slept is locked when it wakes. Returns how to stop.
 */
export function watchIdle(session: DeviceSession, ports: IdlePorts = { now: Date.now, target: window }): () => void {
  let lastSign = ports.now();
  const alive = () => {
    lastSign = ports.now();
  };
  const look = async () => {
    const idleMs = ports.now() - lastSign;
    if (idleMs >= (await lockAfterMinutes(session)) * 60_000) await session.lock();
  };
  for (const name of SIGNS_OF_LIFE) ports.target.addEventListener(name, alive, { passive: true, capture: true });
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const name of SIGNS_OF_LIFE) ports.target.removeEventListener(name, alive, { capture: true });
  };
}
