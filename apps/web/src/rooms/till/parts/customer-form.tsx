import type { CustomerItem } from '@mosaajii/domain/purse';
import { type FormEvent, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, Notice, TextInput } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';

interface Props {
  readonly name: string;
  readonly onDone: (customer: CustomerItem) => void;
  readonly onBack: () => void;
}

/** Writes a customer down with a name and little else, also without the network; the office adds the rest. */
export function CustomerForm({ name: initial, onDone, onBack }: Props) {
  const { ports } = useTill();
  const isNumber = /^[+\d\s-]{6,}$/.test(initial.trim());
  const [name, setName] = useState(isNumber ? '' : initial.trim());
  const [phone, setPhone] = useState(isNumber ? initial.trim() : '');
  const [taxNumber, setTaxNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const missing = name.trim() === '' ? t('layers.customerNameMissing') : undefined;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (missing !== undefined || isSaving) return;
    setSaving(true);
    const done = await ports.customers.create({
      name: name.trim(),
      ...given('phone', phone),
      ...given('taxNumber', taxNumber),
    });
    setSaving(false);
    if (done.ok) onDone(done.value);
    else setProblem(done.error.detail);
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-3">
      <Field label={t('layers.customerName')} error={isChecked ? missing : undefined}>
        <TextInput
          data-autofocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <Field label={t('layers.customerPhone')}>
        <TextInput
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          maxLength={40}
          inputMode="tel"
          autoComplete="off"
          dir="ltr"
        />
      </Field>
      <Field label={t('layers.customerTaxNumber')} hint={t('layers.customerTaxHint')}>
        <TextInput
          value={taxNumber}
          onChange={(event) => setTaxNumber(event.target.value)}
          maxLength={60}
          autoComplete="off"
          dir="ltr"
        />
      </Field>
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onBack}>
          {t('ui.back')}
        </Button>
        <Button type="submit" variant="primary" isPending={isSaving}>
          {t('layers.saveCustomer')}
        </Button>
      </div>
    </form>
  );
}

function given<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  const text = value.trim();
  return text === '' ? {} : ({ [key]: text } as Record<K, string>);
}
