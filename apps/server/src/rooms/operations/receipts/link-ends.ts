import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';

/** Whether the link of this receipt was ended. */
export async function isLinkEnded(tx: Tx, saleId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from receipt_link_end where organization_id = $1 and sale_id = $2', [
    tx.organizationId,
    saleId,
  ]);
  return rows.length > 0;
}

/** Ends the link of one receipt, whoever has it. A repeat changes nothing. */
export function endLink(deps: Deps, actor: UserActor, saleId: string, requestId: string): Promise<void> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const rows = await tx.query(
      `insert into receipt_link_end (organization_id, sale_id, ended_by, ended_at) values ($1, $2, $3, $4)
       on conflict do nothing returning sale_id`,
      [tx.organizationId, saleId, actor.userId, deps.clock.now().toISOString()],
    );
    if (rows.length === 0) return;
    const entry = {
      action: 'receipt.link-ended',
      subjectKind: 'sale',
      subjectId: saleId,
      userId: actor.userId,
    } as const;
    await recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...entry, detail: {}, requestId }] });
  });
}
