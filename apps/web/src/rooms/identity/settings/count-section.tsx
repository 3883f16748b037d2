import { t } from '../../../platform/i18n/index.ts';
import { Checkbox, Field, TextArea, TextInput } from '../../../platform/ui/index.ts';
import { isAmountOrEmpty } from './form.ts';
import type { SectionProps } from './sections.tsx';

/** How drawers are counted at the end of a shift. */
export function CountSection({ settings, form, isReadOnly, errorAt, onChange }: SectionProps) {
  const { currency } = settings.organization;
  const amount = (text: string, path: string) =>
    isAmountOrEmpty(text, currency) ? errorAt(path) : t('identity.amountWrong');
  const start = <span className="text-sm text-ink-3">{currency.code}</span>;
  return (
    <>
      <Checkbox
        checked={form.isCountBlind}
        disabled={isReadOnly}
        onChange={(event) => onChange({ isCountBlind: event.target.checked })}
      >
        {t('identity.countBlind')}
      </Checkbox>
      <Field
        label={t('identity.tolerance')}
        hint={t('identity.toleranceHint')}
        isOptional
        error={amount(form.tolerance, 'overShortToleranceMinor')}
      >
        <TextInput
          value={form.tolerance}
          inputMode="decimal"
          dir="ltr"
          readOnly={isReadOnly}
          start={start}
          onChange={(event) => onChange({ tolerance: event.target.value })}
        />
      </Field>
      <Field
        label={t('identity.defaultFloat')}
        hint={t('identity.defaultFloatHint')}
        isOptional
        error={amount(form.defaultFloat, 'defaultFloatMinor')}
      >
        <TextInput
          value={form.defaultFloat}
          inputMode="decimal"
          dir="ltr"
          readOnly={isReadOnly}
          start={start}
          onChange={(event) => onChange({ defaultFloat: event.target.value })}
        />
      </Field>
      <Field
        label={t('identity.countReasons')}
        hint={t('identity.countReasonsHint')}
        isOptional
        error={errorAt('overShortReasons')}
      >
        <TextArea
          value={form.reasons}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ reasons: event.target.value })}
        />
      </Field>
    </>
  );
}
