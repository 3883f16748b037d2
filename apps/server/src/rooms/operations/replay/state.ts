import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Operation } from '@mosaajii/domain/operation';
import type { Lane } from './play-lane.ts';
import { newKeyPair, type RegisterIdentity } from './register-chain.ts';
import type { ReplayShop } from './shop.ts';

interface LaneState {
  readonly identity: RegisterIdentity;
  readonly pending: readonly Operation[];
}

/**
 * The import register of a lane: the one that an earlier run kept in the state directory, or a new one that is enrolled
 * now. The file holds its private key and secret, so only its owner may read it.
 */
export async function openLane(shop: ReplayShop, stateDirectory: string, number: number): Promise<Lane> {
  const directory = join(stateDirectory, shop.organizationId);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = join(directory, `register-${number}.json`);
  const state = (await readState(path)) ?? (await enrolLane(shop, path, number));
  return {
    identity: state.identity,
    pending: state.pending,
    remember: (pending) => writeState(path, { identity: state.identity, pending }),
  };
}

async function enrolLane(shop: ReplayShop, path: string, number: number): Promise<LaneState> {
  const { privateKey, publicKey } = newKeyPair();
  const enrolled = await shop.enrol(`Import ${number}`, publicKey);
  const state = { identity: { ...enrolled, privateKey }, pending: [] };
  await writeState(path, state);
  return state;
}

async function readState(path: string): Promise<LaneState | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LaneState;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read; remove it to enrol a new import register.`, { cause: error });
  }
}

/** Whole or not at all: written beside, flushed, then put in place. */
async function writeState(path: string, state: LaneState): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
