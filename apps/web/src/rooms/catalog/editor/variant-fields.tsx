import { t } from '../../../platform/i18n/index.ts';
import { Field, Select, TextInput } from '../../../platform/ui/index.ts';
import { useCurrency } from '../use-shop.ts';
import { CodesField } from './codes-field.tsx';
import type { DraftErrors, VariantDraft } from './product-draft.ts';

export interface VariantFieldsProps {
  readonly variant: VariantDraft;
  /** Where its errors are: `variants.0`. */
  readonly path: string;
  readonly errors: DraftErrors;
  readonly onChange: (next: VariantDraft) => void;
  /** The price stands in the table already. */
  readonly isWithoutPrice?: boolean;
}

const POLICIES = [
  { value: 'warn', label: 'catalog.policyWarn' },
  { value: 'allow', label: 'catalog.policyAllow' },
  { value: 'refuse', label: 'catalog.policyRefuse' },
] as const;

/** Price, cost, SKU, codes and stock policy of one variant. */
export function VariantFields({ variant, path, errors, onChange, isWithoutPrice = false }: VariantFieldsProps) {
  const policy = (value: string) => POLICIES.find((known) => known.value === value)?.value ?? 'warn';
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {isWithoutPrice ? null : (
        <Field label={t('catalog.price')} hint={t('catalog.priceHint')} error={errors[`${path}.priceE4`]}>
          <PriceInput value={variant.price} onChange={(price) => onChange({ ...variant, price })} />
        </Field>
      )}
      <Field label={t('catalog.cost')} isOptional error={errors[`${path}.costE4`]}>
        <PriceInput value={variant.cost} onChange={(cost) => onChange({ ...variant, cost })} />
      </Field>
      {isWithoutPrice ? null : (
        <Field label={t('catalog.sku')} hint={t('catalog.skuHint')} error={errors[`${path}.sku`]}>
          <TextInput
            className="code"
            maxLength={64}
            autoComplete="off"
            value={variant.sku}
            onChange={(event) => onChange({ ...variant, sku: event.target.value })}
          />
        </Field>
      )}
      <Field label={t('catalog.stockPolicy')}>
        <Select
          value={variant.stockPolicy}
          onChange={(event) => onChange({ ...variant, stockPolicy: policy(event.target.value) })}
        >
          {POLICIES.map(({ value, label }) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </Select>
      </Field>
      <CodesField variant={variant} path={path} errors={errors} onChange={onChange} />
    </div>
  );
}

/** A unit price as typed, with the currency before it. */
export function PriceInput({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (text: string) => void;
  label?: string;
}) {
  const currency = useCurrency();
  return (
    <TextInput
      dir="ltr"
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      aria-label={label}
      className="num"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...(label === undefined ? { start: <span className="text-sm text-ink-3">{currency.code}</span> } : {})}
    />
  );
}
