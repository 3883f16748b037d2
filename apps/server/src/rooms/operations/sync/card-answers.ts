import type { UnpaidPlace } from '@mosaajii/domain/ledger';
import { type CardOutcome, outcomeSaid, type TenderCorrection } from '@mosaajii/domain/sale';
import type { CardAnswerMetRow, CardCheckRow, PurseReason } from '../../payments/index.ts';
import type { Books } from './books.ts';
import type { Flag, ReturnableSale } from './model.ts';
import type { PurseMove } from './purses.ts';

/** What an operation about some tenders of a sale finds of the office's answers, and leaves for the office to find. */
export interface MetAnswers {
  /** To where an answer moved what a card did not bring, by its tender. */
  readonly standsAt: ReadonlyMap<string, UnpaidPlace>;
  readonly outcomes: ReadonlyMap<string, CardOutcome>;
  readonly met: readonly { readonly answerId: string; readonly outcome: CardOutcome }[];
  /** Cards that the operation is the first to settle. */
  readonly checks: readonly CardCheckRow[];
  readonly customers: ReadonlyMap<string, string>;
}

/** Names an uncertain card of a sale. */
export function cardKey(saleId: string, tenderId: string): string {
  return `${saleId}|${tenderId}`;
}

/** Looks up the answers about these tenders of a sale. */
export function answersMet(
  { cardChecks }: Books,
  { saleId, tenders }: Pick<ReturnableSale, 'saleId' | 'tenders'>,
  tenderIds: readonly string[],
): MetAnswers {
  const uncertain = new Set(tenders.flatMap((tender) => (tender.isUncertain ? [tender.tenderId] : [])));
  const named = [...new Set(tenderIds)].filter((tenderId) => uncertain.has(tenderId)).sort();
  const known = named.flatMap((tenderId) => cardChecks.get(cardKey(saleId, tenderId)) ?? []);
  const answered = known.flatMap(({ tender_id: tenderId, answer_id: answerId, outcome, ...rest }) =>
    answerId === null || outcome === null ? [] : [{ tenderId, answerId, outcome, ...rest }],
  );
  return {
    standsAt: new Map(answered.flatMap((one) => (one.stands_at === null ? [] : [[one.tenderId, one.stands_at]]))),
    outcomes: new Map(answered.map(({ tenderId, outcome }) => [tenderId, outcome])),
    met: answered.map(({ answerId, outcome }) => ({ answerId, outcome })),
    checks: named
      .filter((tenderId) => !cardChecks.has(cardKey(saleId, tenderId)))
      .map((tenderId) => ({ saleId, tenderId })),
    customers: new Map(
      answered.flatMap((one) =>
        one.stands_at === 'account' && one.customer_id !== null ? [[one.tenderId, one.customer_id]] : [],
      ),
    ),
  };
}

/** Marks a correction that says the contrary of the office; both stay to be seen. */
export function answerFlags({ met }: MetAnswers, correction: TenderCorrection): Flag[] {
  const said = outcomeSaid(correction);
  return met.some(({ outcome }) => outcome !== said) ? ['card-answer-differs'] : [];
}

/** The rows that name the answers by which a document was posted. `said`: what it says itself, if it says anything. */
export function metRows({ met }: MetAnswers, documentId: string, said: CardOutcome | null): CardAnswerMetRow[] {
  return met.map(({ answerId, outcome }) => ({
    documentId,
    answerId,
    differs: said !== null && said !== outcome,
  }));
}

/** What a customer owed for a card that was never charged is owed no more: it was paid otherwise, or the goods came back. */
export function accountMoves(
  { customers }: MetAnswers,
  parts: readonly { readonly tenderId: string; readonly amountMinor: number }[],
  reason: PurseReason,
): PurseMove[] {
  return parts.flatMap(({ tenderId, amountMinor }): PurseMove[] => {
    const customerId = customers.get(tenderId);
    if (customerId === undefined || amountMinor === 0) return [];
    return [{ kind: 'account', purseId: customerId, customerId, reason, amountMinor: -amountMinor }];
  });
}

/** Tenders as the ledger is told of them: a card that was never charged stands where its answer moved it. */
export function withPlaces<T extends { readonly tenderId: string }>(
  { standsAt }: MetAnswers,
  parts: readonly T[],
): readonly (T & { readonly standsAt?: UnpaidPlace })[] {
  return parts.map((part) => {
    const place = standsAt.get(part.tenderId);
    return place === undefined ? part : { ...part, standsAt: place };
  });
}
