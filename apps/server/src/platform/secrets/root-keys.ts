import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuseWeak } from './strength.ts';
import { writeOnce } from './write-once.ts';

/** A generation of the key that wraps every data key of the installation. */
export interface RootKey {
  readonly generation: number;
  /** 32 bytes. */
  readonly key: Buffer;
}

/**
 * The generations of the root key, each in a file of its own (`root-key-1`, `root-key-2`, …) or in a variable
 * (`MOSAAJII_SECRET_ROOT_KEY_1`). A running server sees a generation that another process adds: files are read when they
 * are asked for.
 */
export interface RootKeys {
  /** The newest generation: what is wrapped now is wrapped with it. */
  current(): RootKey;
  /** The key of a generation; undefined when this machine does not have it. */
  of(generation: number): RootKey | undefined;
  /** Every generation that is here, the oldest first. */
  generations(): readonly number[];
  /** Makes the next generation. Throws when variables provide the keys, because nobody would find it again. */
  add(): RootKey;
  /** Removes a generation that wraps nothing any more. */
  remove(generation: number): void;
}

interface Options {
  readonly mode: 'development' | 'production';
  readonly env: Readonly<Record<string, string | undefined>>;
}

const FILE = /^root-key-([1-9]\d{0,5})$/;
const VARIABLE = /^MOSAAJII_SECRET_ROOT_KEY_([1-9]\d{0,5})$/;

/** Thrown when a root key cannot be made where the keys come from. */
export class RootKeyError extends Error {
  override readonly name = 'RootKeyError';
}

/**
 * Opens the root keys of the installation's secrets directory and makes the first generation when there is none. Production
 * refuses weak ones, and ones that repeat another secret (`others`), by name.
 */
export function openRootKeys(
  directory: string,
  options: Options,
  others: Readonly<Record<string, string>> = {},
): RootKeys {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const given = fromVariables(options.env);
  const list = () => [...new Set([...given.keys(), ...generationsIn(directory)])].sort((a, b) => a - b);
  const read = (generation: number): RootKey | undefined => {
    const text = given.get(generation) ?? readKey(directory, generation);
    return text === undefined ? undefined : { generation, key: bytesOf(text) };
  };
  if (list().length === 0) make(directory, 1);
  if (options.mode === 'production') {
    const keys = list().map((generation) => textOf(generation, given, directory));
    refuseWeak([...Object.entries(others), ...keys]);
  }
  return {
    current: () => present(read(list().at(-1) ?? 0)),
    of: read,
    generations: list,
    add: () => {
      if (given.size > 0) {
        throw new RootKeyError(
          'The root keys come from variables. Set the next one (MOSAAJII_SECRET_ROOT_KEY_<number>) for every server first.',
        );
      }
      const next = (list().at(-1) ?? 0) + 1;
      make(directory, next);
      return present(read(next));
    },
    remove: (generation) => rmSync(join(directory, nameOf(generation)), { force: true }),
  };
}

/** Keys that live as long as the process, for tests and for looking at a scratch database. */
export function rootKeysInMemory(count = 1): RootKeys {
  const keys = new Map(Array.from({ length: count }, (_, index) => [index + 1, randomBytes(32)]));
  const newest = () => Math.max(...keys.keys());
  const of = (generation: number): RootKey | undefined => {
    const key = keys.get(generation);
    return key === undefined ? undefined : { generation, key };
  };
  return {
    current: () => present(of(newest())),
    of,
    generations: () => [...keys.keys()].sort((a, b) => a - b),
    add: () => {
      const generation = newest() + 1;
      keys.set(generation, randomBytes(32));
      return present(of(generation));
    },
    remove: (generation) => void keys.delete(generation),
  };
}

function nameOf(generation: number): string {
  return `root-key-${generation}`;
}

function make(directory: string, generation: number): void {
  writeOnce(join(directory, nameOf(generation)), randomBytes(32).toString('base64url'));
}

function generationsIn(directory: string): number[] {
  return readdirSync(directory).flatMap((name) => {
    const found = FILE.exec(name)?.[1];
    return found === undefined ? [] : [Number(found)];
  });
}

function readKey(directory: string, generation: number): string | undefined {
  const path = join(directory, nameOf(generation));
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function fromVariables(env: Options['env']): ReadonlyMap<number, string> {
  const given = new Map<number, string>();
  for (const [name, value] of Object.entries(env)) {
    const generation = VARIABLE.exec(name)?.[1];
    if (generation !== undefined && value !== undefined && value !== '') given.set(Number(generation), value);
  }
  return given;
}

function textOf(generation: number, given: ReadonlyMap<number, string>, directory: string): [string, string] {
  return [nameOf(generation), given.get(generation) ?? readKey(directory, generation) ?? ''];
}

/** Our own form is 32 bytes in base64url; whatever else somebody provides is brought to 32 bytes by a hash. */
function bytesOf(text: string): Buffer {
  const own = Buffer.from(text, 'base64url');
  return own.length === 32 && own.toString('base64url') === text ? own : createHash('sha256').update(text).digest();
}

function present(key: RootKey | undefined): RootKey {
  if (key === undefined) throw new RootKeyError('This machine has no root key: the directory of its secrets is empty.');
  return key;
}
