import { type LayawayItem, type LayawayState, USUAL_LAYAWAY } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import type { SyncContext } from '../../apps/server/src/rooms/operations/sync/index.ts';
import type { Tables } from './model-tables.ts';

type PushState = NonNullable<SyncContext['layaways']>[number];

/** What the simulated stores keep of a layaway that is given up. */
export const LAYAWAY_RULE = { ...USUAL_LAYAWAY, feeMinor: minor(250) };

/** Layaways as a push finds them: in small the statement of the room, which is proved against PostgreSQL. */
export function layawayContext(tables: Tables): PushState[] {
  return [...tables.layaways.values()].map(({ layawayId, customerId, registerId, content }) => ({
    layaway_id: layawayId,
    customer_id: customerId,
    register_id: registerId,
    content,
    sold_sale_id: soldBy(tables, layawayId),
    is_given_back: isGivenBack(tables, layawayId),
    paid_by: paidBy(tables, layawayId),
  }));
}

function paidBy({ deposits }: Tables, layawayId: string): PushState['paid_by'] {
  const paid: { -readonly [Kind in keyof PushState['paid_by']]: number } = {};
  for (const row of [...deposits.values()].filter((one) => one.layawayId === layawayId)) {
    const sign = row.kind === 'taken' ? 1 : -1;
    for (const { kind, amountMinor } of row.tenders) paid[kind] = (paid[kind] ?? 0) + sign * amountMinor;
  }
  return paid;
}

/** A layaway as the server says it now; `undefined`: it knows none. */
export function layawayItem(tables: Tables, layawayId: string): LayawayItem | undefined {
  const row = tables.layaways.get(layawayId);
  if (row === undefined) return undefined;
  const paid = [...tables.deposits.values()]
    .filter((deposit) => deposit.layawayId === layawayId && deposit.kind === 'taken')
    .sort((a, b) => (`${a.occurredAt} ${a.depositId}` < `${b.occurredAt} ${b.depositId}` ? -1 : 1))
    .flatMap(({ depositId, occurredAt: at, tenders }) =>
      tenders.map(({ tenderId, kind, amountMinor }) => ({ depositId, at, tenderId, kind, amountMinor })),
    );
  const paidMinor = paid.reduce((sum, part) => sum + part.amountMinor, 0);
  return {
    id: layawayId,
    number: row.number,
    customerId: row.customerId,
    registerId: row.registerId,
    openedAt: row.openedAt,
    openedBy: row.userId,
    currencyCode: row.currencyCode,
    dueOn: row.dueOn,
    engineVersion: row.engineVersion,
    order: row.content,
    totalMinor: minor(row.totalMinor),
    state: stateOf(tables, layawayId),
    paid,
    usedMinor: Math.max(0, paidMinor - leftOf(tables, layawayId)),
    returned: [...tables.deposits.values()]
      .filter((deposit) => deposit.layawayId === layawayId && deposit.kind === 'returned')
      .map(({ depositId }) => depositId),
  };
}

/** What registers of the store keep: layaways that are open, and closed ones of which something has to go back. */
export function keptLayaways(tables: Tables): LayawayItem[] {
  return [...tables.layaways.keys()].flatMap((id) => {
    const item = layawayItem(tables, id);
    return item !== undefined && (item.state === 'open' || leftOf(tables, id) > 0) ? [item] : [];
  });
}

/** What is on hand and promised, by variant. */
export function setAsideMilli(tables: Tables, variantId: string): number {
  return tables.layawayLines
    .filter((line) => line.variantId === variantId && stateOf(tables, line.layawayId) === 'open')
    .reduce((sum, line) => sum + line.quantityMilli, 0);
}

function stateOf(tables: Tables, layawayId: string): LayawayState {
  if (soldBy(tables, layawayId) !== null) return 'completed';
  return isGivenBack(tables, layawayId) ? 'cancelled' : 'open';
}

function soldBy({ saleOrigins }: Tables, layawayId: string): string | null {
  const sales = [...saleOrigins.values()].filter((row) => row.layawayId === layawayId).map((row) => row.saleId);
  return sales.sort()[0] ?? null;
}

function isGivenBack({ deposits }: Tables, layawayId: string): boolean {
  return [...deposits.values()].some((row) => row.layawayId === layawayId && row.kind === 'returned');
}

function leftOf({ purses }: Tables, layawayId: string): number {
  return purses.get(`deposit|${layawayId}`)?.balance_minor ?? 0;
}
