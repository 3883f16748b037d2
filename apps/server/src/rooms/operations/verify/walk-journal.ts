import { createAsideVerifier } from '../../../platform/access/index.ts';
import { checkChain, type Link } from './chain.ts';
import { inspectOperations, type Key } from './inspect-operation.ts';
import type { PostedRow } from './queries.ts';
import { openReport } from './report.ts';

/** What a walk along a journal found. */
export interface Walked {
  readonly entries: number;
  /** The first entry that does not hold, by its number; `null` when all do. */
  readonly firstBroken: { readonly sequence: number; readonly problem: string } | null;
}

/** As many signatures are under way at once: enough for every thread, and few enough to hold. */
const STRETCH = 2_000;

/** Walks the journal of one key from its first entry to its head: content, hash, signature, links, numbers. */
export async function walkJournal(key: Key, rows: readonly PostedRow[]): Promise<Walked> {
  const verify = createAsideVerifier();
  const links: Link[] = [];
  let firstBroken: Walked['firstBroken'] = null;
  const broken = (sequence: number, problem: string) => {
    if (firstBroken === null || sequence < firstBroken.sequence) firstBroken = { sequence, problem };
  };
  for (let at = 0; at < rows.length; at += STRETCH) {
    const stretch = rows.slice(at, at + STRETCH);
    const inspected = await inspectOperations(stretch, () => key, verify);
    for (const [index, row] of stretch.entries()) {
      const problem = inspected[index]?.problem ?? null;
      if (problem !== null) broken(row.sequence, problem);
      links.push(linkOf(row));
    }
  }
  const report = openReport();
  const first = checkChain(report, key, links, []);
  if (first !== null) broken(first, report.discrepancies[0]?.detail ?? 'the chain does not hold');
  return { entries: rows.length, firstBroken };
}

/** The place of a posted operation in its chain. */
export function linkOf(row: PostedRow): Link {
  const { operation_id: operationId, sequence, hash, previous_hash: previousHash } = row;
  return { operationId, sequence, hash, previousHash, isApproved: row.repair_id !== null };
}
