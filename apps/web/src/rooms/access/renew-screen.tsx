import type { Checkout, Renewal } from '@mosaajii/contract/access';
import { useQuery } from '@tanstack/react-query';
import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { Button, Card, EmptyState, Field, PageHeader, Select } from '../../platform/ui/index.ts';
import { moneyText } from './money.ts';
import { Refused } from './refused.tsx';
import { planText } from './request-form.tsx';

const AGAIN_MS = 15_000;

/** Until when the shop is paid for, and where the next period is paid. Whoever comes back from the gateway sees it move. */
export function RenewScreen() {
  const query = useQuery({
    queryKey: ['renewal'],
    queryFn: ({ signal }) => orThrow(api.get<Renewal>('/access/renewal', { signal })),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  return (
    <div className="mx-auto max-w-[640px] pb-12">
      <PageHeader title={t('access.renewTitle')} meta={t('access.renewMeta')} />
      <Answer query={query}>{(renewal) => <Term renewal={renewal} />}</Answer>
    </div>
  );
}

function Term({ renewal }: { readonly renewal: Renewal }) {
  const { canPay, plans, planId, term } = renewal;
  if (term.paidUntil === null || term.lapsesAt === null || term.state === 'unlimited') {
    return (
      <EmptyState icon={CalendarCheck} title={t('access.renewUnlimited')}>
        {t('access.renewUnlimitedText')}
      </EmptyState>
    );
  }
  const present = plans.find((plan) => plan.planId === planId);
  const [date, lapses] = [formatDate(term.paidUntil.slice(0, 10)), formatDate(term.lapsesAt.slice(0, 10))];
  return (
    <Card className="flex flex-col gap-4 p-5">
      <p role="status" className="text-lg font-semibold">
        {t(`access.renew_${term.state}`, { date, lapses })}
      </p>
      {present === undefined ? null : (
        <p className="break-words text-ink-2">{t('access.renewPresent', { plan: planText(present) })}</p>
      )}
      {canPay ? <Pay renewal={renewal} /> : <p className="text-ink-2">{t('access.renewByHand')}</p>}
    </Card>
  );
}

function Pay({ renewal: { plans, planId } }: { readonly renewal: Renewal }) {
  const [wanted, setWanted] = useState(planId);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  // A plan that was taken off the list meanwhile is no choice any more.
  const plan = plans.find((each) => each.planId === wanted) ?? plans[0];
  if (plan === undefined) return null;
  const pay = async () => {
    setPending(true);
    const answer = await api.post<Checkout>('/access/renewal/checkout', { body: { planId: plan.planId } });
    if (answer.ok) return location.assign(answer.value.url);
    setPending(false);
    setProblem(answer.error);
  };
  return (
    <>
      {plans.length < 2 ? null : (
        <Field label={t('access.plan')}>
          <Select value={plan.planId} onChange={(event) => setWanted(event.target.value)}>
            {plans.map((each) => (
              <option key={each.planId} value={each.planId}>
                {planText(each)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <p className="text-sm text-ink-2">{t('access.renewHow', { days: plan.periodDays })}</p>
      <Refused problem={problem} />
      <div>
        <Button variant="primary" size="lg" isPending={isPending} onClick={() => void pay()}>
          {t('access.payNow', { amount: moneyText(plan.priceMinor, plan.currency) })}
        </Button>
      </div>
    </>
  );
}
