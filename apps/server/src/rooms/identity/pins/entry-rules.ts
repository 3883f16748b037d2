import type { StaffEntryRules } from '@mosaajii/contract/registers';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';

/** What the shop wants of PINs and badges. */
export async function readEntryRules(tx: Tx): Promise<StaffEntryRules> {
  const [row] = await tx.query<{ badge_alone: boolean; own_pins: boolean }>(
    'select badge_alone, own_pins from organization where organization_id = $1',
    [tx.organizationId],
  );
  if (row === undefined) throw new Error(`there is no organization ${tx.organizationId}`);
  return { badgeAlone: row.badge_alone, ownPins: row.own_pins };
}

/** Changes the rules, for registers from their next lease on. The same rules again are a success that records nothing. */
export function setEntryRules(deps: Deps, actor: UserActor, rules: StaffEntryRules, requestId: string): Promise<void> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const before = await readEntryRules(tx);
    if (before.badgeAlone === rules.badgeAlone && before.ownPins === rules.ownPins) return;
    await tx.query('update organization set badge_alone = $2, own_pins = $3 where organization_id = $1', [
      actor.organizationId,
      rules.badgeAlone,
      rules.ownPins,
    ]);
    await recordChange(tx, {
      kind: 'people',
      ids: [actor.organizationId],
      audit: [
        {
          action: 'registers.entry-rules-changed',
          subjectKind: 'organization',
          subjectId: actor.organizationId,
          userId: actor.userId,
          detail: { before, after: rules },
          requestId,
        },
      ],
    });
  });
}
