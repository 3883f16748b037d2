import { type Logger, pino } from 'pino';
import { rotateFile } from './rotate-file.ts';

export { rotateFile };

export type Log = Logger;

/** Never in a log, wherever they appear: what opens a door, and what people typed to prove who they are. */
const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'pin',
  'recoveryCode',
  'secret',
  'token',
  'authorization',
  'cookie',
  'set-cookie',
  'email',
].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

/** What PostgreSQL adds to an error: the row that did not fit, with everything that stands in it. */
const ROWS = ['detail', 'where', 'internalQuery', 'parameters'].map((name) => `err["${name}"]`);

/** How much of a log is kept: the file, and `kept` older ones of `limit` bytes. */
const SIZES = { limit: 50 * 1_048_576, kept: 4 } as const;
const LOOK_EVERY_MS = 10 * 60_000;

/**
 * Structured logs, one JSON object per line, secrets removed; on standard output, or in `file` (made when missing), which
 * is moved aside before it fills the disk.
 */
export function createLog(level: string, file?: string, sizes: { limit: number; kept: number } = SIZES): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...SECRETS, ...ROWS], censor: '[removed]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (file === undefined) return pino(options);
  const destination = pino.destination({ dest: file, mkdir: true, sync: true });
  const look = () => {
    if (rotateFile(file, sizes.limit, sizes.kept)) destination.reopen();
  };
  look();
  // The log must not be what keeps the process alive.
  setInterval(look, LOOK_EVERY_MS).unref();
  return pino(options, destination);
}
