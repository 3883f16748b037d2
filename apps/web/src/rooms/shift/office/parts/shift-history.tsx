import type { ShiftDetail } from '@mosaajii/contract/till';
import { minor } from '@mosaajii/domain/money';
import { formatTime, t } from '../../../../platform/i18n/index.ts';
import { type Names } from '../../../../platform/names/index.ts';
import { Amount } from '../../../../platform/ui/index.ts';
import { recordCurrency } from '../currency.ts';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly text: string;
  readonly amountMinor: number | null;
}

const KNOWN = [
  'no-sale',
  'handed-over',
  'line-removed',
  'sale-abandoned',
  'receipt-reprinted',
  'price-overridden',
  'practice-started',
  'practice-ended',
] as const;

/** What happened in a shift besides sales, in its order: cash, drawer, handovers, and what the till noted. */
export function ShiftHistory({ detail, names }: { readonly detail: ShiftDetail; readonly names: Names }) {
  const currency = recordCurrency(detail.shift.currencyCode);
  const entries = entriesOf(detail, names);
  if (entries.length === 0) return <p className="px-4 pb-4 text-ink-2">{t('shift.allNothingElse')}</p>;
  return (
    <ul className="divide-y divide-line px-4 pb-2">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-3 py-2.5">
          <span className="num w-14 flex-none text-sm text-ink-3">{formatTime(entry.at)}</span>
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{entry.what}</span>
            <span className="block break-words text-sm text-ink-2">
              {[entry.who, entry.text].filter((part) => part !== '').join(' · ')}
            </span>
          </span>
          {entry.amountMinor === null ? null : <Amount value={minor(entry.amountMinor)} currency={currency} isSignal />}
        </li>
      ))}
    </ul>
  );
}

function entriesOf({ movements, events }: ShiftDetail, names: Names): Entry[] {
  const cash = movements.map(
    (one): Entry => ({
      id: one.movementId,
      at: one.occurredAt,
      what: t(`shift.allCash_${one.kind}`),
      who: names.nameOf(one.userId),
      text: [one.reason, one.note].filter((part) => part !== '').join(': '),
      amountMinor: one.kind === 'paid-in' ? one.amountMinor : -one.amountMinor,
    }),
  );
  const others = events.map((one): Entry => {
    const kind = KNOWN.find((known) => known === one.kind);
    const amount = one.detail['amountMinor'];
    return {
      id: one.eventId,
      at: one.occurredAt,
      what: kind === undefined ? one.kind : t(`shift.allEvent_${kind}`),
      who: names.nameOf(one.userId),
      text: ['name', 'receiptNumber', 'reason', 'note']
        .map((field) => one.detail[field])
        .filter((value) => typeof value === 'string')
        .join(' · '),
      amountMinor: typeof amount === 'number' ? amount : null,
    };
  });
  return [...cash, ...others].sort((a, b) => (a.at < b.at ? -1 : 1));
}
