import { type Minor, minor } from '@mosaajii/domain/money';
import { TENDER_KINDS } from '@mosaajii/domain/sale';
import type { ReactNode } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { expectedCashMinor, type ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount } from '../../../platform/ui/index.ts';
import { countRulesOf } from '../count-rules.ts';

/** Whether somebody may see the money of a shift: of a closed one everybody, of an open one whoever does not count it blind. */
export function useSees(): (shift: ShiftRecord) => boolean {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  useObservable(session.state);
  const isOpenSeen = session.can('shift.expected') || (settings !== null && !countRulesOf(settings).isBlind);
  return (shift) => shift.closed !== null || isOpenSeen;
}

/** What a shift did so far. Its money is left out until the drawer was counted: in a shop that takes cash only, it tells. */
export function ShiftFigures({ shift }: { readonly shift: ShiftRecord }) {
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  const isSeen = useSees()(shift);
  if (currency === undefined) return null;
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="font-semibold">{shift.closed === null ? t('shift.soFar') : formatDate(shift.businessDate)}</h2>
      <p className="text-sm text-ink-2">
        {t('shift.sales', { count: shift.saleCount })} · {t('shift.returns', { count: shift.returnCount })}
      </p>
      {isSeen ? <Money shift={shift} /> : null}
      {shift.closed === null && !isSeen ? <p className="mt-3 text-sm text-ink-3">{t('shift.blind')}</p> : null}
    </section>
  );
}

/** A shift of before knows fewer tenders. */
const NOTHING = { takenMinor: 0, refundedMinor: 0 };

function Money({ shift }: { readonly shift: ShiftRecord }) {
  const { session } = useDevice();
  const currency = useObservable(session.settings)?.organization.currency;
  if (currency === undefined) return null;
  const money = (value: Minor) => <Amount value={value} currency={currency} isSignal />;
  const others = TENDER_KINDS.filter((kind) => kind !== 'cash').flatMap((kind) => {
    const { takenMinor, refundedMinor } = shift.tenders[kind] ?? NOTHING;
    return takenMinor === 0 && refundedMinor === 0 ? [] : [{ kind, stayed: minor(takenMinor - refundedMinor) }];
  });
  const cash = shift.tenders.cash;
  const { paidInMinor = 0, paidOutMinor = 0, dropMinor = 0 } = shift.totals ?? {};
  const moved = [
    ['shift.paidIn', paidInMinor],
    ['shift.paidOut', -paidOutMinor],
    ['shift.drops', -dropMinor],
  ] as const;
  return (
    <dl className="mt-3 flex flex-col gap-1.5">
      <Row label={t('shift.sold')}>{money(shift.soldMinor)}</Row>
      <Row label={t('shift.refunded')}>{money(minor(0 - shift.refundedMinor))}</Row>
      <Row label={t('shift.net')} isStrong>
        {money(minor(shift.soldMinor - shift.refundedMinor))}
      </Row>
      <div className="my-1 border-t border-line" />
      <Row label={t('shift.taxes')}>{money(shift.taxMinor)}</Row>
      <Row label={t('shift.discounts')}>{money(shift.discountMinor)}</Row>
      {others.map(({ kind, stayed }) => (
        <Row key={kind} label={tenderName(kind)}>
          {money(stayed)}
        </Row>
      ))}
      <div className="my-1 border-t border-line" />
      <Row label={t('shift.floatRow')}>{money(shift.openingFloatMinor)}</Row>
      <Row label={t('shift.cashTaken')}>{money(minor(cash.takenMinor - cash.refundedMinor))}</Row>
      {moved
        .filter(([, amount]) => amount !== 0)
        .map(([label, amount]) => (
          <Row key={label} label={t(label)}>
            {money(minor(amount))}
          </Row>
        ))}
      <Row label={t('shift.inDrawer')} isStrong>
        {money(shift.closed?.expectedMinor ?? expectedCashMinor(shift))}
      </Row>
    </dl>
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
