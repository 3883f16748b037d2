import { canonicalJson } from './canonical-json.ts';
import type { Operation } from './model.ts';

/** What the first operation of a key names as the one before: 64 zeros. */
export const GENESIS_HASH = '0'.repeat(64);

/** An operation before it is sealed. */
export type UnsealedOperation = Omit<Operation, 'hash' | 'signature'>;

/** The text whose SHA-256 is the operation's hash. Accepts a sealed operation as well and leaves its seal out. */
export function operationHashInput(operation: UnsealedOperation | Operation): string {
  const { hash: _hash, signature: _signature, ...unsealed }: Partial<Operation> = operation;
  return canonicalJson(unsealed);
}
