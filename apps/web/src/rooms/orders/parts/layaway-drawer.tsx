import type { LayawayDetail } from '@mosaajii/contract/layaways';
import { type Currency, milli, minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, formatDateTime, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { Link } from '../../../platform/router/index.ts';
import { Amount, Drawer, plainLinkLook } from '../../../platform/ui/index.ts';
import { useNames } from '../receipt-of.ts';
import { FlagList } from './later.tsx';
import { StateChip } from './layaway-state.tsx';

/** One layaway: its goods, what was paid and given back, by whom, and the sale that it became. */
export function LayawayDrawer({ layawayId, onClose }: { readonly layawayId: string; readonly onClose: () => void }) {
  const found = useQuery({
    queryKey: ['layaway', layawayId],
    queryFn: ({ signal }) => orThrow(api.get<LayawayDetail>(`/layaways/${layawayId}`, { signal })),
    retry: false,
  });
  return (
    <Drawer title={found.data?.number ?? t('layaway.title')} onClose={onClose}>
      <Answer query={found}>{(detail) => <Detail detail={detail} />}</Answer>
    </Drawer>
  );
}

function Detail({ detail }: { readonly detail: LayawayDetail }) {
  const state = useObservable(useDevice().session.state);
  if (state.status === 'signed-out') return null;
  const { currency, locale } = state.session.organization;
  const isOpen = detail.state === 'open' || detail.state === 'overdue';
  const figures = [
    [t('layaway.total'), detail.totalMinor],
    [t('layaway.paid'), detail.paidMinor],
    [t(isOpen ? 'layaway.owed' : 'layaway.toGiveBack'), isOpen ? owedOf(detail) : detail.leftMinor],
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 font-medium">
          {detail.customerName}
          <span className="block text-sm font-normal text-ink-2">
            {t('layaway.dueOn', { date: formatDate(detail.dueOn) })} · {detail.registerCode}
          </span>
        </p>
        <StateChip state={detail.state} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
        {figures.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="text-end">
              <Amount value={minor(value)} currency={currency} locale={locale} className="font-semibold" />
            </dd>
          </div>
        ))}
      </dl>
      {detail.soldSaleId === null ? null : (
        <Link to="/orders/:saleId" params={{ saleId: detail.soldSaleId }} className={plainLinkLook}>
          {t('layaway.openSale')}
        </Link>
      )}
      <section aria-label={t('layaway.goods')}>
        <h3 className="pb-1 text-sm font-medium text-ink-3">{t('layaway.goods')}</h3>
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {detail.lines.map((line) => (
            <li key={line.lineId} className="flex gap-3 py-2">
              <span className="min-w-0 flex-1 break-words">{line.name}</span>
              <bdi dir="ltr" className="num text-ink-2">
                {formatQuantity(milli(line.quantityMilli))}
                {line.unit === 'pcs' ? '' : ` ${line.unit}`}
              </bdi>
            </li>
          ))}
        </ul>
      </section>
      <Deposits detail={detail} currency={currency} locale={locale} />
    </div>
  );
}

function owedOf({ totalMinor, leftMinor }: LayawayDetail): number {
  return Math.max(0, totalMinor - leftMinor);
}

interface DepositsProps {
  readonly detail: LayawayDetail;
  readonly currency: Currency;
  readonly locale: string;
}

function Deposits({ detail, currency, locale }: DepositsProps) {
  const nameOf = useNames();
  return (
    <section aria-label={t('layaway.payments')}>
      <h3 className="pb-1 text-sm font-medium text-ink-3">{t('layaway.payments')}</h3>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {detail.deposits.map((deposit) => (
          <li key={deposit.depositId} className="flex gap-3 py-2">
            <span className="min-w-0 flex-1">
              {t(deposit.kind === 'taken' ? 'layaway.taken' : 'layaway.returned')}
              {deposit.tenders.length === 0
                ? ''
                : ` · ${deposit.tenders.map(({ kind }) => tenderName(kind)).join(', ')}`}
              <span className="block text-sm text-ink-3">
                {formatDateTime(deposit.occurredAt)} · {nameOf(deposit.userId)}
              </span>
              {deposit.reason === '' ? null : <span className="block text-sm text-ink-2">“{deposit.reason}”</span>}
              {deposit.feeMinor === 0 ? null : (
                <span className="block text-sm text-ink-2">
                  {t('layaway.fee')} <Amount value={minor(deposit.feeMinor)} currency={currency} locale={locale} />
                </span>
              )}
              {deposit.flags.length === 0 ? null : (
                <Suspense fallback={null}>
                  <FlagList flags={deposit.flags} />
                </Suspense>
              )}
            </span>
            <Amount
              value={minor(deposit.kind === 'taken' ? deposit.amountMinor : -deposit.amountMinor)}
              currency={currency}
              locale={locale}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
