/**
 * What the server said last to this person in this browser. It decides only whether the first frame keeps a notice's place; the
 * answer of now replaces it. `null` when nothing is kept, when it was somebody else, or when it is not of this shape any more.
 */
export function lastKnown<T>(name: string, userId: string, isShape: (value: unknown) => value is T): T | null {
  const text = localStorage.getItem(`last-known-${name}`);
  if (text === null) return null;
  const kept = parsed(text);
  if (typeof kept !== 'object' || kept === null || !('userId' in kept) || !('value' in kept)) return null;
  return kept.userId === userId && isShape(kept.value) ? kept.value : null;
}

/** Keeps what the server said for the first frame of the next time. */
export function keepLastKnown(name: string, userId: string, value: unknown): void {
  localStorage.setItem(`last-known-${name}`, JSON.stringify({ userId, value }));
}

/** A text that is no JSON is nothing that we wrote: as good as none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
