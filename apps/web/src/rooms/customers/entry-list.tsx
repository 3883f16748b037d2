import type { PurseEntries } from '@mosaajii/contract/customers';
import { minor } from '@mosaajii/domain/money';
import { Answer, MorePages } from '../../platform/answer/index.ts';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import { Amount, amountText } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { useEntries, useMoney } from './use-customers.ts';

export const REASONS: Readonly<Record<string, MessageKey>> = {
  sale: 'customers.reason_sale',
  return: 'customers.reason_return',
  payment: 'customers.reason_payment',
  issue: 'customers.reason_issue',
  earn: 'customers.reason_earn',
  unearn: 'customers.reason_unearn',
  'card-declined': 'customers.reason_cardDeclined',
  adjustment: 'customers.reason_adjustment',
};

/** What points were spent for or came back with has words of its own. */
const POINTS_REASONS: Readonly<Record<string, MessageKey>> = {
  ...REASONS,
  sale: 'customers.reason_burn',
  return: 'customers.reason_pointsBack',
};

/** What changed balances, the latest first. */
export function EntryList({ path, title }: { readonly path: string; readonly title: string }) {
  const entries = useEntries(path);
  const money = useMoney();
  const when = useWhen();
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <Answer query={entries}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-sm text-ink-3">{t('customers.noTimeline')}</p>
          ) : (
            <ol className="divide-y divide-line">
              {items.map((entry) => (
                <li
                  key={`${entry.documentId} ${entry.entryNumber}`}
                  className="flex flex-wrap items-baseline gap-x-3 py-2"
                >
                  <span className="font-medium">{reasonOf(entry)}</span>
                  <span className="text-sm text-ink-3">{tenderName(entry.kind)}</span>
                  <span className="num text-sm text-ink-3">{when(entry.recordedAt)}</span>
                  <span className="ms-auto">
                    {money === null ? null : entry.kind === 'points' ? (
                      <span className="num">{entry.amountMinor}</span>
                    ) : (
                      <Amount value={minor(entry.amountMinor)} currency={money.currency} locale={money.locale} />
                    )}
                  </span>
                  {entry.overspentMinor === 0 || money === null ? null : (
                    <span className="basis-full text-sm text-danger">
                      {entry.kind === 'points'
                        ? t('customers.pointsShort', { count: entry.overspentMinor })
                        : t('customers.overspent', {
                            amount: amountText(minor(entry.overspentMinor), money.currency, money.locale),
                          })}
                    </span>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
      <MorePages pages={entries} />
    </section>
  );
}

function reasonOf({ kind, reason }: PurseEntries['items'][number]): string {
  const words = kind === 'points' ? POINTS_REASONS : REASONS;
  return t(words[reason] ?? 'customers.reason_adjustment');
}
