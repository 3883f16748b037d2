import type { CardCheck, CardDifference } from '@mosaajii/contract/card-checks';
import { currencyOf, minor } from '@mosaajii/domain/money';
import { CreditCard, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Answer, MorePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { type Names, useNames } from '../../platform/names/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Chip,
  EmptyState,
  Notice,
  PageHeader,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
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
              <Cards cards={cards} names={names} onAnswer={mayAnswer ? setAsked : null} />
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

interface CardsProps {
  readonly cards: readonly CardCheck[];
  readonly names: Names;
  /** `null`: whoever looks may not answer. */
  readonly onAnswer: ((card: CardCheck) => void) | null;
}

function Cards({ cards, names, onAnswer }: CardsProps) {
  return (
    <Table label={t('cards.tab')}>
      <TableHead>
        <TableHeader>{t('orders.receipt')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('cards.register')}</TableHeader>
        <TableHeader isFigure>{t('cards.amount')}</TableHeader>
        {onAnswer === null ? null : (
          <TableHeader>
            <span className="sr-only">{t('cards.answer')}</span>
          </TableHeader>
        )}
      </TableHead>
      <tbody>
        {cards.map((card) => {
          const currency = currencyOf(card.currencyCode);
          return (
            <TableRow key={card.tenderId}>
              <TableCell>
                <Link
                  to="/orders/:saleId"
                  params={{ saleId: card.saleId }}
                  className="code reach whitespace-nowrap font-medium text-brand-ink hover:underline"
                >
                  {card.receiptNumber}
                </Link>
                <span className="block text-sm text-ink-2">
                  {formatDateTime(card.occurredAt)} · {names.nameOf(card.userId)}
                </span>
                {card.isOverdue ? <Chip tone="warning">{t('cards.overdue')}</Chip> : null}
              </TableCell>
              <TableCell className="max-md:hidden">{names.nameOf(card.registerId)}</TableCell>
              <TableCell isFigure>
                {currency === null ? null : <Amount value={minor(card.amountMinor)} currency={currency} />}
              </TableCell>
              {onAnswer === null ? null : (
                <TableCell>
                  <Button aria-label={`${t('cards.answer')} ${card.receiptNumber}`} onClick={() => onAnswer(card)}>
                    {t('cards.answer')}
                  </Button>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
