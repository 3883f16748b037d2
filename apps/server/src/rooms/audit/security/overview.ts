import type { SecurityOverview } from '@mosaajii/contract/security';
import type { Tx } from '../../../platform/database/index.ts';
import { SECURITY_ACTIONS } from './actions.ts';

const FAILED = ['wrong-credentials', 'sign-in-blocked', 'account-suspended'];
const MOST_ATTACKED = 20;

interface CountRow {
  readonly action: string;
  readonly is_failed: boolean;
  readonly amount: number;
}
interface AttackRow {
  readonly user_id: string | null;
  readonly address: string | null;
  readonly failures: number;
  readonly last_at: Date;
}

/** What happened since a moment: how often each, and which accounts and addresses somebody failed to sign in with most. */
export async function readOverview(tx: Tx, since: Date): Promise<Omit<SecurityOverview, 'isOperator'>> {
  const [counts, attacks] = await Promise.all([
    tx.query<CountRow>(
      `select action, coalesce(detail->>'reason' = any($4::text[]), false) as is_failed,
              sum(coalesce((detail->>'count')::int, 1))::int as amount
         from audit_entry where organization_id = $1 and action collate "C" = any($2::text[]) and occurred_at >= $3
        group by 1, 2`,
      [tx.organizationId, SECURITY_ACTIONS, since, FAILED],
    ),
    tx.query<AttackRow>(
      `select detail->>'attemptedUserId' as user_id, address, sum(coalesce((detail->>'count')::int, 1))::int as failures,
              max(occurred_at) as last_at
         from audit_entry
        where organization_id = $1 and action collate "C" = 'access.refused' and occurred_at >= $2
          and detail->>'reason' = any($3::text[])
        group by 1, 2 order by 3 desc, 4 desc limit ${MOST_ATTACKED}`,
      [tx.organizationId, since, FAILED],
    ),
  ]);
  const sum = (wanted: (row: CountRow) => boolean) =>
    counts.filter(wanted).reduce((total, { amount }) => total + amount, 0);
  return {
    failedSignIns: sum((row) => row.action === 'access.refused' && row.is_failed),
    refusedAttempts: sum((row) => row.action === 'access.refused' && !row.is_failed),
    signIns: sum((row) => row.action.startsWith('session.opened')),
    stolenSessions: sum((row) => row.action === 'session.reused'),
    accessChanges: sum((row) =>
      /^(role|users?|factor|password|recovery-codes|pin|invitation|access-review)\./.test(row.action),
    ),
    deviceChanges: sum((row) => /^(registers?|device)\./.test(row.action)),
    attacks: attacks.map((row) => ({
      userId: row.user_id,
      address: row.address,
      failures: row.failures,
      lastAt: row.last_at.toISOString(),
    })),
  };
}
