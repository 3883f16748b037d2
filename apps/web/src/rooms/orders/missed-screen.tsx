import type { PricingReviewSummary } from '@mosaajii/contract/pricing-reviews';
import { BadgePercent, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { DocumentLink, ListTable, MoneyOf, type TableColumn } from '../../platform/lists/index.ts';
import { type Names, useNames } from '../../platform/names/index.ts';
import { useSearch } from '../../platform/router/index.ts';
import { ChoiceField, EmptyState, Field, PageHeader, TextInput } from '../../platform/ui/index.ts';
import { usePricingReviews } from './use-pricing-reviews.ts';

/** Sales that were charged otherwise than the promotions of their moment say: what was given, and what would have been. */
export function MissedScreen() {
  const asked = useSearch();
  const names = useNames();
  const [from, setFrom] = useState(asked['from'] ?? '');
  const [to, setTo] = useState(asked['to'] ?? '');
  const [userId, setUserId] = useState(asked['userId'] ?? '');
  const list = usePricingReviews({ from, to, userId });
  const isNarrowed = from !== '' || to !== '' || userId !== '';
  return (
    <>
      <PageHeader
        title={t('orders.missedTitle')}
        meta={t('orders.missedMeta')}
        back={{ href: '/orders', label: t('orders.backToOrders') }}
      />
      <div className="mb-3 flex flex-wrap gap-3">
        <Field label={t('orders.findFrom')}>
          <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t('orders.findTo')}>
          <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <ChoiceField
          label={t('orders.missedBy')}
          any={t('orders.missedAnybody')}
          value={userId}
          options={names.users}
          onChange={setUserId}
        />
      </div>
      <Listed
        pages={list}
        empty={
          isNarrowed ? (
            <EmptyState icon={SearchX} title={t('orders.missedNoneFound')} />
          ) : (
            <EmptyState icon={BadgePercent} title={t('orders.missedNone')}>
              {t('orders.missedNoneText')}
            </EmptyState>
          )
        }
      >
        {(items) => (
          <ListTable
            label={t('orders.missedTitle')}
            columns={missedColumns(names)}
            rows={items}
            idOf={({ saleId }) => saleId}
          />
        )}
      </Listed>
    </>
  );
}

function missedColumns(names: Names): readonly TableColumn<PricingReviewSummary>[] {
  return [
    {
      name: 'receipt',
      label: t('orders.receipt'),
      isFixed: true,
      cell: (one) => (
        <>
          <DocumentLink to="/orders/:saleId/pricing" params={{ saleId: one.saleId }} number={one.receiptNumber} />
          <span className="block text-sm text-ink-2">
            {formatDateTime(one.occurredAt)} · {names.nameOf(one.userId)}
          </span>
          <span className="block text-sm text-ink-2 sm:hidden">{promotionsOf(one)}</span>
        </>
      ),
    },
    { name: 'promotions', label: t('orders.missedPromotions'), from: 'sm', cell: promotionsOf },
    {
      name: 'expected',
      label: t('orders.missedExpected'),
      isFigure: true,
      cell: ({ expectedMinor, currencyCode }) => <MoneyOf value={expectedMinor} currencyCode={currencyCode} />,
    },
    {
      name: 'charged',
      label: t('orders.missedCharged'),
      from: 'sm',
      isFigure: true,
      cell: ({ chargedMinor, currencyCode }) => <MoneyOf value={chargedMinor} currencyCode={currencyCode} />,
    },
  ];
}

function promotionsOf({ labels }: PricingReviewSummary): string {
  return labels.length === 0 ? t('orders.missedNoPromotion') : labels.join(', ');
}
