import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueueNotices } from '../../../platform/messages/index.ts';
import { usersWhoMay } from '../../identity/index.ts';
import { readStanding, withdrawAnswered } from '../../notifications/index.ts';
import { type OverdueLayaway, readOverdue } from './read-layaways.ts';

const KIND = { template: 'sales/layaway-overdue', param: 'number' } as const;
/** Whoever has so many of them unread finds the rest in the list. */
const MOST_UNREAD = 20;

type Reminding = Pick<Deps, 'db' | 'clock' | 'ids' | 'log'>;

/**
 * Tells whoever may cancel layaways of a store which of them are overdue: once of each, until it is completed or cancelled; then
 * the notice goes. Called again it changes nothing. Returns how many notices are new.
 */
export async function remindOfOverdue(deps: Reminding): Promise<number> {
  const shops = await deps.db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id'),
  );
  let told = 0;
  for (const { organization_id: organizationId } of shops) {
    try {
      told += await deps.db.tx(organizationId, (tx) => remindShop(deps, tx));
    } catch (error) {
      deps.log.error({ err: error, organizationId }, 'overdue layaways could not be told of and will be tried again');
    }
  }
  return told;
}

async function remindShop(deps: Reminding, tx: Tx): Promise<number> {
  const overdue = await readOverdue(tx, deps);
  await withdrawAnswered(
    tx,
    KIND,
    overdue.map((one) => one.number),
  );
  if (overdue.length === 0) return 0;
  const known = await readStanding(tx, KIND);
  const told = new Set(known.map((one) => `${one.user_id} ${one.subject}`));
  const unread = new Map<string, number>();
  for (const one of known) if (!one.is_read) unread.set(one.user_id, (unread.get(one.user_id) ?? 0) + 1);
  const fresh: { readonly userId: string; readonly layaway: OverdueLayaway }[] = [];
  for (const storeId of new Set(overdue.map((one) => one.store_id))) {
    const people = await usersWhoMay(tx, 'sales.cancel-layaway', deps.clock.now(), storeId);
    for (const layaway of overdue.filter((one) => one.store_id === storeId)) {
      for (const userId of people) {
        const waiting = unread.get(userId) ?? 0;
        if (waiting >= MOST_UNREAD || told.has(`${userId} ${layaway.number}`)) continue;
        unread.set(userId, waiting + 1);
        fresh.push({ userId, layaway });
      }
    }
  }
  await enqueueNotices(
    deps,
    tx,
    fresh.map(({ userId, layaway: { number, due_on: dueOn } }) => ({
      ...{ messageId: deps.ids.next(), organizationId: tx.organizationId, template: KIND.template, userId },
      params: { number, dueOn },
    })),
  );
  return fresh.length;
}
