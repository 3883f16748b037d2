/**
 * How a device checks a password without the server: a salted, slow hash of the last password that the server accepted
 * here. It opens the screen only; nothing on the server believes it. Not a defence against somebody who owns the disk.
 */
export interface Verifier {
  readonly salt: string;
  readonly hash: string;
  readonly iterations: number;
  /** Wrong attempts since the last right one. */
  readonly failures: number;
  readonly blockedUntil: number;
}

/** OWASP's figure for PBKDF2 with SHA-256 (2023): about a third of a second here. */
const ITERATIONS = 600_000;
const FREE_FAILURES = 5;
const BLOCK_MS = 60_000;

/** Makes the verifier of a password that the server has just accepted. */
export async function makeVerifier(password: string, iterations = ITERATIONS): Promise<Verifier> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return {
    salt: toHex(salt),
    hash: await derive(password, salt, iterations),
    iterations,
    failures: 0,
    blockedUntil: 0,
  };
}

export type Verdict =
  | { readonly kind: 'right'; readonly verifier: Verifier }
  | { readonly kind: 'wrong'; readonly verifier: Verifier }
  | { readonly kind: 'blocked'; readonly seconds: number };

/** Checks a password. From the fifth failure on each one costs a minute. Keep the verifier that comes back. */
export async function checkPassword(verifier: Verifier, password: string, now: number): Promise<Verdict> {
  if (verifier.blockedUntil > now) return { kind: 'blocked', seconds: Math.ceil((verifier.blockedUntil - now) / 1000) };
  const hash = await derive(password, fromHex(verifier.salt), verifier.iterations);
  if (hash === verifier.hash) return { kind: 'right', verifier: { ...verifier, failures: 0, blockedUntil: 0 } };
  const failures = verifier.failures + 1;
  const blockedUntil = failures >= FREE_FAILURES ? now + BLOCK_MS : 0;
  return { kind: 'wrong', verifier: { ...verifier, failures, blockedUntil } };
}

/** Whether something from the device's storage is a verifier of ours. */
export function isVerifier(value: unknown): value is Verifier {
  return (
    typeof value === 'object' &&
    value !== null &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'salt' in value &&
    typeof value.salt === 'string' &&
    'iterations' in value &&
    typeof value.iterations === 'number'
  );
}

async function derive(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<string> {
  const bytes = new TextEncoder().encode(password.normalize('NFC'));
  const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
  return toHex(new Uint8Array(bits));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
