import type { AccountStatement } from '@mosaajii/contract/customers';
import { minor } from '@mosaajii/domain/money';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { formatDate, type MessageKey, t } from '../../platform/i18n/index.ts';
import { Amount, Field, Notice, plainLinkLook, TextInput } from '../../platform/ui/index.ts';
import { REASONS } from './entry-list.tsx';
import { useMoney } from './use-customers.ts';

const DAY_MS = 24 * 60 * 60_000;
const AGES: readonly MessageKey[] = ['customers.age0', 'customers.age1', 'customers.age2', 'customers.age3'];

/** What a customer owed before a period, was charged and paid in it, and what is open at its end by age. */
export function StatementSection({ customerId }: { readonly customerId: string }) {
  const { now } = useDevice();
  const dateOf = (daysAgo: number) => new Date(now().getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const [from, setFrom] = useState(() => dateOf(89));
  const [to, setTo] = useState(() => dateOf(0));
  const isValid = from !== '' && to !== '' && from <= to;
  const asked = new URLSearchParams({ from, to }).toString();
  const statement = useQuery({
    // Under the key of the entries: what changes one changes the other.
    queryKey: ['purse-entries', 'statement', customerId, asked],
    enabled: isValid,
    queryFn: ({ signal }) =>
      orThrow(api.get<AccountStatement>(`/customers/${customerId}/statement?${asked}`, { signal })),
    retry: false,
  });
  return (
    <section aria-label={t('customers.statement')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('customers.statement')}</h3>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('customers.from')}>
          <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t('customers.to')}>
          <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      {isValid ? (
        <>
          <Answer query={statement}>{(found) => <Figures statement={found} />}</Answer>
          <a
            className={`${plainLinkLook} self-start`}
            href={`/api/v1/customers/${customerId}/statement/export?${asked}`}
            download
          >
            {t('customers.statementCsv')}
          </a>
        </>
      ) : (
        <Notice tone="warning">{t('customers.periodWrong')}</Notice>
      )}
    </section>
  );
}

function Figures({ statement }: { readonly statement: AccountStatement }) {
  const money = useMoney();
  if (money === null) return null;
  const amount = (value: number) => <Amount value={minor(value)} currency={money.currency} locale={money.locale} />;
  const end = (label: string, value: number) => (
    <li className="flex justify-between gap-3 py-2 font-semibold">
      <span>{label}</span>
      {amount(value)}
    </li>
  );
  return (
    <>
      <ol className="divide-y divide-line border-y border-line">
        {end(t('customers.opening'), statement.openingMinor)}
        {statement.lines.map((line) => (
          <li key={`${line.documentId} ${line.entryNumber}`} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <span>{t(REASONS[line.reason] ?? 'customers.reason_adjustment')}</span>
            <span className="num text-sm text-ink-3">{formatDate(line.businessDate)}</span>
            <span className="ms-auto text-end">
              {amount(line.amountMinor)}
              <span className="block text-sm text-ink-3">
                {t('customers.balanceThen')} {amount(line.balanceMinor)}
              </span>
            </span>
          </li>
        ))}
        {end(t('customers.closing'), statement.closingMinor)}
      </ol>
      {statement.closingMinor <= 0 ? null : (
        <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {AGES.map((label, index) => (
            <div key={label} className="rounded-card border border-line px-3 py-2">
              <dt className="text-sm text-ink-2">{t(label)}</dt>
              <dd className="font-semibold">{amount(statement.agesMinor[index] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
