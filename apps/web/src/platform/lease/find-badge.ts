import { source } from '../device/observable.ts';
import type { DeviceSession } from '../session/session.ts';
import { deviceKey, mix } from './device-key.ts';
import { fromHex, type KeptLease } from './kept-lease.ts';

/** A badge that was shown while somebody else worked: the lock screen takes it up. */
export const shownBadge = source<string | null>(null);

/** Whose badge this is, as far as this device knows; null for one that it was never told of. */
export async function findBadge(
  session: DeviceSession,
  kept: Pick<KeptLease, 'badges'>,
  organizationId: string,
  badge: string,
): Promise<string | null> {
  const { badges = [] } = kept;
  if (badges.length === 0) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${organizationId} ${badge}`));
  const key = await deviceKey(session);
  for (const { userId, mixed } of badges) {
    if ((await mix(key, badgeLabel(userId), new Uint8Array(digest))) === mixed) return userId;
  }
  return null;
}

/** What is kept of a badge: the index of the server, mixed with this device's own key like the PINs. */
export async function mixBadge(key: CryptoKey, userId: string, index: string): Promise<string> {
  return mix(key, badgeLabel(userId), fromHex(index));
}

const badgeLabel = (userId: string) => `badge ${userId}`;
