import { type Refusal, refuse } from '@mosaajii/domain';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { Moment } from './append.ts';
import type { JournalStore } from './store.ts';

/** So many operations that the server has answered for are looked at beside those that wait. */
const ANSWERED_TOO = 500;
const MOST_SCANNED = 20_000;

/**
 * A register ends a layaway at most once without the server's word: two windows may show it open at the same moment, and only
 * here, under the lock of the journal, is one of them first. `null`: it may.
 */
export async function refuseSecondEnd(
  store: JournalStore,
  { registration: { keyId } }: Moment,
  layawayId: string,
  authorisationId: string | undefined,
): Promise<ReturnType<typeof refuse<Refusal<'layaway-ended'>>> | null> {
  if (authorisationId !== undefined) return null;
  const { pushedThrough } = await store.pushState(keyId);
  const entries = await store.entriesAfter(keyId, Math.max(0, pushedThrough - ANSWERED_TOO), MOST_SCANNED);
  const hasEnded = entries.some(({ kind, operation }) => {
    const ends = kind === 'deposit.returned' || kind === 'sale.completed';
    return ends && (operation.payload as Pick<SaleCompleted, 'layawayId'>).layawayId === layawayId;
  });
  return hasEnded
    ? refuse({ code: 'layaway-ended', detail: 'It was completed or given up at this till before.' })
    : null;
}
