import { createHash } from 'node:crypto';
import { CARD_OVERDUE_DAYS } from '@mosaajii/contract/card-checks';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Cron } from '../../../platform/jobs/index.ts';
import { enqueueNotices } from '../../../platform/messages/index.ts';
import { usersWhoMay } from '../../identity/index.ts';
import { readUncertain } from '../../payments/index.ts';
import { pageOfOrders } from '../../sales/index.ts';
import { isOverdue, listDifferences } from './list-checks.ts';

/** More than anybody has; the notice counts no further. */
const MOST = 200;

type Telling = Pick<Deps, 'db' | 'log' | 'clock'>;

/** Once an hour those who may answer are told of cards that nobody looked at, and of answers that contradict each other. */
export function cardCheckCrons(deps: Telling): Cron[] {
  return [{ task: 'card-checks.tell', schedule: '33 * * * *', run: () => tellAll(deps) }];
}

async function tellAll(deps: Telling): Promise<void> {
  const shops = await deps.db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id'),
  );
  for (const { organization_id: organizationId } of shops) {
    try {
      await deps.db.tx(organizationId, (tx) => tellShop(deps, tx));
    } catch (error) {
      deps.log.error({ err: error, organizationId }, 'nobody could be told of cards to check; tried again in an hour');
    }
  }
}

/** Tells the people of one shop. Said once for each card that became overdue, and once for each contradiction. */
export async function tellShop(deps: Pick<Deps, 'clock'>, tx: Tx): Promise<void> {
  const now = deps.clock.now();
  const found = await pageOfOrders(tx, { stores: null, isUncertain: 'true', limit: MOST });
  const overdue = (found?.page ?? []).filter((row) => isOverdue(row.occurred_at, now));
  const cards = await readUncertain(
    tx,
    overdue.map((row) => row.sale_id),
  );
  const differences = await listDifferences(tx, now, { stores: null });
  const stores = new Set([...overdue.map((row) => row.store_id), ...differences.map(({ storeId }) => storeId)]);
  for (const storeId of [...stores].sort()) {
    const sales = new Set(overdue.filter((row) => row.store_id === storeId).map((row) => row.sale_id));
    const here = cards.filter((card) => sales.has(card.saleId));
    const people = await usersWhoMay(tx, 'sales.correct-tender', now, storeId);
    const latest = overdue.find((row) => row.store_id === storeId);
    const notices = people.flatMap((userId) => [
      ...(latest === undefined
        ? []
        : [
            {
              template: 'sales/cards-to-check',
              messageId: noticeId(userId, 'overdue', latest.sale_id),
              params: { count: here.length, days: CARD_OVERDUE_DAYS },
              userId,
            },
          ]),
      ...differences
        .filter((difference) => difference.storeId === storeId)
        .map(({ correctionId, receiptNumber }) => ({
          template: 'sales/card-answers-differ',
          messageId: noticeId(userId, 'differ', correctionId),
          params: { receiptNumber },
          userId,
        })),
    ]);
    await enqueueNotices(
      deps,
      tx,
      notices.map((notice) => ({ ...notice, organizationId: tx.organizationId })),
    );
  }
}

/** The same for the same person and thing (UUIDv8 of its hash): what was said is not said again. */
function noticeId(userId: string, about: string, id: string): string {
  const hex = createHash('sha256').update(`card-checks|${userId}|${about}|${id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
