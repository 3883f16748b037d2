import type { PricingReview } from '@mosaajii/contract/pricing-reviews';
import { type Currency, currencyOf, milli, minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { Answer } from '../../platform/answer/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { useNames } from '../../platform/names/index.ts';
import { Link, useParams } from '../../platform/router/index.ts';
import { Amount, Card, linkLook, Notice, PageHeader } from '../../platform/ui/index.ts';
import { usePricingReview } from './use-pricing-reviews.ts';

/** How one sale was charged, beside what the promotions of its moment would have made of it. */
export function PricingReviewScreen() {
  const { saleId = '' } = useParams();
  const review = usePricingReview(saleId);
  return (
    <>
      <PageHeader
        title={t('orders.missedOne')}
        meta={t('orders.missedOneMeta')}
        back={{ href: '/orders/missed', label: t('orders.missedTitle') }}
      />
      <Answer query={review}>{(data) => <Review review={data} />}</Answer>
    </>
  );
}

type Side = NonNullable<PricingReview['lines']>[number]['charged'];

function Review({ review }: { readonly review: PricingReview }) {
  const names = useNames();
  const currency = currencyOf(review.currencyCode);
  if (currency === null) return null;
  const { charged, expected, lines } = review;
  const difference = expected.totalMinor === null ? null : charged.totalMinor - expected.totalMinor;
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
          <p className="min-w-48 flex-1">
            <b className="code font-semibold">{review.receiptNumber}</b>
            <span className="block text-sm text-ink-2">
              {formatDateTime(review.occurredAt)} · {names.nameOf(review.userId)} · {names.nameOf(review.registerId)}
            </span>
          </p>
          {difference === null ? null : (
            <p className="text-end">
              <span className="block text-sm text-ink-2">
                {t(difference >= 0 ? 'orders.missedTooMuch' : 'orders.missedTooLittle')}
              </span>
              <span className="text-xl font-bold tracking-tight">
                <Amount value={minor(Math.abs(difference))} currency={currency} hasCode />
              </span>
            </p>
          )}
          <Link to="/orders/:saleId" params={{ saleId: review.saleId }} className={linkLook}>
            {t('orders.missedShowSale')}
          </Link>
        </div>
      </Card>
      {lines === null ? <Notice tone="neutral">{t('orders.missedNoLines')}</Notice> : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <SideCard
          title={t('orders.missedCharged')}
          given={charged}
          lines={lines?.map((line) => ({ ...line, ...line.charged })) ?? []}
          currency={currency}
        />
        <SideCard
          title={t('orders.missedExpected')}
          given={expected}
          lines={lines?.map((line) => ({ ...line, ...line.expected })) ?? []}
          currency={currency}
        />
      </div>
    </div>
  );
}

interface SideCardProps {
  readonly title: string;
  readonly given: PricingReview['expected'];
  readonly lines: readonly (Side & {
    readonly lineId: string;
    readonly name: string;
    readonly quantityMilli: number;
  })[];
  readonly currency: Currency;
}

/** One of the two derivations: its lines with each step, its promotions, and what it comes to. */
function SideCard({ title, given, lines, currency }: SideCardProps) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-4 px-4 pb-4">
        {lines.map((line) => (
          <dl
            key={line.lineId}
            aria-label={line.name}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5"
          >
            <dt className="font-medium">
              {formatQuantity(milli(line.quantityMilli))} × {line.name}
            </dt>
            <dd className="text-end font-medium">
              <Amount value={minor(line.totalMinor)} currency={currency} />
            </dd>
            {line.derivation.map((step, index) => (
              <div key={`${step.step}-${index}`} className="contents text-sm text-ink-2">
                <dt className={step.step === 'promotion' ? 'ps-3 font-medium text-ink' : 'ps-3'}>{step.label}</dt>
                <dd className="text-end">
                  <Amount value={minor(step.amountMinor)} currency={currency} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
        <ul className="border-t border-line pt-2">
          {given.promotions.length === 0 ? <li className="text-ink-2">{t('orders.missedNoPromotion')}</li> : null}
          {given.promotions.map(({ promotionId, label, discountMinor }) => (
            <li key={promotionId} className="flex justify-between gap-3">
              <span className="min-w-0 break-words">{label}</span>
              <Amount value={minor(-discountMinor)} currency={currency} />
            </li>
          ))}
        </ul>
        {given.totalMinor === null ? null : (
          <p className="flex justify-between border-t border-line pt-2 text-md font-semibold">
            <span>{t('orders.missedTotal')}</span>
            <Amount value={minor(given.totalMinor)} currency={currency} hasCode />
          </p>
        )}
      </div>
    </Card>
  );
}
