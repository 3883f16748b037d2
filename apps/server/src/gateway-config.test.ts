import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseGateway } from './gateway-config.ts';

const secretOf = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`;
const SECRET = secretOf(32);
const KEY = 'key_0123456789abcdef';
const whole = {
  PAYMENT_GATEWAY_URL: 'https://api.pay.test/v1/',
  PAYMENT_GATEWAY_KEY: KEY,
  PAYMENT_GATEWAY_SECRET: SECRET,
};
const parse = (env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) =>
  parseGateway(
    (name) => env[name],
    (path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
      return content;
    },
  );
const refusalOf = (...input: Parameters<typeof parse>): string => {
  try {
    parse(...input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'taken';
};

describe('the payment gateway', () => {
  it('is none unless it is named', () => expect(parse({})).toBeUndefined());

  it('is an address, a key and a secret', () => {
    expect(parse(whole)).toEqual({
      name: 'gateway',
      url: 'https://api.pay.test/v1',
      key: KEY,
      secrets: [{ keyId: 'present', secret: SECRET }],
    });
  });

  it('takes its secrets from files, and a former one while they change', () => {
    const former = secretOf(24);
    const { PAYMENT_GATEWAY_URL } = whole;
    const named = {
      PAYMENT_GATEWAY_URL,
      PAYMENT_GATEWAY_NAME: 'mobile-money',
      PAYMENT_GATEWAY_KEY_FILE: '/run/key',
      PAYMENT_GATEWAY_SECRET_FILE: '/run/secret',
      PAYMENT_GATEWAY_FORMER_SECRET: former,
    };
    expect(parse(named, { '/run/key': `${KEY}\n`, '/run/secret': `${SECRET}\n` })).toMatchObject({
      name: 'mobile-money',
      key: KEY,
      secrets: [
        { keyId: 'present', secret: SECRET },
        { keyId: 'former', secret: former },
      ],
    });
  });

  it.each(['http://127.0.0.1:4100', 'http://localhost:4100', 'http://[::1]:4100'])(
    'may be %s, on this machine',
    (url) => {
      expect(parse({ ...whole, PAYMENT_GATEWAY_URL: url })?.url).toBe(url);
    },
  );

  it.each([
    ['an address without TLS', { ...whole, PAYMENT_GATEWAY_URL: 'http://api.pay.test' }],
    ['an address with a password', { ...whole, PAYMENT_GATEWAY_URL: 'https://me:pass@api.pay.test' }],
    ['no address', { PAYMENT_GATEWAY_KEY: KEY }],
    ['no key', { ...whole, PAYMENT_GATEWAY_KEY: undefined }],
    ['a short key', { ...whole, PAYMENT_GATEWAY_KEY: 'short' }],
    ['no secret', { ...whole, PAYMENT_GATEWAY_SECRET: undefined }],
    ['a secret of 23 bytes', { ...whole, PAYMENT_GATEWAY_SECRET: secretOf(23) }],
    ['a secret that is no base64', { ...whole, PAYMENT_GATEWAY_SECRET: `whsec_${'!'.repeat(40)}` }],
    ['a name with a slash', { ...whole, PAYMENT_GATEWAY_NAME: 'a/b' }],
    ['a secret twice', { ...whole, PAYMENT_GATEWAY_SECRET_FILE: '/run/secret' }],
    ['a file that is not there', { ...whole, PAYMENT_GATEWAY_FORMER_SECRET_FILE: '/run/nothing' }],
  ])('is refused with %s, and no secret is said', (_name, env) => {
    const given = Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const message = refusalOf(given);
    expect(message).toContain('PAYMENT_GATEWAY_');
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain(KEY);
  });
});
