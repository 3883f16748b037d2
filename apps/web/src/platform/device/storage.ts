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

/** Of what the browser gives this origin, so much may be used before somebody should look. */
const MOST_USED = 0.9;

/** Whether so little room is left that sales could soon not be saved. Unknown room is no reason to worry. */
export function isNearlyFull({ usedBytes, quotaBytes }: StorageStanding): boolean {
  return usedBytes !== null && quotaBytes !== null && quotaBytes > 0 && usedBytes >= quotaBytes * MOST_USED;
}

/** "12 MB" or "1.4 GB". */
export function bytesText(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, 'gigabyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}
