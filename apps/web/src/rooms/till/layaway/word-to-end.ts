import { type Minor, minor, ok, type Result, refuse } from '@mosaajii/domain';
import type { Journal } from '../../../platform/journal/index.ts';

interface Asking {
  /** This register took the layaway. */
  readonly isHere: boolean;
  /** What is left of the deposits as this register knows it. */
  readonly amountMinor: Minor;
  /** Asks the server to put so much of the deposits aside. `unreachable`: nobody knows. */
  readonly authorise: (amountMinor: Minor) => Promise<Result<string, { readonly code: string }>>;
  /** What this register took for the layaway and the server has not heard of. */
  readonly unsentMinor: () => Promise<number>;
}

/** Why a register may not end a layaway now: it is another one's and nobody can be asked, or the server says no. */
type NoWord = 'away' | 'unsent' | 'spent';
type Word = Result<{ readonly authorisationId?: string }, { readonly code: NoWord }>;

/**
 * The server's word that nobody else ends a layaway. Without a connection the register that took it goes on alone, and no
 * other: so its deposits are spent at most twice, and only while that one register is away. See ADR 38.
 */
export async function wordToEnd({ isHere, amountMinor, authorise, unsentMinor }: Asking): Promise<Word> {
  const asked = await authorise(amountMinor);
  if (asked.ok) return ok({ authorisationId: asked.value });
  if (asked.error.code === 'unreachable') return isHere ? ok({}) : refuse({ code: 'away' });
  const unsent = await unsentMinor();
  if (unsent === 0) return refuse({ code: 'spent' });
  if (!isHere) return refuse({ code: 'unsent' });
  const heard = amountMinor - unsent;
  // The server has not heard of the layaway at all: nobody else can have ended it.
  if (heard <= 0) return ok({});
  // What it has heard of it has to put aside all the same: else another register has ended the layaway.
  const part = await authorise(minor(heard));
  if (part.ok) return ok({ authorisationId: part.value });
  return part.error.code === 'unreachable' ? ok({}) : refuse({ code: 'spent' });
}

/** What was paid here for a layaway and the server has not answered for yet. */
export async function unsentPayments(journal: Pick<Journal, 'unsentEntries'>, layawayId: string): Promise<number> {
  return (await journal.unsentEntries()).reduce((sum, { operation: { kind, payload } }) => {
    const isPayment = kind === 'deposit.taken' && 'layawayId' in payload && payload.layawayId === layawayId;
    return isPayment && 'amountMinor' in payload ? sum + (payload.amountMinor ?? 0) : sum;
  }, 0);
}
