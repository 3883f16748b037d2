import { createHash } from 'node:crypto';

/**
 * A UUID that is decided by what it names: RFC 9562 version 8, made of the SHA-256 of its parts. The same invoice of the
 * same shop has the same id on every machine and in every run, which is what keeps a repeated replay from doubling.
 */
export function nameOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length goes in front of each part, so that ("ab", "c") and ("a", "bc") are different names.
  for (const part of ['mosaajii.replay.1', ...parts]) hash.update(`${Buffer.byteLength(part)}:${part};`);
  const hex = hash.digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
