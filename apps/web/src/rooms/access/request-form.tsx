import type { AccessPlan, AccessRequestInput } from '@mosaajii/contract/access';
import { MESSAGE_LOCALES } from '@mosaajii/contract/access-words';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api, fieldError } from '../../platform/api/index.ts';
import { deviceLocale, t } from '../../platform/i18n/index.ts';
import { Button, Field, Notice, Select, TextInput } from '../../platform/ui/index.ts';
import { Question } from '../identity/frame.tsx';
import { moneyText } from './money.ts';

type Locale = (typeof MESSAGE_LOCALES)[number];
const LANGUAGES = {
  en: 'access.langEn',
  sw: 'access.langSw',
  fr: 'access.langFr',
  ar: 'access.langAr',
} as const;

interface Draft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly shopName: string;
  readonly planId: string;
  readonly locale: Locale;
}

interface RequestFormProps {
  readonly plans: readonly AccessPlan[];
  readonly onSent: (email: string) => void;
}

/** Who asks, for which shop and which plan. Sending it twice asks once. */
export function RequestForm({ plans, onSent }: RequestFormProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(plans));
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const own = isAsked ? mistakes(draft) : {};
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const send = async () => {
    setAsked(true);
    if (Object.values(mistakes(draft)).some((mistake) => mistake !== undefined)) return;
    setPending(true);
    const body: AccessRequestInput = { requestId, ...trimmed(draft) };
    const answer = await api.post('/access-requests', { body });
    setPending(false);
    if (answer.ok) onSent(draft.email.trim());
    else setProblem(answer.error);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <Question title={t('access.requestTitle')} text={t('access.requestText')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Person draft={draft} own={own} problem={problem} onChange={set} />
        <Field label={t('access.plan')} error={fieldError(problem, 'planId')}>
          <Select value={draft.planId} onChange={(event) => set({ planId: event.target.value })}>
            {plans.map((plan) => (
              <option key={plan.planId} value={plan.planId}>
                {planText(plan)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('access.language')}>
          <Select value={draft.locale} onChange={(event) => set({ locale: localeOf(event.target.value) })}>
            {MESSAGE_LOCALES.map((locale) => (
              <option key={locale} value={locale}>
                {t(LANGUAGES[locale])}
              </option>
            ))}
          </Select>
        </Field>
        {problem === null || problem.errors !== undefined ? null : (
          <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
            {problem.code === 'unreachable' ? t('access.needsServer') : `${problem.detail} ${problem.action}`}
          </Notice>
        )}
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('access.send')}
        </Button>
      </form>
    </Question>
  );
}

interface PersonProps {
  readonly draft: Draft;
  readonly own: Mistakes;
  readonly problem: ApiProblem | null;
  readonly onChange: (change: Partial<Draft>) => void;
}

function Person({ draft, own, problem, onChange }: PersonProps) {
  return (
    <>
      <Field label={t('access.name')} error={own.name ?? fieldError(problem, 'name')}>
        <TextInput
          value={draft.name}
          maxLength={120}
          autoFocus
          autoComplete="name"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <Field label={t('access.email')} hint={t('access.emailHint')} error={own.email ?? fieldError(problem, 'email')}>
        <TextInput
          type="email"
          value={draft.email}
          maxLength={254}
          autoComplete="email"
          spellCheck={false}
          onChange={(event) => onChange({ email: event.target.value })}
        />
      </Field>
      <Field label={t('access.phone')} isOptional error={own.phone ?? fieldError(problem, 'phone')}>
        <TextInput
          type="tel"
          value={draft.phone}
          maxLength={20}
          autoComplete="tel"
          onChange={(event) => onChange({ phone: event.target.value })}
        />
      </Field>
      <Field label={t('access.shopName')} error={own.shopName ?? fieldError(problem, 'shopName')}>
        <TextInput
          value={draft.shopName}
          maxLength={120}
          autoComplete="organization"
          onChange={(event) => onChange({ shopName: event.target.value })}
        />
      </Field>
    </>
  );
}

/** A plan in one line. */
export function planText(plan: AccessPlan): string {
  const { name, priceMinor, currency, periodDays: days } = plan;
  return priceMinor === 0
    ? t('access.planFree', { name, days })
    : t('access.planLine', { name, days, price: moneyText(priceMinor, currency) });
}

function emptyDraft(plans: readonly AccessPlan[]): Draft {
  const locale = localeOf(deviceLocale().slice(0, 2));
  return { name: '', email: '', phone: '', shopName: '', planId: plans[0]?.planId ?? '', locale };
}

function localeOf(text: string): Locale {
  return MESSAGE_LOCALES.find((locale) => locale === text) ?? 'en';
}

function trimmed(draft: Draft): Draft {
  const { name, email, phone, shopName } = draft;
  return { ...draft, name: name.trim(), email: email.trim(), phone: phone.trim(), shopName: shopName.trim() };
}

interface Mistakes {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly shopName?: string | undefined;
}

function mistakes(draft: Draft): Mistakes {
  return {
    name: draft.name.trim() === '' ? t('access.nameMissing') : undefined,
    email: /^[^\s@]+@[^\s@]+$/.test(draft.email.trim()) ? undefined : t('access.emailWrong'),
    phone: /^(\+?[0-9 ()./-]{6,20})?$/.test(draft.phone.trim()) ? undefined : t('access.phoneWrong'),
    shopName: draft.shopName.trim() === '' ? t('access.shopNameMissing') : undefined,
  };
}
