import { type Minor, minor } from '@mosaajii/domain/money';
import type { ReactNode } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import type { ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount } from '../../../platform/ui/index.ts';

/** What a shift did so far. The cash in the drawer is left out until it was counted: the count is blind. */
export function ShiftFigures({ shift }: { readonly shift: ShiftRecord }) {
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  if (currency === undefined) return null;
  const money = (value: Minor) => <Amount value={value} currency={currency} isSignal />;
  const card = shift.tenders['card-manual'];
  const cash = shift.tenders.cash;
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="font-semibold">{shift.closed === null ? t('shift.soFar') : formatDate(shift.businessDate)}</h2>
      <p className="text-sm text-ink-2">
        {t('shift.sales', { count: shift.saleCount })} · {t('shift.returns', { count: shift.returnCount })}
      </p>
      <dl className="mt-3 flex flex-col gap-1.5">
        <Row label={t('shift.sold')}>{money(shift.soldMinor)}</Row>
        <Row label={t('shift.refunded')}>{money(minor(0 - shift.refundedMinor))}</Row>
        <Row label={t('shift.net')} isStrong>
          {money(minor(shift.soldMinor - shift.refundedMinor))}
        </Row>
        <div className="my-1 border-t border-line" />
        <Row label={t('shift.taxes')}>{money(shift.taxMinor)}</Row>
        <Row label={t('shift.discounts')}>{money(shift.discountMinor)}</Row>
        <Row label={t('shift.card')}>{money(minor(card.takenMinor - card.refundedMinor))}</Row>
        <Row label={t('shift.floatRow')}>{money(shift.openingFloatMinor)}</Row>
        {shift.closed === null ? null : (
          <Row label={t('shift.cashTaken')}>{money(minor(cash.takenMinor - cash.refundedMinor))}</Row>
        )}
      </dl>
      {shift.closed === null ? <p className="mt-3 text-sm text-ink-3">{t('shift.blind')}</p> : null}
    </section>
  );
}

function Row({
  label,
  isStrong = false,
  children,
}: {
  readonly label: string;
  readonly isStrong?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${isStrong ? 'text-md font-semibold' : ''}`}>
      <dt className={isStrong ? '' : 'text-ink-2'}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
