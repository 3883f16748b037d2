import type { TaxClass } from '@mosaajii/contract/taxes';
import { ArrowUp, Minus, Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Checkbox, Dialog, Field, IconButton, TextInput } from '../../../platform/ui/index.ts';
import { useCurrency } from '../use-shop.ts';
import { periodText, sizeText, type Taxes, taxesApi, useTaxChange } from './use-taxes.ts';

interface Props {
  readonly taxClass: TaxClass | 'new';
  readonly taxes: Taxes['taxes'];
  readonly onClose: () => void;
}

/** A class: its name, its taxes in the order in which they are computed, and whether it is the usual one. */
export function ClassDialog({ taxClass, taxes, onClose }: Props) {
  const change = useTaxChange();
  const taxClassId = useRef(newId());
  const isNew = taxClass === 'new';
  const [name, setName] = useState(isNew ? '' : taxClass.name);
  const [taxIds, setTaxIds] = useState<readonly string[]>(isNew ? [] : taxClass.taxIds);
  const [isDefault, setDefault] = useState(!isNew && taxClass.isDefault);
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || isPending) return;
    setPending(true);
    const fields = { name: name.trim(), taxIds: [...taxIds] };
    const isDone = await change(
      isNew
        ? taxesApi.addClass({ taxClassId: taxClassId.current, ...fields })
        : taxesApi.changeClass(taxClass.taxClassId, {
            version: taxClass.version,
            ...fields,
            ...(isDefault && !taxClass.isDefault ? { isDefault } : {}),
          }),
    );
    setPending(false);
    if (isDone) onClose();
  };
  return (
    <Dialog title={isNew ? t('catalog.newTaxClass') : taxClass.name} onClose={onClose}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        <Field
          label={t('catalog.taxName')}
          error={isTried && name.trim() === '' ? t('catalog.taxNameMissing') : undefined}
        >
          <TextInput
            data-autofocus
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Chosen taxes={taxes} taxIds={taxIds} onChange={setTaxIds} />
        {isNew || taxClass.isDefault ? null : (
          <Checkbox checked={isDefault} onChange={(event) => setDefault(event.target.checked)}>
            {t('catalog.makeUsual')}
          </Checkbox>
        )}
        <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
          {t('ui.save')}
        </Button>
      </form>
    </Dialog>
  );
}

interface ChosenProps {
  readonly taxes: Taxes['taxes'];
  readonly taxIds: readonly string[];
  readonly onChange: (taxIds: readonly string[]) => void;
}

function Chosen({ taxes, taxIds, onChange }: ChosenProps) {
  const currency = useCurrency();
  const textOf = (taxId: string) => {
    const tax = taxes.find((one) => one.taxId === taxId);
    return tax === undefined ? '–' : [tax.name, sizeText(tax, currency), periodText(tax)].filter(Boolean).join(' · ');
  };
  const left = taxes.filter(({ taxId }) => !taxIds.includes(taxId));
  const raise = (taxId: string) => {
    const at = taxIds.indexOf(taxId);
    onChange(taxIds.toSpliced(at, 1).toSpliced(at - 1, 0, taxId));
  };
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t('catalog.classTaxes')}</legend>
      {taxIds.length === 0 ? <p className="text-ink-2">{t('catalog.noTaxes')}</p> : null}
      <ol className="divide-y divide-line">
        {taxIds.map((taxId, index) => (
          <li key={taxId} className="flex min-h-12 items-center gap-2">
            <span className="min-w-0 flex-1 break-words">{textOf(taxId)}</span>
            {index === 0 ? null : (
              <IconButton label={t('catalog.taxUp', { name: textOf(taxId) })} onClick={() => raise(taxId)}>
                <ArrowUp aria-hidden className="size-4" />
              </IconButton>
            )}
            <IconButton
              label={t('catalog.taxOff', { name: textOf(taxId) })}
              onClick={() => onChange(taxIds.filter((other) => other !== taxId))}
            >
              <Minus aria-hidden className="size-4" />
            </IconButton>
          </li>
        ))}
      </ol>
      <ul className="flex flex-wrap gap-2 pt-2">
        {left.map(({ taxId }) => (
          <li key={taxId}>
            <Button
              icon={<Plus aria-hidden className="size-4" />}
              aria-label={t('catalog.taxOn', { name: textOf(taxId) })}
              onClick={() => onChange([...taxIds, taxId])}
            >
              {textOf(taxId)}
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
