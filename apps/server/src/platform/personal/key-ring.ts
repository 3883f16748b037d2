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
  type Scoped,
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
  async present(at: Scoped, purpose: Purpose): Promise<OpenKey & { readonly bytes: Buffer }> {
    const known = this.#find(at, purpose);
    if (known !== undefined) return open(known);
    await this.#load(at);
    const loaded = this.#find(at, purpose);
    if (loaded !== undefined) return open(loaded);
    // Nothing was ever sealed or indexed here: whatever is looked for by a key that nobody has is not found.
    if (purpose === 'index' && (await isReadOnly(at.tx))) return { keyId: randomUUID(), bytes: randomBytes(32) };
    await this.#make(at);
    await this.#load(at);
    return open(this.#find(at, purpose));
  }

  /** The key of an id that a sealed text names. */
  async byId(at: Scoped, keyId: string): Promise<OpenKey> {
    const known = this.#find(at, keyId);
    if (known !== undefined) return known;
    const row = await keyOf(at, keyId);
    if (row === undefined)
      throw new PersonalDataError('A text was sealed with a key that is not of this organization.');
    return this.#keep(at, keyId, row);
  }

  forget({ tx, scope }: Scoped): void {
    for (const name of this.#kept.keys()) if (name.startsWith(`${scope}|`)) this.#kept.delete(name);
    this.#own.delete(tx);
  }

  async #load(at: Scoped): Promise<void> {
    for (const row of await presentKeys(at)) this.#keep(at, row.purpose, row);
  }

  async #make(at: Scoped): Promise<void> {
    await holdOffRotation(at.tx);
    for (const purpose of ['seal', 'index'] as const) {
      const keyId = randomUUID();
      await addKey(at, { keyId, purpose, ...wrap(this.#rootKeys, at.scope, keyId, purpose, randomBytes(32)) });
    }
  }

  #find({ tx, scope }: Scoped, name: string): OpenKey | undefined {
    const own = this.#own.get(tx)?.get(`${scope}|${name}`);
    if (own !== undefined) return own;
    const kept = this.#kept.get(`${scope}|${name}`);
    return kept !== undefined && kept.until > this.#clock.now().getTime() ? kept.key : undefined;
  }

  #keep({ tx, scope }: Scoped, name: string, row: KeyRow): OpenKey {
    const key = { keyId: row.key_id, bytes: unwrap(this.#rootKeys, scope, row) };
    if (row.is_own) {
      const own = this.#own.get(tx) ?? new Map<string, OpenKey>();
      this.#own.set(tx, own.set(`${scope}|${name}`, key));
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
