import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import type { HttpGatewaySettings, WebhookSecret } from './platform/webhooks/index.ts';

type Read = (name: string) => string | undefined;
/** The content of a file; throws when it cannot be read. */
type ReadFile = (path: string) => string;

const URL_NAME = 'PAYMENT_GATEWAY_URL';
const OTHERS = ['NAME', 'KEY', 'KEY_FILE', 'SECRET', 'SECRET_FILE', 'FORMER_SECRET', 'FORMER_SECRET_FILE'] as const;
const DEFAULT_NAME = 'gateway';
/** Standard Webhooks: from 24 to 64 bytes. */
const SECRET_BYTES = { least: 24, most: 64 } as const;

/**
 * Reads the payment gateway from the environment: PAYMENT_GATEWAY_URL with a key by which we ask and a secret by which it signs;
 * each of them may stand in a file instead (`…_FILE`). Undefined when none is connected. Throws {@link ConfigError} for half of
 * a gateway; no message repeats a secret.
 */
export function parseGateway(
  read: Read,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): HttpGatewaySettings | undefined {
  const text = read(URL_NAME);
  if (text === undefined) {
    const stray = OTHERS.map((name) => `PAYMENT_GATEWAY_${name}`).find((name) => read(name) !== undefined);
    if (stray !== undefined) throw new ConfigError(`${stray} is set without ${URL_NAME}.`);
    return undefined;
  }
  const name = read('PAYMENT_GATEWAY_NAME') ?? DEFAULT_NAME;
  if (!/^[a-z0-9-]{1,40}$/.test(name)) {
    throw new ConfigError(`PAYMENT_GATEWAY_NAME is "${name}"; write small letters, digits and hyphens, at most 40.`);
  }
  const key = secretOf(read, readFile, 'PAYMENT_GATEWAY_KEY');
  if (key === undefined) throw new ConfigError(`${URL_NAME} needs PAYMENT_GATEWAY_KEY or PAYMENT_GATEWAY_KEY_FILE.`);
  if (!/^[\x21-\x7e]{16,500}$/.test(key))
    throw new ConfigError('PAYMENT_GATEWAY_KEY is not a key of 16 or more characters.');
  const present = signingSecret(read, readFile, 'PAYMENT_GATEWAY_SECRET', 'present');
  if (present === undefined) {
    throw new ConfigError(`${URL_NAME} needs PAYMENT_GATEWAY_SECRET or PAYMENT_GATEWAY_SECRET_FILE.`);
  }
  const former = signingSecret(read, readFile, 'PAYMENT_GATEWAY_FORMER_SECRET', 'former');
  const secrets = Object.freeze(former === undefined ? [present] : [present, former]);
  return Object.freeze({ name, url: addressOf(text), key, secrets });
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
  if (url === undefined || !isPlain || !isSafe) {
    throw new ConfigError(`${URL_NAME} must look like https://api.example.com/v1; http:// is for this machine only.`);
  }
  return url.href.replace(/\/+$/, '');
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function signingSecret(read: Read, readFile: ReadFile, name: string, keyId: string): WebhookSecret | undefined {
  const secret = secretOf(read, readFile, name);
  if (secret === undefined) return undefined;
  const encoded = secret.replace(/^whsec_/, '');
  const bytes = Buffer.from(encoded, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (!isBase64 || bytes.length < SECRET_BYTES.least || bytes.length > SECRET_BYTES.most) {
    throw new ConfigError(`${name} must be whsec_ and from 24 to 64 bytes in base64.`);
  }
  return Object.freeze({ keyId, secret });
}

function secretOf(read: Read, readFile: ReadFile, name: string): string | undefined {
  const [value, path] = [read(name), read(`${name}_FILE`)];
  if (value !== undefined && path !== undefined) throw new ConfigError(`${name} and ${name}_FILE are set: set one.`);
  if (path === undefined) return value;
  let content: string;
  try {
    content = readFile(path).trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new ConfigError(`The file that ${name}_FILE names cannot be read (${code}).`);
  }
  if (content === '') throw new ConfigError(`The file that ${name}_FILE names is empty.`);
  return content;
}
