import {
  CARD_OVERDUE_DAYS,
  type CardCheck,
  type CardCheckList,
  type CardDifference,
} from '@mosaajii/contract/card-checks';
import type { OrderSummary } from '@mosaajii/contract/orders';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { readDiffering, readUncertain, wireAnswer } from '../../payments/index.ts';
import { pageOfOrders, readSummaries } from '../../sales/index.ts';

const DAY_MS = 86_400_000;
const DIFFERENCE_DAYS = 30;

interface Asked {
  readonly stores: Stores;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Cards of which nobody is sure still, those of the latest sales first, and what tills and the office answered differently.
 * `null`: a cursor of another list.
 */
export async function listChecks(tx: Tx, now: Date, asked: Asked): Promise<CardCheckList | null> {
  const found = await pageOfOrders(tx, { ...asked, isUncertain: 'true' });
  if (found === null) return null;
  const uncertain = await readUncertain(
    tx,
    found.page.map((row) => row.sale_id),
  );
  const items = found.page.flatMap((row) =>
    uncertain
      .filter((card) => card.saleId === row.sale_id)
      .map(
        ({ tenderId, amountMinor, refundedMinor }): CardCheck => ({
          saleId: row.sale_id,
          receiptNumber: row.receipt_number,
          storeId: row.store_id,
          registerId: row.register_id,
          currencyCode: row.currency_code,
          tenderId,
          userId: row.user_id,
          occurredAt: row.occurred_at.toISOString(),
          amountMinor,
          refundedMinor,
          customerId: row.customer_id,
          isOverdue: isOverdue(row.occurred_at, now),
        }),
      ),
  );
  const isFirst = asked.cursor === undefined;
  return { items, nextCursor: found.nextCursor, differences: isFirst ? await listDifferences(tx, now, asked) : [] };
}

export function isOverdue(occurredAt: Date, now: Date): boolean {
  return now.getTime() - occurredAt.getTime() >= CARD_OVERDUE_DAYS * DAY_MS;
}

/** What tills and the office answered differently in the last 30 days. */
export async function listDifferences(tx: Tx, now: Date, { stores }: Pick<Asked, 'stores'>): Promise<CardDifference[]> {
  const since = new Date(now.getTime() - DIFFERENCE_DAYS * DAY_MS);
  const differing = await readDiffering(tx, since, stores);
  const sales = await readSummaries(
    tx,
    differing.map(({ answer }) => answer.saleId),
  );
  const bySale = new Map(sales.map((sale): readonly [string, OrderSummary] => [sale.saleId, sale]));
  return differing.flatMap(({ answer, correctionId, tillUserId, tillAt }): CardDifference[] => {
    const sale = bySale.get(answer.saleId);
    if (sale === undefined) return [];
    const { saleId, receiptNumber, storeId, registerId, currencyCode } = sale;
    const tillOutcome = answer.outcome === 'declined' ? 'went-through' : 'declined';
    const till = { correctionId, tillOutcome, tillUserId, tillAt } as const;
    return [{ saleId, receiptNumber, storeId, registerId, currencyCode, answer: wireAnswer(answer), ...till }];
  });
}
