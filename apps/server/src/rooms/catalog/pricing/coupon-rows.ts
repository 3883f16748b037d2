import { type Step, type Table, updateFrom } from '../../../platform/statement/index.ts';

/** The counter of a coupon after a batch. */
export interface CouponUseRow {
  readonly couponId: string;
  readonly uses: number;
  readonly surplusUses: number;
}

const COUPON: Table<CouponUseRow> = {
  name: 'coupon',
  columns: [
    { name: 'coupon_id', type: 'uuid', value: (row) => row.couponId },
    { name: 'uses', type: 'integer', value: (row) => row.uses },
    { name: 'surplus_uses', type: 'integer', value: (row) => row.surplusUses },
  ],
};

/** Counts coupons that sales used; the rows are locked. */
export function couponSteps(rows: readonly CouponUseRow[]): (Step | null)[] {
  return [
    updateFrom(
      {
        name: COUPON.name,
        columns: COUPON.columns,
        set: 'uses = v.uses, surplus_uses = v.surplus_uses',
        where: 't.coupon_id = v.coupon_id',
      },
      rows,
    ),
  ];
}
