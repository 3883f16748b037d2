import type { CardCheck, CardDifference } from '@mosaajii/contract/card-checks';
import { CreditCard, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Answer, MorePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { DocumentLink, ListTable, MoneyOf, type TableColumn } from '../../platform/lists/index.ts';
import { type Names, useNames } from '../../platform/names/index.ts';
import { Link } from '../../platform/router/index.ts';
import { Button, Chip, EmptyState, Notice, PageHeader } from '../../platform/ui/index.ts';
import { AnswerDialog } from './parts/answer-dialog.tsx';
import { saidBy, useCardChecks } from './use-card-checks.ts';

/** Card payments of all tills that nobody was sure of: who may answers them, also for a register that is gone. */
export function CardsToCheckScreen() {
  const { session } = useDevice();
  const isSignedIn = useObservable(session.state).status === 'signed-in';
  const names = useNames();
  const checks = useCardChecks();
  const [asked, setAsked] = useState<CardCheck | null>(null);
  const mayAnswer = isSignedIn && session.can('sales.correct-tender');
  return (
    <>
      <PageHeader
        title={t('cards.tab')}
        meta={t('cards.meta')}
        back={{ href: '/orders', label: t('orders.backToOrders') }}
      />
      <Answer query={checks}>
        {({ cards, differences }) => (
          <div className="flex flex-col gap-4">
            {differences.map((one) => (
              <Difference key={one.correctionId} difference={one} names={names} />
            ))}
            {cards.length === 0 ? (
              <EmptyState icon={CreditCard} title={t('cards.none')}>
                {t('cards.noneText')}
              </EmptyState>
            ) : (
              <ListTable
                label={t('cards.tab')}
                columns={cardColumns(names, mayAnswer ? setAsked : null)}
                rows={cards}
                idOf={({ tenderId }) => tenderId}
              />
            )}
            {mayAnswer || cards.length === 0 ? null : <p className="text-ink-3">{t('cards.mayNot')}</p>}
            <MorePages pages={checks} />
          </div>
        )}
      </Answer>
      {asked === null ? null : <AnswerDialog card={asked} names={names} onClose={() => setAsked(null)} />}
    </>
  );
}

function Difference({ difference, names }: { readonly difference: CardDifference; readonly names: Names }) {
  const { saleId, receiptNumber, answer, tillOutcome, tillUserId, tillAt } = difference;
  const said = [
    { text: saidBy('office', answer.outcome), userId: answer.userId, at: answer.answeredAt },
    { text: saidBy('register', tillOutcome), userId: tillUserId, at: tillAt },
  ];
  return (
    <Notice tone="warning" icon={<TriangleAlert aria-hidden className="size-5" />}>
      <p className="font-medium">
        {t('cards.differ')}{' '}
        <Link
          to="/orders/:saleId"
          params={{ saleId }}
          className="code reach whitespace-nowrap text-brand-ink hover:underline"
        >
          {receiptNumber}
        </Link>
      </p>
      <ul className="mt-1">
        {said.map(({ text, userId, at }) => (
          <li key={text}>
            {text} <span className="text-sm">{`${names.nameOf(userId)} · ${formatDateTime(at)}`}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-sm">{t('cards.differText')}</p>
    </Notice>
  );
}

/** Without `onAnswer` whoever looks may not answer. */
function cardColumns(names: Names, onAnswer: ((card: CardCheck) => void) | null): readonly TableColumn<CardCheck>[] {
  return [
    {
      name: 'receipt',
      label: t('orders.receipt'),
      isFixed: true,
      cell: (card) => (
        <>
          <DocumentLink to="/orders/:saleId" params={{ saleId: card.saleId }} number={card.receiptNumber} />
          <span className="block text-sm text-ink-2">
            {formatDateTime(card.occurredAt)} · {names.nameOf(card.userId)}
          </span>
          {card.isOverdue ? <Chip tone="warning">{t('cards.overdue')}</Chip> : null}
        </>
      ),
    },
    {
      name: 'register',
      label: t('cards.register'),
      from: 'md',
      cell: ({ registerId }) => names.nameOf(registerId),
    },
    {
      name: 'amount',
      label: t('cards.amount'),
      isFigure: true,
      cell: ({ amountMinor, currencyCode }) => <MoneyOf value={amountMinor} currencyCode={currencyCode} />,
    },
    ...(onAnswer === null
      ? []
      : [
          {
            name: 'answer',
            label: t('cards.answer'),
            isFixed: true,
            isHeadUnseen: true,
            cell: (card: CardCheck) => (
              <Button aria-label={`${t('cards.answer')} ${card.receiptNumber}`} onClick={() => onAnswer(card)}>
                {t('cards.answer')}
              </Button>
            ),
          },
        ]),
  ];
}
