import type { FactorReset } from '@mosaajii/contract/factors';
import type { GlobalTx } from '../../../../platform/database/index.ts';

export interface ResetRow {
  readonly reset_id: string;
  readonly account_id: string;
  readonly organization_id: string;
  readonly user_id: string;
  readonly started_by: string;
  readonly is_by_operator: boolean;
  readonly started_at: Date;
  readonly effective_at: Date;
}

const COLUMNS = 'reset_id, account_id, organization_id, user_id, started_by, is_by_operator, started_at, effective_at';

/** The reset of an account that waits for its time. */
export async function waitingReset(tx: GlobalTx, accountId: string): Promise<ResetRow | undefined> {
  const [row] = await tx.query<ResetRow>(
    `select ${COLUMNS} from factor_reset where account_id = $1 and state = 'waiting'`,
    [accountId],
  );
  return row;
}

/** Resets whose time has come, the oldest first. */
export function dueResets(tx: GlobalTx, now: Date): Promise<ResetRow[]> {
  return tx.query<ResetRow>(
    `select ${COLUMNS} from factor_reset where state = 'waiting' and effective_at <= $1 order by effective_at limit 200`,
    [now],
  );
}

/** Closes a waiting reset. Of stopping and doing at the same moment one is told that it was. */
export async function closeReset(
  tx: GlobalTx,
  resetId: string,
  close: { readonly state: 'done' | 'stopped'; readonly by: string | null; readonly at: Date },
): Promise<boolean> {
  const closed = await tx.query(
    "update factor_reset set state = $2, stopped_by = $3, closed_at = $4 where reset_id = $1 and state = 'waiting' returning reset_id",
    [resetId, close.state, close.by, close.at],
  );
  return closed.length > 0;
}

/** A waiting reset as people see it. */
export async function viewOf(tx: GlobalTx, row: ResetRow | undefined): Promise<FactorReset | null> {
  if (row === undefined) return null;
  const [starter] = await tx.query<{ display_name: string }>('select display_name from account where account_id = $1', [
    row.started_by,
  ]);
  return {
    startedAt: row.started_at.toISOString(),
    startedBy: starter?.display_name ?? '',
    isByOperator: row.is_by_operator,
    effectiveAt: row.effective_at.toISOString(),
  };
}
