import type { LayawayRule } from '@mosaajii/domain/layaway';
import { type Currency, minor } from '@mosaajii/domain/money';
import { layaway as words } from '../../platform/i18n/en/layaway.ts';
import { addMessages, t } from '../../platform/i18n/index.ts';
import { Card, Field, MoneyInput, TextInput } from '../../platform/ui/index.ts';

addMessages('layaway', words);

interface Props {
  readonly rule: LayawayRule;
  readonly currency: Currency;
  readonly onChange: (rule: LayawayRule) => void;
}

const PPM_OF_PERCENT = 10_000;
const MOST_DAYS = 730;

/** By which rules the store puts goods aside. */
export function LayawayCard({ rule, currency, onChange }: Props) {
  return (
    <Card title={t('layaway.settings')}>
      <div className="grid gap-4 px-4 pb-4 sm:grid-cols-3">
        <Field label={t('layaway.minimum')} hint={t('layaway.minimumHint')}>
          <TextInput
            inputMode="numeric"
            value={rule.minimumPpm / PPM_OF_PERCENT}
            onChange={(event) => {
              onChange({ ...rule, minimumPpm: wholeOf(event.target.value, 0, 100) * PPM_OF_PERCENT });
            }}
          />
        </Field>
        <Field label={t('layaway.feeSetting')} hint={t('layaway.feeSettingHint')}>
          <MoneyInput
            currency={currency}
            value={minor(rule.feeMinor)}
            onValue={(value) => onChange({ ...rule, feeMinor: Math.max(0, value ?? 0) })}
          />
        </Field>
        <Field label={t('layaway.days')}>
          <TextInput
            inputMode="numeric"
            value={rule.days}
            onChange={(event) => onChange({ ...rule, days: wholeOf(event.target.value, 1, MOST_DAYS) })}
          />
        </Field>
      </div>
    </Card>
  );
}

/** The digits that were typed, within what is possible. */
function wholeOf(text: string, least: number, most: number): number {
  const number = Number(text.replace(/\D/g, ''));
  return Math.max(least, Math.min(most, number));
}
