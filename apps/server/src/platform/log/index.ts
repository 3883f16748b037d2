import { type Logger, pino } from 'pino';

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

/** Structured logs, one JSON object per line, secrets removed; on standard output, or in `file` (made when missing). */
export function createLog(level: string, file?: string): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...SECRETS, ...ROWS], censor: '[removed]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return file === undefined ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: true }));
}
