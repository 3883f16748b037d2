import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuSecondsOf, cpuSecondsOfEndedChildren } from './cpu.ts';

export interface PgbenchRate {
  readonly salesPerSecond: number;
  /** Of pgbench and PostgreSQL together. */
  readonly cpuMsPerSale: number;
}

/** Runs a script with eight clients on two threads, as the plain role, and reads what pgbench says. */
export async function runPgbench(
  url: string,
  script: string,
  seconds: number,
  postgresPid: number,
  mode: 'simple' | 'prepared',
): Promise<PgbenchRate> {
  const directory = mkdtempSync(join(tmpdir(), 'mosaajii-pgbench-'));
  try {
    const file = join(directory, 'script.sql');
    writeFileSync(file, script);
    const before = cpuSecondsOf(postgresPid) + cpuSecondsOfEndedChildren();
    const args = `-n -M ${mode} -c 8 -j 2 -T ${seconds} -D is_ready=0 -f`.split(' ');
    const output = await capture('pgbench', [...args, file, url]);
    const cpu = cpuSecondsOf(postgresPid) + cpuSecondsOfEndedChildren() - before;
    const count = Number(/number of transactions actually processed: (\d+)/.exec(output)?.[1]);
    const failed = Number(/number of failed transactions: (\d+)/.exec(output)?.[1]);
    const rate = Number(/tps = ([\d.]+) \(without initial/.exec(output)?.[1]);
    if (!(count > 0) || failed !== 0) throw new Error(`pgbench did not do its work:\n${output}`);
    return { salesPerSecond: rate, cpuMsPerSale: (cpu * 1000) / count };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Whether Debian's postgresql-client is there. */
export async function hasPgbench(): Promise<boolean> {
  try {
    await capture('pgbench', ['--version']);
    return true;
  } catch {
    return false;
  }
}

function capture(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}:\n${output}`)),
    );
  });
}
