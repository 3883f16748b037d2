import { t } from '../../../platform/i18n/index.ts';
import { Field, Select, TextInput } from '../../../platform/ui/index.ts';
import { CodesField } from './codes-field.tsx';
import { PriceInput } from './price-input.tsx';
import type { DraftErrors, VariantDraft } from './product-draft.ts';
import { SellingFields } from './selling-fields.tsx';

export interface VariantFieldsProps {
  readonly variant: VariantDraft;
  /** Where its errors are: `variants.0`. */
  readonly path: string;
  /** The product's unit of measure. */
  readonly unit: string;
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
export function VariantFields({ variant, path, unit, errors, onChange, isWithoutPrice = false }: VariantFieldsProps) {
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
      <SellingFields
        selling={variant.selling}
        path={`${path}.selling`}
        unit={unit}
        hasPrice={variant.price.trim() !== ''}
        errors={errors}
        onChange={(selling) => onChange({ ...variant, selling })}
      />
    </div>
  );
}
