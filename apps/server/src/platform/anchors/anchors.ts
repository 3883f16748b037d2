import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AnchorFiles, anchorFiles, appendSynced, isFull, markOf, wholeLines } from './anchor-files.ts';

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
  /** All anchors of an organization, oldest first, and what is wrong with the files themselves. */
  read(organizationId: string): AnchorReading;
  /** Signs a text of an organization with the key of the anchors. */
  sign(organizationId: string, text: string): string;
}

export interface AnchorReading {
  readonly anchors: readonly Anchor[];
  /** Lines are counted over all files. */
  readonly findings: readonly AnchorFinding[];
  /** Whether a text of this organization was signed by this server. */
  isSigned(text: string, signature: string): boolean;
}

const GENESIS_MAC = '0'.repeat(64);
const MOST_FINDINGS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Opens the anchors below `directory`, signed with `key`. The directory is made with the first anchor. A file that is full or of
 * another month is finished; the first line of the next one stands on its last, so that none of them can be shortened.
 */
export function openAnchors(directory: string, key: string): Anchors {
  const filesOf = (organizationId: string): AnchorFiles => {
    if (!UUID.test(organizationId)) throw new TypeError('not an organization’s id');
    return anchorFiles(directory, organizationId);
  };
  const macOf = (kind: 'audit-anchor' | 'audit-checkpoint', organizationId: string, content: string) =>
    createHmac('sha256', key).update(`${kind}\n${organizationId}\n${content}`, 'utf8').digest('hex');
  const tails = new Map<string, Tail>();
  return {
    append: (organizationId, anchor) => {
      const files = filesOf(organizationId);
      let tail = tailOf(files, tails.get(organizationId));
      if (tail.bytes > 0 && isFull(tail.bytes, tail.at, anchor.at)) {
        files.finish();
        tail = { ...tail, bytes: 0 };
      }
      const content = contentOf(anchor, tail.mac);
      const mac = macOf('audit-anchor', organizationId, content);
      const bytes = appendSynced(files.present, tail.bytes, `${JSON.stringify([content, mac])}\n`);
      tails.set(organizationId, { mac, bytes, at: anchor.at, mark: markOf(files.present) });
    },
    read: (organizationId) => {
      const files = filesOf(organizationId);
      const lines = [...files.finished(), files.present].flatMap((path) => wholeLines(path).whole);
      return {
        ...readLines(lines, (content) => macOf('audit-anchor', organizationId, content)),
        isSigned: (text, signature) => isEqual(signature, macOf('audit-checkpoint', organizationId, text)),
      };
    },
    sign: (organizationId, text) => macOf('audit-checkpoint', organizationId, text),
  };
}

function readLines(lines: readonly string[], macOf: (content: string) => string): Omit<AnchorReading, 'isSigned'> {
  const anchors: Anchor[] = [];
  const findings: AnchorFinding[] = [];
  let previous = GENESIS_MAC;
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    const isSigned = parsed !== null && isEqual(parsed.mac, macOf(parsed.content));
    if (!isSigned || parsed.previous !== previous) {
      const problem = isSigned ? 'a line before it is missing' : 'it is not what this server signed';
      if (findings.length < MOST_FINDINGS) findings.push({ line: index + 1, problem });
    }
    if (isSigned) anchors.push(parsed.anchor);
    previous = parsed?.mac ?? '';
  }
  return { anchors, findings };
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
  /** Of the present file. */
  readonly bytes: number;
  /** The moment of the last line. */
  readonly at: string;
  readonly mark: string | undefined;
}

/** As remembered when the file is still the one that was written: a long file is read once. */
function tailOf(files: AnchorFiles, remembered: Tail | undefined): Tail {
  const mark = markOf(files.present);
  if (remembered !== undefined && mark !== undefined && remembered.mark === mark) return remembered;
  const { whole, bytes } = wholeLines(files.present);
  const before = whole.length > 0 ? undefined : files.finished().at(-1);
  const last = parseLine((before === undefined ? whole : wholeLines(before).whole).at(-1) ?? '');
  return { mac: last?.mac ?? GENESIS_MAC, bytes, at: last?.anchor.at ?? '', mark };
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
