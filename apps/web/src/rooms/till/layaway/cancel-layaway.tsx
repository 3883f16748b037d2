import { beyondInCancellation, layawaySubject } from '@mosaajii/domain/approval';
import { depositLeft, type LayawayItem, planCancellation } from '@mosaajii/domain/layaway';
import { type Minor, minor, sum } from '@mosaajii/domain/money';
import { useState } from 'react';
import { ApprovalPanel, useApproved } from '../../../platform/approval/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { printPaper } from '../../../platform/printer/index.ts';
import { amountText, Field, TextInput, useOnce, useToasts } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';
import { cancelLayaway, layawayRule } from './layaway-actions.ts';
import { cancelledPaper } from './layaway-papers.ts';
import { TaskForm } from './task-form.tsx';

interface Props {
  readonly item: LayawayItem;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Gives a layaway up: what goes back by which tender, what is kept, why, and by whom it is allowed. */
export function CancelLayaway({ item, onDone, onClose }: Props) {
  const device = useDevice();
  const till = useTill();
  const { ports } = till;
  const { currency } = ports.shop.rules;
  const [depositId] = useState(() => ports.newId());
  const [reason, setReason] = useState('');
  const { run, ...once } = useOnce();
  // What is left of a layaway that is closed already was never the shop's to keep.
  const feeMinor = item.state === 'open' ? layawayRule(ports).feeMinor : 0;
  const plan = planCancellation(item, { feeMinor }, ports.shop.rules);
  const backMinor = sum(plan.refunds.map((part) => part.amountMinor));
  const subject = layawaySubject({ depositId, layawayId: item.id, ...plan });
  const asking = useApproved((reach) => beyondInCancellation(reach, { totalMinor: depositLeft(item) }), subject);
  const say = (amount: Minor) => amountText(amount, currency, ports.shop.locale);
  const cancel = () => {
    const why = reason.trim();
    if (why === '') return once.say(t('layaway.reasonMissing'));
    if (asking.steps.length > 0) return once.say(t('layaway.needsApproval'));
    const wanted = { ...plan, depositId, reason: why, approvals: asking.approvals };
    return run(async () => {
      const done = await cancelLayaway(device, till, item, wanted);
      if (!done.ok) return t('layaway.refused', { detail: done.error.detail });
      const message = t('layaway.cancelled', { number: item.number, amount: say(backMinor) });
      useToasts.getState().show({ message, tone: 'success' });
      void printPaper(cancelledPaper(ports, item, plan, why), ports.shop.paperWidthMm);
      onDone();
      return null;
    });
  };
  return (
    <TaskForm
      label={t(item.state === 'open' ? 'layaway.cancel' : 'layaway.giveBack')}
      submit={
        backMinor > 0
          ? t('layaway.cancelNow', { amount: say(backMinor) })
          : t('layaway.keepFee', { amount: say(plan.feeMinor) })
      }
      problem={once.problem}
      isPending={once.isPending}
      onClose={onClose}
      onSubmit={cancel}
    >
      <p>{t('layaway.cancelText', { amount: say(backMinor) })}</p>
      <ul className="text-sm text-ink-2">
        {plan.refunds.map((part) => (
          <li key={part.tenderId} className="flex justify-between gap-3">
            <span>{tenderName(part.kind)}</span>
            <span className="num">{say(part.amountMinor)}</span>
          </li>
        ))}
        {plan.feeMinor === minor(0) ? null : (
          <li className="flex justify-between gap-3">
            <span>{t('layaway.fee')}</span>
            <span className="num">{say(plan.feeMinor)}</span>
          </li>
        )}
      </ul>
      <Field label={t('layaway.cancelReason')}>
        <TextInput data-autofocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {asking.steps.length === 0 ? null : (
        <ApprovalPanel need={{ ...asking, subject }} currency={currency} onApproved={asking.onApproved} />
      )}
    </TaskForm>
  );
}
