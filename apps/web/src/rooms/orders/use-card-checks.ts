import type { CardAnswer, CardCheckList } from '@mosaajii/contract/card-checks';
import type { CardOutcome } from '@mosaajii/domain/sale';
import { useQueryClient } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useOnce } from '../../platform/ui/index.ts';
import { officeSaid } from './heard-answers.ts';

/** Cards that nobody is sure of, page by page, and what was answered differently. */
export function useCardChecks() {
  return usePages(['card-checks'], '/card-checks?limit=50', (pages: readonly CardCheckList[]) => ({
    cards: itemsOf(pages),
    differences: pages[0]?.differences ?? [],
  }));
}

interface Given {
  readonly saleId: string;
  readonly tenderId: string;
  readonly outcome: CardOutcome;
  readonly reference: string;
  readonly note: string;
}

/** Sends an answer once. Whoever comes second is told who said what, and the list is read again. */
export function useCardAnswer(onDone: () => void, nameOf: (userId: string) => string) {
  const { newId } = useDevice();
  const queries = useQueryClient();
  const { run, ...once } = useOnce();
  const send = (answerId: string, { saleId, tenderId, ...body }: Given) =>
    run(async () => {
      const done = await api.post<CardAnswer>(`/orders/${saleId}/cards/${tenderId}/answer`, {
        body: { answerId, ...body },
      });
      if (done.ok || done.error.code === 'card-answered') {
        await queries.invalidateQueries({ queryKey: ['card-checks'] });
        await queries.invalidateQueries({ queryKey: ['orders', 'uncertain'] });
        await queries.invalidateQueries({ queryKey: ['order', saleId] });
      }
      if (!done.ok) return problemText(done.error, nameOf);
      onDone();
      return null;
    });
  return { newId, send, ...once };
}

function problemText(error: ApiProblem, nameOf: (userId: string) => string): string {
  const { by, outcome, userId } = error.extra ?? {};
  if (error.code !== 'card-answered' || typeof userId !== 'string') return error.detail || error.title;
  const said = saidBy(by === 'office' ? 'office' : 'register', outcome === 'declined' ? 'declined' : 'went-through');
  return t('cards.earlier', { said, name: nameOf(userId) });
}

/** Who said what, in a sentence. */
export function saidBy(by: 'office' | 'register', outcome: CardOutcome): string {
  if (by === 'office') return officeSaid(outcome);
  return t(outcome === 'declined' ? 'cards.tillNo' : 'cards.tillYes');
}
