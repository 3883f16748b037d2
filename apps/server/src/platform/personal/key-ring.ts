import { randomBytes, randomUUID } from 'node:crypto';
import type { RootKeys } from '../secrets/index.ts';
import { PersonalDataError } from './errors.ts';
import {
  addKey,
  type Handle,
  holdOffRotation,
  isReadOnly,
  type KeyRow,
  keyOf,
  type Purpose,
  presentKeys,
  scopeOf,
} from './key-rows.ts';
import { unwrap, wrap } from './wrapping.ts';

export interface OpenKey {
  readonly keyId: string;
  /** Null when it was thrown away. */
  readonly bytes: Buffer | null;
}

interface Kept {
  readonly key: OpenKey;
  readonly until: number;
}

const LIFE_MS = 5 * 60_000;
const MOST_KEPT = 4000;

/**
 * The data keys as this process holds them open: for five minutes, the last few thousand. What another process throws away
 * is gone here after that time at the latest.
 */
export class KeyRing {
  readonly #rootKeys: RootKeys;
  readonly #clock: { now(): Date };
  readonly #kept = new Map<string, Kept>();
  /** Keys that a transaction made itself: they exist for others only when it commits. */
  readonly #own = new WeakMap<Handle, Map<string, OpenKey>>();

  constructor(rootKeys: RootKeys, clock: { now(): Date }) {
    this.#rootKeys = rootKeys;
    this.#clock = clock;
  }

  /** The key that is used for what is written now. Makes it when the scope has none. */
  async present(tx: Handle, purpose: Purpose): Promise<OpenKey & { readonly bytes: Buffer }> {
    const known = this.#find(tx, purpose);
    if (known !== undefined) return open(known);
    await this.#load(tx);
    const loaded = this.#find(tx, purpose);
    if (loaded !== undefined) return open(loaded);
    // Nothing was ever sealed or indexed here: whatever is looked for by a key that nobody has is not found.
    if (purpose === 'index' && (await isReadOnly(tx))) return { keyId: randomUUID(), bytes: randomBytes(32) };
    await this.#make(tx);
    await this.#load(tx);
    return open(this.#find(tx, purpose));
  }

  /** The key of an id that a sealed text names. */
  async byId(tx: Handle, keyId: string): Promise<OpenKey> {
    const known = this.#find(tx, keyId);
    if (known !== undefined) return known;
    const row = await keyOf(tx, keyId);
    if (row === undefined)
      throw new PersonalDataError('A text was sealed with a key that is not of this organization.');
    return this.#keep(tx, keyId, row);
  }

  forget(tx: Handle): void {
    const scope = scopeOf(tx);
    for (const name of this.#kept.keys()) if (name.startsWith(`${scope}|`)) this.#kept.delete(name);
    this.#own.delete(tx);
  }

  async #load(tx: Handle): Promise<void> {
    for (const row of await presentKeys(tx)) this.#keep(tx, row.purpose, row);
  }

  async #make(tx: Handle): Promise<void> {
    await holdOffRotation(tx);
    for (const purpose of ['seal', 'index'] as const) {
      const keyId = randomUUID();
      await addKey(tx, { keyId, purpose, ...wrap(this.#rootKeys, scopeOf(tx), keyId, purpose, randomBytes(32)) });
    }
  }

  #find(tx: Handle, name: string): OpenKey | undefined {
    const own = this.#own.get(tx)?.get(name);
    if (own !== undefined) return own;
    const kept = this.#kept.get(`${scopeOf(tx)}|${name}`);
    return kept !== undefined && kept.until > this.#clock.now().getTime() ? kept.key : undefined;
  }

  #keep(tx: Handle, name: string, row: KeyRow): OpenKey {
    const scope = scopeOf(tx);
    const key = { keyId: row.key_id, bytes: unwrap(this.#rootKeys, scope, row) };
    if (row.is_own) {
      const own = this.#own.get(tx) ?? new Map<string, OpenKey>();
      this.#own.set(tx, own.set(name, key));
      return key;
    }
    this.#kept.delete(`${scope}|${name}`);
    this.#kept.set(`${scope}|${name}`, { key, until: this.#clock.now().getTime() + LIFE_MS });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return key;
  }
}

function open(key: OpenKey | undefined): OpenKey & { readonly bytes: Buffer } {
  if (key === undefined || key.bytes === null) throw new PersonalDataError('An organization has no key to seal with.');
  return { keyId: key.keyId, bytes: key.bytes };
}
