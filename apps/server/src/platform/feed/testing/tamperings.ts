import type { Tx } from '../../database/index.ts';
import { AUDIT_COLUMNS, type AuditRowToSeal, auditHash } from '../seal.ts';

/** Whole numbers from 0 below `limit`. */
export type Random = (limit: number) => number;

interface Trail {
  /** Entries by their place in the chain, from 1. */
  readonly entryIds: readonly string[];
  readonly length: number;
}

/** Ways to change the past with the rights of the database's owner; each says what it did. */
export const TAMPERINGS = [
  'edit',
  'delete',
  'delete-sealed',
  'swap',
  'insert',
  'insert-sealed',
  'truncate',
  'rewrite',
] as const;
export type Tampering = (typeof TAMPERINGS)[number];

/** Does the `number`-th tampering. Truncation takes each length from one entry to the whole trail in turn. */
export async function tamper(tx: Tx, number: number, random: Random): Promise<string> {
  const kind = TAMPERINGS[number % TAMPERINGS.length] ?? 'edit';
  const trail = await readTrail(tx);
  const place = random(trail.length) + 1;
  switch (kind) {
    case 'edit':
      return edit(tx, trail, place, random);
    case 'delete':
      await remove(tx, trail, place);
      return `entry ${place} deleted`;
    case 'delete-sealed':
      await remove(tx, trail, place);
      await cutSeal(tx, place);
      return `entry ${place} and its seal deleted`;
    case 'swap':
      return swap(tx, trail, place, random);
    case 'insert':
      await insert(tx);
      return 'an entry slipped in';
    case 'insert-sealed':
      await insert(tx);
      await sealAnew(tx, 1);
      return 'an entry slipped in and the chain computed anew';
    case 'truncate':
      return truncate(tx, (Math.floor(number / TAMPERINGS.length) % trail.length) + 1, trail.length);
    case 'rewrite':
      await edit(tx, trail, place, random);
      await sealAnew(tx, place);
      return `entry ${place} edited and the chain computed anew from there`;
  }
}

async function readTrail(tx: Tx): Promise<Trail> {
  const rows = await tx.query<{ entry_id: string }>(
    'select entry_id from audit_seal where organization_id = $1 order by sequence',
    [tx.organizationId],
  );
  return { entryIds: rows.map((row) => row.entry_id), length: rows.length };
}

const EDITS = [
  "action = action || 'x'",
  "subject_kind = subject_kind || 'x'",
  "subject_id = subject_id || 'x'",
  "occurred_at = occurred_at + interval '1 millisecond'",
  'user_id = gen_random_uuid()',
  'register_id = gen_random_uuid()',
  'change_id = gen_random_uuid()',
  `detail = detail || '{"amountMinor": 1}'`,
  "request_id = coalesce(request_id, '') || 'x'",
  "address = '10.0.0.1'",
] as const;

async function edit(tx: Tx, trail: Trail, place: number, random: Random): Promise<string> {
  const change = EDITS[random(EDITS.length)] ?? EDITS[0];
  await tx.query(`update audit_entry set ${change} where organization_id = $1 and entry_id = $2`, [
    tx.organizationId,
    trail.entryIds[place - 1],
  ]);
  return `entry ${place}: ${change}`;
}

async function remove(tx: Tx, trail: Trail, place: number): Promise<void> {
  await tx.query('delete from audit_entry where organization_id = $1 and entry_id = $2', [
    tx.organizationId,
    trail.entryIds[place - 1],
  ]);
}

async function cutSeal(tx: Tx, place: number): Promise<void> {
  await tx.query('delete from audit_seal where organization_id = $1 and sequence = $2', [tx.organizationId, place]);
}

/** Two entries exchange their places in the chain. */
async function swap(tx: Tx, trail: Trail, place: number, random: Random): Promise<string> {
  const other = ((place + random(trail.length - 1)) % trail.length) + 1;
  const [first, second] = [trail.entryIds[place - 1], trail.entryIds[other - 1]];
  const put = (entryId: string | undefined, sequence: number) =>
    tx.query('update audit_seal set entry_id = $2 where organization_id = $1 and sequence = $3', [
      tx.organizationId,
      entryId,
      sequence,
    ]);
  await put('00000000-0000-0000-0000-000000000000', place);
  await put(first, other);
  await put(second, place);
  return `entries ${place} and ${other} swapped`;
}

/** An entry of a change that was sealed long ago. */
async function insert(tx: Tx): Promise<void> {
  await tx.query(
    `insert into audit_entry (organization_id, entry_id, change_id, action, subject_kind, subject_id)
     select organization_id, gen_random_uuid(), change_id, 'x', 'x', 'x' from audit_entry where organization_id = $1 limit 1`,
    [tx.organizationId],
  );
}

/** Takes the last entries with their seals and their changes, and moves the head back: a consistent shorter past. */
async function truncate(tx: Tx, count: number, length: number): Promise<string> {
  const kept = length - count;
  const id = tx.organizationId;
  await tx.query(
    `with cut as (delete from audit_seal where organization_id = $1 and sequence > $2 returning entry_id),
          gone as (delete from audit_entry e using cut where e.organization_id = $1 and e.entry_id = cut.entry_id
                   returning e.change_id)
     delete from change_feed c using gone where c.organization_id = $1 and c.change_id = gone.change_id`,
    [id, kept],
  );
  await tx.query(
    `update change_head set last_audit_sequence = $2, last_audit_hash = coalesce(
       (select hash from audit_seal where organization_id = $1 and sequence = $2), repeat('0', 64)),
       last_position = coalesce((select max(position) from change_feed where organization_id = $1), 0)
     where organization_id = $1`,
    [id, kept],
  );
  return `the last ${count} entries cut off with the head`;
}

/** What only an anchor can tell: every seal from a place on is computed as the sealer would have. */
async function sealAnew(tx: Tx, from: number): Promise<void> {
  const id = tx.organizationId;
  const entries = await tx.query<AuditRowToSeal>(
    `select ${AUDIT_COLUMNS.split(', ')
      .map((column) => `e.${column}`)
      .join(', ')} from audit_entry e
       left join audit_seal s on s.organization_id = e.organization_id and s.entry_id = e.entry_id
      where e.organization_id = $1 and (s.sequence is null or s.sequence >= $2) order by s.sequence nulls first`,
    [id, from],
  );
  const [before] = await tx.query<{ hash: string }>(
    'select hash from audit_seal where organization_id = $1 and sequence = $2',
    [id, from - 1],
  );
  await tx.query('delete from audit_seal where organization_id = $1 and sequence >= $2', [id, from]);
  let hash = before?.hash ?? '0'.repeat(64);
  let sequence = from - 1;
  for (const entry of entries) {
    const previous = hash;
    hash = auditHash(previous, entry);
    sequence += 1;
    await tx.query(
      'insert into audit_seal (organization_id, sequence, entry_id, previous_hash, hash) values ($1, $2, $3, $4, $5)',
      [id, sequence, entry.entry_id, previous, hash],
    );
  }
  await tx.query('update change_head set last_audit_sequence = $2, last_audit_hash = $3 where organization_id = $1', [
    id,
    sequence,
    hash,
  ]);
}
