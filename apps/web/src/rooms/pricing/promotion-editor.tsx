import type { PromotionSummary } from '@mosaajii/contract/pricing';
import type { Currency } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { Button, Checkbox, Drawer, Field, Notice, Select, TextInput } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { formOf } from './form-of-promotion.ts';
import { BoundFields, EffectFields, WhenFields } from './promotion-fields.tsx';
import { EMPTY_FORM, type FormField, KINDS, type Kind, type PromotionForm, readForm } from './promotion-form.ts';
import { productIdsOf, sentenceOf, usedText } from './promotion-words.ts';
import { useNames } from './use-names.ts';
import { useChange, usePricingChoices, useShop } from './use-pricing.ts';

const KIND_WORDS = {
  percent: 'pricing.kindPercent',
  amount: 'pricing.kindAmount',
  bundle: 'pricing.kindBundle',
  multibuy: 'pricing.kindMultibuy',
  'buy-get': 'pricing.kindBuyGet',
  spend: 'pricing.kindSpend',
} as const;

interface PromotionEditorProps {
  /** Null: a new one. */
  readonly promotion: PromotionSummary | null;
  readonly onClose: () => void;
}

/** Makes or changes a promotion; what it will do is said in a sentence while it is written. */
export function PromotionEditor({ promotion, onClose }: PromotionEditorProps) {
  const currency = useShop().data?.organization.currency;
  const nameOf = useNames(promotion === null ? [] : productIdsOf(promotion));
  if (currency === undefined) return null;
  const start = promotion === null ? EMPTY_FORM : formOf(promotion, currency, nameOf);
  if (start === null) return null;
  return <Editor promotion={promotion} start={start} currency={currency} nameOf={nameOf} onClose={onClose} />;
}

function Editor({
  promotion,
  start,
  currency,
  nameOf,
  onClose,
}: PromotionEditorProps & {
  readonly start: PromotionForm;
  readonly currency: Currency;
  readonly nameOf: (id: string) => string;
}) {
  const when = useWhen();
  const { problem, isPending, run } = useChange();
  const choices = usePricingChoices().data;
  const [form, setForm] = useState(start);
  const [wrong, setWrong] = useState<ReadonlySet<FormField>>(new Set());
  const [promotionId] = useState(newId);
  const change = (part: Partial<PromotionForm>) => {
    setForm({ ...form, ...part });
    setWrong(new Set([...wrong].filter((field) => !Object.hasOwn(part, field))));
  };
  const read = readForm(form, currency);
  const picked = new Map([...form.goods, ...form.gifts].map(({ id, name }) => [id, name]));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok) return setWrong(new Set(read.fields));
    const saved = await run(
      () =>
        promotion === null
          ? api.post('/promotions', { body: { promotionId, ...read.value } })
          : api.put(`/promotions/${promotion.promotionId}`, { body: { version: promotion.version, ...read.value } }),
      t('pricing.saved'),
    );
    if (saved !== null) onClose();
  };
  return (
    <Drawer
      title={promotion === null ? t('pricing.promotionNew') : t('pricing.promotionEdit')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('pricing.cancel')}</Button>
          <Button variant="primary" type="submit" form="promotion" isPending={isPending}>
            {t('pricing.save')}
          </Button>
        </>
      }
    >
      <form id="promotion" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.detail} {problem.action}
          </Notice>
        )}
        <Field
          label={t('pricing.name')}
          hint={t('pricing.nameHint')}
          error={wrong.has('name') ? t('pricing.wrongName') : undefined}
        >
          <TextInput
            data-autofocus
            value={form.name}
            maxLength={120}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t('pricing.kind')}>
          <Select value={form.kind} onChange={(event) => change({ kind: event.target.value as Kind })}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(KIND_WORDS[kind])}
              </option>
            ))}
          </Select>
        </Field>
        <EffectFields form={form} wrong={wrong} onChange={change} />
        <WhenFields form={form} wrong={wrong} onChange={change} choices={choices ?? { stores: [], groups: [] }} />
        <BoundFields
          form={form}
          wrong={wrong}
          onChange={change}
          used={
            promotion === null || promotion.used === null ? null : (
              <p className="text-sm tabular-nums text-ink-2">{usedText(promotion, currency)}</p>
            )
          }
        />
        <Checkbox checked={form.isActive} onChange={(event) => change({ isActive: event.target.checked })}>
          {t('pricing.isActive')}
        </Checkbox>
        {read.ok ? (
          <Notice tone="neutral">
            <output>{sentenceOf(read.value, currency, (id) => picked.get(id) ?? nameOf(id), when)}</output>
          </Notice>
        ) : null}
      </form>
    </Drawer>
  );
}
