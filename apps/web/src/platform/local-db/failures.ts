import { StorageFailure } from '../journal/store.ts';

/**
 * Runs work on IndexedDB and turns what the browser throws when storage is full, gone or blocked into a
 * `StorageFailure`. Programming errors (a DataError, a missing store) stay what they are.
 */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageFailureOf(error) ?? error;
  }
}

const UNAVAILABLE = new Set([
  'InvalidStateError',
  'UnknownError',
  'AbortError',
  'TransactionInactiveError',
  'NotReadableError',
  'TimeoutError',
  'SecurityError',
  'VersionError',
]);

function storageFailureOf(error: unknown): StorageFailure | null {
  if (error instanceof StorageFailure) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    return new StorageFailure('storage-full', 'The storage of this device is full.', error);
  }
  if (name === 'DataCloneError' || name === 'NotFoundError' || name === 'ConstraintError') return null;
  if (UNAVAILABLE.has(name)) {
    return new StorageFailure('storage-unavailable', 'The storage of this device does not answer.', error);
  }
  return null;
}
