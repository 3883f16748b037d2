import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemErrorCode } from './errors.ts';

/** The operating-system account PostgreSQL runs under when it may not run under ours. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it `nobody`; everyone else runs it as themselves (undefined). */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwdFile());
  return entry === null ? { uid: 65_534, gid: 65_534 } : { uid: Number(entry[1]) >>> 0, gid: Number(entry[2]) >>> 0 };
}

function passwdFile(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

const READ_AND_ENTER = 5;
const ENTER = 1;

/** Whether the account may enter every directory above `path` and read (and run) `path` itself, judged by the mode bits. */
export function canUse(account: Account | undefined, path: string): boolean {
  return account === undefined || (canReach(account, dirname(path)) && hasBits(account, path, READ_AND_ENTER));
}

function canReach(account: Account, directory: string): boolean {
  const parent = dirname(directory);
  return hasBits(account, directory, ENTER) && (parent === directory || canReach(account, parent));
}

function hasBits(account: Account, path: string, bits: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return true; // Made by us later, with the bits it needs.
  const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
  return ((stat.mode >> shift) & bits) === bits;
}

/** Makes a directory that the account owns and nobody else can look into. */
export function makePrivateDirectory(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) chownSync(path, account.uid, account.gid);
  chmodSync(path, 0o700);
}

export interface DataDirectory {
  readonly path: string;
  /** What to tell the person at the console when another place than the wanted one is used. */
  readonly notice?: string;
}

/**
 * Prepares the place where the shop's data lives. Root's database runs as `nobody`, who often cannot enter root's own
 * directories: then `/var/lib/mosaajii` is used, with a suffix of its own for each directory that was asked for by name.
 */
export function prepareDataDirectory(wanted: string, isExplicit: boolean): DataDirectory {
  const account = databaseAccount();
  const asked = resolve(wanted);
  if (account === undefined || canReach(account, dirname(asked))) return { path: openToEnter(asked, account) };
  const suffix = isExplicit ? `-${createHash('sha256').update(asked).digest('hex').slice(0, 8)}` : '';
  const path = `/var/lib/mosaajii${suffix}`;
  const notice = `PostgreSQL runs as "nobody", who cannot enter ${asked}. The data is kept in ${path} instead.`;
  return { path: openToEnter(path, account), notice };
}

/** The directory itself is ours, so it may be opened for passing through; what is secret in it stays closed. */
function openToEnter(path: string, account: Account | undefined): string {
  mkdirSync(path, { recursive: true, mode: account === undefined ? 0o700 : 0o711 });
  if (account !== undefined && !canReach(account, path)) chmodSync(path, (statSync(path).mode & 0o777) | 0o111);
  return path;
}
