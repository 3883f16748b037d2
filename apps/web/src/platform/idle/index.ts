/** Runs something as soon as the page has nothing better to do, at the latest after this long. Gives what calls it off. */
export function whenIdle(run: () => void, timeoutMilliseconds: number): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: timeoutMilliseconds });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, timeoutMilliseconds / 3);
  return () => clearTimeout(timer);
}
