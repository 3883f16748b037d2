import type { Lease, LeaseAnswer } from '@mosaajii/contract/registers';
import { type Source, source } from '../device/observable.ts';
import type { DeviceSession } from '../session/session.ts';

const NAME = 'lease';

/** A lease as the device keeps it. The PINs are mixed with the device's own key. */
export interface KeptLease {
  readonly lease: LeaseAnswer['lease'];
  readonly keys: LeaseAnswer['keys'];
  readonly pins: readonly {
    readonly userId: string;
    readonly salt: string;
    readonly mixed: string;
    /** Somebody else chose it; absent in a lease of before. */
    readonly mustChange?: boolean;
  }[];
  /** Absent in a lease of before. */
  readonly badges?: readonly { readonly userId: string; readonly mixed: string }[];
  readonly parameters: LeaseAnswer['pinParameters'];
  /** The latest time that was ever known here, in milliseconds since 1970. */
  readonly latest: number;
}

/** What is kept, for the screens of this tab: null before it was read and when there is none. */
export const standing: Source<KeptLease | null> = source<KeptLease | null>(null);

export async function readLease(session: DeviceSession): Promise<KeptLease | null> {
  const value = await session.value(NAME);
  standing.set(isKept(value) ? value : null);
  return standing.get();
}

export async function keepLease(session: DeviceSession, lease: KeptLease): Promise<void> {
  await session.putValue(NAME, lease);
  standing.set(lease);
}

function isKept(value: unknown): value is KeptLease {
  return typeof value === 'object' && value !== null && 'lease' in value && 'pins' in value && 'latest' in value;
}

/** What the lease says, if the server signed it for this register. Null for anything else. */
export async function openLease(
  { lease, keys }: Pick<KeptLease, 'lease' | 'keys'>,
  registration: { readonly organizationId: string; readonly keyId: string },
): Promise<Lease | null> {
  const jwk = keys.find((key) => key.kid === lease.keyId);
  if (jwk === undefined) return null;
  const { kty, crv, x, y } = jwk;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify']);
  const isGenuine = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    fromBase64Url(lease.signature),
    new TextEncoder().encode(lease.text),
  );
  if (!isGenuine) return null;
  const document = JSON.parse(lease.text) as Lease;
  const isOurs = document.organizationId === registration.organizationId && document.keyId === registration.keyId;
  return isOurs ? document : null;
}

/**
 * The present, as far as this device can know it, in milliseconds since 1970: the server's time as last heard with the time
 * that has passed since, and never before a time that was known already.
 */
export function trustedNow(
  kept: Pick<KeptLease, 'latest'> | null,
  reading: { readonly serverTime: string; readonly elapsedMs: number } | null,
  deviceNow: number,
): number {
  const heard = reading === null ? deviceNow : Date.parse(reading.serverTime) + reading.elapsedMs;
  return Math.max(heard, kept?.latest ?? 0);
}

export function isLapsed(lease: Pick<Lease, 'expiresAt'>, now: number): boolean {
  return now > Date.parse(lease.expiresAt);
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
