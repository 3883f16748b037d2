import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What the holder of a lock tells about itself. */
export interface LockHolder {
  readonly nonce: string;
  readonly pid: number;
  /** `server`, `backup`, `restore`, … */
  readonly purpose: string;
  readonly state: 'claiming' | 'starting' | 'running' | 'stopping';
  /** Where it serves, once it does. */
  readonly url?: string;
}

export interface InstanceLock {
  /** Changes what a second process is told. */
  announce(change: { readonly state: 'starting' | 'running' | 'stopping'; readonly url?: string }): void;
  release(): Promise<void>;
}

/** Thrown when another living process works in the directory. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  readonly holder: LockHolder;

  constructor(directory: string, holder: LockHolder) {
    const where =
      holder.url === undefined
        ? `(process ${holder.pid}, ${holder.purpose})`
        : `at ${holder.url} (process ${holder.pid})`;
    super(`Mosaajii already runs ${where} with the data in ${directory}.`);
    this.holder = holder;
  }
}

const CLAIM = /^server-([0-9a-f-]{36})\.lock$/;
/** A server that stops finishes its requests and its database first. */
const WAIT_FOR_STOPPING = 45_000;

/**
 * Takes the lock on a data directory, waiting for a holder that is just stopping. Throws {@link LockedError}.
 *
 * Everybody first shows a claim of its own and then looks at the claims of others, so of two at least one sees the other
 * (Dekker's argument); between two that are still claiming the smaller nonce goes first.
 */
export async function acquireLock(directory: string, purpose: string): Promise<InstanceLock> {
  const deadline = Date.now() + WAIT_FOR_STOPPING;
  let self: LockHolder = { nonce: randomUUID(), pid: process.pid, purpose, state: 'claiming' };
  const server = await answering(() => self);
  const path = join(directory, `server-${self.nonce}.lock`);
  const release = async () => {
    rmSync(path, { force: true });
    await new Promise((resolve) => server.close(resolve));
  };
  const claim = JSON.stringify({ nonce: self.nonce, port: portOf(server), pid: self.pid });
  for (;;) {
    writeWhole(path, claim);
    const others = await livingClaims(directory, self.nonce);
    const [first] = others;
    if (first === undefined) break;
    const holder = others.find((other) => other.state !== 'claiming');
    if (holder !== undefined && (holder.state !== 'stopping' || Date.now() > deadline)) {
      await release();
      throw new LockedError(directory, holder);
    }
    if (holder !== undefined || others.some((other) => other.nonce < self.nonce)) rmSync(path, { force: true });
    await delay(20 + Math.floor(Math.random() * 60));
  }
  self = { ...self, state: 'starting' };
  return {
    announce: (change) => {
      self = { ...self, ...change };
    },
    release,
  };
}

/** Who holds the directory now, if anybody alive does. */
export async function currentHolder(directory: string): Promise<LockHolder | undefined> {
  return (await livingClaims(directory, '')).find((other) => other.state !== 'claiming');
}

/** The other processes that show a claim and live; the claims of the dead are removed. */
async function livingClaims(directory: string, ownNonce: string): Promise<LockHolder[]> {
  const living: LockHolder[] = [];
  for (const name of readdirSync(directory)) {
    const nonce = CLAIM.exec(name)?.[1];
    if (nonce === undefined || nonce === ownNonce) continue;
    const path = join(directory, name);
    const claim = readClaim(path);
    const holder = claim === undefined ? undefined : await ask(claim);
    // Names are never used twice, so a claim seen dead stays dead and anybody may remove it.
    if (holder?.nonce === nonce) living.push(holder);
    else rmSync(path, { force: true });
  }
  return living;
}

/** Appears complete or not at all. */
function writeWhole(path: string, content: string): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

interface Claim {
  readonly nonce: string;
  readonly port: number;
  readonly pid: number;
}

function readClaim(path: string): Claim | undefined {
  try {
    const claim: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isClaim(claim) ? claim : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isClaim(value: unknown): value is Claim {
  if (typeof value !== 'object' || value === null || !('nonce' in value && 'port' in value && 'pid' in value))
    return false;
  return typeof value.nonce === 'string' && Number.isInteger(value.port) && Number.isInteger(value.pid);
}

async function answering(self: () => LockHolder): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()); // The asker went away; nothing is owed.
    socket.end(JSON.stringify(self()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}

/** What answers for a claim. Nobody, or a stranger: undefined. Somebody too busy to answer counts as alive. */
async function ask(claim: Claim): Promise<LockHolder | undefined> {
  const answer = await receive(claim.port);
  if (answer === 'refused') return undefined;
  if (answer === 'silent') return isAlive(claim.pid) ? { ...claim, purpose: 'busy', state: 'starting' } : undefined;
  try {
    const holder: unknown = JSON.parse(answer.text);
    return isHolder(holder) ? holder : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function receive(port: number): Promise<'refused' | 'silent' | { text: string }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 10_000 });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text = (text + chunk).slice(0, 10_000);
    });
    socket.on('timeout', () => {
      resolve('silent');
      socket.destroy();
    });
    socket.on('error', () => resolve('refused'));
    socket.on('close', () => resolve({ text }));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function isHolder(value: unknown): value is LockHolder {
  return typeof value === 'object' && value !== null && 'nonce' in value && 'pid' in value && 'state' in value;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
