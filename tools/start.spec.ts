import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const start = fileURLToPath(new URL('./start.mjs', import.meta.url));
let directory: string;
let started: Started[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a fresh shop '));
  chmodSync(directory, 0o711);
});
afterEach(async () => {
  for (const shop of started) {
    shop.child.kill('SIGTERM');
    await shop.exited;
  }
  started = [];
  rmSync(directory, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  /** Everything it said so far. */
  output(): string;
  /** Resolves with the match as soon as it says something like that; fails when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

function launch(env: Record<string, string> = {}, args: readonly string[] = []): Started {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|PORT|DATABASE|npm_)/.test(name)),
  );
  const child = spawn(process.execPath, [start, ...args], {
    env: { ...clean, DATA_DIR: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match !== null) resolve(match);
      };
      look();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void exited.then(() => reject(new Error(`It ended without saying ${pattern}: ${output}`)));
    });
  const shop = { child, exited, output: () => output, says };
  started.push(shop);
  return shop;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('npm start', () => {
  test('opens a shop in a path with spaces, invites to set it up, and a second start says where it runs', async () => {
    const PORT = String(await freePort());
    const shop = launch({ PORT });
    const [, address = ''] = await shop.says(/Mosaajii is ready: (\S+)/);
    expect(address).toBe(`http://localhost:${PORT}`);
    await shop.says(new RegExp(`${address}/welcome#token=[\\w-]{32,}`));
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect((await fetch(address, { headers: { accept: 'text/html' } })).headers.get('content-type')).toMatch(
      /^text\/html/,
    );
    const second = launch({ PORT });
    expect(await second.exited).toBe(0);
    expect(second.output()).toContain(`Mosaajii already runs at ${address}`);
  });

  test('comes back after a kill -9 of everything, at the port it has kept', async () => {
    const PORT = String(await freePort());
    const shop = launch({ PORT });
    await shop.says(/is ready/);
    const postmaster = Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const second = launch({ PORT });
    const [, server = ''] = await second.says(/\(process (\d+)\)/);
    process.kill(Number(server), 'SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await shop.exited;
    const [, address = ''] = await launch().says(/Mosaajii is ready: (\S+)/);
    expect(address).toBe(`http://localhost:${PORT}`);
  });

  test('a killed launcher takes its server along, in order', async () => {
    const PORT = String(await freePort());
    const shop = launch({ PORT });
    await shop.says(/is ready/);
    shop.child.kill('SIGKILL');
    await shop.exited;
    expect(shop.output()).toContain('The console is gone. Stopping');
    await launch({ PORT }).says(/is ready/);
  });

  test('stops with one sentence when the port of the shop is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const shop = launch({ PORT: String(address.port) });
    expect(await shop.exited).toBe(1);
    expect(shop.output()).toMatch(/Port \d+ is taken by another program/);
    expect(shop.output()).not.toMatch(/\n\s+at /);
    await new Promise((resolve) => blocker.close(resolve));
  });

  test.each([
    [{ PORT: 'http' }, /PORT is "http"; it must be a whole number/],
    [{ DATABASE_URL: 'shop.db' }, /DATABASE_URL is not a PostgreSQL address/],
  ])('refuses %j by name', async (env, message) => {
    const shop = launch(env);
    expect(await shop.exited).toBe(1);
    expect(shop.output()).toMatch(message);
  });
});
