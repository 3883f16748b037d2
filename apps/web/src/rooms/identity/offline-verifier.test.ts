// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { checkPassword, isVerifier, makeVerifier, type Verdict, type Verifier } from './offline-verifier.ts';

const NOW = 1_800_000_000_000;

function verifierOf(verdict: Verdict): Verifier {
  if (verdict.kind === 'blocked') throw new Error('blocked');
  return verdict.verifier;
}

describe('unlocking without the server', () => {
  it('takes the right password in any spelling of its characters, and no other', async () => {
    const verifier = await makeVerifier('caf\u00e9 au lait 12', 1000);
    expect(isVerifier(verifier)).toBe(true);
    expect((await checkPassword(verifier, 'cafe\u0301 au lait 12', NOW)).kind).toBe('right');
    expect((await checkPassword(verifier, 'cafe au lait 12', NOW)).kind).toBe('wrong');
  });

  it('never keeps the password, and salts each verifier', async () => {
    const [one, two] = await Promise.all([makeVerifier('correct horse', 1000), makeVerifier('correct horse', 1000)]);
    expect(one.hash).not.toBe(two.hash);
    expect(JSON.stringify(one)).not.toContain('horse');
  });

  it('blocks for a minute from the fifth failure on, even for the right password', async () => {
    let verifier = await makeVerifier('correct horse', 1000);
    for (let attempt = 0; attempt < 5; attempt += 1) verifier = verifierOf(await checkPassword(verifier, 'wrong', NOW));
    expect(await checkPassword(verifier, 'correct horse', NOW + 1)).toEqual({ kind: 'blocked', seconds: 60 });
    const later = await checkPassword(verifier, 'correct horse', NOW + 60_000);
    expect(later.kind).toBe('right');
    expect(verifierOf(later).failures).toBe(0);
  });

  it('does not take other values from storage for a verifier', () => {
    for (const value of [null, undefined, 'x', {}, { hash: 1, salt: 'a', iterations: 1 }])
      expect(isVerifier(value)).toBe(false);
  });
});
