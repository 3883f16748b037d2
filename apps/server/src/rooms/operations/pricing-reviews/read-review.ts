import type { PricingReview, PricingReviewList } from '@mosaajii/contract/pricing-reviews';
import { minor } from '@mosaajii/domain/money';
import type { AppliedPromotion } from '@mosaajii/domain/promotion';
import type { Tx } from '../../../platform/database/index.ts';
import { pageOfReviews, type ReviewFilter, readPricingReview } from '../../catalog/index.ts';
import { type ExplainedLines, explainWith, readOrder } from '../../sales/index.ts';

/** One page of the sales that were charged otherwise than the promotions of their moment say, the latest first. */
export async function listReviews(tx: Tx, filter: ReviewFilter): Promise<PricingReviewList | null> {
  const found = await pageOfReviews(tx, filter);
  if (found === null) return null;
  return {
    items: found.page.map((row) => ({
      saleId: row.sale_id,
      receiptNumber: row.receipt_number,
      storeId: row.store_id,
      registerId: row.register_id,
      userId: row.user_id,
      occurredAt: row.occurred_at.toISOString(),
      currencyCode: row.currency_code,
      totalMinor: minor(row.total_minor),
      expectedMinor: minor(row.expected_minor),
      chargedMinor: minor(row.charged_minor),
      labels: [...row.labels],
    })),
    nextCursor: found.nextCursor,
  };
}

/** How a sale was charged beside what its promotions say it should have been; `null`: nothing was found about it. */
export async function readReview(tx: Tx, saleId: string): Promise<PricingReview | null> {
  const review = await readPricingReview(tx, saleId);
  const order = review === null ? null : await readOrder(tx, saleId);
  if (review === null || order === null) return null;
  const given = review.expected.map(({ promotionId, version, label, shares }) => ({
    promotionId,
    version,
    label,
    shares,
  }));
  // Reviews of an older program do not say which line would have got what: their promotions are named, no line is made up.
  const expected = given.every(isWhole) ? given.filter(isWhole) : null;
  const explained = expected === null ? null : await explainWith(tx, saleId, expected);
  return {
    saleId,
    receiptNumber: order.receiptNumber,
    storeId: order.storeId,
    registerId: order.registerId,
    userId: order.userId,
    occurredAt: order.occurredAt,
    currencyCode: order.currencyCode,
    pricingVersion: review.pricingVersion,
    charged: {
      promotions: (order.promotions ?? []).map(({ promotionId, label, shares }) => ({
        promotionId,
        label,
        discountMinor: minor(shares.reduce((all, { amountMinor }) => all + amountMinor, 0)),
      })),
      discountMinor: minor(review.chargedMinor),
      totalMinor: explained === null ? minor(order.totalMinor) : minor(explained.charged.totalMinor),
    },
    expected: {
      promotions: review.expected.map(({ promotionId, label, discountMinor }) => ({
        promotionId,
        label,
        discountMinor: minor(discountMinor),
      })),
      discountMinor: minor(review.expectedMinor),
      totalMinor: explained === null ? null : minor(explained.instead.totalMinor),
    },
    lines: explained === null ? null : linesOf(explained.charged, explained.instead),
  };
}

function isWhole(promotion: Omit<AppliedPromotion, 'shares'> & { shares: unknown }): promotion is AppliedPromotion {
  return promotion.shares !== undefined;
}

function linesOf(charged: ExplainedLines, instead: ExplainedLines): NonNullable<PricingReview['lines']> {
  return charged.lines.map((line, index) => ({
    lineId: line.lineId,
    name: line.name,
    quantityMilli: line.quantityMilli,
    charged: { totalMinor: minor(line.totalMinor), derivation: line.derivation.map((step) => ({ ...step })) },
    expected: {
      totalMinor: minor(instead.lines[index]?.totalMinor ?? 0),
      derivation: (instead.lines[index]?.derivation ?? []).map((step) => ({ ...step })),
    },
  }));
}
