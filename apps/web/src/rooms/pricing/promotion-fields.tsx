import type { PricingChoices } from '@mosaajii/contract/pricing';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../platform/i18n/index.ts';
import { Checkbox, Field, SegmentedControl, TextInput } from '../../platform/ui/index.ts';
import { GoodsPicker } from './goods-picker.tsx';
import { NamePicker } from './name-picker.tsx';
import type { FormField, PromotionForm } from './promotion-form.ts';
import { dayText } from './promotion-words.ts';

interface FieldsProps {
  readonly form: PromotionForm;
  readonly wrong: ReadonlySet<FormField>;
  readonly onChange: (part: Partial<PromotionForm>) => void;
}

type TextField = {
  [F in FormField]: PromotionForm[F] extends string ? F : never;
}[FormField];

const ERRORS: Partial<Record<FormField, MessageKey>> = {
  percent: 'pricing.wrongPercent',
  amount: 'pricing.wrongAmount',
  spend: 'pricing.wrongAmount',
  minSpend: 'pricing.wrongAmount',
  maxDiscount: 'pricing.wrongAmount',
  budget: 'pricing.wrongAmount',
  nthOrder: 'pricing.wrongCount',
  perCustomer: 'pricing.wrongCount',
  usageLimit: 'pricing.wrongLimit',
  free: 'pricing.wrongFree',
  to: 'pricing.wrongPeriod',
  from: 'pricing.wrongDate',
};

/** One text of the form with its label and what is wrong with it. */
function Text({
  field,
  label,
  type = 'text',
  hint,
  form,
  wrong,
  onChange,
}: FieldsProps & {
  readonly field: TextField;
  readonly label: string;
  readonly type?: 'text' | 'time' | 'datetime-local';
  readonly hint?: ReactNode;
}) {
  const error = wrong.has(field) ? t(ERRORS[field] ?? 'pricing.wrongNumber') : undefined;
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      <TextInput
        type={type}
        inputMode={type === 'text' ? 'decimal' : undefined}
        autoComplete="off"
        value={form[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </Field>
  );
}

/** What the promotion does, and for which goods. */
export function EffectFields(props: FieldsProps) {
  const { form, onChange } = props;
  const { kind } = form;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind === 'bundle' ? <Text {...props} field="group" label={t('pricing.setSize')} /> : null}
        {kind === 'multibuy' ? <Text {...props} field="group" label={t('pricing.groupSize')} /> : null}
        {kind === 'buy-get' ? <Text {...props} field="group" label={t('pricing.buyUnits')} /> : null}
        {kind === 'multibuy' ? <Text {...props} field="free" label={t('pricing.freeUnits')} /> : null}
        {kind === 'buy-get' ? <Text {...props} field="free" label={t('pricing.getUnits')} /> : null}
        {kind === 'spend' ? <Text {...props} field="spend" label={t('pricing.spend')} /> : null}
        {kind === 'percent' || kind === 'buy-get' ? (
          <Text {...props} field="percent" label={t('pricing.percent')} />
        ) : null}
        {kind === 'amount' || kind === 'spend' ? <Text {...props} field="amount" label={t('pricing.amount')} /> : null}
        {kind === 'bundle' ? <Text {...props} field="amount" label={t('pricing.setPrice')} /> : null}
        {kind === 'percent' || kind === 'amount' ? (
          <Field label={t('pricing.scope')}>
            <SegmentedControl
              label={t('pricing.scope')}
              value={form.scope}
              options={[
                { value: 'each', label: t('pricing.scopeEach') },
                { value: 'order', label: t('pricing.scopeOrder') },
              ]}
              onChange={(scope) => onChange({ scope })}
            />
          </Field>
        ) : null}
      </div>
      <GoodsPicker
        label={t('pricing.goods')}
        all={t('pricing.goodsAll')}
        goods={form.goods}
        onChange={(goods) => onChange({ goods })}
      />
      {kind === 'buy-get' ? (
        <GoodsPicker
          label={t('pricing.gifts')}
          all={t('pricing.giftsSame')}
          goods={form.gifts}
          onChange={(gifts) => onChange({ gifts })}
        />
      ) : null}
      {kind === 'buy-get' ? null : (
        <Checkbox
          checked={form.isUndiscountedOnly}
          onChange={(event) => onChange({ isUndiscountedOnly: event.target.checked })}
        >
          {t('pricing.undiscountedOnly')}
        </Checkbox>
      )}
    </>
  );
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** When it applies, where and for whom. */
export function WhenFields(props: FieldsProps & { readonly choices: PricingChoices }) {
  const { form, onChange, choices } = props;
  const turnDay = (day: number, isOn: boolean) =>
    onChange({ weekdays: isOn ? [...form.weekdays, day] : form.weekdays.filter((one) => one !== day) });
  return (
    <>
      <Part title={t('pricing.when')}>
        <Text {...props} field="from" type="datetime-local" label={t('pricing.from')} />
        <Text {...props} field="to" type="datetime-local" label={t('pricing.to')} />
        <Text {...props} field="fromTime" type="time" label={t('pricing.fromTime')} />
        <Text {...props} field="toTime" type="time" label={t('pricing.toTime')} hint={t('pricing.timesHint')} />
      </Part>
      <fieldset className="flex flex-wrap gap-x-4">
        <legend className="mb-1 font-medium">{t('pricing.weekdays')}</legend>
        {WEEK.map((day) => (
          <Checkbox
            key={day}
            checked={form.weekdays.includes(day)}
            onChange={(event) => turnDay(day, event.target.checked)}
          >
            {dayText(day)}
          </Checkbox>
        ))}
      </fieldset>
      {choices.stores.length > 1 || form.storeIds.length > 0 ? (
        <NamePicker
          label={t('pricing.stores')}
          all={t('pricing.storesAll')}
          add={t('pricing.storeAdd')}
          choices={choices.stores.map(({ storeId: id, name }) => ({ id, name }))}
          picked={form.storeIds}
          onChange={(storeIds) => onChange({ storeIds })}
        />
      ) : null}
      {choices.groups.length > 0 || form.groupIds.length > 0 ? (
        <NamePicker
          label={t('pricing.groups')}
          all={t('pricing.groupsAll')}
          add={t('pricing.groupAdd')}
          choices={choices.groups.map(({ groupId: id, name }) => ({ id, name }))}
          picked={form.groupIds}
          onChange={(groupIds) => onChange({ groupIds })}
        />
      ) : null}
      <Part title={t('pricing.conditions')}>
        <Text {...props} field="minSpend" label={t('pricing.minSpend')} />
        <Text {...props} field="minQuantity" label={t('pricing.minQuantity')} />
        <Text {...props} field="nthOrder" label={t('pricing.nthOrder')} hint={t('pricing.nthOrderHint')} />
      </Part>
      <Checkbox checked={form.needsCoupon} onChange={(event) => onChange({ needsCoupon: event.target.checked })}>
        {t('pricing.needsCoupon')}
      </Checkbox>
    </>
  );
}

/** How far it goes, what was used of that, and what else may apply beside it. */
export function BoundFields(props: FieldsProps & { readonly used: ReactNode }) {
  const { form, onChange, used } = props;
  return (
    <>
      <Part title={t('pricing.bounds')}>
        <Text {...props} field="usageLimit" label={t('pricing.usageLimit')} hint={t('pricing.usageLimitHint')} />
        <Text {...props} field="perCustomer" label={t('pricing.perCustomer')} hint={t('pricing.perCustomerHint')} />
        <Text {...props} field="budget" label={t('pricing.budget')} hint={t('pricing.budgetHint')} />
        <Text {...props} field="maxTimes" label={t('pricing.maxTimes')} />
        <Text {...props} field="maxDiscount" label={t('pricing.maxDiscount')} />
        <Text {...props} field="priority" label={t('pricing.priority')} hint={t('pricing.priorityHint')} />
      </Part>
      {used}
      <Checkbox checked={form.isExclusive} onChange={(event) => onChange({ isExclusive: event.target.checked })}>
        {t('pricing.exclusive')}
      </Checkbox>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{title}</legend>
      <div className="grid gap-4 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}
