import { CircleHelp, CreditCard } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { amountText, Button, Notice, useToasts } from '../../../platform/ui/index.ts';
import { type KnownAnswer, officeSaid, useHeardAnswers } from '../heard-answers.ts';
import type { OrderView, PaidPart } from '../order-view.ts';
import { useNames } from '../receipt-of.ts';
import { CorrectDialog } from './correct-dialog.tsx';

interface CorrectProps {
  readonly view: OrderView;
  /** The shift that is open on this register. */
  readonly openShiftId: string | null;
}

/** Whether this till can correct the payment now: its own sale, nothing of it came back, and the shift of the sale is open. */
function correctableNow({ view, openShiftId }: CorrectProps): 'all' | 'uncertain' | null {
  if (view.kind !== 'sale' || view.shiftId === null || view.returns.length > 0 || openShiftId === null) return null;
  return openShiftId === view.shiftId ? 'all' : 'uncertain';
}

const say = (message: string) => useToasts.getState().show({ message });

/** The button beside the other things that can be done with an order. */
export function CorrectButton({ view, openShiftId }: CorrectProps) {
  const [isOpen, setOpen] = useState(false);
  const correctable = correctableNow({ view, openShiftId });
  if (correctable !== 'all') return null;
  return (
    <>
      <Button
        className="flex-1 whitespace-nowrap"
        icon={<CreditCard aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />}
        onClick={() => setOpen(true)}
      >
        {t('orders.correct')}
      </Button>
      {isOpen ? (
        <CorrectDialog
          view={view}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            say(t('orders.corrected'));
          }}
        />
      ) : null}
    </>
  );
}

/** Cards that nobody was sure of, with the two answers; and who said what about how the sale was paid. */
export function PaymentCorrections({ view, openShiftId }: CorrectProps) {
  const nameOf = useNames();
  const answers = useAnswers(view);
  const answered = new Set(answers.map(({ tenderId }) => tenderId));
  const doubtful = view.isVoid ? [] : view.paid.filter((part) => part.isUncertain);
  const uncertain = doubtful.filter((part) => !answered.has(part.tenderId));
  if (uncertain.length + view.corrections.length + answers.length === 0) return null;
  const words = (parts: readonly Pick<PaidPart, 'kind' | 'amountMinor'>[]) =>
    parts.map((part) => `${tenderName(part.kind)} ${amountText(part.amountMinor, view.currency)}`).join(', ');
  return (
    <div className="flex flex-col gap-3 px-4 pb-3">
      {uncertain.map((part) => (
        <UncertainCard key={part.tenderId} view={view} openShiftId={openShiftId} part={part} />
      ))}
      {answers.map((answer) => (
        <Answered
          key={answer.tenderId}
          view={view}
          openShiftId={openShiftId}
          answer={answer}
          part={doubtful.find((part) => part.tenderId === answer.tenderId)}
        />
      ))}
      {view.corrections.length === 0 ? null : (
        <section aria-label={t('orders.corrections')}>
          <h3 className="font-medium">{t('orders.corrections')}</h3>
          <ul className="mt-1 flex flex-col gap-1.5">
            {view.corrections.map((one) => (
              <li key={one.correctionId}>
                <p>{t('orders.correctionOf', { before: words(one.before), after: words(one.after) })}</p>
                <p className="text-sm text-ink-2">
                  {nameOf(one.userId)} · {formatDateTime(one.occurredAt)} · {reasonText(one.reason)}
                  {one.note === '' ? null : ` · “${one.note}”`}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What the office answered about cards of a sale: as the server says, else as this till heard it last. */
function useAnswers(view: OrderView): readonly KnownAnswer[] {
  const heard = useHeardAnswers().filter(({ saleId }) => saleId === view.orderId);
  const known = new Set(view.cardAnswers.map(({ tenderId }) => tenderId));
  return [...view.cardAnswers, ...heard.filter(({ tenderId }) => !known.has(tenderId))];
}

interface AnsweredProps extends CorrectProps {
  readonly answer: KnownAnswer;
  /** The card, where nothing has replaced it. */
  readonly part: PaidPart | undefined;
}

/** The office has answered: nobody is asked again. What it found unpaid can still be paid at the till. */
function Answered({ view, openShiftId, answer, part }: AnsweredProps) {
  const nameOf = useNames();
  const [isPaying, setPaying] = useState(false);
  const canPay = answer.outcome === 'declined' && part !== undefined && correctableNow({ view, openShiftId }) !== null;
  return (
    <Notice
      tone="neutral"
      icon={<CircleHelp aria-hidden className="size-5" />}
      actions={canPay ? <Button onClick={() => setPaying(true)}>{t('cards.paidAfter')}</Button> : null}
    >
      <p>
        {officeSaid(answer.outcome)} {amountText(answer.amountMinor, view.currency)}
      </p>
      <p className="text-sm text-ink-2">
        {[nameOf(answer.userId), formatDateTime(answer.answeredAt), answer.reference, answer.note ?? '']
          .filter((words) => words !== '')
          .join(' · ')}
      </p>
      {isPaying ? (
        <CorrectDialog
          view={view}
          about={part}
          reason="card-declined"
          onClose={() => setPaying(false)}
          onDone={() => {
            setPaying(false);
            say(t('orders.corrected'));
          }}
        />
      ) : null}
    </Notice>
  );
}

function reasonText(reason: string): string {
  switch (reason) {
    case 'wrong-tender':
    case 'wrong-amount':
    case 'card-declined':
    case 'card-went-through':
      return t(`orders.reason-${reason}`);
    default:
      return t('orders.reason-other');
  }
}

function UncertainCard({ view, openShiftId, part }: CorrectProps & { readonly part: PaidPart }) {
  const correctable = correctableNow({ view, openShiftId });
  const [answer, setAnswer] = useState<'card-went-through' | 'card-declined' | null>(null);
  const amount = amountText(part.amountMinor, view.currency);
  const register = view.receiptNumber.split('-').slice(0, 2).join('-');
  return (
    <Notice
      tone="warning"
      icon={<CircleHelp aria-hidden className="size-5" />}
      actions={
        correctable === null ? null : (
          <>
            <Button variant="primary" onClick={() => setAnswer('card-went-through')}>
              {t('cards.yes')}
            </Button>
            <Button onClick={() => setAnswer('card-declined')}>{t('cards.no')}</Button>
          </>
        )
      }
    >
      <p>{t('cards.doubt', { amount })}</p>
      {correctable === null ? <p className="mt-1 text-sm">{t('cards.elsewhere', { register })}</p> : null}
      {answer === null ? null : (
        <CorrectDialog
          view={view}
          about={part}
          reason={answer}
          onClose={() => setAnswer(null)}
          onDone={() => {
            setAnswer(null);
            say(t(answer === 'card-went-through' ? 'cards.confirmed' : 'orders.corrected'));
          }}
        />
      )}
    </Notice>
  );
}
