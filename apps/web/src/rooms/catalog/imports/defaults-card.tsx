import { t } from '../../../platform/i18n/index.ts';
import { Card, Field, SegmentedControl, Select, TextInput } from '../../../platform/ui/index.ts';
import { PriceInput } from '../editor/price-input.tsx';
import { categoryPaths, useCategories, useTaxClasses } from '../use-shop.ts';
import type { PlanDraft, PlanError } from './import-plan.ts';

export interface DefaultsCardProps {
  readonly draft: PlanDraft;
  readonly errors: readonly PlanError[];
  readonly onChange: (draft: PlanDraft) => void;
}

/** What new products get where the file does not say. */
export function DefaultsCard({ draft, errors, onChange }: DefaultsCardProps) {
  const taxClasses = useTaxClasses();
  const categories = categoryPaths(useCategories());
  return (
    <Card title={t('catalog.defaultsTitle')}>
      <div className="grid gap-4 px-4 pb-4 pt-1 sm:grid-cols-2 lg:grid-cols-4">
        <Field
          label={t('catalog.defaultPrice')}
          hint={t('catalog.defaultPriceHint')}
          error={errors.includes('price') ? t('catalog.defaultPriceMissing') : undefined}
          className="sm:col-span-2 lg:col-span-1"
        >
          <SegmentedControl
            label={t('catalog.defaultPrice')}
            value={draft.price}
            options={[
              { value: 'ask', label: t('catalog.defaultPriceAsk') },
              { value: 'fixed', label: t('catalog.defaultPriceFixed') },
            ]}
            onChange={(price) => onChange({ ...draft, price })}
          />
          {draft.price === 'fixed' ? (
            <PriceInput
              label={t('catalog.defaultPriceFixed')}
              value={draft.priceText}
              onChange={(priceText) => onChange({ ...draft, priceText })}
            />
          ) : null}
        </Field>
        <Field label={t('catalog.defaultTax')}>
          <Select value={draft.taxClassId} onChange={(event) => onChange({ ...draft, taxClassId: event.target.value })}>
            {taxClasses.map(({ taxClassId, name }) => (
              <option key={taxClassId} value={taxClassId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('catalog.defaultCategory')}>
          <Select value={draft.categoryId} onChange={(event) => onChange({ ...draft, categoryId: event.target.value })}>
            <option value="">{t('catalog.noCategory')}</option>
            {categories.map(({ categoryId, path }) => (
              <option key={categoryId} value={categoryId}>
                {path}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('catalog.defaultUnit')} hint={t('catalog.unitHint')}>
          <TextInput
            maxLength={16}
            value={draft.unit}
            onChange={(event) => onChange({ ...draft, unit: event.target.value })}
          />
        </Field>
      </div>
    </Card>
  );
}
