import {
  type CreatePromotion,
  PRICING_LIMITS,
  type PromotionSummary,
  promotionDefinition,
  type UpdatePromotion,
} from '@mosaajii/contract/pricing';
import { minor, type Result, refuse } from '@mosaajii/domain';
import { type Tx, uniqueViolation } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Author } from '../model.ts';
import type { PromotionDefinition } from './document.ts';
import { keepUses } from './keep-uses.ts';
import { lockVersioned, type PricingRefusal, stateOf, writeVersion } from './versions.ts';

interface Row {
  readonly promotion_id: string;
  readonly version: number;
  readonly name: string;
  readonly is_active: boolean;
  readonly definition: PromotionDefinition;
  readonly updated_at: Date;
  readonly coupons: number;
  readonly uses: number | null;
  readonly surplus_uses: number | null;
  readonly given_minor: number | null;
}

/** All promotions, in the order in which they apply. */
export async function listPromotions(tx: Tx, now: Date, promotionId?: string): Promise<PromotionSummary[]> {
  const rows = await tx.query<Row>(
    `select p.promotion_id, p.version, p.name, p.is_active, p.definition, p.updated_at,
            (select count(*)::int from coupon c where c.organization_id = p.organization_id
                and c.promotion_id = p.promotion_id and c.is_active) as coupons,
            u.uses, u.surplus_uses, u.given_minor
       from promotion p
       left join promotion_use u on u.organization_id = p.organization_id and u.promotion_id = p.promotion_id
      where p.organization_id = $1 and ($2::uuid is null or p.promotion_id = $2::uuid)
      order by p.promotion_id`,
    [tx.organizationId, promotionId ?? null],
  );
  return rows
    .map((row) => summaryOf(row, now))
    .sort((a, b) => a.priority - b.priority || (a.promotionId < b.promotionId ? -1 : 1));
}

function summaryOf(row: Row, now: Date): PromotionSummary {
  const { conditions } = row.definition;
  return {
    // The schema's types are mutable, ours are not.
    ...(structuredClone(row.definition) as unknown as PromotionSummary),
    promotionId: row.promotion_id,
    version: row.version,
    name: row.name,
    isActive: row.is_active,
    state: stateOf({ isActive: row.is_active, ...conditions }, now),
    couponCount: row.coupons,
    used: usedOf(row),
    updatedAt: row.updated_at.toISOString(),
  };
}

function usedOf({ uses, surplus_uses, given_minor }: Row): PromotionSummary['used'] {
  if (uses === null || surplus_uses === null || given_minor === null) return null;
  return { uses, surplusUses: surplus_uses, givenMinor: minor(given_minor) };
}

/** Makes a promotion. Idempotent by `promotionId`. */
export async function createPromotion(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: CreatePromotion,
): Promise<Result<PromotionSummary, PricingRefusal>> {
  const id = input.promotionId ?? deps.ids.next();
  return nameOnce(() =>
    deps.db.tx(organizationId, async (tx) => {
      const known = await lockVersioned(tx, 'promotion', id);
      if (known === undefined) {
        const [row] = await tx.query<{ n: number }>(
          'select count(*)::int as n from promotion where organization_id = $1 and is_active',
          [organizationId],
        );
        if ((row?.n ?? 0) >= PRICING_LIMITS.promotions) return refuse({ code: 'too-many' });
        const definition = promotionDefinition(input);
        const { name, isActive } = input;
        const next = { id, version: 1, name, isActive, definition };
        await writeVersion(tx, deps, author, 'promotion', next, { name, kind: definition.effect.kind });
        await keepUses(tx, id, definition.limits);
      }
      return found(tx, deps, id);
    }),
  );
}

/** Changes a promotion to what is sent, whole: a new version. The old one stays for the sales that used it. */
export async function updatePromotion(
  deps: Deps,
  organizationId: string,
  author: Author,
  promotionId: string,
  input: UpdatePromotion,
): Promise<Result<PromotionSummary, PricingRefusal>> {
  return nameOnce(() =>
    deps.db.tx(organizationId, async (tx) => {
      const before = await lockVersioned(tx, 'promotion', promotionId);
      if (before === undefined) return refuse({ code: 'not-found' });
      if (before.version !== input.version) return refuse({ code: 'stale-version' });
      const { name, isActive } = input;
      const next = {
        id: promotionId,
        version: before.version + 1,
        name,
        isActive,
        definition: promotionDefinition(input),
      };
      const { id: _, ...was } = before;
      await writeVersion(tx, deps, author, 'promotion', next, { before: was, after: { ...next, id: undefined } });
      await keepUses(tx, promotionId, next.definition.limits);
      return found(tx, deps, promotionId);
    }),
  );
}

async function found(tx: Tx, deps: Deps, id: string): Promise<Result<PromotionSummary, PricingRefusal>> {
  const [summary] = await listPromotions(tx, deps.clock.now(), id);
  return summary === undefined ? refuse({ code: 'not-found' }) : { ok: true, value: summary };
}

/**
 * Two things of the same name are refused by the database, whoever was first. A twin with the same id that was written at the
 * same moment is found at the second look.
 */
export async function nameOnce<T>(work: () => Promise<Result<T, PricingRefusal>>): Promise<Result<T, PricingRefusal>> {
  try {
    return await work();
  } catch (error) {
    const violated = uniqueViolation(error);
    if (violated === 'promotion_name' || violated === 'price_list_name') return refuse({ code: 'name-taken' });
    if (violated === 'coupon_organization_id_code_key') return refuse({ code: 'code-taken' });
    if (violated === 'promotion_pkey' || violated === 'price_list_pkey') return work();
    throw error;
  }
}
