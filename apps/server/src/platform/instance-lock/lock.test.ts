import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock, LockedError } from './index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a lock '));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a second process is refused and told where the first one serves', async () => {
  const lock = await acquireLock(directory, 'server');
  lock.announce({ state: 'running', url: 'http://localhost:4000' });
  await expect(acquireLock(directory, 'server')).rejects.toThrow(
    /already runs at http:\/\/localhost:4000 \(process \d+\)/,
  );
  await lock.release();
  await (await acquireLock(directory, 'backup')).release();
});

test('waits for a holder that is stopping', async () => {
  const lock = await acquireLock(directory, 'server');
  lock.announce({ state: 'stopping' });
  const second = acquireLock(directory, 'server');
  setTimeout(() => void lock.release(), 150);
  await (await second).release();
});

const dead = 'server-00000000-0000-4000-8000-000000000000.lock';
const deadClaim = '{"nonce":"00000000-0000-4000-8000-000000000000","port":1,"pid":1}';

test.each(['', '{"nonce":1}', deadClaim])('replaces the file %j of a holder that is gone', async (content) => {
  writeFileSync(join(directory, dead), content);
  await (await acquireLock(directory, 'server')).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('of many that start together after a crash exactly one wins', async () => {
  writeFileSync(join(directory, dead), deadClaim);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(directory, 'server')));
  const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(won).toHaveLength(1);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LockedError);
  await won[0]?.release();
});

test('the lock of a killed process is free', async () => {
  const module = fileURLToPath(new URL('./lock.ts', import.meta.url));
  const script = `import(${JSON.stringify(module)}).then((m) => m.acquireLock(${JSON.stringify(directory)}, 'server')).then(() => { console.log('held'); setInterval(() => {}, 1000); })`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect(acquireLock(directory, 'server')).rejects.toThrow(LockedError);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  await (await acquireLock(directory, 'server')).release();
});
