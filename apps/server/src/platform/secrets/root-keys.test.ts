import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRootKeys, openSecrets, RootKeyError, WeakSecretError } from './index.ts';

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'roots-')), 'secrets');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

const production = { mode: 'production', env: {} } as const;

describe('openRootKeys', () => {
  test('makes the first generation once, for our eyes only', () => {
    const first = openRootKeys(directory, production).current();
    expect(first.generation).toBe(1);
    expect(first.key).toHaveLength(32);
    expect(openRootKeys(directory, production).current()).toEqual(first);
    expect(readdirSync(directory)).toEqual(['root-key-1']);
    expect(statSync(join(directory, 'root-key-1')).mode & 0o777).toBe(0o600);
  });

  test('a server that runs sees the generation that another process adds, and misses one that is removed', () => {
    const server = openRootKeys(directory, production);
    const first = server.current();
    const added = openRootKeys(directory, production).add();
    expect(server.current()).toEqual(added);
    expect(server.of(1)).toEqual(first);
    expect(server.generations()).toEqual([1, 2]);
    openRootKeys(directory, production).remove(1);
    expect(server.of(1)).toBeUndefined();
    expect(openRootKeys(directory, production).current()).toEqual(added);
  });

  test('a variable replaces the file of its generation, and no file is made beside it', () => {
    const value = 'kUt3-rV9q_Lw0Zx7YbN2mE8dHs5GfJ1aPcQo4TiRuBn';
    const keys = openRootKeys(directory, { mode: 'production', env: { MOSAAJII_SECRET_ROOT_KEY_3: value } });
    expect(keys.current().generation).toBe(3);
    expect(readdirSync(directory)).toEqual([]);
    expect(() => keys.add()).toThrow(RootKeyError);
  });

  test.each([
    ['short', /"root-key-1" is shorter than 32 bytes/],
    ['change-me-change-me-change-me-change-me', /"root-key-1" looks like a sample/],
    ['0'.repeat(40), /"root-key-1" repeats itself too much/],
  ])('production refuses %s by name and does not show it', (value, message) => {
    openRootKeys(directory, production);
    writeFileSync(join(directory, 'root-key-1'), value);
    expect(() => openRootKeys(directory, production)).toThrow(WeakSecretError);
    expect(() => openRootKeys(directory, production)).toThrow(message);
    expect(() => openRootKeys(directory, production)).toThrow(expect.not.stringContaining(value));
  });

  test('production refuses a root key that is another secret as well', () => {
    const secrets = openSecrets(directory, production);
    writeFileSync(join(directory, 'root-key-1'), secrets['server-key']);
    expect(() => openRootKeys(directory, production, secrets)).toThrow(/"root-key-1" is the same as server-key/);
  });
});
