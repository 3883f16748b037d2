/** A camera sees the same label many times a second; it counts again once it was out of sight for this long. */
export const REPEAT_MS = 900;

/** Answers for each code that is seen whether it is a scan. Times are milliseconds of any one clock. */
export function repeatGuard(repeatMs: number = REPEAT_MS): (code: string, t: number) => boolean {
  const seen = new Map<string, number>();
  return (code, t) => {
    const last = seen.get(code);
    seen.set(code, t);
    for (const [other, at] of seen) if (t - at > repeatMs) seen.delete(other);
    return last === undefined || t - last >= repeatMs;
  };
}
