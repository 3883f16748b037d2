import type { Supplier } from '@mosaajii/contract/purchasing';
import { type FormEvent, useState } from 'react';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
import { Button, Checkbox, Field, TextArea, TextInput } from '../../platform/ui/index.ts';

/** What the form changes of a supplier. */
type SupplierFields = Omit<Supplier, 'supplierId' | 'version' | 'createdAt'>;

export const EMPTY_SUPPLIER: SupplierFields = {
  name: '',
  contactName: '',
  email: '',
  phone: '',
  paymentTermsDays: null,
  leadTimeDays: null,
  note: '',
  isActive: true,
};

/** What of a supplier the form begins with. */
export function draftOfSupplier({ supplierId: _, version: __, createdAt: ___, ...fields }: Supplier): SupplierFields {
  return fields;
}

const TEXTS = [
  ['contactName', 'purchasing.contactName', 200, 'text'],
  ['phone', 'purchasing.phone', 40, 'tel'],
  ['email', 'purchasing.email', 254, 'email'],
] as const satisfies readonly (readonly [keyof SupplierFields, MessageKey, number, string])[];
const DAYS = [
  ['leadTimeDays', 'purchasing.leadTimeDays'],
  ['paymentTermsDays', 'purchasing.paymentTermsDays'],
] as const;
const MOST_DAYS = 365;

interface Props {
  readonly start: SupplierFields;
  /** Whether the supplier is there already and can be put out of use. */
  readonly hasState: boolean;
  readonly isPending: boolean;
  readonly onSave: (fields: SupplierFields) => void;
}

/** Everything about a supplier that people write. */
export function SupplierForm({ start, hasState, isPending, onSave }: Props) {
  const [fields, setFields] = useState(start);
  const [days, setDays] = useState({
    leadTimeDays: String(start.leadTimeDays ?? ''),
    paymentTermsDays: String(start.paymentTermsDays ?? ''),
  });
  const [isTried, setTried] = useState(false);
  const set = (part: Partial<SupplierFields>) => setFields((now) => ({ ...now, ...part }));
  const isEmailRight = fields.email === '' || /^[^\s@]+@[^\s@]+$/.test(fields.email);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [leadTimeDays, paymentTermsDays] = [daysIn(days.leadTimeDays), daysIn(days.paymentTermsDays)];
    if (fields.name.trim() === '' || !isEmailRight || leadTimeDays === undefined || paymentTermsDays === undefined)
      return;
    onSave({ ...fields, name: fields.name.trim(), leadTimeDays, paymentTermsDays });
  };
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={save}>
      <Field
        label={t('purchasing.supplierName')}
        error={isTried && fields.name.trim() === '' ? t('purchasing.nameMissing') : undefined}
      >
        <TextInput
          data-autofocus
          value={fields.name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {TEXTS.map(([field, label, most, type]) => (
          <Field
            key={field}
            label={t(label)}
            error={isTried && field === 'email' && !isEmailRight ? t('purchasing.emailWrong') : undefined}
          >
            <TextInput
              type={type}
              value={fields[field]}
              maxLength={most}
              autoComplete="off"
              onChange={(event) => set({ [field]: event.target.value })}
            />
          </Field>
        ))}
        {DAYS.map(([field, label]) => (
          <Field
            key={field}
            label={t(label)}
            error={isTried && daysIn(days[field]) === undefined ? t('purchasing.daysWrong') : undefined}
          >
            <TextInput
              inputMode="numeric"
              className="num"
              value={days[field]}
              maxLength={3}
              autoComplete="off"
              onChange={(event) => setDays((now) => ({ ...now, [field]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      <Field label={t('purchasing.note')}>
        <TextArea value={fields.note} maxLength={1000} onChange={(event) => set({ note: event.target.value })} />
      </Field>
      {hasState ? (
        <Checkbox checked={fields.isActive} onChange={(event) => set({ isActive: event.target.checked })}>
          {t('purchasing.ordersFrom')}
        </Checkbox>
      ) : null}
      <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
        {t('purchasing.save')}
      </Button>
    </form>
  );
}

/** Days as typed: `null` for none, undefined for what is no number of days. */
function daysIn(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value <= MOST_DAYS ? value : undefined;
}
