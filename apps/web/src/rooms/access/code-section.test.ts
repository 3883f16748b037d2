import { describe, expect, it } from 'vitest';
import { secondsLeft } from './code-section.tsx';

const ISSUED = '2026-11-22T10:00:00.000Z';
const code = { issuedAt: ISSUED, expiresAt: '2026-11-22T10:15:00.000Z' };
const at = (seconds: number) => secondsLeft(code, Date.parse(ISSUED) + seconds * 1000);

describe('the time that a code has left', () => {
  it('begins with fifteen minutes, also while the page still has the second before', () => {
    expect([at(-1), at(0), at(0.001)]).toEqual([900, 900, 900]);
  });

  it('goes down to nothing and stays there', () => {
    expect([at(1), at(899), at(899.5), at(900), at(5000)]).toEqual([899, 1, 1, 0, 0]);
  });
});
