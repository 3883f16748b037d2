import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from './index.ts';
import { rotateFile } from './rotate-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mosaajii-log-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

describe('the log', () => {
  it('has no secret in it', () => {
    const file = join(directory, 'server.log');
    createLog('info', file).info({ password: 'lantern', body: { token: 'abc' }, path: '/till' }, 'asked');
    const line = readFileSync(file, 'utf8');
    expect(line).not.toMatch(/lantern|abc/);
    expect(JSON.parse(line)).toMatchObject({ level: 'info', path: '/till', msg: 'asked' });
  });

  it('does not fill the disk: it keeps a few older files, loses no line in between, and writes on', () => {
    vi.useFakeTimers();
    const file = join(directory, 'logs', 'server.log');
    const log = createLog('info', file, { limit: 1_000, kept: 2 });
    for (let round = 1; round <= 4; round += 1) {
      for (let line = 0; line < 20; line += 1) log.info({ round }, 'a line of some length');
      vi.advanceTimersByTime(60 * 60_000);
    }
    log.info('the last');
    expect(readdirSync(join(directory, 'logs')).sort()).toEqual(['server.log', 'server.log.1', 'server.log.2']);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    for (const [name, round] of [
      ['server.log.1', 4],
      ['server.log.2', 3],
    ] as const) {
      const lines = readFileSync(join(directory, 'logs', name), 'utf8')
        .trim()
        .split('\n');
      expect(lines.map((text) => (JSON.parse(text) as { round: number }).round)).toEqual(Array(20).fill(round));
    }
  });

  it('leaves a small one, and one that is not there', () => {
    expect(rotateFile(join(directory, 'none.log'), 0, 1)).toBe(false);
    createLog('info', join(directory, 'small.log')).info('short');
    expect(rotateFile(join(directory, 'small.log'), 1_000, 1)).toBe(false);
  });
});
