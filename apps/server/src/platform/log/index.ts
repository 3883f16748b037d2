import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Never in a log, wherever they appear: what opens a door, and what people typed to prove who they are. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'cookie', 'set-cookie', 'email'].flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
]);

/** Structured logs, one JSON object per line on standard output, secrets removed. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS, censor: '[removed]' },
    formatters: { level: (label) => ({ level: label }) },
  });
}
