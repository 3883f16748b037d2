import type { Deps } from '../../../platform/deps.ts';
import { readPiece } from './import-batches.ts';

/** The stored file piece by piece, each read in a transaction of its own, so that none stays open while rows are worked on. */
export async function* fileBytes(deps: Deps, organizationId: string, importId: string): AsyncGenerator<Buffer> {
  for (let chunk = 0; ; chunk += 1) {
    const piece = await deps.db.read(organizationId, (tx) => readPiece(tx, importId, chunk));
    if (piece === null) return;
    yield piece;
  }
}

/** Groups what comes one by one. */
export async function* inChunks<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
