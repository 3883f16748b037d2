import './words.ts';
import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import { CASH_REASONS, type CashMovementKind, type CashReason } from '@mosaajii/domain/operation';
import { exceededByPaidOut } from '@mosaajii/domain/permission';
import { type FormEvent, useState } from 'react';
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
  const { save, problem, isPending } = useSave(kind, onClose);
  if (organization === undefined) return null;
  const { currency, locale } = organization;
  const isAmount = amount !== null && amount !== undefined && amount > 0;
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

/** One id for the dialog: a double press moves the cash once. */
function useSave(kind: CashMovementKind, onDone: () => void) {
  const device = useDevice();
  const { journal, session, newId } = device;
  const [movementId] = useState(newId);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const refusal = useRefusal(kind);
  const save = async (movement: Movement, currency: Currency, locale: string) => {
    const state = session.state.get();
    const why = refusal(movement.amountMinor, currency, locale);
    if (state.status === 'signed-out' || why !== null) return setProblem(why ?? t('drawer.mayNotCash'));
    setPending(true);
    const moved = await journal.moveCash({ movementId, userId: state.session.user.userId, kind, ...movement });
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
  return { save, problem, isPending };
}

/** Why this person may not, or not so much; `null` when they may. */
function useRefusal(kind: CashMovementKind) {
  const { session } = useDevice();
  return (amountMinor: Minor, currency: Currency, locale: string): string | null => {
    if (!session.can('shift.cash')) return t('drawer.mayNotCash');
    const state = session.state.get();
    const limits = state.status === 'signed-out' ? undefined : state.session.user.limits;
    if (kind !== 'paid-out' || limits === undefined) return null;
    if (exceededByPaidOut(limits, amountMinor).length === 0) return null;
    const limit = amountText(minor(limits.paidOutMinor ?? 0), currency, locale);
    const people = session.users
      .get()
      .filter(
        (user) => user.permissions.includes('shift.cash') && exceededByPaidOut(user.limits, amountMinor).length === 0,
      )
      .map(({ displayName }) => displayName)
      .slice(0, 3)
      .join(', ');
    return people === '' ? t('drawer.beyondLimit', { limit }) : t('drawer.beyondLimitAsk', { limit, people });
  };
}
