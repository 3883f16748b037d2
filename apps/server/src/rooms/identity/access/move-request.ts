import type { AccessState } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx } from '../../../platform/database/index.ts';

export type MoveRefusal = Refusal<'not-found' | 'conflict' | 'payment-not-verified' | 'operator-only'>;

interface Move {
  readonly to: AccessState;
  /** The operator; null: the gateway, the applicant, or time. */
  readonly by: string | null;
  readonly at: Date;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Takes a request to its next state. The database decides whether it may go there; nothing else can write a state. */
export async function moveRequest(
  tx: GlobalTx,
  requestId: string,
  { to, by, at, detail = {} }: Move,
): Promise<Result<AccessState, MoveRefusal>> {
  const [row] = await tx.query<{ outcome: string }>('select access_move($1, $2, $3, $4, $5) as outcome', [
    requestId,
    to,
    by,
    at,
    JSON.stringify(detail),
  ]);
  const outcome = row?.outcome ?? 'nothing';
  return outcome === 'moved' ? ok(to) : refuse(moveRefusal(outcome));
}

/** What the database answered, as a refusal; throws for what it never answers. */
export function moveRefusal(outcome: string): MoveRefusal {
  switch (outcome) {
    case 'not-found':
      return { code: 'not-found', detail: 'There is no request with this id.' };
    case 'wrong-state':
      return { code: 'conflict', detail: 'The request is not in a state in which this can be done.' };
    case 'not-paid':
      return { code: 'conflict', detail: 'No payment has been recorded for this request.' };
    case 'not-verified':
      return { code: 'payment-not-verified', detail: 'The payment for this request has not been verified.' };
    case 'no-code':
      return { code: 'conflict', detail: 'There is no code for this request that is in order.' };
    case 'operator-only':
      return { code: 'operator-only', detail: 'Only an operator may do this.' };
    default:
      throw new Error(`access_move answered ${outcome}`);
  }
}
