import type { AccessPayment } from '@mosaajii/contract/access';
import { currencyOf, type Minor, minor } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, MoneyInput, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

interface RefundDialogProps {
  readonly payment: AccessPayment;
  readonly onClose: () => void;
}

/** Money that was given back: what is left of the payment, or a part of it. */
export function RefundDialog({ payment, onClose }: RefundDialogProps) {
  const [refundId] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState<Minor | null | undefined>(minor(payment.amountMinor - payment.refundedMinor));
  const [reference, setReference] = useState('');
  const [isAsked, setAsked] = useState(false);
  const action = useAction();
  const currency = currencyOf(payment.currency);
  const isWrong = amount == null || amount <= 0;
  const save = async () => {
    setAsked(true);
    if (isWrong || reference.trim() === '') return;
    const body = { paymentId: refundId, amountMinor: amount, reference: reference.trim() };
    const path = `/admin/payments/${payment.paymentId}/refunds`;
    if ((await action.run(() => api.post(path, { body }), t('access.refundedToast'))) !== null) onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog title={t('access.refundTitle')} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-2">{t('access.refundText')}</p>
        {currency === null ? null : (
          <Field label={t('access.amount')} error={isAsked && isWrong ? t('access.amountWrong') : undefined}>
            <MoneyInput currency={currency} value={amount ?? null} onValue={setAmount} data-autofocus />
          </Field>
        )}
        <Field
          label={t('access.reference')}
          error={isAsked && reference.trim() === '' ? t('access.referenceMissing') : undefined}
        >
          <TextInput
            value={reference}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setReference(event.target.value)}
          />
        </Field>
        <Refused problem={action.problem} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="danger" isPending={action.isPending}>
            {t('access.refund')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
