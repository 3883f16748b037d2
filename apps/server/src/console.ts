import { ConfigError } from './config.ts';
import { BackupError } from './platform/backup/index.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres/index.ts';
import { LockedError } from './platform/instance-lock/index.ts';
import { MigrationError } from './platform/migrate/index.ts';
import { PersonalDataError } from './platform/personal/index.ts';
import { RootKeyError, WeakSecretError } from './platform/secrets/index.ts';

// A console that was closed takes nothing more; the shop closes in order all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Says one thing to the person at the console. Logs go their own way, so that these sentences stay readable. */
export function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

const FOR_PEOPLE = [
  BackupError,
  ConfigError,
  EmbeddedPostgresError,
  LockedError,
  MigrationError,
  PersonalDataError,
  RootKeyError,
  WeakSecretError,
];

/** What to print about an error: the sentence alone when it was written for people, the whole trace for a fault of ours. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return FOR_PEOPLE.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}

/** Runs a command of the console to its end: prints what went wrong and sets the exit code. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`\n${explainError(error)}\n`);
    process.exitCode = 1;
    // Something half open (a connection, a timer) must not keep a command alive that has failed.
    setTimeout(() => process.exit(), 5000).unref();
  }
}
