import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ConfigError, parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import {
  findRunningDatabase,
  type Installation,
  migrateInstallation,
  openDataDirectory,
  openInstallation,
  rootKeysOf,
} from '../installation.ts';
import { createDatabase } from '../platform/database/index.ts';
import { createPersonal } from '../platform/personal/index.ts';
import type { RootKeys } from '../platform/secrets/index.ts';
import { recoverOwner } from '../rooms/identity/index.ts';

/**
 * `npm run recover-owner`: gives an account a new password from this machine's console, beside a running server or without
 * one. Asks for the e-mail address and the password; from a pipe they are the first two lines.
 */
await runCommand(async () => {
  const config = parseConfig(process.env, process.argv.slice(2));
  const dataDirectory = openDataDirectory(config, say);
  const running = await findRunningDatabase(config, dataDirectory);
  if (running !== undefined) return recover(running, rootKeysOf(config, dataDirectory));
  const installation: Installation = await openInstallation(config, { purpose: 'recover-owner', onNotice: say });
  try {
    await migrateInstallation(config, installation, {});
    await recover(installation.ownerUrl, installation.rootKeys);
  } finally {
    await installation.close();
  }
});

async function recover(ownerUrl: string, rootKeys: RootKeys): Promise<void> {
  const { email, password } = await askForCredentials();
  const db = createDatabase({ url: ownerUrl, poolSize: 1 });
  try {
    const clock = { now: () => new Date() };
    const personal = createPersonal({ rootKeys, clock });
    const result = await recoverOwner({ db, clock, personal }, { email, password });
    if (!result.ok) throw new ConfigError(result.error.detail);
    say(
      `${result.value.displayName} signs in with the new password from now on; all other sessions of the account have ended.`,
    );
  } finally {
    await db.close();
  }
}

async function askForCredentials(): Promise<{ email: string; password: string }> {
  const isTerminal = process.stdin.isTTY === true;
  let isMuted = false;
  const echo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: echo, terminal: isTerminal });
  try {
    if (!isTerminal) {
      const [email = '', password = ''] = await firstLines(lines, 2);
      return { email, password };
    }
    const email = await lines.question('E-mail address of the owner: ');
    process.stderr.write('New password (12 characters or more; it is not shown): ');
    isMuted = true;
    const password = await lines.question('');
    process.stderr.write('\n');
    return { email, password };
  } finally {
    lines.close();
  }
}

async function firstLines(lines: AsyncIterable<string>, count: number): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) {
    read.push(line.replace(/\r$/, ''));
    if (read.length === count) break;
  }
  return read;
}
