import { t } from '../../../platform/i18n/index.ts';
import { Field, Switch, TextInput } from '../../../platform/ui/index.ts';
import { PriceInput } from './price-input.tsx';
import type { DraftErrors } from './product-draft.ts';
import { canBeWeighed, type SellingDraft } from './selling-draft.ts';

export interface SellingFieldsProps {
  readonly selling: SellingDraft;
  /** Where its errors are: `variants.0.selling`. */
  readonly path: string;
  readonly unit: string;
  /** Goods with a price are not asked for one. */
  readonly hasPrice: boolean;
  readonly errors: DraftErrors;
  readonly onChange: (next: SellingDraft) => void;
}

/** What the till asks before it sells: an age, a price between bounds, a weight. */
export function SellingFields({ selling, path, unit, hasPrice, errors, onChange }: SellingFieldsProps) {
  const change = (part: Partial<SellingDraft>) => onChange({ ...selling, ...part });
  const hasRange = !hasPrice || selling.lowestPrice !== '' || selling.highestPrice !== '';
  return (
    <fieldset className="grid gap-4 border-t border-line pt-4 sm:col-span-2 sm:grid-cols-2">
      <legend className="visually-hidden">{t('catalog.sectionSelling')}</legend>
      <p aria-hidden className="font-semibold sm:col-span-2">
        {t('catalog.sectionSelling')}
      </p>
      <Field label={t('catalog.minimumAge')} hint={t('catalog.minimumAgeHint')} error={errors[`${path}.minimumAge`]}>
        <TextInput
          inputMode="numeric"
          autoComplete="off"
          maxLength={2}
          className="num"
          value={selling.minimumAge}
          onChange={(event) => change({ minimumAge: event.target.value })}
        />
      </Field>
      {hasRange ? (
        <div className="grid gap-4 sm:col-span-2 sm:grid-cols-2">
          <Field
            label={t('catalog.lowestPrice')}
            isOptional
            error={errors[`${path}.openPrice.minE4`] ?? errors[`${path}.openPrice`]}
          >
            <PriceInput value={selling.lowestPrice} onChange={(lowestPrice) => change({ lowestPrice })} />
          </Field>
          <Field label={t('catalog.highestPrice')} isOptional error={errors[`${path}.openPrice.maxE4`]}>
            <PriceInput value={selling.highestPrice} onChange={(highestPrice) => change({ highestPrice })} />
          </Field>
          <p className="text-sm text-ink-3 sm:col-span-2">{t('catalog.openPriceHint')}</p>
        </div>
      ) : null}
      {canBeWeighed(selling, unit) ? (
        <div className="flex flex-col items-start gap-2 sm:col-span-2">
          <Switch isOn={selling.isWeighed} onChange={(isWeighed) => change({ isWeighed })}>
            {t('catalog.isWeighed')}
          </Switch>
          <p className="text-sm text-ink-3">{t('catalog.isWeighedHint')}</p>
          {errors[`${path}.weighed`] === undefined ? null : (
            <p role="alert" className="text-sm text-danger">
              {errors[`${path}.weighed`]}
            </p>
          )}
          {selling.isWeighed ? (
            <Field
              label={t('catalog.tare', { unit: unit.trim() })}
              hint={t('catalog.tareHint')}
              error={errors[`${path}.weighed.tareMilli`]}
              className="w-full sm:max-w-64"
            >
              <TextInput
                dir="ltr"
                inputMode="decimal"
                autoComplete="off"
                maxLength={10}
                className="num"
                value={selling.tare}
                onChange={(event) => change({ tare: event.target.value })}
              />
            </Field>
          ) : null}
        </div>
      ) : null}
    </fieldset>
  );
}
