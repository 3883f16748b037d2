import { closeSync, fsyncSync, openSync } from 'node:fs';

/**
 * Makes the names in a directory survive a power cut: a file that was synced may still be without its name, and a rename may
 * come undone. Windows has no such call and needs none.
 */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
