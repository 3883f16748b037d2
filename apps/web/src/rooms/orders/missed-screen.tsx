import type { PricingReviewSummary } from '@mosaajii/contract/pricing-reviews';
import { currencyOf, minor } from '@mosaajii/domain/money';
import { BadgePercent, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Listed } from '../../platform/answer/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { type Names, useNames } from '../../platform/names/index.ts';
import { Link, useSearch } from '../../platform/router/index.ts';
import {
  Amount,
  ChoiceField,
  EmptyState,
  Field,
  PageHeader,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TextInput,
} from '../../platform/ui/index.ts';
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
        {(items) => <MissedTable items={items} names={names} />}
      </Listed>
    </>
  );
}

interface TableProps {
  readonly items: readonly PricingReviewSummary[];
  readonly names: Names;
}

function MissedTable({ items, names }: TableProps) {
  return (
    <Table label={t('orders.missedTitle')}>
      <TableHead>
        <TableHeader>{t('orders.receipt')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('orders.missedPromotions')}</TableHeader>
        <TableHeader isFigure>{t('orders.missedExpected')}</TableHeader>
        <TableHeader isFigure className="max-sm:hidden">
          {t('orders.missedCharged')}
        </TableHeader>
      </TableHead>
      <tbody>
        {items.map((one) => {
          const currency = currencyOf(one.currencyCode);
          const labels = one.labels.length === 0 ? t('orders.missedNoPromotion') : one.labels.join(', ');
          return (
            <TableRow key={one.saleId}>
              <TableCell>
                <Link
                  to="/orders/:saleId/pricing"
                  params={{ saleId: one.saleId }}
                  className="code reach whitespace-nowrap font-medium text-brand-ink hover:underline"
                >
                  {one.receiptNumber}
                </Link>
                <span className="block text-sm text-ink-2">
                  {formatDateTime(one.occurredAt)} · {names.nameOf(one.userId)}
                </span>
                <span className="block text-sm text-ink-2 sm:hidden">{labels}</span>
              </TableCell>
              <TableCell className="max-sm:hidden">{labels}</TableCell>
              <TableCell isFigure>
                {currency === null ? null : <Amount value={minor(one.expectedMinor)} currency={currency} />}
              </TableCell>
              <TableCell isFigure className="max-sm:hidden">
                {currency === null ? null : <Amount value={minor(one.chargedMinor)} currency={currency} />}
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
