import type { Tx } from '../../platform/database/index.ts';

const KEPT_MS = 90 * 24 * 3_600_000;
const AT_A_TIME = 100;

/** Removes messages that came to their end 90 days ago, a few with each one that is delivered: nobody asks for them any more. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    'delete from message where organization_id = $1 and message_id in (select message_id from message' +
      ' where organization_id = $1 and created_at < $2 and finished_at < $2 order by created_at limit $3 for update skip locked)',
    [tx.organizationId, new Date(now.getTime() - KEPT_MS), AT_A_TIME],
  );
}
