import { ok, type Result, refuse } from '@mosaajii/domain';

interface Asking {
  /** This register took the layaway. */
  readonly isHere: boolean;
  /** Asks the server to put what is left of the deposits aside. `unreachable`: nobody knows. */
  readonly authorise: () => Promise<Result<string, { readonly code: string }>>;
  /** Whether this register wrote something about the layaway that the server has not heard. */
  readonly hasUnsent: () => Promise<boolean>;
}

/** Why a register may not end a layaway now: it is another one's and nobody can be asked, or the server says no. */
type NoWord = 'away' | 'unsent' | 'spent';

/**
 * The server's word that nobody else ends a layaway. Without a connection the register that took it goes on alone, and no
 * other: so its deposits are spent at most twice, and only while that one register is away. See ADR 38.
 */
export async function wordToEnd({
  isHere,
  authorise,
  hasUnsent,
}: Asking): Promise<Result<{ readonly authorisationId?: string }, { readonly code: NoWord }>> {
  const asked = await authorise();
  if (asked.ok) return ok({ authorisationId: asked.value });
  const isAway = asked.error.code === 'unreachable';
  const isUnsent = await hasUnsent();
  // The server has not heard of all that was paid here: this register knows better.
  if (isHere && (isAway || isUnsent)) return ok({});
  return refuse({ code: isAway ? 'away' : isUnsent ? 'unsent' : 'spent' });
}
