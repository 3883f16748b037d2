import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError, systemErrorCode } from './errors.ts';

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** What `postmaster.pid` says (lines: pid, directory, start time, port, socket, address, shared memory, status). */
export function readPostmaster(directory: string): Postmaster | undefined {
  const text = readIfThere(join(directory, 'postmaster.pid'));
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return Number.isSafeInteger(pid) && pid > 0
    ? { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
    : undefined;
}

/**
 * Stops a PostgreSQL that a killed server left running on this directory, and removes the note of one that is gone. The
 * caller holds the lock on the data directory, so whatever runs here belongs to no living server.
 */
export async function stopOrphan(directory: string): Promise<void> {
  const orphan = readPostmaster(directory);
  if (orphan === undefined) return;
  if (!isAlive(orphan.pid) || !isPostmasterOf(orphan.pid, directory)) {
    // The number was given to another program meanwhile; PostgreSQL itself would refuse to start because of it.
    rmSync(join(directory, 'postmaster.pid'), { force: true });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(orphan.pid, signal);
    if (await hasEnded(orphan.pid, 20_000)) return;
  }
  throw new EmbeddedPostgresError(
    `An earlier PostgreSQL (process ${orphan.pid}) does not stop. End it and start again.`,
  );
}

/** Waits until the process is gone; false after `milliseconds`. */
export async function hasEnded(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** Signals a process that may have ended in the meantime. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemErrorCode(error) !== 'ESRCH') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed orphan whose new parent never collects it (a container without an init) stays in the table, but is gone. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  return /^\d+ \(.*\) Z/s.test(readIfThere(`/proc/${pid}/stat`) ?? '');
}

/** On Linux the command line tells; elsewhere we trust the file, as PostgreSQL does. */
function isPostmasterOf(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') return true;
  const command = readIfThere(`/proc/${pid}/cmdline`);
  return command === undefined || (command.includes('postgres') && command.split('\0').includes(directory));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(systemErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}
