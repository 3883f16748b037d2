import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isToken, newSalt, newToken, successorOf } from './session-token.ts';

const source = fileURLToPath(new URL('../../', import.meta.url));

describe('a token', () => {
  it('is 256 bits that no other has, each of them as often set as not', () => {
    const made = Array.from({ length: 2_000 }, () => newToken());
    expect(made.every(isToken)).toBe(true);
    expect(new Set(made).size).toBe(made.length);
    const bytes = made.map((token) => Buffer.from(token, 'base64url'));
    expect(bytes.every(({ length }) => length === 32)).toBe(true);
    for (let bit = 0; bit < 256; bit += 1) {
      const set = bytes.filter((one) => ((one[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
      // Twelve standard deviations: a bit that is stuck or leans is seen, chance is not.
      expect(Math.abs(set - 1_000), `bit ${bit}`).toBeLessThan(270);
    }
  });

  it('is followed by one that the salt and the token make together, and neither alone', () => {
    const [token, salt] = [newToken(), newSalt()];
    const next = successorOf(token, salt);
    expect(isToken(next)).toBe(true);
    expect(successorOf(token, salt)).toBe(next);
    expect(new Set([next, successorOf(token, newSalt()), successorOf(newToken(), salt), token]).size).toBe(4);
  });
});

it('nothing of the server draws from a source that can be guessed, but for how long it waits', () => {
  const guessable = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/[.-](?:test|fixture|simulator)\.ts$/.test(name))
    .filter((name) => readFileSync(join(source, name), 'utf8').includes(['Math', 'random'].join('.')));
  expect(guessable.map((name) => relative('.', name))).toEqual(['platform/instance-lock/lock.ts']);
});
