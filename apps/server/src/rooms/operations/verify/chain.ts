import { GENESIS_HASH } from '@mosaajii/domain/operation';
import type { readRegisterKeys } from '../../identity/index.ts';
import type { Report } from './report.ts';

/** An operation's place in the chain of its key. */
export interface Link {
  readonly operationId: string;
  readonly sequence: number;
  readonly hash: string;
  readonly previousHash: string;
  /** It was let in by a person; the chain need not hold before it. */
  readonly isApproved: boolean;
}

type Key = Awaited<ReturnType<typeof readRegisterKeys>>[number];

/**
 * The chain of one key: numbers without gaps from 1, each naming the hash before it, up to the head. Operations that were
 * stored without being posted keep their place in it. Answers the number of the first entry that does not hold.
 */
export function checkChain(report: Report, key: Key, posted: readonly Link[], stored: readonly Link[]): number | null {
  let first: number | null = null;
  const subject = `chain of ${key.code}-${key.series}`;
  const places = new Map(stored.map((link) => [link.sequence, link]));
  for (const link of posted) if (!link.isApproved || !places.has(link.sequence)) places.set(link.sequence, link);
  let hash: string = GENESIS_HASH;
  let sequence = 0;
  for (const link of [...places.values()].sort((a, b) => a.sequence - b.sequence)) {
    if (link.sequence > key.last_sequence) break;
    if (link.sequence !== sequence + 1 && !link.isApproved) {
      first ??= sequence + 1;
      report.found('chain', subject, `operations ${sequence + 1} to ${link.sequence - 1} are missing`);
    } else if (link.previousHash !== hash && !link.isApproved) {
      first ??= link.sequence;
      report.found('chain', subject, `operation ${link.sequence} does not follow the one before it`);
    }
    sequence = link.sequence;
    hash = link.hash;
  }
  if (sequence !== key.last_sequence || hash !== key.last_hash) {
    first ??= sequence + 1;
    report.found('chain', subject, `its head is at ${key.last_sequence}, the operations end at ${sequence}`);
  }
  return first;
}
