import type { AnchorReading } from '../anchors/index.ts';
import type { Tx } from '../database/index.ts';

/** What was removed from the beginning of a trail, for which rule, and from where the chain goes on. */
export interface Checkpoint {
  readonly firstSequence: number;
  readonly sequence: number;
  /** Of the last entry that was removed. */
  readonly hash: string;
  readonly months: number;
  readonly setBy: string;
  readonly setAt: Date;
  readonly removedAt: Date;
}

/** What is signed of a checkpoint. The organization is part of the signature itself. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { firstSequence, sequence, hash, months, setBy, setAt, removedAt } = checkpoint;
  return JSON.stringify([firstSequence, sequence, hash, months, setBy, setAt.toISOString(), removedAt.toISOString()]);
}

interface CheckpointRow {
  readonly first_sequence: number;
  readonly sequence: number;
  readonly hash: string;
  readonly months: number;
  readonly set_by: string;
  readonly set_at: Date;
  readonly removed_at: Date;
  readonly signature: string;
}

/**
 * Where the chain of an organization has to begin: behind its last checkpoint. Each of them is signed and begins where the one
 * before it ended; `find` is told where that is not so. Without a reading of the anchors nobody can tell a signature.
 */
export async function readBeginning(
  tx: Tx,
  reading: AnchorReading | undefined,
  find: (sequence: number, problem: string) => void,
): Promise<{ readonly sequence: number; readonly hash: string } | undefined> {
  const rows = await tx.query<CheckpointRow>(
    'select first_sequence, sequence, hash, months, set_by, set_at, removed_at, signature from audit_checkpoint' +
      ' where organization_id = $1 order by sequence',
    [tx.organizationId],
  );
  let next = 1;
  for (const row of rows) {
    if (row.first_sequence !== next) find(row.sequence, `checkpoints for the entries from ${next} on are missing`);
    const isSigned = reading?.isSigned(checkpointText(checkpointOf(row)), row.signature) ?? true;
    if (!isSigned) find(row.sequence, 'the checkpoint is not what this server signed');
    next = row.sequence + 1;
  }
  const last = rows.at(-1);
  return last === undefined ? undefined : { sequence: last.sequence, hash: last.hash };
}

function checkpointOf(row: CheckpointRow): Checkpoint {
  return {
    firstSequence: row.first_sequence,
    sequence: row.sequence,
    hash: row.hash,
    months: row.months,
    setBy: row.set_by,
    setAt: row.set_at,
    removedAt: row.removed_at,
  };
}
