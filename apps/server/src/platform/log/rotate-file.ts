import { existsSync, renameSync, statSync } from 'node:fs';

/**
 * Moves a log that has grown over `limit` bytes aside (`server.log` to `server.log.1`, that one to `.2`), so that at most
 * `kept` older ones lie beside it and no log fills the disk. Returns whether it moved: then the file has to be opened anew.
 */
export function rotateFile(file: string, limit: number, kept: number): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return false;
  for (let age = kept - 1; age >= 1; age -= 1) {
    if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
  }
  renameSync(file, `${file}.1`);
  return true;
}
