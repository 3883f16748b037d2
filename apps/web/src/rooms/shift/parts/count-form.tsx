import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, amountText, Field, MoneyInput, SegmentedControl } from '../../../platform/ui/index.ts';
import type { Count } from '../use-count.ts';
import { CountFields } from './count-fields.tsx';

export function CountHead({ currency, total }: { readonly currency: Currency; readonly total: Minor | null }) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-1 border-b border-line px-4 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="text-lg font-semibold tracking-tight">{t('shift.closeTitle')}</h2>
        <p className="text-sm text-ink-3 pointer-coarse:hidden">{t('shift.nextHint')}</p>
      </div>
      <div className="text-end">
        <p className="text-sm text-ink-2">{t('shift.counted')}</p>
        <output className="block text-2xl font-bold tracking-tight">
          {total === null ? '–' : <Amount value={total} currency={currency} hasCode />}
        </output>
      </div>
    </div>
  );
}

/** A field for each note and coin, or one total. */
export function CountBody({
  count,
  values,
  currency,
}: {
  readonly count: Count;
  readonly values: readonly Minor[];
  readonly currency: Currency;
}) {
  return (
    <>
      {values.length > 0 ? (
        <SegmentedControl
          label={t('shift.closeTitle')}
          value={count.way}
          options={[
            { value: 'pieces', label: t('shift.byNotes') },
            { value: 'total', label: t('shift.byTotal') },
          ]}
          onChange={count.setWay}
        />
      ) : null}
      {count.way === 'pieces' ? (
        <CountFields values={values} currency={currency} texts={count.texts} onText={count.setText} />
      ) : (
        <Field label={t('shift.totalCounted')} className="max-w-64">
          <MoneyInput currency={currency} value={count.typed ?? null} onValue={count.setTyped} />
        </Field>
      )}
    </>
  );
}

/** What stays in the drawer, what goes to the safe, and what the card terminal says. */
export function StayFields({
  currency,
  total,
  stays,
  float,
  onFloat,
  card,
  onCard,
}: {
  readonly currency: Currency;
  readonly total: Minor | null;
  readonly stays: Minor | undefined;
  readonly float: Minor | null | undefined;
  readonly onFloat: (value: Minor | null | undefined) => void;
  readonly card: Minor | null | undefined;
  readonly onCard: (value: Minor | null | undefined) => void;
}) {
  const drop = total === null || stays === undefined ? null : minor(total - stays);
  return (
    <div className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
      <Field
        label={t('shift.floatToLeave')}
        hint={drop === null ? undefined : t('shift.dropIs', { amount: amountText(drop, currency) })}
      >
        <MoneyInput currency={currency} value={float ?? null} onValue={onFloat} />
      </Field>
      <Field label={t('shift.cardTotal')} isOptional hint={t('shift.cardTotalHint')}>
        <MoneyInput currency={currency} value={card ?? null} onValue={onCard} />
      </Field>
    </div>
  );
}
