import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '../durable/index.ts';

/** A file that has grown to this is finished, as is one of another month. */
const FULL_BYTES = 1_000_000;

/**
 * The files of one organization: `<id>.jsonl` is written, `<id>.000001.jsonl` and so on are finished. Together they are one text,
 * in this order.
 */
export interface AnchorFiles {
  /** The file that is written, or the place where it will be. */
  readonly present: string;
  /** Finished files, the oldest first. */
  finished(): readonly string[];
  /** Puts the present file among the finished ones; the next line begins a new one. */
  finish(): void;
}

export function anchorFiles(directory: string, organizationId: string): AnchorFiles {
  const present = join(directory, `${organizationId}.jsonl`);
  const pattern = new RegExp(`^${organizationId}\\.\\d{6}\\.jsonl$`);
  const finished = () =>
    existsSync(directory)
      ? readdirSync(directory)
          .filter((name) => pattern.test(name))
          .sort()
          .map((name) => join(directory, name))
      : [];
  return {
    present,
    finished,
    finish: () => {
      const last = finished().at(-1);
      const number = last === undefined ? 1 : Number(last.slice(-'000001.jsonl'.length, -'.jsonl'.length)) + 1;
      renameSync(present, join(directory, `${organizationId}.${String(number).padStart(6, '0')}.jsonl`));
      syncDirectory(directory);
    },
  };
}

/** Whether a file of this length whose last line is of `lastAt` takes no line of `at` any more. */
export function isFull(bytes: number, lastAt: string, at: string): boolean {
  return bytes >= FULL_BYTES || lastAt.slice(0, 7) !== at.slice(0, 7);
}

/** The lines that were written to their end, and how many bytes they take. */
export function wholeLines(path: string): { readonly whole: readonly string[]; readonly bytes: number } {
  if (!existsSync(path)) return { whole: [], bytes: 0 };
  const content = readFileSync(path);
  const bytes = content.lastIndexOf('\n') + 1;
  const text = content.subarray(0, bytes).toString('utf8');
  return { whole: text === '' ? [] : text.slice(0, -1).split('\n'), bytes };
}

/** How long a file is and which one it is; undefined when there is none. */
export function markOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const { ino, size } = statSync(path);
  return `${ino}:${size}`;
}

/** Writes a line behind the first `bytes` of a file and syncs it. Returns the length afterwards. */
export function appendSynced(path: string, bytes: number, line: string): number {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? 'wx' : 'r+', 0o600);
  try {
    ftruncateSync(file, bytes);
    const data = Buffer.from(line, 'utf8');
    for (let at = 0; at < data.length; ) at += writeSync(file, data, at, data.length - at, bytes + at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncDirectory(join(path, '..'));
  return bytes + Buffer.byteLength(line);
}
