import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '../durable/index.ts';

/** Where a chain ends: the number of its last entry and that entry's hash. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** A line of the file. `restored`: a person went back to a backup, and the chain goes on from here. */
export interface Anchor extends Head {
  readonly kind: 'kept' | 'restored';
  readonly at: string;
  /** The database's epoch that began with the restore. */
  readonly epoch?: string;
}

export interface AnchorFinding {
  readonly line: number;
  readonly problem: string;
}

export interface Anchors {
  /** Appends and syncs one anchor. Throws what the file system says. */
  append(organizationId: string, anchor: Anchor): void;
  /** All anchors of an organization, oldest first, and what is wrong with the file itself. */
  read(organizationId: string): { readonly anchors: readonly Anchor[]; readonly findings: readonly AnchorFinding[] };
}

const GENESIS_MAC = '0'.repeat(64);
const MOST_FINDINGS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/** Opens the anchors below `directory`, signed with `key`. The directory is made with the first anchor. */
export function openAnchors(directory: string, key: string): Anchors {
  const pathOf = (organizationId: string): string => {
    if (!UUID.test(organizationId)) throw new TypeError('not an organization’s id');
    return join(directory, `${organizationId}.jsonl`);
  };
  const macOf = (organizationId: string, content: string) =>
    createHmac('sha256', key).update(`audit-anchor\n${organizationId}\n${content}`, 'utf8').digest('hex');
  const tails = new Map<string, Tail>();
  return {
    append: (organizationId, anchor) => {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const path = pathOf(organizationId);
      const tail = tailOf(path, tails.get(organizationId));
      const content = contentOf(anchor, tail.mac);
      const mac = macOf(organizationId, content);
      const bytes = appendSynced(path, tail.bytes, `${JSON.stringify([content, mac])}\n`);
      tails.set(organizationId, { mac, bytes });
    },
    read: (organizationId) => {
      const anchors: Anchor[] = [];
      const findings: AnchorFinding[] = [];
      let previous = GENESIS_MAC;
      for (const [index, line] of wholeLines(pathOf(organizationId)).whole.entries()) {
        const parsed = parseLine(line);
        const isSigned = parsed !== null && isEqual(parsed.mac, macOf(organizationId, parsed.content));
        if (!isSigned || parsed.previous !== previous) {
          const problem = isSigned ? 'a line before it is missing' : 'it is not what this server signed';
          if (findings.length < MOST_FINDINGS) findings.push({ line: index + 1, problem });
        }
        if (isSigned) anchors.push(parsed.anchor);
        previous = parsed?.mac ?? '';
      }
      return { anchors, findings };
    },
  };
}

/** A fixed order of members: what is signed is the text itself, so nothing has to be canonical. */
function contentOf({ kind, at, sequence, hash, epoch }: Anchor, previous: string): string {
  return JSON.stringify({ kind, at, sequence, hash, ...(epoch === undefined ? {} : { epoch }), previous });
}

interface Line {
  readonly anchor: Anchor;
  readonly previous: string;
  readonly content: string;
  readonly mac: string;
}

function parseLine(line: string): Line | null {
  const outer = parseJson(line);
  if (!Array.isArray(outer)) return null;
  const [content, mac] = outer as readonly unknown[];
  if (typeof content !== 'string' || typeof mac !== 'string') return null;
  const inner = parseJson(content);
  if (typeof inner !== 'object' || inner === null) return null;
  const { kind, at, sequence, hash, epoch, previous } = inner as Record<string, unknown>;
  if (kind !== 'kept' && kind !== 'restored') return null;
  if (typeof at !== 'string' || typeof hash !== 'string' || typeof previous !== 'string') return null;
  if (!Number.isSafeInteger(sequence) || !HASH.test(hash)) return null;
  const anchor: Anchor = {
    kind,
    at,
    sequence: Number(sequence),
    hash,
    ...(typeof epoch === 'string' ? { epoch } : {}),
  };
  return { anchor, previous, content, mac };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What the next line stands on. */
interface Tail {
  readonly mac: string;
  readonly bytes: number;
}

/** As remembered when the file has not grown meanwhile: a long file is read once. */
function tailOf(path: string, remembered: Tail | undefined): Tail {
  if (remembered !== undefined && existsSync(path) && statSync(path).size === remembered.bytes) return remembered;
  const { whole, bytes } = wholeLines(path);
  return { mac: parseLine(whole.at(-1) ?? '')?.mac ?? GENESIS_MAC, bytes };
}

/** The lines that were written to their end, and how many bytes they take. */
function wholeLines(path: string): { readonly whole: readonly string[]; readonly bytes: number } {
  if (!existsSync(path)) return { whole: [], bytes: 0 };
  const content = readFileSync(path);
  const bytes = content.lastIndexOf('\n') + 1;
  const text = content.subarray(0, bytes).toString('utf8');
  return { whole: text === '' ? [] : text.slice(0, -1).split('\n'), bytes };
}

function appendSynced(path: string, bytes: number, line: string): number {
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

/**
 * What the chain must still say, by number: all anchors but those that a later restore went back behind. Two anchors of
 * one number that differ are both kept: the chain cannot satisfy them, and that is the finding.
 */
export function expectedOf(anchors: readonly Anchor[]): readonly Anchor[] {
  let live: Anchor[] = [];
  for (const anchor of anchors) {
    if (anchor.kind === 'restored') live = live.filter(({ sequence }) => sequence <= anchor.sequence);
    live.push(anchor);
  }
  return live;
}
