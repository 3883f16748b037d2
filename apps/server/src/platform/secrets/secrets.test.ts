import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSecrets, WeakSecretError } from './index.ts';

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

const production = { mode: 'production', env: {} } as const;

describe('openSecrets', () => {
  test('makes strong ones once, for our eyes only', () => {
    const first = openSecrets(directory, production);
    expect(openSecrets(directory, production)).toEqual(first);
    const values = Object.values(first);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  });

  test('a variable replaces the file of its name', () => {
    const value = 'kUt3-rV9q_Lw0Zx7YbN2mE8dHs5GfJ1aPcQo4TiRuBn';
    expect(
      openSecrets(directory, { mode: 'production', env: { MOSAAJII_SECRET_SERVER_KEY: value } })['server-key'],
    ).toBe(value);
  });

  test.each([
    ['short', /"server-key" is shorter than 32 bytes/],
    ['change-me-change-me-change-me-change-me', /"server-key" looks like a sample/],
    ['0'.repeat(40), /"server-key" repeats itself too much/],
  ])('production refuses %s by name and does not show it', (value, message) => {
    openSecrets(directory, production);
    writeFileSync(join(directory, 'server-key'), value);
    expect(() => openSecrets(directory, production)).toThrow(WeakSecretError);
    expect(() => openSecrets(directory, production)).toThrow(message);
    expect(() => openSecrets(directory, production)).toThrow(expect.not.stringContaining(value));
    expect(openSecrets(directory, { mode: 'development', env: {} })['server-key']).toBe(value);
  });

  test('production refuses one secret for two purposes', () => {
    const secrets = openSecrets(directory, production);
    writeFileSync(join(directory, 'server-key'), secrets['database-app']);
    expect(() => openSecrets(directory, production)).toThrow(/"server-key" is the same as database-app/);
  });
});
