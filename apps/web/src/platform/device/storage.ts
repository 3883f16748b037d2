import type { StorageStanding } from './device.ts';

/**
 * Asks the browser not to evict what this origin stores, and how much room there is. A browser that cannot say answers
 * nulls; a denial is for the screens to warn about and never blocks.
 */
export async function readStorage(storage: StorageManager | undefined): Promise<StorageStanding> {
  if (!storage) return { isPersistent: null, usedBytes: null, quotaBytes: null };
  const isPersistent =
    typeof storage.persist === 'function' ? (await storage.persisted()) || (await storage.persist()) : null;
  const { usage, quota } = typeof storage.estimate === 'function' ? await storage.estimate() : {};
  return { isPersistent, usedBytes: usage ?? null, quotaBytes: quota ?? null };
}
