import { GENESIS_HASH } from '@mosaajii/domain/operation';
import { type AnchorReading, expectedOf } from '../anchors/index.ts';
import type { Tx } from '../database/index.ts';
import { readBeginning } from './checkpoint.ts';
import { AUDIT_COLUMNS, type AuditRowToSeal, auditHash } from './seal.ts';

const PAGE = 5000;
/** Enough to see what happened; the count says the rest. */
const MAXIMUM_FINDINGS = 100;

export interface AuditFinding {
  readonly sequence: number;
  readonly problem: string;
}

export interface AuditVerification {
  readonly entries: number;
  readonly findings: readonly AuditFinding[];
  /** What agrees and a person should know: where a restore went back to, what a rule has removed. */
  readonly notices: readonly string[];
}

interface SealRow extends AuditRowToSeal {
  readonly sequence: number;
  readonly sealed_entry_id: string;
  readonly previous_hash: string;
  readonly hash: string;
}

const SEALS = `
  select s.sequence, s.entry_id as sealed_entry_id, s.previous_hash, s.hash, ${AUDIT_COLUMNS.split(', ')
    .map((column) => `e.${column}`)
    .join(', ')}
  from audit_seal s left join audit_entry e on e.organization_id = s.organization_id and e.entry_id = s.entry_id
  where s.organization_id = $1 and s.sequence > $2 order by s.sequence limit ${PAGE}`;

/**
 * Recomputes the whole chain of the audit trail of one organization. Finds an entry that was changed, removed, exchanged
 * or inserted behind the sealer's back, and a tail that was cut off. A chain that was computed anew, or cut together with
 * its head, looks right from inside: the anchors tell. They are read before the transaction begins, so that whatever they
 * name is visible in it. What the owner's rule removed is vouched for by a signed checkpoint, behind which the chain begins.
 */
export async function verifyAudit(tx: Tx, reading?: AnchorReading): Promise<AuditVerification> {
  const findings: AuditFinding[] = [];
  const find = (sequence: number, problem: string) => {
    if (findings.length < MAXIMUM_FINDINGS) findings.push({ sequence, problem });
  };
  const anchored = anchoredHashes(reading, find);
  const beginning = await readBeginning(tx, reading, find);
  let last = beginning ?? { sequence: 0, hash: GENESIS_HASH };
  if (beginning !== undefined) {
    compareBeginning(anchored, beginning, find);
    await findBefore(tx, beginning.sequence, find);
  }
  for (;;) {
    const page = await tx.query<SealRow>(SEALS, [tx.organizationId, last.sequence], 'audit-seals');
    for (const row of page) {
      for (const problem of problemsOf(row, last)) find(row.sequence, problem);
      compareWithAnchors(anchored, row, find);
      last = { sequence: row.sequence, hash: row.hash };
    }
    if (page.length < PAGE) break;
  }
  await compareWithHead(tx, last, find);
  await findUnsealed(tx, last.sequence, find);
  for (const [sequence, { at }] of anchored) {
    find(sequence, `it was anchored at ${at} and is gone; the chain ends at ${last.sequence}`);
  }
  const notices = restoresOf(reading);
  if (beginning !== undefined) notices.push(`removed up to entry ${beginning.sequence}, as the owner’s rule says`);
  return { entries: last.sequence - (beginning?.sequence ?? 0), findings, notices };
}

type Anchored = Map<number, { readonly hashes: ReadonlySet<string>; readonly at: string }>;

/** What each anchored number must be; what is wrong with the anchors themselves is found on the way. */
function anchoredHashes(reading: AnchorReading | undefined, find: Find): Anchored {
  const anchored: Anchored = new Map();
  for (const { line, problem } of reading?.findings ?? []) find(0, `line ${line} of the anchors: ${problem}`);
  for (const { sequence, hash, at } of expectedOf(reading?.anchors ?? [])) {
    if (sequence === 0) continue;
    const hashes = new Set([...(anchored.get(sequence)?.hashes ?? []), hash]);
    anchored.set(sequence, { hashes, at });
  }
  return anchored;
}

/** What was anchored before the chain's beginning went with it; where it was cut, it has to be what was anchored. */
function compareBeginning(anchored: Anchored, beginning: { sequence: number; hash: string }, find: Find): void {
  for (const [sequence, { hashes, at }] of anchored) {
    if (sequence > beginning.sequence) continue;
    anchored.delete(sequence);
    if (sequence === beginning.sequence && (hashes.size > 1 || !hashes.has(beginning.hash)))
      find(sequence, `the checkpoint is not what was anchored at ${at}`);
  }
}

/** Nothing stands before the beginning: what was removed does not come back. */
async function findBefore(tx: Tx, sequence: number, find: Find): Promise<void> {
  const [row] = await tx.query<{ amount: number }>(
    'select count(*)::int as amount from audit_seal where organization_id = $1 and sequence <= $2',
    [tx.organizationId, sequence],
  );
  if (row !== undefined && row.amount > 0) find(sequence, `${row.amount} seals stand before the checkpoint`);
}

/** An anchor that was met is taken out, so that those left over are the missing ones. */
function compareWithAnchors(anchored: Anchored, row: SealRow, find: Find): void {
  const anchor = anchored.get(row.sequence);
  if (anchor === undefined) return;
  anchored.delete(row.sequence);
  if (anchor.hashes.size > 1 || !anchor.hashes.has(row.hash))
    find(row.sequence, `it is not what was anchored at ${anchor.at}`);
}

function restoresOf(reading: AnchorReading | undefined): string[] {
  const restores = (reading?.anchors ?? []).filter(({ kind }) => kind === 'restored');
  return restores.map(
    ({ at, sequence, epoch }) => `restored to entry ${sequence} at ${at}, epoch ${epoch ?? 'unknown'}`,
  );
}

function problemsOf(row: SealRow, last: { sequence: number; hash: string }): string[] {
  const problems: string[] = [];
  if (row.sequence !== last.sequence + 1)
    problems.push(`seals ${last.sequence + 1} to ${row.sequence - 1} are missing`);
  if (row.previous_hash !== last.hash) problems.push('the chain is broken before this seal');
  // The left join found no entry.
  if ((row.entry_id as string | null) === null)
    return [...problems, `the audit entry ${row.sealed_entry_id} is missing`];
  const { sequence: _sequence, sealed_entry_id: _sealed, previous_hash: previous, hash, ...entry } = row;
  if (auditHash(previous, entry) !== hash) problems.push(`the audit entry ${row.entry_id} is not what was sealed`);
  return problems;
}

type Find = (sequence: number, problem: string) => void;

async function compareWithHead(tx: Tx, last: { sequence: number; hash: string }, find: Find): Promise<void> {
  const [head] = await tx.query<{ last_audit_sequence: number; last_audit_hash: string }>(
    'select last_audit_sequence, last_audit_hash from change_head where organization_id = $1',
    [tx.organizationId],
  );
  const expected = head ?? { last_audit_sequence: 0, last_audit_hash: GENESIS_HASH };
  if (expected.last_audit_sequence !== last.sequence || expected.last_audit_hash !== last.hash) {
    find(
      expected.last_audit_sequence,
      `the head names seal ${expected.last_audit_sequence}, the chain ends at ${last.sequence}`,
    );
  }
}

/** An entry of a change that has its position must be in the chain. */
async function findUnsealed(tx: Tx, sequence: number, find: Find): Promise<void> {
  const rows = await tx.query<{ entry_id: string }>(
    'select e.entry_id from audit_entry e' +
      ' left join change_feed c on c.organization_id = e.organization_id and c.change_id = e.change_id' +
      ' left join audit_seal s on s.organization_id = e.organization_id and s.entry_id = e.entry_id' +
      ' where e.organization_id = $1 and s.entry_id is null and (c.change_id is null or c.position is not null) limit $2',
    [tx.organizationId, MAXIMUM_FINDINGS],
  );
  for (const row of rows) find(sequence, `the audit entry ${row.entry_id} was never sealed`);
}
