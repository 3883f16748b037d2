import type { Coupon, CouponList, CreateCoupons } from '@mosaajii/contract/pricing';
import { type Result, refuse } from '@mosaajii/domain';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { Author } from '../model.ts';
import { nameOnce } from './promotions.ts';
import { type PricingRefusal, randomCode } from './versions.ts';

interface Row {
  readonly coupon_id: string;
  readonly code: string;
  readonly promotion_id: string;
  readonly most_uses: number | null;
  readonly uses: number;
  readonly surplus_uses: number;
  readonly valid_to: Date | null;
  readonly is_active: boolean;
  readonly created_at: Date;
}

const COLUMNS = 'coupon_id, code, promotion_id, most_uses, uses, surplus_uses, valid_to, is_active, created_at';

function couponOf(row: Row): Coupon {
  return {
    couponId: row.coupon_id,
    code: row.code,
    promotionId: row.promotion_id,
    mostUses: row.most_uses,
    uses: row.uses,
    surplusUses: row.surplus_uses,
    validTo: row.valid_to?.toISOString() ?? null,
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
  };
}

/** Makes one coupon with a code of the shop's choice, or many with codes that are made up. */
export async function createCoupons(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: CreateCoupons,
): Promise<Result<Coupon[], PricingRefusal>> {
  return nameOnce(() =>
    deps.db.tx(organizationId, async (tx) => {
      const { promotionId, mostUses, validTo } = input;
      const [promotion] = await tx.query(
        'select 1 from promotion where organization_id = $1 and promotion_id = $2 for key share',
        [organizationId, promotionId],
      );
      if (promotion === undefined) return refuse({ code: 'promotion-unknown' });
      const codes = input.code === undefined ? Array.from({ length: input.count ?? 1 }, randomCode) : [input.code];
      const couponIds = codes.map(() => deps.ids.next());
      const common = [organizationId, promotionId, mostUses, validTo, deps.clock.now().toISOString(), author.userId];
      const values: unknown[] = [...common];
      const tuples = codes.map((code, index) => {
        values.push(couponIds[index], code);
        return `($1, $${values.length - 1}, $${values.length}, $2, $3, $4, $5, $6)`;
      });
      const rows = await tx.query<Row>(
        `insert into coupon (organization_id, coupon_id, code, promotion_id, most_uses, valid_to, created_at, created_by)
         values ${tuples.join(', ')} returning ${COLUMNS}`,
        values,
      );
      await recordChange(tx, {
        kind: 'catalog.coupons',
        ids: couponIds,
        audit: [
          {
            ...author,
            action: 'coupon.created',
            subjectKind: 'promotion',
            subjectId: promotionId,
            detail: { count: codes.length, mostUses, validTo },
          },
        ],
      });
      return { ok: true, value: rows.map(couponOf) };
    }),
  );
}

/** Coupons by their codes, the ones of a promotion if it is named; `null` for a cursor that is none. */
export async function listCoupons(
  tx: Tx,
  query: {
    readonly promotionId?: string | undefined;
    readonly query?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<CouponList | null> {
  if (query.cursor !== undefined && !/^[A-Z0-9]{3,40}$/.test(query.cursor)) return null;
  const begin = (query.query ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from coupon where organization_id = $1 and ($2::uuid is null or promotion_id = $2::uuid)
        and ($3::text is null or code > $3) and code like $4 order by code limit $5`,
    [tx.organizationId, query.promotionId ?? null, query.cursor ?? null, `${begin}%`, query.limit + 1],
  );
  const items = rows.slice(0, query.limit).map(couponOf);
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.code ?? null) : null };
}

/** Takes a coupon out of use; a repeat changes nothing. */
export async function deactivateCoupon(
  deps: Deps,
  organizationId: string,
  author: Author,
  couponId: string,
): Promise<Result<Coupon, PricingRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const [before] = await tx.query<Row>(
      `select ${COLUMNS} from coupon where organization_id = $1 and coupon_id = $2 for update`,
      [organizationId, couponId],
    );
    if (before === undefined) return refuse({ code: 'not-found' });
    if (!before.is_active) return { ok: true, value: couponOf(before) };
    await tx.query('update coupon set is_active = false where organization_id = $1 and coupon_id = $2', [
      organizationId,
      couponId,
    ]);
    await recordChange(tx, {
      kind: 'catalog.coupons',
      ids: [couponId],
      audit: [{ ...author, action: 'coupon.deactivated', subjectKind: 'coupon', subjectId: couponId }],
    });
    return { ok: true, value: couponOf({ ...before, is_active: false }) };
  });
}
