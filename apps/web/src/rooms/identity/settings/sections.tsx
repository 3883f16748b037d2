import type { ShopSettings } from '@mosaajii/contract/settings';
import { t } from '../../../platform/i18n/index.ts';
import { Field, SegmentedControl, Select, TextArea, TextInput } from '../../../platform/ui/index.ts';
import { isDayEnd, isReturnDays, type SettingsForm } from './form.ts';

export interface SectionProps {
  readonly settings: ShopSettings;
  readonly form: SettingsForm;
  readonly isReadOnly: boolean;
  /** What the server said about a field of the patch. */
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (change: Partial<SettingsForm>) => void;
}

export function ShopSection({ form, isReadOnly, errorAt, onChange }: SectionProps) {
  return (
    <>
      <Field label={t('identity.shopName')} error={errorAt('shopName')}>
        <TextInput
          value={form.shopName}
          maxLength={120}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ shopName: event.target.value })}
        />
      </Field>
      <Field label={t('identity.storeName')} error={errorAt('storeName')}>
        <TextInput
          value={form.storeName}
          maxLength={120}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ storeName: event.target.value })}
        />
      </Field>
      <Field label={t('identity.legalName')} isOptional error={errorAt('legalName')}>
        <TextInput
          value={form.legalName}
          maxLength={200}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ legalName: event.target.value })}
        />
      </Field>
      <Field label={t('identity.taxNumber')} isOptional error={errorAt('taxNumber')}>
        <TextInput
          value={form.taxNumber}
          maxLength={60}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ taxNumber: event.target.value })}
        />
      </Field>
      <Field label={t('identity.address')} hint={t('identity.addressHint')} isOptional error={errorAt('addressLines')}>
        <TextArea
          value={form.address}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ address: event.target.value })}
        />
      </Field>
      <Field label={t('identity.timeZone')} error={errorAt('timeZone')}>
        <Select
          value={form.timeZone}
          disabled={isReadOnly}
          onChange={(event) => onChange({ timeZone: event.target.value })}
        >
          {zonesWith(form.timeZone).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('identity.dayEndsAt')}
        hint={t('identity.dayEndsAtHint')}
        error={isDayEnd(form.dayEndsAt) ? errorAt('dayEndsAt') : t('identity.dayEndsAtWrong')}
      >
        <TextInput
          type="time"
          value={form.dayEndsAt}
          max="11:59"
          dir="ltr"
          readOnly={isReadOnly}
          onChange={(event) => onChange({ dayEndsAt: event.target.value })}
        />
      </Field>
    </>
  );
}

/** The browser's zones, and the present one even where the browser spells it otherwise. */
function zonesWith(present: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), present])].sort();
}

export function ReceiptSection({ form, isReadOnly, errorAt, onChange }: SectionProps) {
  return (
    <>
      <Field label={t('identity.receiptHeader')} isOptional error={errorAt('receiptHeader')}>
        <TextArea
          value={form.receiptHeader}
          maxLength={500}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ receiptHeader: event.target.value })}
        />
      </Field>
      <Field
        label={t('identity.receiptFooter')}
        hint={t('identity.receiptFooterHint')}
        isOptional
        error={errorAt('receiptFooter')}
      >
        <TextArea
          value={form.receiptFooter}
          maxLength={500}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ receiptFooter: event.target.value })}
        />
      </Field>
      <Field
        label={t('identity.returnDays')}
        hint={t('identity.returnDaysHint')}
        isOptional
        error={isReturnDays(form.returnDays) ? errorAt('returnDays') : t('identity.returnDaysWrong')}
      >
        <TextInput
          value={form.returnDays}
          inputMode="numeric"
          dir="ltr"
          readOnly={isReadOnly}
          onChange={(event) => onChange({ returnDays: event.target.value })}
        />
      </Field>
      <Choice label={t('identity.paperWidth')}>
        <SegmentedControl
          label={t('identity.paperWidth')}
          value={form.paperWidthMm === 80 ? '80' : '58'}
          options={[
            { value: '80', label: t('identity.paper80') },
            { value: '58', label: t('identity.paper58') },
          ]}
          onChange={(value) => (isReadOnly ? undefined : onChange({ paperWidthMm: value === '80' ? 80 : 58 }))}
        />
      </Choice>
    </>
  );
}

export function MoneySection({
  settings,
  form,
  isReadOnly,
  isRoundingRight,
  errorAt,
  onChange,
}: SectionProps & { readonly isRoundingRight: boolean }) {
  const { currency } = settings.organization;
  return (
    <>
      <Choice label={t('identity.pricesLabel')}>
        <SegmentedControl
          label={t('identity.pricesLabel')}
          value={form.pricesIncludeTax ? 'include' : 'exclude'}
          options={[
            { value: 'include', label: t('identity.pricesInclude') },
            { value: 'exclude', label: t('identity.pricesExclude') },
          ]}
          onChange={(value) => (isReadOnly ? undefined : onChange({ pricesIncludeTax: value === 'include' }))}
        />
      </Choice>
      <Choice label={t('identity.taxRounding')}>
        <SegmentedControl
          label={t('identity.taxRounding')}
          value={form.taxRounding}
          options={[
            { value: 'per-line', label: t('identity.taxPerLine') },
            { value: 'per-document', label: t('identity.taxPerDocument') },
          ]}
          onChange={(taxRounding) => (isReadOnly ? undefined : onChange({ taxRounding }))}
        />
      </Choice>
      <Choice label={t('identity.roundingMode')}>
        <SegmentedControl
          label={t('identity.roundingMode')}
          value={form.roundsHalfEven ? 'half-even' : 'half-up'}
          options={[
            { value: 'half-up', label: t('identity.roundHalfUp') },
            { value: 'half-even', label: t('identity.roundHalfEven') },
          ]}
          onChange={(value) => (isReadOnly ? undefined : onChange({ roundsHalfEven: value === 'half-even' }))}
        />
      </Choice>
      <Field
        label={t('identity.roundingUnit')}
        hint={t('identity.roundingUnitHint')}
        isOptional
        error={isRoundingRight ? errorAt('cashRounding.unitMinor') : t('identity.roundingWrong')}
      >
        <TextInput
          value={form.roundingUnit}
          inputMode="decimal"
          dir="ltr"
          readOnly={isReadOnly}
          start={<span className="text-sm text-ink-3">{currency.code}</span>}
          onChange={(event) => onChange({ roundingUnit: event.target.value })}
        />
      </Field>
      <Choice label={t('identity.currency')}>
        <p className="text-sm text-ink-3">{t('identity.currencyFixed', { currency: currency.code })}</p>
      </Choice>
    </>
  );
}

/** A label above a group that brings its own name for screen readers. */
export function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col items-start gap-1.5">
      <span className="font-medium">{label}</span>
      {children}
    </div>
  );
}
