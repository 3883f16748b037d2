import type { PromotionLimits } from '@mosaajii/domain/promotion';
import type { Tx } from '../../../platform/database/index.ts';

/** Whether a promotion is counted at all: only what is limited in all, for each customer or by a budget is. */
export function isCounted({ usageLimit, perCustomerLimit, budgetMinor }: PromotionLimits): boolean {
  return usageLimit !== undefined || perCustomerLimit !== undefined || budgetMinor !== undefined;
}

/**
 * Makes the counter of a promotion that has a limit, or gives it the limits of the new version; the promotion is locked.
 * What sales gave before it was counted is counted now. A limit below what was used already says what was used.
 */
export async function keepUses(tx: Tx, promotionId: string, limits: PromotionLimits): Promise<void> {
  const { usageLimit = null, perCustomerLimit = null, budgetMinor = null } = limits;
  const values = [tx.organizationId, promotionId, usageLimit, perCustomerLimit, budgetMinor];
  const known = await tx.query(
    `update promotion_use set most_uses = case when $3::integer is null then null else greatest($3::integer, uses) end,
            most_each = $4, budget_minor = $5
      where organization_id = $1 and promotion_id = $2 returning promotion_id`,
    values,
  );
  if (known.length > 0 || !isCounted(limits)) return;
  // A counter that is new waits for nobody: sales that arrive from now on count, those before are counted here.
  const [before] = await tx.query<{ uses: number; given_minor: number }>(
    `select count(*)::int as uses, coalesce(sum(p.discount_minor), 0)::bigint as given_minor from sale_promotion p
      where p.organization_id = $1 and p.promotion_id = $2 and ${NOT_VOIDED}`,
    [tx.organizationId, promotionId],
  );
  const uses = before?.uses ?? 0;
  await tx.query(
    `insert into promotion_use (organization_id, promotion_id, most_uses, most_each, budget_minor, uses, given_minor)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.organizationId,
      promotionId,
      usageLimit === null ? null : Math.max(usageLimit, uses),
      perCustomerLimit,
      budgetMinor,
      uses,
      before?.given_minor ?? 0,
    ],
  );
  await keepCustomerUses(tx, promotionId);
}

/** Read first, written by what was read: the wall between shops is asked once for each row and not for each pair. */
async function keepCustomerUses(tx: Tx, promotionId: string): Promise<void> {
  const used = await tx.query<{ customer_id: string; uses: number }>(
    `select s.customer_id, count(*)::int as uses from sale_promotion p
       join sale s on s.organization_id = p.organization_id and s.sale_id = p.sale_id
      where p.organization_id = $1 and p.promotion_id = $2 and s.customer_id is not null and ${NOT_VOIDED}
      group by s.customer_id`,
    [tx.organizationId, promotionId],
  );
  if (used.length === 0) return;
  await tx.query(
    `insert into promotion_customer_use (organization_id, promotion_id, customer_id, uses)
     select $1, $2, u.customer_id, u.uses from unnest($3::uuid[], $4::integer[]) as u (customer_id, uses)`,
    [tx.organizationId, promotionId, used.map((row) => row.customer_id), used.map((row) => row.uses)],
  );
}

/** A sale that was undone used nothing. */
export const NOT_VOIDED = `not exists (select 1 from sale v where v.organization_id = p.organization_id
  and v.returned_sale_id = p.sale_id and v.return_reason = 'void')`;

/** The counters that do not come to what sales used: one finding each. */
export async function verifyPromotionUses(tx: Tx): Promise<{ readonly subject: string; readonly detail: string }[]> {
  const rows = await tx.query<{ promotion_id: string; counted: number; found: number; given: number; sum: number }>(
    `select u.promotion_id, u.uses + u.surplus_uses as counted, u.given_minor as given,
            count(p.sale_id)::int as found, coalesce(sum(p.discount_minor), 0)::bigint as sum
       from promotion_use u
       left join sale_promotion p on p.organization_id = u.organization_id and p.promotion_id = u.promotion_id
        and ${NOT_VOIDED}
      where u.organization_id = $1
      group by u.promotion_id, u.uses, u.surplus_uses, u.given_minor
     having u.uses + u.surplus_uses <> count(p.sale_id) or u.given_minor <> coalesce(sum(p.discount_minor), 0)`,
    [tx.organizationId],
  );
  return rows.map(({ promotion_id, counted, found, given, sum }) => ({
    subject: `promotion ${promotion_id}`,
    detail: `it is counted as used ${counted} times for ${given}, its sales say ${found} times for ${sum}`,
  }));
}

/** A promotion's uses as registers keep them: an item of the section `promotion-uses`. */
export const PROMOTION_USE_ITEMS = {
  page: (tx: Tx, _asker: unknown, after: string | null, limit: number) =>
    items(tx, 'and promotion_id > $2::uuid order by promotion_id limit $3', [
      after ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ]),
  byIds: (tx: Tx, _asker: unknown, ids: readonly string[]) => items(tx, 'and promotion_id = any($2::uuid[])', [ids]),
} as const;

async function items(tx: Tx, where: string, values: readonly unknown[]) {
  const rows = await tx.query<{ promotion_id: string; uses: number; given_minor: number }>(
    `select promotion_id, uses, given_minor from promotion_use where organization_id = $1 ${where}`,
    [tx.organizationId, ...values],
  );
  return rows.map(({ promotion_id: id, uses: used, given_minor: givenMinor }) => ({ id, used, givenMinor }));
}
