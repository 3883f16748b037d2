import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Never in a log, wherever they appear: what opens a door, and what people typed to prove who they are. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'cookie', 'set-cookie', 'email'].flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
]);

/** Structured logs, one JSON object per line, secrets removed; on standard output, or in `file` (made when missing). */
export function createLog(level: string, file?: string): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS, censor: '[removed]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return file === undefined ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: true }));
}
