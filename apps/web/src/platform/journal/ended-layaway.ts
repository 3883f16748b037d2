import { type Refusal, refuse } from '@mosaajii/domain';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { Moment } from './append.ts';
import type { JournalStore } from './store.ts';

/** So many operations that the server has answered for are looked at beside those that wait. */
const ANSWERED_TOO = 500;
const MOST_SCANNED = 20_000;

interface End {
  readonly layawayId: string;
  /** Whoever ends it saw it open; else it is closed, and what is left of its deposits goes back. */
  readonly isOpen: boolean;
  /** The word of the server that it put the deposits aside for this end. */
  readonly authorisationId: string | undefined;
}

/**
 * A register ends a layaway once: two windows may show it open at the same moment, and only here, under the lock of the
 * journal, is one of them first. The word of the server does not help the second one, since it was given without knowing of
 * the first. What is left of a closed one goes back with that word, once the server has heard of its end. `null`: it may.
 */
export async function refuseSecondEnd(
  store: JournalStore,
  { registration: { keyId } }: Moment,
  { layawayId, isOpen, authorisationId }: End,
): Promise<ReturnType<typeof refuse<Refusal<'layaway-ended'>>> | null> {
  const { pushedThrough } = await store.pushState(keyId);
  const knows = !isOpen && authorisationId !== undefined;
  const since = knows ? pushedThrough : Math.max(0, pushedThrough - ANSWERED_TOO);
  const entries = await store.entriesAfter(keyId, since, MOST_SCANNED);
  const hasEnded = entries.some(({ kind, operation }) => {
    const ends = kind === 'deposit.returned' || kind === 'sale.completed';
    return ends && (operation.payload as Pick<SaleCompleted, 'layawayId'>).layawayId === layawayId;
  });
  return hasEnded
    ? refuse({ code: 'layaway-ended', detail: 'It was completed or given up at this till before.' })
    : null;
}
