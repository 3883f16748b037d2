import type { Customer, CustomerDouble } from '@mosaajii/contract/customers';
import type { Minor } from '@mosaajii/domain/money';
import { minor } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
import { Button, Checkbox, Field, MoneyInput, Notice, TextArea, TextInput } from '../../platform/ui/index.ts';
import { useGroups, useMay, useMoney } from './use-customers.ts';

/** What the form changes of a customer. */
export type CustomerDraft = Pick<
  Customer,
  | 'name'
  | 'company'
  | 'phone'
  | 'email'
  | 'taxNumber'
  | 'taxCertificate'
  | 'taxExemptUntil'
  | 'cardCode'
  | 'addressLines'
  | 'birthday'
  | 'note'
  | 'groupIds'
  | 'tags'
  | 'consent'
  | 'creditLimitMinor'
  | 'paymentTermsDays'
  | 'isActive'
>;

export const EMPTY_DRAFT: CustomerDraft = {
  name: '',
  company: '',
  phone: '',
  email: '',
  taxNumber: '',
  taxCertificate: '',
  taxExemptUntil: null,
  cardCode: '',
  addressLines: [],
  birthday: null,
  note: '',
  groupIds: [],
  tags: [],
  consent: {},
  creditLimitMinor: null,
  paymentTermsDays: null,
  isActive: true,
};

const CHANNELS = ['email', 'sms', 'phone', 'post'] as const;
const TEXTS = [
  ['company', 'customers.company', 200],
  ['phone', 'customers.phone', 40],
  ['email', 'customers.email', 254],
  ['taxNumber', 'customers.taxNumber', 60],
  ['cardCode', 'customers.cardCode', 64],
  ['taxCertificate', 'customers.taxCertificate', 60],
] as const satisfies readonly (readonly [keyof CustomerDraft, MessageKey, number])[];

/** What the keyboard of a phone offers, and which way it is written. */
const TYPES: Partial<Record<(typeof TEXTS)[number][0], string>> = { phone: 'tel', email: 'email' };

interface Props {
  readonly start: CustomerDraft;
  readonly isPending: boolean;
  readonly onSave: (draft: CustomerDraft) => void;
}

/** Everything about a customer that people write. */
export function CustomerForm({ start, isPending, onSave }: Props) {
  const [draft, setDraft] = useState(start);
  const [isTried, setTried] = useState(false);
  const groups = useGroups();
  const money = useMoney();
  const canCredit = useMay('customers.credit');
  const set = (part: Partial<CustomerDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() !== '') onSave({ ...draft, name: draft.name.trim() });
  };
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={save}>
      <Field
        label={t('customers.name')}
        error={isTried && draft.name.trim() === '' ? t('customers.nameMissing') : undefined}
      >
        <TextInput
          data-autofocus
          value={draft.name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {TEXTS.map(([field, label, most]) => (
          <Field key={field} label={t(label)} {...hintOf(field)}>
            <TextInput
              type={TYPES[field]}
              value={draft[field]}
              maxLength={most}
              autoComplete="off"
              data-scan={field === 'cardCode' ? 'here' : undefined}
              onChange={(event) => set({ [field]: event.target.value })}
            />
          </Field>
        ))}
        {draft.taxCertificate.trim() === '' ? null : (
          <Field label={t('customers.taxExemptUntil')} hint={t('customers.taxExemptUntilHint')}>
            <TextInput
              type="date"
              value={draft.taxExemptUntil ?? ''}
              onChange={(event) => set({ taxExemptUntil: event.target.value === '' ? null : event.target.value })}
            />
          </Field>
        )}
        <Field label={t('customers.birthday')}>
          <TextInput
            type="date"
            value={draft.birthday ?? ''}
            onChange={(event) => set({ birthday: event.target.value === '' ? null : event.target.value })}
          />
        </Field>
      </div>
      <Field label={t('customers.address')}>
        <TextArea
          value={draft.addressLines.join('\n')}
          onChange={(event) => set({ addressLines: event.target.value.split('\n').slice(0, 6) })}
        />
      </Field>
      {groups.data === undefined || groups.data.groups.length === 0 ? null : (
        <fieldset>
          <legend className="font-medium">{t('customers.groups')}</legend>
          <div className="flex flex-wrap gap-x-5">
            {groups.data.groups.map(({ groupId, name }) => (
              <Checkbox
                key={groupId}
                checked={draft.groupIds.includes(groupId)}
                onChange={() => set({ groupIds: toggled(draft.groupIds, groupId) })}
              >
                {name}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      )}
      <Field label={t('customers.tags')} hint={t('customers.tagsHint')}>
        <TextInput
          defaultValue={draft.tags.join(', ')}
          autoComplete="off"
          onChange={(event) =>
            set({
              tags: event.target.value
                .split(',')
                .map((tag) => tag.trim())
                .filter((tag) => tag !== ''),
            })
          }
        />
      </Field>
      {canCredit && money !== null ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('customers.creditLimit')} hint={t('customers.creditLimitHint')}>
            <MoneyInput
              currency={money.currency}
              value={draft.creditLimitMinor === null ? null : minor(draft.creditLimitMinor)}
              onValue={(value: Minor | null | undefined) => value !== undefined && set({ creditLimitMinor: value })}
            />
          </Field>
          <Field label={t('customers.terms')}>
            <TextInput
              inputMode="numeric"
              value={draft.paymentTermsDays ?? ''}
              onChange={(event) => set({ paymentTermsDays: daysOf(event.target.value) })}
            />
          </Field>
        </div>
      ) : null}
      <fieldset>
        <legend className="font-medium">{t('customers.consent')}</legend>
        <div className="flex flex-wrap gap-x-5">
          {CHANNELS.map((channel) => (
            <Checkbox
              key={channel}
              checked={draft.consent[channel] !== undefined}
              onChange={(event) => set({ consent: agreed(draft.consent, channel, event.target.checked) })}
            >
              {t(`customers.consent_${channel}`)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Field label={t('customers.note')}>
        <TextArea value={draft.note} maxLength={1000} onChange={(event) => set({ note: event.target.value })} />
      </Field>
      <Checkbox checked={draft.isActive} onChange={(event) => set({ isActive: event.target.checked })}>
        {t('customers.isActive')}
      </Checkbox>
      <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
        {t('customers.save')}
      </Button>
    </form>
  );
}

/** Others who may be the same person, as a sentence. */
export function doublesText(doubles: readonly CustomerDouble[]): string {
  const fields = [...new Set(doubles.flatMap((double) => double.by))].map((field) => t(`customers.by_${field}`));
  return t('customers.doubles', { fields: fields.join(', '), names: doubles.map((double) => double.name).join(', ') });
}

/** Says it beside the form; it is never a refusal: families share telephones. */
export function Doubles({ doubles }: { readonly doubles: readonly CustomerDouble[] }) {
  if (doubles.length === 0) return null;
  return (
    <Notice tone="warning" isAlert>
      {doublesText(doubles)}
    </Notice>
  );
}

function hintOf(field: string): { readonly hint?: string } {
  if (field === 'taxCertificate') return { hint: t('customers.taxCertificateHint') };
  if (field === 'taxNumber') return { hint: t('customers.taxNumberHint') };
  return field === 'cardCode' ? { hint: t('customers.cardCodeHint') } : {};
}

function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

function daysOf(text: string): number | null {
  const days = Number(text.replace(/\D/g, ''));
  return text.trim() === '' ? null : Math.min(365, days);
}

/** The moment of the agreement is what counts later. */
function agreed(
  consent: Customer['consent'],
  channel: (typeof CHANNELS)[number],
  isGiven: boolean,
): Customer['consent'] {
  const { [channel]: _before, ...rest } = consent;
  return isGiven ? { ...rest, [channel]: new Date().toISOString() } : rest;
}
