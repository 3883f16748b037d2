import type { VerifySignatureAside } from '../../../platform/access/index.ts';
import type { readRegisterKeys } from '../../identity/index.ts';
import type { Sealed } from '../sync/model.ts';
import { receive } from '../sync/receive.ts';
import type { PostedRow } from './queries.ts';

export type Key = Awaited<ReturnType<typeof readRegisterKeys>>[number];

/** A stored operation, read again, with what is wrong with it as a sentence; `arrival` is null when it cannot be read. */
export interface Inspected {
  readonly arrival: Sealed | null;
  readonly problem: string | null;
}

/**
 * Whether stored operations still are what was hashed and signed, and say what their columns say; in the order given.
 * Every signature is verified, not only the head's: the head vouches for all that was said, not for the signatures before it,
 * and somebody may have exchanged one. They are computed on other threads while this one reads and hashes what follows.
 */
export function inspectOperations(
  rows: readonly PostedRow[],
  keyOf: (keyId: string) => Key | undefined,
  verify: VerifySignatureAside,
): Promise<Inspected[]> {
  return Promise.all(
    rows.map(async (row) => {
      const { key, ...read } = readStored(row, keyOf(row.key_id));
      if (read.arrival === null || key === undefined || read.problem !== null || row.repair_id !== null) return read;
      const { hash, signature } = read.arrival.envelope;
      return (await verify(key, hash, signature)) ? read : { ...read, problem: 'its signature does not hold' };
    }),
  );
}

/** All but the signature. */
function readStored(row: PostedRow, key: Key | undefined): Inspected & { readonly key?: Key } {
  const arrival = receive(parseStored(row.envelope));
  if (arrival.kind !== 'sealed' || arrival.content.kind !== 'known' || !key) {
    return { arrival: null, problem: 'it cannot be read any more' };
  }
  const { envelope, contentHash } = arrival;
  const isSame =
    envelope.operationId === row.operation_id &&
    envelope.sequence === row.sequence &&
    envelope.hash === row.hash &&
    envelope.previousHash === row.previous_hash &&
    envelope.keyId === row.key_id &&
    envelope.userId === row.user_id &&
    envelope.kind === row.kind;
  if (!isSame) return { arrival, problem: 'its columns differ from its text' };
  const isHashed = row.repair_id !== null || contentHash === row.hash;
  return { arrival, key, problem: isHashed ? null : 'its text does not have its hash' };
}

function parseStored(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
