import type { CardCheck } from '@mosaajii/contract/card-checks';
import { currencyOf, minor } from '@mosaajii/domain/money';
import { CARD_OUTCOMES, type CardOutcome } from '@mosaajii/domain/sale';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import type { Names } from '../../../platform/names/index.ts';
import {
  amountText,
  Button,
  Dialog,
  Field,
  Notice,
  ReasonChoice,
  TextInput,
  useToasts,
} from '../../../platform/ui/index.ts';
import { useCardAnswer } from '../use-card-checks.ts';

interface Props {
  readonly card: CardCheck;
  readonly names: Names;
  readonly onClose: () => void;
}

/** Whether a card went through, by which slip or how somebody knows; and what the answer does, before it is given. */
export function AnswerDialog({ card, names, onClose }: Props) {
  const onDone = () => {
    useToasts.getState().show({ message: t('cards.noted'), tone: 'success' });
    onClose();
  };
  const { newId, send, problem, say, isPending } = useCardAnswer(onDone, names.nameOf);
  const [answerId] = useState(newId);
  const [outcome, setOutcome] = useState<CardOutcome | null>(null);
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const currency = currencyOf(card.currencyCode);
  const text = (amountMinor: number) => (currency === null ? '' : amountText(minor(amountMinor), currency));
  const left = text(Math.max(0, card.amountMinor - card.refundedMinor));
  const submit = () => {
    if (outcome === null) return say(t('cards.choose'));
    if (outcome === 'declined' && note.trim() === '') return say(t('cards.needsNote'));
    const { saleId, tenderId } = card;
    void send(answerId, { saleId, tenderId, outcome, reference: reference.trim(), note: note.trim() });
  };
  return (
    <Dialog
      title={t('cards.title', { number: card.receiptNumber })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onClick={submit}>
            {t('cards.send')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{t('cards.ask', { amount: text(card.amountMinor) })}</p>
        {card.refundedMinor === 0 ? null : <p>{t('cards.refunded', { amount: text(card.refundedMinor) })}</p>}
        <ReasonChoice
          legend={t('cards.answer')}
          reasons={CARD_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value]() }))}
          chosen={outcome}
          onChoose={setOutcome}
        />
        {outcome === 'declined' ? (
          <Notice tone="warning">{t(card.customerId === null ? 'cards.lost' : 'cards.owed', { amount: left })}</Notice>
        ) : null}
        <Field label={t('orders.correctReference')}>
          <TextInput
            dir="ltr"
            autoComplete="off"
            maxLength={64}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        </Field>
        <Field label={t('cards.how')}>
          <TextInput maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

const OUTCOME_WORDS: Readonly<Record<CardOutcome, () => string>> = {
  'went-through': () => t('cards.yes'),
  declined: () => t('cards.no'),
};
