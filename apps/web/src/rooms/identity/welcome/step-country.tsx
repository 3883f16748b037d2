import type { CountryPreset } from '@mosaajii/contract/settings';
import { minor } from '@mosaajii/domain/money';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import {
  amountText,
  Button,
  Checkbox,
  Field,
  SegmentedControl,
  Select,
  TextInput,
} from '../../../platform/ui/index.ts';
import { Question } from '../frame.tsx';
import { parsePercent, type WelcomeDraft, withCountry, withTax } from './draft.ts';

interface StepCountryProps {
  readonly draft: WelcomeDraft;
  readonly presets: readonly CountryPreset[];
  readonly onDraft: (draft: WelcomeDraft) => void;
  readonly onNext: () => void;
}

/** Where the shop is, and with it currency and taxes to confirm. */
export function StepCountry({ draft, presets, onDraft, onNext }: StepCountryProps) {
  const [isAsked, setAsked] = useState(false);
  const preset = presets.find(({ code }) => code === draft.country);
  const choose = (code: string) => {
    const next = presets.find((candidate) => candidate.code === code);
    onDraft(next === undefined ? { ...draft, country: '' } : withCountry(draft, next));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (preset !== undefined) onNext();
  };
  return (
    <Question title={t('identity.countryTitle')} text={t('identity.countryText')}>
      <form id="welcome-country" noValidate onSubmit={submit}>
        <Field
          label={t('identity.country')}
          error={isAsked && preset === undefined ? t('identity.countryMissing') : undefined}
          hint={preset === undefined ? undefined : currencyHint(preset)}
        >
          <Select value={draft.country} autoComplete="country" onChange={(event) => choose(event.target.value)}>
            <option value="">{t('identity.countryChoose')}</option>
            {presets.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </form>
      {preset === undefined ? null : <Taxes draft={draft} preset={preset} onDraft={onDraft} />}
      <Button type="submit" form="welcome-country" variant="primary" size="lg" className="sm:self-end">
        {t('identity.continue')}
      </Button>
    </Question>
  );
}

function currencyHint({ currency, locale }: CountryPreset): string {
  return t('identity.currencyIs', {
    currency: currency.code,
    sample: amountText(minor(123_456), currency, locale),
  });
}

interface TaxesProps {
  readonly draft: WelcomeDraft;
  readonly preset: CountryPreset;
  readonly onDraft: (draft: WelcomeDraft) => void;
}

function Taxes({ draft, preset, onDraft }: TaxesProps) {
  const toggle = (name: string) =>
    onDraft({
      ...draft,
      taxes: draft.taxes.map((tax) => (tax.name === name ? { ...tax, isOn: !tax.isOn } : tax)),
    });
  const { cashRounding } = preset;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="font-medium">{t('identity.taxesTitle')}</legend>
      <p className="text-sm text-ink-3">
        {draft.taxes.length === 0 ? t('identity.taxesNone') : t('identity.taxesConfirm', { asOf: preset.asOf })}
      </p>
      <ul className="divide-y divide-line rounded-card border border-line empty:hidden">
        {draft.taxes.map((tax) => (
          <li key={tax.name} className="px-3.5">
            <Checkbox checked={tax.isOn} onChange={() => toggle(tax.name)} className="w-full py-2">
              <span className="min-w-0">
                <span className="num font-medium">{tax.name}</span>
                {tax.note === '' ? null : <span className="block text-sm text-ink-3">{tax.note}</span>}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <AddTax draft={draft} taxName={preset.taxName} onDraft={onDraft} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="font-medium">{t('identity.pricesLabel')}</span>
        <SegmentedControl
          label={t('identity.pricesLabel')}
          value={draft.pricesIncludeTax ? 'include' : 'exclude'}
          options={[
            { value: 'include', label: t('identity.pricesInclude') },
            { value: 'exclude', label: t('identity.pricesExclude') },
          ]}
          onChange={(value) => onDraft({ ...draft, pricesIncludeTax: value === 'include' })}
        />
      </div>
      {cashRounding === null ? null : (
        <Checkbox
          checked={draft.isCashRounded}
          onChange={(event) => onDraft({ ...draft, isCashRounded: event.target.checked })}
        >
          {t('identity.cashRounding', { unit: amountText(cashRounding.unitMinor, preset.currency, preset.locale) })}
        </Checkbox>
      )}
    </fieldset>
  );
}

interface AddTaxProps {
  readonly draft: WelcomeDraft;
  readonly taxName: string;
  readonly onDraft: (draft: WelcomeDraft) => void;
}

function AddTax({ draft, taxName, onDraft }: AddTaxProps) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [rate, setRate] = useState('');
  const [error, setError] = useState<{ name?: string; rate?: string }>({});
  const add = (event: FormEvent) => {
    event.preventDefault();
    const ratePpm = parsePercent(rate);
    if (ratePpm === undefined) return setError({ rate: t('identity.taxRateWrong') });
    const trimmed = name.trim() === '' ? `${taxName} ${rate.trim().replace(/\s*%$/, '')} %` : name.trim();
    if (trimmed.toLowerCase() === 'no tax') return setError({ name: t('identity.taxNameMissing') });
    onDraft(withTax(draft, trimmed, ratePpm));
    setOpen(false);
    setName('');
    setRate('');
    setError({});
  };
  if (!isOpen) {
    return (
      <Button
        variant="quiet"
        size="sm"
        className="self-start"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        {t('identity.taxAdd')}
      </Button>
    );
  }
  return (
    <form noValidate onSubmit={add} className="flex flex-wrap items-start gap-3">
      <Field label={t('identity.taxRate')} error={error.rate} className="w-32">
        <TextInput value={rate} inputMode="decimal" autoFocus onChange={(event) => setRate(event.target.value)} />
      </Field>
      <Field label={t('identity.taxName')} isOptional error={error.name} className="min-w-40 flex-1">
        <TextInput
          value={name}
          maxLength={60}
          placeholder={taxName}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-[26px]">
        {t('identity.taxAddConfirm')}
      </Button>
    </form>
  );
}
