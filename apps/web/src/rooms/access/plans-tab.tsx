import type { AccessPlan } from '@mosaajii/contract/access';
import { currencyOf, type Minor, parseMoney } from '@mosaajii/domain/money';
import { Tags } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, classes, EmptyState, Field, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { planText } from './request-form.tsx';
import { useAction, usePlans } from './use-admin.ts';

/** What can be chosen by who asks for access. */
export function PlansTab() {
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
      <Answer query={usePlans()}>
        {({ plans }) =>
          plans.length === 0 ? (
            <EmptyState icon={Tags} title={t('access.noPlansYet')}>
              {t('access.noPlansYetText')}
            </EmptyState>
          ) : (
            <ul className="overflow-hidden rounded-card border border-line bg-surface">
              {plans.map((plan, index) => (
                <li key={plan.planId} className={classes(index > 0 && 'border-t border-line')}>
                  <Plan plan={plan} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <NewPlan />
    </div>
  );
}

function Plan({ plan }: { readonly plan: AccessPlan }) {
  const action = useAction();
  const { isOffered, name, planId } = plan;
  const change = () =>
    action.run(() => api.patch(`/admin/plans/${planId}`, { body: { name, isOffered: !isOffered } }), t('access.done'));
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-3">
      <span className="min-w-0 flex-[1_1_14rem] break-words font-medium">{planText(plan)}</span>
      <Chip tone={isOffered ? 'success' : 'neutral'} icon="dot" size="sm">
        {isOffered ? t('access.offered') : t('access.notOffered')}
      </Chip>
      <Button size="sm" isPending={action.isPending} onClick={() => void change()}>
        {isOffered ? t('access.stopOffering') : t('access.offerAgain')}
      </Button>
      <Refused problem={action.problem} />
    </div>
  );
}

interface Draft {
  readonly name: string;
  readonly currency: string;
  readonly price: string;
  readonly days: string;
}

const EMPTY: Draft = { name: '', currency: '', price: '', days: '30' };

function NewPlan() {
  const [planId, setPlanId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const action = useAction();
  const read = readDraft(draft);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const create = async () => {
    setAsked(true);
    if (draft.name.trim() === '' || read.currency === null || read.price === null || read.days === null) return;
    const body = {
      planId,
      name: draft.name.trim(),
      priceMinor: read.price,
      currency: read.currency,
      periodDays: read.days,
    };
    if ((await action.run(() => api.post('/admin/plans', { body }), t('access.planCreated'))) === null) return;
    setPlanId(crypto.randomUUID());
    setDraft(EMPTY);
    setAsked(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void create();
  };
  const wrong = (isWrong: boolean, text: string) => (isAsked && isWrong ? text : undefined);
  return (
    <Card title={t('access.newPlan')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 p-4">
        <Field label={t('access.planName')} error={wrong(draft.name.trim() === '', t('access.planNameMissing'))}>
          <TextInput value={draft.name} maxLength={80} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('access.currency')} error={wrong(read.currency === null, t('access.currencyWrong'))}>
            <TextInput
              value={draft.currency}
              maxLength={3}
              autoCapitalize="characters"
              onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
            />
          </Field>
          <Field label={t('access.period')} error={wrong(read.days === null, t('access.periodWrong'))}>
            <TextInput
              inputMode="numeric"
              value={draft.days}
              maxLength={4}
              onChange={(event) => set({ days: event.target.value })}
            />
          </Field>
        </div>
        <Field
          label={t('access.price')}
          hint={t('access.priceHint')}
          error={wrong(read.price === null, t('access.amountWrong'))}
        >
          <TextInput
            inputMode="decimal"
            dir="ltr"
            value={draft.price}
            maxLength={16}
            onChange={(event) => set({ price: event.target.value })}
          />
        </Field>
        <Refused problem={action.problem} />
        <Button type="submit" variant="primary" isPending={action.isPending}>
          {t('access.createPlan')}
        </Button>
      </form>
    </Card>
  );
}

interface ReadDraft {
  readonly currency: string | null;
  readonly price: Minor | null;
  readonly days: number | null;
}

function readDraft(draft: Draft): ReadDraft {
  const currency = currencyOf(draft.currency);
  const price = currency === null ? null : parseMoney(draft.price, currency);
  const days = /^\d{1,4}$/.test(draft.days.trim()) ? Number(draft.days) : 0;
  return {
    currency: currency?.code ?? null,
    price: price?.ok === true && price.value >= 0 ? price.value : null,
    days: days >= 1 && days <= 3660 ? days : null,
  };
}
