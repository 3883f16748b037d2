import type { AppliedPromotion } from '@mosaajii/domain/promotion';
import { insertInto, type Step, type Table, updateFrom } from '../../../platform/statement/index.ts';

/** The counter of a limited promotion, locked until the batch is written. Column names as in the table. */
export interface PromotionUseStateRow {
  readonly promotion_id: string;
  readonly most_uses: number | null;
  readonly most_each: number | null;
  readonly budget_minor: number | null;
  readonly uses: number;
  readonly surplus_uses: number;
  readonly given_minor: number;
}

/** How often one customer used a limited promotion. */
export interface CustomerUseStateRow {
  readonly promotion_id: string;
  readonly customer_id: string;
  readonly uses: number;
}

/** A counter after a batch. */
export interface PromotionUseRow {
  readonly promotionId: string;
  readonly uses: number;
  readonly surplusUses: number;
  readonly givenMinor: number;
}

export interface CustomerUseRow {
  readonly promotionId: string;
  readonly customerId: string;
  readonly uses: number;
  readonly isNew: boolean;
}

/** What promotions of a sale's moment would have given, where it was charged otherwise. */
export interface PricingReviewRow {
  readonly saleId: string;
  readonly expected: readonly {
    readonly promotionId: string;
    readonly version: number;
    readonly label: string;
    readonly discountMinor: number;
    /** What each line would have paid less; what was written before it was kept has none. */
    readonly shares?: AppliedPromotion['shares'];
  }[];
  readonly expectedMinor: number;
  readonly chargedMinor: number;
  readonly pricingVersion: number | null;
}

const USE: Table<PromotionUseRow> = {
  name: 'promotion_use',
  columns: [
    { name: 'promotion_id', type: 'uuid', value: (row) => row.promotionId },
    { name: 'uses', type: 'integer', value: (row) => row.uses },
    { name: 'surplus_uses', type: 'integer', value: (row) => row.surplusUses },
    { name: 'given_minor', type: 'bigint', value: (row) => row.givenMinor },
  ],
};

// Without a clause for conflicts: when another register counted the same customer's first use in the same moment, the
// database refuses the batch, and it is decided again on what that one wrote.
const CUSTOMER_USE: Table<CustomerUseRow> = {
  name: 'promotion_customer_use',
  columns: [
    { name: 'promotion_id', type: 'uuid', value: (row) => row.promotionId },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'uses', type: 'integer', value: (row) => row.uses },
  ],
};

const REVIEW: Table<PricingReviewRow> = {
  name: 'sale_pricing_review',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'expected', type: 'jsonb', value: (row) => JSON.stringify(row.expected) },
    { name: 'expected_minor', type: 'bigint', value: (row) => row.expectedMinor },
    { name: 'charged_minor', type: 'bigint', value: (row) => row.chargedMinor },
    { name: 'pricing_version', type: 'bigint', value: (row) => row.pricingVersion },
  ],
};

/** Counts uses of limited promotions, the rows of which are locked, and keeps what was to be given. */
export function promotionUseSteps(writes: {
  readonly promotionUses: readonly PromotionUseRow[];
  readonly customerUses: readonly CustomerUseRow[];
  readonly pricingReviews: readonly PricingReviewRow[];
}): (Step | null)[] {
  return [
    updateFrom(
      {
        name: USE.name,
        columns: USE.columns,
        set: 'uses = v.uses, surplus_uses = v.surplus_uses, given_minor = v.given_minor',
        where: 't.promotion_id = v.promotion_id',
      },
      writes.promotionUses,
    ),
    insertInto(
      CUSTOMER_USE,
      writes.customerUses.filter(({ isNew }) => isNew),
    ),
    updateFrom(
      {
        name: CUSTOMER_USE.name,
        columns: CUSTOMER_USE.columns,
        set: 'uses = v.uses',
        where: 't.promotion_id = v.promotion_id and t.customer_id = v.customer_id',
      },
      writes.customerUses.filter(({ isNew }) => !isNew),
    ),
    insertInto(REVIEW, writes.pricingReviews),
  ];
}

/** The promotions and coupons of sales that a batch undoes. */
export interface GivenRow {
  readonly sale_id: string;
  readonly promotion_id: string;
  readonly coupon_code: string | null;
  readonly discount_minor: number;
}

const USE_COLUMNS = 'promotion_id, most_uses, most_each, budget_minor, uses, surplus_uses, given_minor';

/** The queries by which a larger statement reads and locks the counters; the arguments are parameters of it. */
export const PROMOTION_USE_QUERIES = {
  /** Those that the batch counts, locked; of the others what they were a moment ago. */
  counted: (promotionIds: string) =>
    `select ${USE_COLUMNS} from promotion_use where organization_id = $1` +
    ` and promotion_id = any(${promotionIds}) order by promotion_id for update`,
  all: `select ${USE_COLUMNS} from promotion_use where organization_id = $1`,
  ofCustomers: (customerIds: string) =>
    'select promotion_id, customer_id, uses from promotion_customer_use where organization_id = $1' +
    ` and customer_id = any(${customerIds}) order by promotion_id, customer_id for update`,
  given: (saleIds: string) =>
    'select sale_id, promotion_id, coupon_code, discount_minor from sale_promotion where organization_id = $1' +
    ` and sale_id = any(${saleIds}::uuid[]) order by sale_id, promotion_number`,
} as const;
