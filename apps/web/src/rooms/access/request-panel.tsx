import type { AccessRequestDetail } from '@mosaajii/contract/access';
import { type ReactNode, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button } from '../../platform/ui/index.ts';
import { CodeSection } from './code-section.tsx';
import { History } from './history.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { Payments } from './payments.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { planText } from './request-form.tsx';
import { StateChip } from './state-chip.tsx';
import { useRequest } from './use-admin.ts';

/** One request: who, what they paid, the code, and all that happened. */
export function RequestPanel({ requestId }: { readonly requestId: string }) {
  return <Answer query={useRequest(requestId)}>{(detail) => <Panel detail={detail} />}</Answer>;
}

function Panel({ detail }: { readonly detail: AccessRequestDetail }) {
  const [dialog, setDialog] = useState<'payment' | 'reject' | null>(null);
  const { request, payments, events } = detail;
  const { state, requestId } = request;
  const isPayable = state === 'pending' || state === 'payment-recorded';
  const isPaid = state === 'payment-verified' || state === 'code-issued';
  const close = () => setDialog(null);
  return (
    <div className="flex flex-col gap-6">
      <Facts request={request} />
      <Section title={t('access.payments')}>
        <Payments payments={payments} />
        {isPayable ? (
          <Button
            className="mt-3"
            variant={state === 'pending' ? 'primary' : 'secondary'}
            onClick={() => setDialog('payment')}
          >
            {t('access.recordPayment')}
          </Button>
        ) : null}
      </Section>
      {isPaid ? (
        <Section title={t('access.codeTitle')}>
          <CodeSection detail={detail} />
        </Section>
      ) : null}
      <Section title={t('access.history')}>
        <History events={events} />
      </Section>
      {isPayable || isPaid ? (
        <Button className="self-start" variant="quiet" onClick={() => setDialog('reject')}>
          {t('access.reject')}
        </Button>
      ) : null}
      {dialog === 'payment' ? (
        <PaymentDialog
          title={t('access.recordPayment')}
          plan={request.plan}
          path={`/admin/access-requests/${requestId}/payments`}
          onClose={close}
        />
      ) : null}
      {dialog === 'reject' ? <RejectDialog request={request} onClose={close} /> : null}
    </div>
  );
}

function Facts({ request }: { readonly request: AccessRequestDetail['request'] }) {
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3 pb-3">
        <p className="min-w-0 flex-1 break-words text-lg font-semibold">{request.shopName}</p>
        <StateChip state={request.state} />
      </div>
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <Fact label={t('access.applicant')}>{request.name}</Fact>
        <Fact label={t('access.email')}>{request.email}</Fact>
        {request.phone === '' ? null : <Fact label={t('access.phone')}>{request.phone}</Fact>}
        <Fact label={t('access.plan')}>{planText(request.plan)}</Fact>
        <Fact label={t('access.asked')}>{formatDateTime(request.createdAt)}</Fact>
      </dl>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="pb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
