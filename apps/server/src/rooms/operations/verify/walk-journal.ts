import { createVerifier } from '../../../platform/access/index.ts';
import { checkChain } from './chain.ts';
import { inspectOperation, type Key } from './inspect-operation.ts';
import type { PostedRow } from './queries.ts';
import { openReport } from './report.ts';

/** What a walk along a journal found. */
export interface Walked {
  readonly entries: number;
  /** The first entry that does not hold, by its number; `null` when all do. */
  readonly firstBroken: { readonly sequence: number; readonly problem: string } | null;
}

/** Walks the journal of one key from its first entry to its head: content, hash, signature, links, numbers. */
export function walkJournal(key: Key, rows: Iterable<PostedRow>): Walked {
  const verify = createVerifier();
  const links = [];
  let entries = 0;
  let firstBroken: Walked['firstBroken'] = null;
  const broken = (sequence: number, problem: string) => {
    if (firstBroken === null || sequence < firstBroken.sequence) firstBroken = { sequence, problem };
  };
  for (const row of rows) {
    entries += 1;
    const { problem } = inspectOperation(row, key, verify);
    if (problem !== null) broken(row.sequence, problem);
    links.push({
      operationId: row.operation_id,
      sequence: row.sequence,
      hash: row.hash,
      previousHash: row.previous_hash,
      isApproved: row.repair_id !== null,
    });
  }
  const report = openReport();
  const first = checkChain(report, key, links, []);
  if (first !== null) broken(first, report.discrepancies[0]?.detail ?? 'the chain does not hold');
  return { entries, firstBroken };
}
