import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseWeak } from './strength.ts';
import { writeOnce } from './write-once.ts';

/** Every secret of one installation. A new one is generated at the next start; none has a default. */
export const SECRET_NAMES = ['database-owner', 'database-app', 'server-key', 'password-pepper'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

export type Secrets = Readonly<Record<SecretName, string>>;

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
