import type { createVerifier } from '../../../platform/access/index.ts';
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

/** Whether a stored operation still is what was hashed and signed, and says what its columns say. */
export function inspectOperation(
  row: PostedRow,
  key: Key | undefined,
  verify: ReturnType<typeof createVerifier>,
): Inspected {
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
  if (row.repair_id !== null) return { arrival, problem: null };
  if (contentHash !== row.hash) return { arrival, problem: 'its text does not have its hash' };
  const isSigned = verify(key, envelope.hash, envelope.signature);
  return { arrival, problem: isSigned ? null : 'its signature does not hold' };
}

function parseStored(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
