const HUES = 12;

/** One of twelve hues, always the same for the same product (FNV-1a over the id). */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 0) % HUES) * (360 / HUES);
}

/** Two letters that stand for a name: the first ones of its first two words. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s·/,.-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '');
  return letters.join('').toUpperCase();
}
