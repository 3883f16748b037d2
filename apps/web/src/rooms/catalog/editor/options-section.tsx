import { Plus, X } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, IconButton, TextInput } from '../../../platform/ui/index.ts';
import {
  combinationCount,
  type DraftErrors,
  MOST_VARIANTS,
  type OptionDraft,
  type ProductDraft,
  withOptions,
} from './product-draft.ts';

const MOST_OPTIONS = 3;

export interface OptionsSectionProps {
  readonly draft: ProductDraft;
  readonly errors: DraftErrors;
  readonly onDraft: (draft: ProductDraft) => void;
}

/** The axes along which the product varies. Every change makes the table of variants anew and keeps what still fits. */
export function OptionsSection({ draft, errors, onDraft }: OptionsSectionProps) {
  const { options } = draft;
  const count = combinationCount(options);
  const tooMany = count > MOST_VARIANTS ? t('catalog.tooManyVariants', { count, most: MOST_VARIANTS }) : undefined;
  const change = (next: readonly OptionDraft[]) => onDraft(withOptions(draft, next));
  const add = (
    <Button
      size="sm"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => change([...options, { name: '', values: '' }])}
    >
      {t('catalog.addOption')}
    </Button>
  );
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{t('catalog.options')}</h3>
        <p className="min-w-0 flex-1 text-sm text-ink-3">{t('catalog.optionsText')}</p>
        {options.length < MOST_OPTIONS ? add : null}
      </div>
      {options.map((option, index) => (
        <div key={index} className="flex items-end gap-2 max-sm:flex-wrap">
          <Field label={t('catalog.optionName')} className="sm:w-36 max-sm:flex-1">
            <TextInput
              maxLength={40}
              placeholder={t('catalog.optionNamePlaceholder')}
              value={option.name}
              onChange={(event) => change(options.with(index, { ...option, name: event.target.value }))}
            />
          </Field>
          <Field
            label={t('catalog.optionValues')}
            className="flex-1 max-sm:order-3 max-sm:basis-full"
            error={tooMany ?? errors['optionNames']}
          >
            <TextInput
              placeholder={t('catalog.optionValuesPlaceholder')}
              value={option.values}
              onChange={(event) => change(options.with(index, { ...option, values: event.target.value }))}
            />
          </Field>
          <IconButton
            label={t('catalog.removeOption', { name: option.name })}
            onClick={() => change(options.toSpliced(index, 1))}
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
