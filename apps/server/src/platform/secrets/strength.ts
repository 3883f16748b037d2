/** Thrown in production for a secret that can be guessed; names the secret, never shows it. */
export class WeakSecretError extends Error {
  override readonly name = 'WeakSecretError';
}

const WELL_KNOWN = /change.?me|secret|password|example|default|test|12345|qwerty|abcdef/i;

/** Throws for the first secret that can be guessed or that is used twice; names it, never shows it. */
export function refuseWeak(entries: readonly (readonly [string, string])[]): void {
  const seen = new Map<string, string>();
  for (const [name, value] of entries) {
    const reason = weakness(value) ?? (seen.has(value) ? `is the same as ${seen.get(value)}` : undefined);
    if (reason !== undefined) {
      throw new WeakSecretError(`The secret "${name}" ${reason}. ${remedyOf(name)}`);
    }
    seen.set(value, name);
  }
}

/** A root key that is removed takes with it what it protects, so it is replaced by rotation. */
function remedyOf(name: string): string {
  return name.startsWith('root-key-')
    ? 'Run `npm run rotate-keys -- --remove-old` with NODE_ENV=development: it puts a strong one in its place.'
    : 'Remove it and a strong one is generated at the next start.';
}

function weakness(value: string): string | undefined {
  if (Buffer.byteLength(value) < 32) return 'is shorter than 32 bytes';
  if (WELL_KNOWN.test(value) && value.length < 64 && !looksGenerated(value)) return 'looks like a sample value';
  if (entropyBits(value) < 100) return 'repeats itself too much to be random';
  return undefined;
}

/** Our own form: 32 bytes in base64url. Chance may spell a word in it, so only its entropy is judged. */
function looksGenerated(value: string): boolean {
  return /^[\w-]{43}$/.test(value) && new Set(value).size >= 20;
}

/** Shannon entropy of the characters times the length, an upper bound of what the value can hold. */
function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / value.length);
  return bits;
}
