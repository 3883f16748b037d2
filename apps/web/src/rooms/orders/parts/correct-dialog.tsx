import { beyondInCorrection, correctionSubject } from '@mosaajii/domain/approval';
import { type Minor, minor } from '@mosaajii/domain/money';
import {
  CORRECTABLE_TENDERS,
  CORRECTION_REASONS,
  type CorrectionReason,
  checkCorrection,
  isConfirmation,
  referenceProblem,
  type TenderInput,
  type TenderKind,
  USUAL_TENDERS,
} from '@mosaajii/domain/sale';
import { useState } from 'react';
import { ApprovalPanel, useApproved } from '../../../platform/approval/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import {
  amountText,
  Button,
  Dialog,
  Field,
  MoneyInput,
  Notice,
  ReasonChoice,
  Select,
  TextInput,
  useOnce,
} from '../../../platform/ui/index.ts';
import type { OrderView, PaidPart } from '../order-view.ts';

interface Props {
  readonly view: OrderView;
  /** Where a dialog about one card begins. */
  readonly about?: PaidPart | undefined;
  readonly reason?: CorrectionReason;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** How a sale was really paid: which tender was wrong, what it was instead, why, and by whom it is allowed. */
export function CorrectDialog({ view, about, reason: first = 'wrong-tender', onClose, onDone }: Props) {
  const { newId, session } = useDevice();
  const settings = useObservable(session.settings);
  const takes = { ...USUAL_TENDERS, ...settings?.store.tenders };
  const [ids] = useState(() => ({ correctionId: newId(), first: newId(), second: newId() }));
  const wrong = view.paid.filter(({ kind }) => CORRECTABLE_TENDERS.has(kind));
  const [wrongId, setWrongId] = useState((about ?? wrong[0])?.tenderId ?? '');
  const part = wrong.find(({ tenderId }) => tenderId === wrongId);
  const kinds = [...CORRECTABLE_TENDERS].filter((kind) => takes.kinds.includes(kind));
  const usual = first === 'card-went-through' ? 'card-manual' : kinds.find((kind) => kind !== part?.kind);
  const [kind, setKind] = useState<TenderKind>(usual ?? 'cash');
  const [amount, setAmount] = useState<Minor | null | undefined>(null);
  const [restKind, setRestKind] = useState<TenderKind>('cash');
  const [reference, setReference] = useState('');
  const [restReference, setRestReference] = useState('');
  const [reason, setReason] = useState<CorrectionReason>(first);
  const [note, setNote] = useState('');
  const total = part?.amountMinor ?? minor(0);
  const head = amount ?? total;
  const rest = minor(total - head);
  const after = [
    tenderOf(ids.first, kind, head, reference),
    ...(rest > 0 ? [tenderOf(ids.second, restKind, rest, restReference)] : []),
  ];
  const before =
    part === undefined ? [] : [{ tenderId: part.tenderId, kind: part.kind, amountMinor: part.amountMinor }];
  const correction = { correctionId: ids.correctionId, saleId: view.orderId, before, after };
  const subject = correctionSubject(correction);
  const asked = { totalMinor: total, isConfirmation: isConfirmation(correction) };
  const asking = useApproved((reach) => beyondInCorrection(reach, asked), subject);
  const { commit, problem, say: setProblem, isPending } = useCorrection(onDone);
  const most = amountText(total, view.currency);

  const submit = () => {
    if (amount === undefined || head <= 0 || head > total) {
      return setProblem(t('orders.correctNeedsAmount', { amount: most }));
    }
    if (after.length === 1 && kind === part?.kind && part.isUncertain !== true)
      return setProblem(t('orders.correctSame'));
    const unlike = after.find((one) => referenceProblem(takes, one.kind, one.reference ?? '') !== null);
    if (unlike !== undefined) return setProblem(t('till.referenceMissing', { tender: tenderName(unlike.kind) }));
    if (reason === 'other' && note.trim() === '') return setProblem(t('orders.correctNeedsNote'));
    const checked = checkCorrection(view.paid, correction);
    if (!checked.ok) return setProblem(t('orders.correctRefused', { detail: checked.error.detail }));
    if (asking.steps.length > 0) return setProblem(t('orders.needsApproval'));
    void commit({ ...correction, reason, note: note.trim(), approvals: asking.approvals });
  };

  return (
    <Dialog
      title={t('orders.correctTitle', { number: view.receiptNumber })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onClick={submit}>
            {t('orders.correctNow', { amount: most })}
          </Button>
        </>
      }
    >
      {part === undefined ? (
        <Notice tone="neutral">{t('orders.correctNothing')}</Notice>
      ) : (
        <div className="flex flex-col gap-3">
          <p className="text-ink-2">{t('orders.correctText')}</p>
          <Field label={t('orders.correctWhich')}>
            <Select value={wrongId} onChange={(event) => setWrongId(event.target.value)}>
              {wrong.map((one) => (
                <option key={one.tenderId} value={one.tenderId}>
                  {tenderName(one.kind)} {amountText(one.amountMinor, view.currency)}
                </option>
              ))}
            </Select>
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <KindField label={t('orders.correctTo')} kinds={kinds} value={kind} onChange={setKind} />
            <Field label={t('orders.correctAmount')}>
              <MoneyInput currency={view.currency} value={amount === undefined ? null : head} onValue={setAmount} />
            </Field>
            <ReferenceField kind={kind} value={reference} onChange={setReference} />
          </div>
          {rest > 0 ? (
            <div className="grid gap-3 sm:grid-cols-2">
              <KindField
                label={t('orders.correctRest', { amount: amountText(rest, view.currency) })}
                kinds={kinds}
                value={restKind}
                onChange={setRestKind}
              />
              <ReferenceField kind={restKind} value={restReference} onChange={setRestReference} />
            </div>
          ) : null}
          <ReasonChoice
            legend={t('orders.correctWhy')}
            reasons={CORRECTION_REASONS.map((one) => ({ value: one, label: t(`orders.reason-${one}`) }))}
            chosen={reason}
            onChoose={setReason}
          >
            <TextInput
              className="mt-2"
              aria-label={t('orders.correctNote')}
              placeholder={t('orders.correctNote')}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </ReasonChoice>
          {asking.steps.length === 0 ? null : (
            <ApprovalPanel need={{ ...asking, subject }} currency={view.currency} onApproved={asking.onApproved} />
          )}
          {problem === null ? null : (
            <Notice tone="danger" isAlert>
              {problem}
            </Notice>
          )}
        </div>
      )}
    </Dialog>
  );
}

function tenderOf(tenderId: string, kind: TenderKind, amountMinor: Minor, reference: string): TenderInput {
  const text = reference.trim();
  return { tenderId, kind, amountMinor, ...(kind === 'cash' || text === '' ? {} : { reference: text }) };
}

interface KindFieldProps {
  readonly label: string;
  readonly kinds: readonly TenderKind[];
  readonly value: TenderKind;
  readonly onChange: (kind: TenderKind) => void;
}

function KindField({ label, kinds, value, onChange }: KindFieldProps) {
  return (
    <Field label={label}>
      <Select
        value={value}
        onChange={(event) => {
          const chosen = kinds.find((kind) => kind === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {tenderName(kind)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function ReferenceField(props: {
  readonly kind: TenderKind;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  if (props.kind === 'cash') return null;
  return (
    <Field label={t('orders.correctReference')}>
      <TextInput
        dir="ltr"
        autoComplete="off"
        maxLength={64}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

type Wanted = Omit<Parameters<ReturnType<typeof useDevice>['journal']['commitCorrection']>[0], 'userId'>;

/** Commits the correction once; what the journal refuses is said and nothing is lost. */
export function useCorrection(onDone: () => void) {
  const { journal, session } = useDevice();
  const { run, ...once } = useOnce();
  const commit = async (wanted: Wanted) => {
    const state = session.state.get();
    if (state.status === 'signed-out') return;
    const { userId } = state.session.user;
    await run(async () => {
      const done = await journal.commitCorrection({ ...wanted, userId });
      if (!done.ok) return t('orders.correctRefused', { detail: done.error.detail });
      onDone();
      return null;
    });
  };
  return { commit, ...once };
}
