import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'commands '));
  chmodSync(directory, 0o711);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a command of the console as a person would, from its source. */
async function command(name: string, args: readonly string[] = [], input = '', env: Record<string, string> = {}) {
  const program = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { ...process.env, DATA_DIR: directory, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('the commands of the console', { timeout: 120_000 }, () => {
  test('migrate, backup and restore work on a machine where no server runs', async () => {
    const migrated = await command('migrate');
    expect(migrated).toMatchObject({ code: 0, output: expect.stringContaining('Applied 0001_foundation.sql') });
    expect(await command('migrate')).toMatchObject({ code: 0, output: 'The database is up to date.\n' });
    expect(await command('backup')).toMatchObject({ code: 0, output: expect.stringMatching(/Backed up to .*backups/) });
    const [name = ''] = readdirSync(join(directory, 'backups'));
    expect(await command('restore')).toMatchObject({ code: 1, output: expect.stringContaining(`${name}  (by hand)`) });
    expect(await command('restore', [name])).toMatchObject({ code: 0, output: expect.stringContaining('Restored.') });
    expect(await command('new-epoch')).toMatchObject({ code: 0 });
  });

  test('recover-owner refuses an unknown account and a weak password with one sentence', async () => {
    const unknown = await command('recover-owner', [], 'nobody@example.com\na quite long passphrase 41\n');
    expect(unknown).toMatchObject({
      code: 1,
      output: expect.stringContaining('There is no account nobody@example.com.'),
    });
    const weak = await command('recover-owner', [], 'nobody@example.com\nshort\n');
    expect(weak).toMatchObject({ code: 1, output: expect.stringContaining('fewer than 12 characters') });
    expect(weak.output).not.toContain('short\n');
  });

  test('with DATABASE_URL, backups are left to that database', async () => {
    const env = { DATABASE_URL: 'postgres://a:b@localhost/shop' };
    expect(await command('backup', [], '', env)).toMatchObject({
      code: 1,
      output: expect.stringContaining('its own tools'),
    });
  });
});
