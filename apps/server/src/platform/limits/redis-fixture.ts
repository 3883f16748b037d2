import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface TestRedis {
  readonly url: string;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A real Redis on a socket of its own, with nothing kept on disk. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'mosaajii-redis-'));
  const socket = join(folder, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await ready(server, socket);
  const kill = async () => {
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `unix:${socket}`,
    kill,
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** It says so itself when it listens. */
async function ready(server: ChildProcess, socket: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout?.on('data', (text: Buffer) => {
      if (/ready to accept connections|now ready/i.test(text.toString('utf8'))) resolve();
    });
  });
  const client = new Redis({ path: socket });
  await client.ping();
  client.disconnect();
}
