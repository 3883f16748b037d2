import type { AccessPayment } from '@mosaajii/contract/access';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, Chip } from '../../platform/ui/index.ts';
import { moneyText } from './money.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

/** What was paid and given back, each with who recorded it and who saw the money. */
export function Payments({ payments }: { readonly payments: readonly AccessPayment[] }) {
  if (payments.length === 0) return <p className="text-sm text-ink-2">{t('access.noPayments')}</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {payments.map((payment) => (
        <li key={payment.paymentId} className="rounded-control border border-line p-3 text-sm">
          <Payment payment={payment} />
        </li>
      ))}
    </ul>
  );
}

function Payment({ payment }: { readonly payment: AccessPayment }) {
  const { amountMinor, currency, evidence, kind, recordedAt, recordedBy, reference, refundedMinor } = payment;
  const when = formatDateTime(recordedAt);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex-1 font-semibold">
          {t(`access.kind_${kind}`)} <span className="num">{moneyText(amountMinor, currency)}</span>
        </span>
        <Verification payment={payment} />
      </div>
      <p className="break-words text-ink-2">
        {t('access.reference')}: {reference}
      </p>
      <p className="text-ink-3">
        {recordedBy === null ? t('access.byGateway', { when }) : t('access.recordedBy', { name: recordedBy, when })}
      </p>
      {refundedMinor === 0 ? null : (
        <p className="text-ink-2">{t('access.refundedPart', { amount: moneyText(refundedMinor, currency) })}</p>
      )}
      {evidence === null ? null : (
        <a
          className="reach inline-flex min-h-8 items-center gap-2 self-start font-medium text-brand-ink underline underline-offset-4"
          href={`/api/v1/admin/evidence/${evidence.evidenceId}`}
          download={evidence.fileName}
        >
          <Download aria-hidden className="size-4" strokeWidth={1.75} />
          {t('access.saveEvidence')}
        </a>
      )}
      <PaymentActions payment={payment} />
    </div>
  );
}

function Verification({ payment: { kind, verification } }: { readonly payment: AccessPayment }) {
  if (kind === 'refund') return null;
  if (verification === null) {
    return (
      <Chip tone="warning" icon="dot" size="sm">
        {t('access.toVerify')}
      </Chip>
    );
  }
  const { method, verifiedBy } = verification;
  return (
    <Chip tone={method === 'self-approved' ? 'warning' : 'success'} icon="dot" size="sm">
      {t(`access.verified_${method}`, { name: verifiedBy ?? '' })}
    </Chip>
  );
}

function PaymentActions({ payment }: { readonly payment: AccessPayment }) {
  const [isRefunding, setRefunding] = useState(false);
  const action = useAction();
  const { amountMinor, kind, mayVerifyAs, paymentId, refundedMinor, verification } = payment;
  if (kind === 'refund') return null;
  const verify = () =>
    action.run(() => api.post(`/admin/payments/${paymentId}/verification`, { body: {} }), t('access.verifiedToast'));
  if (verification === null) {
    if (mayVerifyAs === null) return <p className="text-ink-2">{t('access.needsSecond')}</p>;
    const isAlone = mayVerifyAs === 'self-approved';
    return (
      <>
        {isAlone ? <p className="text-ink-2">{t('access.aloneText')}</p> : null}
        <Refused problem={action.problem} />
        <Button className="self-start" variant="primary" isPending={action.isPending} onClick={() => void verify()}>
          {isAlone ? t('access.verifyAlone') : t('access.verify')}
        </Button>
      </>
    );
  }
  if (refundedMinor >= amountMinor) return null;
  return (
    <>
      <Button className="-ms-2.5 self-start" size="sm" variant="quiet" onClick={() => setRefunding(true)}>
        {t('access.refund')}
      </Button>
      {isRefunding ? <RefundDialog payment={payment} onClose={() => setRefunding(false)} /> : null}
    </>
  );
}
