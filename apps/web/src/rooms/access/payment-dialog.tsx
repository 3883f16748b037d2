import type { AccessEvidence, AccessPlan, NewAccessPayment } from '@mosaajii/contract/access';
import { currencyOf, type Minor, minor } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, MoneyInput, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

interface PaymentDialogProps {
  readonly title: string;
  readonly plan: AccessPlan;
  /** Where it is recorded: below a request or a shop. */
  readonly path: string;
  /** What the body has beside the payment. */
  readonly more?: { readonly planId: string };
  readonly onClose: () => void;
}

/** Money that came, with what shows it. Sending it twice records it once. */
export function PaymentDialog({ title, plan, path, more, onClose }: PaymentDialogProps) {
  const [paymentId] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState<Minor | null | undefined>(minor(plan.priceMinor));
  const [reference, setReference] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [kept, setKept] = useState<AccessEvidence | null>(null);
  const [isAsked, setAsked] = useState(false);
  const action = useAction();
  const currency = currencyOf(plan.currency);
  const save = async () => {
    setAsked(true);
    if (amount == null || reference.trim() === '') return;
    const evidence = kept ?? (await upload());
    if (file !== null && evidence === null) return;
    const body: NewAccessPayment = {
      ...more,
      paymentId,
      amountMinor: amount,
      currency: plan.currency,
      reference: reference.trim(),
      evidenceId: evidence?.evidenceId ?? null,
    };
    if ((await action.run(() => api.post(path, { body }), t('access.recorded'))) !== null) onClose();
  };
  const upload = async (): Promise<AccessEvidence | null> => {
    if (file === null) return null;
    const form = new FormData();
    form.append('file', file);
    const evidence = await action.run(() => api.post<AccessEvidence>('/admin/evidence', { body: form }));
    setKept(evidence);
    return evidence;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {currency === null ? null : (
          <Field label={t('access.amount')} error={isAsked && amount == null ? t('access.amountWrong') : undefined}>
            <MoneyInput currency={currency} value={amount ?? null} onValue={setAmount} data-autofocus />
          </Field>
        )}
        <Field
          label={t('access.reference')}
          hint={t('access.referenceHint')}
          error={isAsked && reference.trim() === '' ? t('access.referenceMissing') : undefined}
        >
          <TextInput
            value={reference}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setReference(event.target.value)}
          />
        </Field>
        <Field label={t('access.evidence')} hint={t('access.evidenceHint')} isOptional>
          <TextInput
            type="file"
            accept="image/png,image/jpeg,application/pdf"
            className="py-2"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setKept(null);
            }}
          />
        </Field>
        <Refused problem={action.problem} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={action.isPending}>
            {t('access.record')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
