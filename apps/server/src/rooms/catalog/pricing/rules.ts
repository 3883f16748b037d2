import type { PricingRulesAnswer } from '@mosaajii/contract/pricing';
import { type Result, refuse } from '@mosaajii/domain';
import { type PromotionRules, USUAL_PROMOTION_RULES } from '@mosaajii/domain/promotion';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { Author } from '../model.ts';
import type { PricingRefusal } from './versions.ts';

/** The rules in force, with their version: 0 while nobody has set any. */
export async function currentRules(tx: Tx): Promise<PricingRulesAnswer> {
  const [row] = await tx.query<{ version: number; rules: PromotionRules }>(
    'select version, rules from pricing_rules_version where organization_id = $1 order by version desc limit 1',
    [tx.organizationId],
  );
  return { version: row?.version ?? 0, rules: { ...(row?.rules ?? USUAL_PROMOTION_RULES) } };
}

/** Sets the rules: a new version. Of two at once the second finds its version taken. */
export async function setRules(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: PricingRulesAnswer,
): Promise<Result<PricingRulesAnswer, PricingRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const before = await currentRules(tx);
    if (before.version !== input.version) return refuse({ code: 'stale-version' });
    const version = before.version + 1;
    const [made] = await tx.query(
      `insert into pricing_rules_version (organization_id, version, rules, valid_since, changed_by)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning version`,
      [organizationId, version, JSON.stringify(input.rules), deps.clock.now().toISOString(), author.userId],
    );
    if (made === undefined) return refuse({ code: 'stale-version' });
    await recordChange(tx, {
      kind: 'catalog.pricing',
      ids: [],
      audit: [
        {
          ...author,
          action: 'pricing-rules.updated',
          subjectKind: 'pricing-rules',
          subjectId: String(version),
          detail: { before: before.rules, after: input.rules },
        },
      ],
    });
    return { ok: true, value: { version, rules: input.rules } };
  });
}
