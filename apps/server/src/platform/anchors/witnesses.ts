import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { markOf } from './anchor-files.ts';
import { type AnchorLine, parseAnchorLine, parseJson } from './anchor-line.ts';

/** Further places that were told of the anchors: whoever cuts the anchors has to cut them too. */
export interface Witnesses {
  /** A directory, on another disk or machine, that every anchor is appended to as well. */
  readonly copy?: string;
  /** Files with lines of anchors among others: heads that backups took along, the log of the server, a copy. */
  readonly files: () => readonly string[];
  /** The copy could not be written. It catches up with the next anchor. */
  readonly onCopyFailed: (error: unknown) => void;
}

/** What a witness says of one organization. */
export interface Testimony {
  readonly name: string;
  /** It has every anchor, not only some: one that it lacks in between was taken out. */
  readonly isWhole: boolean;
  readonly lines: readonly AnchorLine[];
}

/** The file of an organization in the copy. Servers that share the directory write files of their own, by their keys. */
export function copyFile(directory: string, organizationId: string, key: string): string {
  const name = createHash('sha256').update(`anchor-copy\n${key}`, 'utf8').digest('hex').slice(0, 12);
  return join(directory, `${organizationId}.${name}.jsonl`);
}

/** Appends lines and syncs them; never shortens or renames, so that the directory may allow nothing else. */
export function appendToCopy(path: string, lines: readonly string[]): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a+', 0o600);
  try {
    // What was cut off while it was written stays a line of its own, which says nothing.
    const { size } = statSync(path);
    const last = Buffer.alloc(1);
    const isTorn = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
    writeSync(file, `${isTorn ? '\n' : ''}${lines.map((line) => `${line}\n`).join('')}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The lines of anchors in a file, as they were written. */
export function rawLinesOf(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

/** Reads files of witnesses, each once for as long as it stays as it is. */
export interface WitnessFiles {
  /** The lines of anchors that a file has of an organization: by themselves, or as the log and the backups have them. */
  linesOf(path: string, organizationId: string): readonly AnchorLine[];
}

/** Nobody's: a line by itself does not say whose it is, its signature does. */
const UNNAMED = '';

export function openWitnessFiles(): WitnessFiles {
  const known = new Map<string, { readonly mark: string | undefined; readonly lines: Named }>();
  return {
    linesOf: (path, organizationId) => {
      const mark = markOf(path);
      let file = known.get(path);
      if (file === undefined || file.mark !== mark) known.set(path, (file = { mark, lines: readNamed(path) }));
      return [...(file.lines.get(organizationId) ?? []), ...(file.lines.get(UNNAMED) ?? [])];
    },
  };
}

type Named = ReadonlyMap<string, readonly AnchorLine[]>;

function readNamed(path: string): Named {
  const named = new Map<string, AnchorLine[]>();
  for (const text of rawLinesOf(path)) {
    const { organizationId, auditAnchor } = entryOf(text);
    const line = parseAnchorLine(auditAnchor);
    if (line === null) continue;
    const lines = named.get(organizationId) ?? [];
    lines.push(line);
    named.set(organizationId, lines);
  }
  return named;
}

function entryOf(text: string): { readonly organizationId: string; readonly auditAnchor: string } {
  if (!text.includes('"auditAnchor"')) return { organizationId: UNNAMED, auditAnchor: text };
  const entry = parseJson(text) as { organizationId?: unknown; auditAnchor?: unknown } | null;
  const [organizationId, auditAnchor] = [entry?.organizationId, entry?.auditAnchor];
  const isWhole = typeof organizationId === 'string' && typeof auditAnchor === 'string';
  return isWhole ? { organizationId, auditAnchor } : { organizationId: UNNAMED, auditAnchor: '' };
}

/** The newest line of each organization in a directory of anchors, as a backup takes them along. */
export function headsOf(directory: string): string {
  if (!existsSync(directory)) return '';
  const present = readdirSync(directory).filter((name) => /^[0-9a-f-]{36}\.jsonl$/.test(name));
  const heads = present.sort().flatMap((name) => {
    const last = rawLinesOf(join(directory, name)).findLast((line) => parseAnchorLine(line) !== null);
    return last === undefined ? [] : [JSON.stringify({ organizationId: name.slice(0, 36), auditAnchor: last })];
  });
  return heads.map((line) => `${line}\n`).join('');
}
