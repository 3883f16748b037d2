import './words.ts';
import { beyondAtDrawer, drawerSubject } from '@mosaajii/domain/approval';
import type { Currency, Minor } from '@mosaajii/domain/money';
import { CASH_REASONS, type CashMovementKind, type CashReason } from '@mosaajii/domain/operation';
import { type FormEvent, useState } from 'react';
import { ApprovalPanel, useApproved } from '../approval/index.ts';
import { useDevice, useObservable } from '../device/index.ts';
import { t } from '../i18n/index.ts';
import { amountText, Button, Dialog, Field, MoneyInput, Notice, TextInput, useToasts } from '../ui/index.ts';
import { printSlip } from './print-slip.ts';
import { ReasonChips } from './reason-chips.tsx';

const TITLES = { 'paid-in': 'drawer.paidIn', 'paid-out': 'drawer.paidOut', drop: 'drawer.drop' } as const;
const TEXTS = { 'paid-in': 'drawer.paidInText', 'paid-out': 'drawer.paidOutText', drop: 'drawer.dropText' } as const;
const SAVED = { 'paid-in': 'drawer.savedIn', 'paid-out': 'drawer.savedOut', drop: 'drawer.savedDrop' } as const;

interface Props {
  readonly kind: CashMovementKind;
  readonly onClose: () => void;
}

/** Cash in or out without a sale, with a reason. Works without a connection. */
export function CashDialog({ kind, onClose }: Props) {
  const { session } = useDevice();
  const organization = useObservable(session.settings)?.organization;
  const [amount, setAmount] = useState<Minor | null | undefined>(null);
  const [reason, setReason] = useState<CashReason | null>(
    CASH_REASONS[kind].length === 3 ? CASH_REASONS[kind][0] : null,
  );
  const [note, setNote] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isAmount = amount !== null && amount !== undefined && amount > 0;
  const { save, problem, isPending, asking, subject } = useSave(kind, isAmount ? amount : null, onClose);
  if (organization === undefined) return null;
  const { currency, locale } = organization;
  const isNoteMissing = reason === 'other' && note.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isAmount && reason !== null && !isNoteMissing)
      void save({ amountMinor: amount, reason, note }, currency, locale);
  };
  return (
    <Dialog title={t(TITLES[kind])} onClose={onClose} className="comfortable">
      <form onSubmit={submit} className="flex flex-col gap-4 pt-1">
        <p className="text-ink-2">{t(TEXTS[kind])}</p>
        <Field label={t('drawer.amount')} error={isAsked && !isAmount ? t('drawer.amountMissing') : undefined}>
          <MoneyInput data-autofocus currency={currency} value={amount ?? null} onValue={setAmount} />
        </Field>
        <ReasonChips
          label={t('drawer.reason')}
          reasons={CASH_REASONS[kind].map((value) => ({ value, text: t(`drawer.reason_${value}`) }))}
          chosen={reason}
          onChoose={setReason}
        />
        {isAsked && reason === null ? <Missing>{t('drawer.reasonMissing')}</Missing> : null}
        <Field
          label={t('drawer.note')}
          isOptional={reason !== 'other'}
          error={isAsked && isNoteMissing ? t('drawer.noteMissing') : undefined}
        >
          <TextInput
            value={note}
            maxLength={300}
            onChange={(event) => setNote(event.target.value)}
            autoComplete="off"
          />
        </Field>
        {asking.steps.length === 0 ? null : (
          <ApprovalPanel need={{ ...asking, subject }} currency={currency} onApproved={asking.onApproved} />
        )}
        {problem === null ? null : <Missing>{problem}</Missing>}
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('drawer.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function Missing({ children }: { readonly children: string }) {
  return (
    <Notice tone="danger" isAlert>
      {children}
    </Notice>
  );
}

interface Movement {
  readonly amountMinor: Minor;
  readonly reason: CashReason;
  readonly note: string;
}

/** One id for the dialog: a double press moves the cash once. What goes beyond the person is for this amount alone. */
function useSave(kind: CashMovementKind, amountMinor: Minor | null, onDone: () => void) {
  const device = useDevice();
  const { journal, session, newId } = device;
  const [movementId] = useState(newId);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const subject = drawerSubject({ operationId: movementId, action: kind, amountMinor: amountMinor ?? 0 });
  const asking = useApproved(
    (reach) => (amountMinor === null ? [] : beyondAtDrawer(reach, { kind, amountMinor })),
    subject,
  );
  const save = async (movement: Movement, currency: Currency, locale: string) => {
    const state = session.state.get();
    if (state.status === 'signed-out' || asking.steps.length > 0) return setProblem(t('drawer.needsApproval'));
    setPending(true);
    const { userId } = state.session.user;
    const moved = await journal.moveCash({ movementId, userId, kind, ...movement, approvals: asking.approvals });
    setPending(false);
    if (!moved.ok) return setProblem(t('drawer.refused', { detail: moved.error.detail }));
    const amount = amountText(movement.amountMinor, currency, locale);
    const event = moved.value.events?.find((one) => one.operationId === movementId);
    useToasts.getState().show({
      message: t(SAVED[kind], { amount }),
      tone: 'success',
      ...(event && { action: { label: t('drawer.printSlip'), run: () => void printSlip(device, event) } }),
    });
    onDone();
  };
  // What was missing is there now, or it is for another amount.
  return { save, problem: asking.approvals.length > 0 ? null : problem, isPending, asking, subject };
}
