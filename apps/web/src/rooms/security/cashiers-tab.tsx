import type { CashierReport } from '@mosaajii/contract/security';
import { currencyOf, minor } from '@mosaajii/domain/money';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { Answer, Below } from '../../platform/answer/index.ts';
import { formatNumber, t } from '../../platform/i18n/index.ts';
import { useUserNames } from '../../platform/names/index.ts';
import { amountText, Chip, EmptyState, Field, LoadingLines, Notice, TextInput } from '../../platform/ui/index.ts';
import { useCashiers, useNames } from './use-security.ts';

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_DAYS = 366;

type Cashier = CashierReport['cashiers'][number];
type Signal = Cashier['signals'][number];

/** A date some days ago, of this device's calendar. */
function dateOf(daysAgo: number): string {
  const day = new Date(Date.now() - daysAgo * DAY_MS);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function isPeriod(from: string, to: string): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days < LONGEST_DAYS;
}

/** What is unusual about a cashier beside the others of the store, over a period that one chooses. */
export function CashiersTab() {
  const [from, setFrom] = useState(() => dateOf(29));
  const [to, setTo] = useState(() => dateOf(0));
  const isValid = isPeriod(from, to);
  const names = useUserNames();
  const report = useCashiers(isValid ? from : '', isValid ? to : '');
  return (
    <>
      <p className="max-w-prose text-ink-2">{t('security.cashiersText')}</p>
      <div className="flex flex-wrap gap-3">
        <Field label={t('security.from')}>
          <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t('security.to')}>
          <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      {isValid ? (
        <Below questions={[names]} loading={<LoadingLines />}>
          <Answer query={report}>
            {(data) =>
              data.cashiers.length === 0 ? (
                <EmptyState icon={Users} title={t('security.cashiersNone')}>
                  {t('security.cashiersNoneText')}
                </EmptyState>
              ) : (
                <ul aria-label={t('security.cashiers')} className="flex flex-col gap-2.5">
                  {data.cashiers.map((cashier) => (
                    <CashierCard
                      key={`${cashier.storeId} ${cashier.userId}`}
                      cashier={cashier}
                      code={data.currencyCode}
                      from={from}
                      to={to}
                    />
                  ))}
                </ul>
              )
            }
          </Answer>
        </Below>
      ) : (
        <Notice tone="warning">{t('security.periodWrong')}</Notice>
      )}
    </>
  );
}

interface CashierCardProps {
  readonly cashier: Cashier;
  readonly code: string;
  /** The period of the report. */
  readonly from: string;
  readonly to: string;
}

function CashierCard({ cashier, code, from, to }: CashierCardProps) {
  const nameOf = useNames();
  const name = nameOf(cashier.userId) ?? cashier.userId;
  const isCompared = cashier.signals.some(({ deviation }) => deviation !== null);
  return (
    <li className="rounded-card border border-line bg-surface">
      <details open={cashier.unusual > 0 || cashier.flagged.length > 0}>
        <summary
          aria-label={t('security.details', { name })}
          className="flex min-h-(--control) cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5"
        >
          <span className="min-w-40 flex-1 font-medium">{name}</span>
          <span className="num text-ink-2">
            {cashier.sales} {t('security.sales')}
          </span>
          <span className="num text-ink-2">{moneyOf(cashier.soldMinor, code)}</span>
          {cashier.unusual > 0 ? (
            <Chip tone="warning">{t('security.unusualCount', { count: cashier.unusual })}</Chip>
          ) : (
            <Chip>{t(isCompared ? 'security.nothingUnusual' : 'security.tooFew')}</Chip>
          )}
        </summary>
        <dl className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-3 sm:grid-cols-2 xl:grid-cols-3">
          {cashier.signals.map((signal) => (
            <SignalLine key={signal.name} signal={signal} code={code} />
          ))}
        </dl>
        {cashier.flagged.length === 0 ? null : (
          <ul aria-label={t('security.flagged')} className="flex flex-wrap gap-1.5 px-4 pb-3">
            {cashier.flagged.map(({ flag, count }) => (
              <li key={flag}>
                <Chip size="sm" tone="warning">
                  {t(`security.${flag}`, { count })}
                </Chip>
              </li>
            ))}
          </ul>
        )}
        <p className="px-4 pb-3">
          <a className="font-medium text-brand-ink hover:underline" href={`/audit?userId=${cashier.userId}`}>
            {t('security.audited')}
          </a>
        </p>
        {cashier.flagged.some(({ flag }) => flag === 'promotion-missed') ? (
          <p className="px-4 pb-3">
            <a
              className="font-medium text-brand-ink hover:underline"
              href={`/orders/missed?userId=${cashier.userId}&from=${from}&to=${to}`}
            >
              {t('security.promotionsMissed')}
            </a>
          </p>
        ) : null}
      </details>
    </li>
  );
}

function SignalLine({ signal, code }: { readonly signal: Signal; readonly code: string }) {
  const text = (value: number) =>
    signal.name === 'cash-short'
      ? t('security.ratePerShift', { amount: moneyOf(Math.round(value), code) })
      : `${formatNumber(value, undefined, 1)} %`;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 py-0.5">
      <dt className="text-ink-2">{t(`security.${signal.name}`)}</dt>
      <dd className="num ms-auto flex flex-wrap items-baseline gap-x-2">
        <span className={signal.isUnusual ? 'font-semibold text-danger' : 'font-medium'}>{text(signal.rate)}</span>
        <span className="text-sm text-ink-3">
          {t('security.usual')} {text(signal.usual)}
        </span>
        {signal.isUnusual ? (
          <Chip size="sm" tone="warning">
            {t('security.unusual')}
          </Chip>
        ) : null}
      </dd>
    </div>
  );
}

function moneyOf(amountMinor: number, code: string): string {
  const currency = currencyOf(code);
  return currency === null ? String(amountMinor) : amountText(minor(amountMinor), currency);
}
