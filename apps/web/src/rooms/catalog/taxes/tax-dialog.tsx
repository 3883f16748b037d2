import type { ShopTax } from '@mosaajii/contract/taxes';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Checkbox, Dialog, Field, SegmentedControl, Select, TextInput } from '../../../platform/ui/index.ts';
import { useCurrency } from '../use-shop.ts';
import { draftOfTax, emptyTax, fieldsOf, type TaxDraft, wrongField } from './tax-draft.ts';
import { taxesApi, useTaxChange } from './use-taxes.ts';

/** What is written: a new tax, another one's figures, or the rate that follows it from a day on. */
export type TaxTask =
  | { readonly kind: 'new'; readonly isIncluded: boolean }
  | { readonly kind: 'change' | 'follow'; readonly tax: ShopTax };

export function TaxDialog({ task, onClose }: { readonly task: TaxTask; readonly onClose: () => void }) {
  const currency = useCurrency();
  const change = useTaxChange();
  // The same tax however often the button is pressed.
  const taxId = useRef(newId());
  const [draft, setDraft] = useState<TaxDraft>(() => startOf(task, currency));
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const set = (part: Partial<TaxDraft>) => setDraft((now) => ({ ...now, ...part }));
  const wrong = wrongField(draft, currency, task.kind === 'follow');
  const errorOf = (field: keyof TaxDraft, text: string) => (isTried && wrong === field ? text : undefined);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong !== null || isPending) return;
    setPending(true);
    const isDone = await change(asked(task, taxId.current, draft, currency));
    setPending(false);
    if (isDone) onClose();
  };
  const isFixed = draft.kind === 'fixed-per-unit';
  return (
    <Dialog title={titleOf(task)} onClose={onClose}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        {task.kind === 'follow' ? <p className="text-ink-2">{t('catalog.newRateText')}</p> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('catalog.taxName')}
            hint={t('catalog.taxNameHint')}
            error={errorOf('name', t('catalog.taxNameMissing'))}
          >
            <TextInput
              data-autofocus
              value={draft.name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          {task.kind === 'new' ? (
            <Field label={t('catalog.taxKind')}>
              <Select value={draft.kind} onChange={(event) => set({ kind: kindOf(event.target.value), size: '' })}>
                <option value="percent">{t('catalog.kindPercent')}</option>
                <option value="division">{t('catalog.kindDivision')}</option>
                <option value="fixed-per-unit">{t('catalog.kindFixed')}</option>
              </Select>
            </Field>
          ) : null}
          <Field
            label={t(isFixed ? 'catalog.taxAmount' : 'catalog.taxRate')}
            error={errorOf('size', t(isFixed ? 'catalog.taxAmountWrong' : 'catalog.taxRateWrong'))}
          >
            <TextInput
              dir="ltr"
              inputMode="decimal"
              className="num"
              value={draft.size}
              maxLength={20}
              autoComplete="off"
              start={<span className="text-sm text-ink-3">{isFixed ? currency.code : '%'}</span>}
              onChange={(event) => set({ size: event.target.value })}
            />
          </Field>
          <Field
            label={t('catalog.firstDay')}
            hint={task.kind === 'follow' ? undefined : t('catalog.firstDayHint')}
            error={errorOf('validFrom', t('catalog.firstDayMissing'))}
          >
            <TextInput
              type="date"
              value={draft.validFrom}
              onChange={(event) => set({ validFrom: event.target.value })}
            />
          </Field>
          <Field
            label={t('catalog.lastDay')}
            hint={t('catalog.lastDayHint')}
            error={errorOf('validUntil', t('catalog.lastDayWrong'))}
          >
            <TextInput
              type="date"
              value={draft.validUntil}
              onChange={(event) => set({ validUntil: event.target.value })}
            />
          </Field>
        </div>
        <SegmentedControl
          label={t('catalog.taxInPrice')}
          value={draft.isIncluded ? 'included' : 'added'}
          options={[
            { value: 'included', label: t('catalog.taxIncluded') },
            { value: 'added', label: t('catalog.taxAdded') },
          ]}
          onChange={(value) => set({ isIncluded: value === 'included' })}
        />
        <div className="flex flex-col">
          <Checkbox
            checked={draft.affectsNextBase}
            onChange={(event) => set({ affectsNextBase: event.target.checked })}
          >
            {t('catalog.taxAffects')}
          </Checkbox>
          <Checkbox
            checked={draft.isBaseAffectedByPrevious}
            onChange={(event) => set({ isBaseAffectedByPrevious: event.target.checked })}
          >
            {t('catalog.taxAffected')}
          </Checkbox>
        </div>
        <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
          {t('ui.save')}
        </Button>
      </form>
    </Dialog>
  );
}

type Currency = ReturnType<typeof useCurrency>;

function startOf(task: TaxTask, currency: Currency): TaxDraft {
  if (task.kind === 'new') return emptyTax(task.isIncluded);
  const draft = draftOfTax(task.tax, currency);
  return task.kind === 'change' ? draft : { ...draft, size: '', validFrom: '', validUntil: '' };
}

function asked(task: TaxTask, taxId: string, draft: TaxDraft, currency: Currency) {
  const fields = fieldsOf(draft, currency);
  if (task.kind !== 'change') {
    return taxesApi.add({ taxId, ...fields, replaces: task.kind === 'follow' ? task.tax.taxId : null });
  }
  const { kind: _kind, ...patch } = fields;
  return taxesApi.change(task.tax.taxId, { version: task.tax.version, ...patch });
}

function titleOf(task: TaxTask): string {
  if (task.kind === 'new') return t('catalog.newTax');
  return task.kind === 'change' ? task.tax.name : t('catalog.newRateOf', { name: task.tax.name });
}

function kindOf(value: string): ShopTax['kind'] {
  return value === 'division' || value === 'fixed-per-unit' ? value : 'percent';
}
