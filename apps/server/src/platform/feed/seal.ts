import { createHash } from 'node:crypto';
import { canonicalJson } from '@mosaajii/domain/operation';
import type { Head } from '../anchors/index.ts';
import type { Tx } from '../database/index.ts';

/** Changes that get their positions in one transaction. */
const BATCH = 1000;

interface HeadRow {
  last_position: number;
  last_audit_sequence: number;
  last_audit_hash: string;
}

export interface AuditRowToSeal {
  readonly entry_id: string;
  readonly change_id: string;
  readonly occurred_at: Date;
  readonly user_id: string | null;
  readonly register_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly detail: unknown;
  readonly request_id: string | null;
  readonly address: string | null;
}

export interface Sealed {
  /** The last position of the organization's feed afterwards. */
  readonly position: number;
  readonly count: number;
  /** Where the audit chain ends afterwards. */
  readonly head: Head;
  /** There may be more: seal again. */
  readonly isMore: boolean;
}

/**
 * Gives positions to the changes that are visible and have none, and chains their audit entries. A change that commits
 * late is not visible yet and gets a later position: no reader's cursor can have passed it. At most one sealer works on
 * a database; the row of the head is locked all the same.
 */
export async function sealOrganization(tx: Tx): Promise<Sealed> {
  const { organizationId } = tx;
  const head = await lockHead(tx);
  const changes = await tx.query<{ change_id: string }>(
    'select change_id from change_feed where organization_id = $1 and position is null order by created_at, change_id limit $2',
    [organizationId, BATCH],
    'unsealed-changes',
  );
  if (changes.length === 0) {
    const end = { sequence: head.last_audit_sequence, hash: head.last_audit_hash };
    return { position: head.last_position, count: 0, head: end, isMore: false };
  }
  const ids = changes.map((change) => change.change_id);
  const positions = ids.map((_, index) => head.last_position + index + 1);
  await tx.query(
    'update change_feed as c set position = v.position from unnest($2::uuid[], $3::bigint[]) as v (change_id, position)' +
      ' where c.organization_id = $1 and c.change_id = v.change_id and c.position is null',
    [organizationId, ids, positions],
    'seal-changes',
  );
  const chain = chainEntries(head, inOrder(ids, await entriesOf(tx, ids)));
  await writeSeals(tx, chain);
  const position = head.last_position + ids.length;
  await tx.query(
    'update change_head set last_position = $2, last_audit_sequence = $3, last_audit_hash = $4 where organization_id = $1',
    [organizationId, position, chain.sequence, chain.hash],
    'move-head',
  );
  return {
    position,
    count: ids.length,
    head: { sequence: chain.sequence, hash: chain.hash },
    isMore: ids.length === BATCH,
  };
}

async function lockHead(tx: Tx): Promise<HeadRow> {
  const read = () =>
    tx.query<HeadRow>(
      'select last_position, last_audit_sequence, last_audit_hash from change_head where organization_id = $1 for update',
      [tx.organizationId],
      'lock-head',
    );
  const [head] = await read();
  if (head !== undefined) return head;
  await tx.query('insert into change_head (organization_id) values ($1) on conflict do nothing', [tx.organizationId]);
  const [made] = await read();
  if (made === undefined) throw new Error('the head of the feed cannot be made');
  return made;
}

export const AUDIT_COLUMNS =
  'entry_id, change_id, occurred_at, user_id, register_id, action, subject_kind, subject_id, detail, request_id, address';

function entriesOf(tx: Tx, changeIds: readonly string[]): Promise<AuditRowToSeal[]> {
  return tx.query<AuditRowToSeal>(
    `select ${AUDIT_COLUMNS} from audit_entry where organization_id = $1 and change_id = any($2::uuid[]) order by entry_id`,
    [tx.organizationId, changeIds],
    'audit-of-changes',
  );
}

/** By the position of their changes, then by id. */
function inOrder(changeIds: readonly string[], entries: readonly AuditRowToSeal[]): AuditRowToSeal[] {
  const rank = new Map(changeIds.map((id, index) => [id, index]));
  return [...entries].sort((a, b) => (rank.get(a.change_id) ?? 0) - (rank.get(b.change_id) ?? 0));
}

/** The hash of an entry: SHA-256 over the hash before it and the entry's canonical JSON (RFC 8785). */
export function auditHash(previousHash: string, entry: AuditRowToSeal): string {
  const content = canonicalJson({ ...entry, occurred_at: entry.occurred_at.toISOString() });
  return createHash('sha256').update(`${previousHash}\n${content}`, 'utf8').digest('hex');
}

interface Chain {
  readonly sequence: number;
  readonly hash: string;
  readonly links: readonly {
    readonly sequence: number;
    readonly entryId: string;
    readonly previousHash: string;
    readonly hash: string;
  }[];
}

function chainEntries(head: HeadRow, entries: readonly AuditRowToSeal[]): Chain {
  let hash = head.last_audit_hash;
  let sequence = head.last_audit_sequence;
  const links = entries.map((entry) => {
    const previousHash = hash;
    hash = auditHash(previousHash, entry);
    sequence += 1;
    return { sequence, entryId: entry.entry_id, previousHash, hash };
  });
  return { sequence, hash, links };
}

async function writeSeals(tx: Tx, { links }: Chain): Promise<void> {
  for (let start = 0; start < links.length; start += BATCH) {
    const rows = links.slice(start, start + BATCH).map((link) => ({
      organization_id: tx.organizationId,
      sequence: link.sequence,
      entry_id: link.entryId,
      previous_hash: link.previousHash,
      hash: link.hash,
    }));
    await tx.db.insertInto('audit_seal').values(rows).execute();
  }
}
