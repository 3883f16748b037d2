import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { choosePort, keepPort } from './port.ts';

let directory: string;
let blocker: Server;
let taken: number;
let free: number;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'port-'));
  blocker = createServer();
  taken = await listen(blocker);
  const other = createServer();
  free = await listen(other);
  await new Promise((resolve) => other.close(resolve));
});
afterEach(async () => {
  await new Promise((resolve) => blocker.close(resolve));
  rmSync(directory, { recursive: true });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** As if nobody had asked for this port by name. */
const unnamed = (port: number) => ({ ...parseConfig({}), port });

describe('choosePort', () => {
  test('takes the wanted port when it is free, without a word', async () => {
    expect(await choosePort(unnamed(free), directory)).toEqual({ port: free });
  });

  test('the first start may step aside, and says so', async () => {
    const choice = await choosePort(unnamed(taken), directory);
    expect(choice.port).not.toBe(taken);
    expect(choice.notice).toMatch(new RegExp(`Port ${taken} is taken .* lives on port ${choice.port} from now on`));
  });

  test('later the shop stays where it is: an occupied port stops the start', async () => {
    keepPort(directory, taken);
    await expect(choosePort(unnamed(free), directory)).rejects.toThrow(
      /taken by another program\. This shop lives at that port/,
    );
  });

  test('later the kept port is used, whatever the default', async () => {
    keepPort(directory, free);
    keepPort(directory, taken);
    expect(await choosePort(unnamed(4000), directory)).toEqual({ port: free });
  });

  test('a port that was named is not replaced, and moving a shop is warned about', async () => {
    await expect(choosePort(parseConfig({ PORT: String(taken) }), directory)).rejects.toThrow(/choose another PORT/);
    keepPort(directory, taken);
    const choice = await choosePort(parseConfig({ PORT: String(free) }), directory);
    expect(choice.notice).toMatch(/unsent sales/);
  });

  test('refuses a file that holds no port', async () => {
    writeFileSync(join(directory, 'port'), 'four thousand');
    await expect(choosePort(unnamed(free), directory)).rejects.toThrow(/does not hold a port/);
  });
});
