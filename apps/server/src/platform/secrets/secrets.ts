import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Every secret of one installation. A new one is generated at the next start; none has a default. */
export const SECRET_NAMES = ['database-owner', 'database-app', 'server-key'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

export type Secrets = Readonly<Record<SecretName, string>>;

/** Thrown in production for a secret that can be guessed; names the secret, never shows it. */
export class WeakSecretError extends Error {
  override readonly name = 'WeakSecretError';
}

interface Options {
  readonly mode: 'development' | 'production';
  /** `MOSAAJII_SECRET_SERVER_KEY=…` and the like replace the file of that name. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the installation's secrets from `directory`, generating those that are missing: 32 random bytes each, written as
 * base64url into a file only its owner may read. In production a weak or repeated secret is refused by name.
 */
export function openSecrets(directory: string, options: Options): Secrets {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const entries = SECRET_NAMES.map(
    (name) => [name, options.env[variableOf(name)] ?? readOrMake(directory, name)] as const,
  );
  if (options.mode === 'production') refuseWeak(entries);
  return Object.freeze(Object.fromEntries(entries)) as Secrets;
}

function variableOf(name: SecretName): string {
  return `MOSAAJII_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;
}

function readOrMake(directory: string, name: SecretName): string {
  const path = join(directory, name);
  if (!existsSync(path)) writeOnce(path, randomBytes(32).toString('base64url'));
  return readFileSync(path, 'utf8').trim();
}

/** Written aside, synced, then linked, so that a crash leaves no empty secret and a second process never replaces one. */
function writeOnce(path: string, value: string): void {
  const aside = `${path}.${process.pid}.new`;
  rmSync(aside, { force: true });
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, value);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

const WELL_KNOWN = /change.?me|secret|password|example|default|test|12345|qwerty|abcdef/i;

function refuseWeak(entries: readonly (readonly [SecretName, string])[]): void {
  const seen = new Map<string, SecretName>();
  for (const [name, value] of entries) {
    const reason = weakness(value) ?? (seen.has(value) ? `is the same as ${seen.get(value)}` : undefined);
    if (reason !== undefined) {
      throw new WeakSecretError(
        `The secret "${name}" ${reason}. Remove it and a strong one is generated at the next start.`,
      );
    }
    seen.set(value, name);
  }
}

function weakness(value: string): string | undefined {
  if (Buffer.byteLength(value) < 32) return 'is shorter than 32 bytes';
  if (WELL_KNOWN.test(value) && value.length < 64 && !looksGenerated(value)) return 'looks like a sample value';
  if (entropyBits(value) < 100) return 'repeats itself too much to be random';
  return undefined;
}

/** Our own form: 32 bytes in base64url. Chance may spell a word in it, so only its entropy is judged. */
function looksGenerated(value: string): boolean {
  return /^[\w-]{43}$/.test(value) && new Set(value).size >= 20;
}

/** Shannon entropy of the characters times the length, an upper bound of what the value can hold. */
function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / value.length);
  return bits;
}
