import type { PaidOrganization } from '@mosaajii/contract/access';
import { Store } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { Button, Chip, classes, Drawer, EmptyState, Field, Select, type Tone } from '../../platform/ui/index.ts';
import { History } from './history.tsx';
import { MemberReset } from './member-reset.tsx';
import { OwnerReset } from './owner-reset.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { Payments } from './payments.tsx';
import { planText } from './request-form.tsx';
import { Section } from './request-panel.tsx';
import { usePlans, useShop, useShops } from './use-admin.ts';

const TONES: Readonly<Record<PaidOrganization['term']['state'], Tone>> = {
  unlimited: 'neutral',
  paid: 'success',
  due: 'warning',
  grace: 'warning',
  lapsed: 'danger',
};

/** The shops of the installation; the one whose time ends first is the first. */
export function ShopsTab() {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <Answer query={useShops()}>
        {({ organizations }) =>
          organizations.length === 0 ? (
            <EmptyState icon={Store} title={t('access.noShops')}>
              {t('access.noShopsText')}
            </EmptyState>
          ) : (
            <ul className="overflow-hidden rounded-card border border-line bg-surface">
              {organizations.map((shop, index) => (
                <li key={shop.organizationId} className={classes(index > 0 && 'border-t border-line')}>
                  <button
                    type="button"
                    onClick={() => setChosen(shop.organizationId)}
                    className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-start hover:bg-sunken focus-visible:-outline-offset-2"
                  >
                    <span className="min-w-0 flex-[1_1_12rem] truncate font-semibold">{shop.name}</span>
                    <span className="text-sm text-ink-2">{shop.planName}</span>
                    <Until shop={shop} />
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {chosen === null ? null : (
        <Drawer title={t('access.shop')} onClose={() => setChosen(null)}>
          <ShopPanel key={chosen} organizationId={chosen} />
        </Drawer>
      )}
    </>
  );
}

function Until({ shop: { term } }: { readonly shop: PaidOrganization }) {
  return (
    <span className="flex items-center gap-2 text-sm">
      {term.paidUntil === null ? null : (
        <span className="text-ink-2">
          {t('access.paidUntil')} {formatDate(term.paidUntil.slice(0, 10))}
        </span>
      )}
      <Chip tone={TONES[term.state]} icon="dot" size="sm">
        {t(`access.term_${term.state}`)}
      </Chip>
    </span>
  );
}

function ShopPanel({ organizationId }: { readonly organizationId: string }) {
  return (
    <Answer query={useShop(organizationId)}>
      {({ organization, payments, events }) => (
        <div className="flex flex-col gap-6">
          <div className="flex flex-wrap items-center gap-3">
            <p className="min-w-0 flex-[1_1_12rem] break-words text-lg font-semibold">{organization.name}</p>
            <Until shop={organization} />
          </div>
          <Section title={t('access.payments')}>
            <Payments payments={payments} />
            <Renewal organizationId={organizationId} />
          </Section>
          <Section title={t('access.owner')}>
            <OwnerReset organizationId={organizationId} shop={organization.name} />
          </Section>
          <Section title={t('access.member')}>
            <MemberReset key={organizationId} organizationId={organizationId} shop={organization.name} />
          </Section>
          {events.length === 0 ? null : (
            <Section title={t('access.history')}>
              <History events={events} />
            </Section>
          )}
        </div>
      )}
    </Answer>
  );
}

function Renewal({ organizationId }: { readonly organizationId: string }) {
  const plans = usePlans().data?.plans ?? [];
  const [planId, setPlanId] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const plan = plans.find((each) => each.planId === planId) ?? plans[0];
  if (plan === undefined) return null;
  return (
    <div className="mt-4 flex flex-wrap items-end gap-3">
      <Field label={t('access.plan')} className="flex-[1_1_14rem]">
        <Select value={plan.planId} onChange={(event) => setPlanId(event.target.value)}>
          {plans.map((each) => (
            <option key={each.planId} value={each.planId}>
              {planText(each)}
            </option>
          ))}
        </Select>
      </Field>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t('access.renew')}
      </Button>
      {isOpen ? (
        <PaymentDialog
          title={t('access.renew')}
          plan={plan}
          path={`/admin/organizations/${organizationId}/payments`}
          more={{ planId: plan.planId }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
