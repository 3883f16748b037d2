import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupRequest, SetupStatus } from '@mosaajii/contract/identity';
import { freePort } from '../../platform/embedded-postgres/index.ts';
import { newKeyPair } from '../../rooms/operations/replay/index.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface Owner {
  readonly email: string;
  readonly password: string;
}

export interface ScratchShop extends Owner {
  readonly origin: string;
  readonly server: ServerProcess;
}

/**
 * A server on a data directory of its own with a shop in pounds and without taxes. The directory is kept, so that a
 * replay that was interrupted goes on where it was.
 */
export async function openScratchShop(directory: string): Promise<ScratchShop> {
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const server = await startServerProcess({ dataDirectory: directory, port: await freePort() });
  try {
    const owner = await ownerOf(directory);
    const status = (await (await fetch(`${server.origin}/api/v1/setup`)).json()) as SetupStatus;
    if (!status.isSetUp) await setUp(server, owner);
    return { origin: server.origin, server, ...owner };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Made once, written before the shop is set up, readable by this account only. */
async function ownerOf(directory: string): Promise<Owner> {
  const path = join(directory, 'replay-owner.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const owner = { email: 'replay@example.com', password: randomBytes(24).toString('base64url') };
  await writeFile(path, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  return owner;
}

async function setUp(server: ServerProcess, owner: Owner): Promise<void> {
  const { kty, crv, x, y } = newKeyPair().publicKey;
  const body = {
    token: await server.setupToken(),
    country: 'GB',
    currency: 'GBP',
    locale: 'en-GB',
    shop: { name: 'Replay', timeZone: 'Europe/London' },
    pricesIncludeTax: true,
    cashRounding: null,
    taxes: [],
    owner: { displayName: 'Replay', ...owner },
    register: { name: 'Office', publicKey: { kty, crv, x, y } },
  };
  const response = await fetch(`${server.origin}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify(body satisfies Record<keyof SetupRequest, unknown>),
  });
  if (!response.ok)
    throw new Error(`the scratch shop could not be set up: ${response.status} ${await response.text()}`);
}
