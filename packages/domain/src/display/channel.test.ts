import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDisplayChannel, newDisplayChannel, readDisplayChannel } from './index.ts';

const bytes = fc.uint8Array({ minLength: 12, maxLength: 20 });

describe('the channel of a customer display', () => {
  it('is read as it is written, however it is typed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const channel = newDisplayChannel(random);
        const written = formatDisplayChannel(channel);
        expect(written).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        expect(readDisplayChannel(written)).toBe(channel);
        expect(readDisplayChannel(` ${written.toLowerCase().replaceAll('-', ' ')} `)).toBe(channel);
        expect(readDisplayChannel(written.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(channel);
      }),
    );
  });

  it('keeps every bit that it is made of', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const isSame = one.subarray(0, 12).every((byte, at) => byte % 32 === (other[at] ?? 0) % 32);
        expect(newDisplayChannel(one) === newDisplayChannel(other)).toBe(isSame);
      }),
    );
  });

  it('is not what is too short, too long, or has a sign that it cannot have', () => {
    for (const text of ['', '7K2M-Q8ZT-04X', '7K2M-Q8ZT-04XA9', '7K2M-Q8ZT-04XU', '7K2M-Q8ZT-04X!']) {
      expect(readDisplayChannel(text)).toBeNull();
    }
    expect(() => newDisplayChannel(new Uint8Array(11))).toThrow(RangeError);
  });
});
