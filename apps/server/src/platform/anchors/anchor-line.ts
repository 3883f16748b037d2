import { createHmac, timingSafeEqual } from 'node:crypto';

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

/** A line as it was read: what it says, what it stands on, and the signature under both. */
export interface AnchorLine {
  readonly anchor: Anchor;
  /** Its number among the anchors of the organization, from 1; absent in lines of older programs. */
  readonly counter: number | undefined;
  readonly previous: string;
  readonly content: string;
  readonly mac: string;
}

export interface AnchorFinding {
  readonly line: number;
  readonly problem: string;
}

/** The anchors of the files by themselves. */
export interface OwnReading {
  /** Those that are signed, in the order of the files. */
  readonly lines: readonly AnchorLine[];
  readonly findings: readonly AnchorFinding[];
}

/** What the first line stands on. */
export const GENESIS_MAC = '0'.repeat(64);
const HASH = /^[0-9a-f]{64}$/;

/** The signature of this server under a text of an organization: HMAC-SHA-256 over what it is, whose it is, and the text. */
export function signatureOf(
  key: string,
  kind: 'audit-anchor' | 'audit-checkpoint',
  organizationId: string,
  content: string,
): string {
  return createHmac('sha256', key).update(`${kind}\n${organizationId}\n${content}`, 'utf8').digest('hex');
}

/** A fixed order of members: what is signed is the text itself, so nothing has to be canonical. */
export function contentOf({ kind, at, sequence, hash, epoch }: Anchor, counter: number, previous: string): string {
  return JSON.stringify({ kind, at, sequence, hash, ...(epoch === undefined ? {} : { epoch }), counter, previous });
}

/** Null: this is no line of an anchor. Whether it is signed is another question. */
export function parseAnchorLine(line: string): AnchorLine | null {
  const outer = parseJson(line);
  if (!Array.isArray(outer)) return null;
  const [content, mac] = outer as readonly unknown[];
  if (typeof content !== 'string' || typeof mac !== 'string') return null;
  const inner = parseJson(content);
  if (typeof inner !== 'object' || inner === null) return null;
  const { kind, at, sequence, hash, epoch, counter, previous } = inner as Record<string, unknown>;
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
  return { anchor, counter: Number.isSafeInteger(counter) ? Number(counter) : undefined, previous, content, mac };
}

/** What a text says as JSON; null where it says nothing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Compares two signatures in the same time wherever they differ. */
export function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
