import type { LayawayDetail, LayawayList, LayawayListState, LayawaySummary } from '@mosaajii/contract/layaways';
import type { DepositPart } from '@mosaajii/domain/layaway';
import type { OrderInput } from '@mosaajii/domain/sale';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../../platform/paging/index.ts';
import { readCustomers } from '../../customers/index.ts';
import { readBusinessDates } from '../../identity/index.ts';
import { readFlagsOf } from '../sync/read-flags.ts';
import { IS_GIVEN_BACK, SOLD_SALE, stateOf } from './layaway-rows.ts';

export interface LayawayFilter {
  readonly query?: string | undefined;
  readonly state: LayawayListState | 'all';
  readonly storeId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly stores: Stores;
}

/** Who reads: names of customers are for those who may see customers. */
export interface Reader {
  readonly deps: Pick<Deps, 'personal' | 'clock'>;
  readonly mayNames: boolean;
}

interface Row {
  readonly layaway_id: string;
  readonly number: string;
  readonly store_id: string;
  readonly customer_id: string;
  readonly register_code: string;
  readonly due_on: string;
  readonly currency_code: string;
  readonly content: OrderInput;
  readonly line_count: number;
  readonly total_minor: number;
  readonly opened_at: Date;
  readonly opened_key: string;
  readonly sold_sale_id: string | null;
  readonly is_given_back: boolean;
  readonly paid_minor: number;
  readonly left_minor: number;
}

const PAID =
  '(select coalesce(sum(d.amount_minor), 0)::bigint from deposit d where d.organization_id = l.organization_id' +
  " and d.layaway_id = l.layaway_id and d.kind = 'taken')";
const LEFT =
  "coalesce((select p.balance_minor from purse p where p.organization_id = l.organization_id and p.kind = 'deposit'" +
  ' and p.purse_id = l.layaway_id), 0)';
const COLUMNS = `l.layaway_id, l.number, l.store_id, l.customer_id, l.register_code, l.due_on::text as due_on,
  l.currency_code, l.content, l.line_count, l.total_minor, l.opened_at, ${momentText('l.opened_at')} as opened_key,
  ${SOLD_SALE} as sold_sale_id, ${IS_GIVEN_BACK} as is_given_back, ${PAID} as paid_minor, ${LEFT} as left_minor`;

/** One page of layaways, the latest first; of these stores only. `null`: a cursor of another list. */
export async function listLayaways(
  tx: Tx,
  reader: Reader,
  asked: LayawayFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<LayawayList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const today = JSON.stringify(await readBusinessDates(tx, reader.deps.clock.now()));
  const conditions = ['l.organization_id = $1', ...stateConditions(asked.state, () => add(today))];
  if (asked.stores !== null) conditions.push(`l.store_id = any(${add(asked.stores)}::uuid[])`);
  if (asked.storeId !== undefined) conditions.push(`l.store_id = ${add(asked.storeId)}`);
  if (asked.customerId !== undefined) conditions.push(`l.customer_id = ${add(asked.customerId)}`);
  if (asked.from !== undefined) conditions.push(`l.business_date >= ${add(asked.from)}::date`);
  if (asked.to !== undefined) conditions.push(`l.business_date <= ${add(asked.to)}::date`);
  const wanted = asked.query?.trim().toUpperCase() ?? '';
  if (wanted !== '') conditions.push(`right(l.number, length(${add(wanted)})) = $${values.length}`);
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(l.opened_at, l.layaway_id) < (${add(key[0])}::timestamptz, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from layaway l where ${conditions.join(' and ')}` +
      ` order by l.opened_at desc, l.layaway_id desc limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.opened_key, row.layaway_id]);
  return { items: await summariesOf(tx, reader, page), nextCursor };
}

/** A layaway with its goods and its money, within some stores; `null` when there is none. */
export async function readLayaway(tx: Tx, reader: Reader, layawayId: string): Promise<LayawayDetail | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from layaway l where l.organization_id = $1 and l.layaway_id = $2`,
    [tx.organizationId, layawayId],
  );
  const [summary] = await summariesOf(tx, reader, row === undefined ? [] : [row]);
  if (row === undefined || summary === undefined) return null;
  const deposits = await tx.query<DepositOfLayaway>(
    'select deposit_id, kind, occurred_at, user_id, register_id, amount_minor, fee_minor, tenders, reason from deposit' +
      ' where organization_id = $1 and layaway_id = $2 order by occurred_at, deposit_id limit 1000',
    [tx.organizationId, layawayId],
  );
  const marks = await readFlagsOf(
    tx,
    deposits.map((deposit) => deposit.deposit_id),
  );
  return {
    ...summary,
    lines: row.content.lines.map(({ lineId, name, sku, unit, quantityMilli }) => {
      return { lineId, name, sku, unit, quantityMilli };
    }),
    deposits: deposits.map((deposit) => ({
      depositId: deposit.deposit_id,
      kind: deposit.kind,
      occurredAt: deposit.occurred_at.toISOString(),
      userId: deposit.user_id,
      registerId: deposit.register_id,
      amountMinor: deposit.amount_minor as LayawaySummary['totalMinor'],
      feeMinor: deposit.fee_minor as LayawaySummary['totalMinor'],
      tenders: deposit.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
      reason: deposit.reason,
      flags: [...(marks.get(deposit.deposit_id) ?? [])],
    })),
  };
}

interface DepositOfLayaway {
  readonly deposit_id: string;
  readonly kind: 'taken' | 'returned';
  readonly occurred_at: Date;
  readonly user_id: string;
  readonly register_id: string;
  readonly amount_minor: number;
  readonly fee_minor: number;
  readonly tenders: readonly DepositPart[];
  readonly reason: string;
}

export interface OverdueLayaway {
  readonly store_id: string;
  readonly number: string;
  readonly due_on: string;
}

/** More than these are looked up in the list; the longest overdue are left out. */
const MOST_OVERDUE = 1000;

/** The layaways that are open after their last day, as the list says it. */
export async function readOverdue(tx: Tx, deps: Pick<Deps, 'clock'>): Promise<OverdueLayaway[]> {
  return tx.query<OverdueLayaway>(
    'select l.store_id, l.number, l.due_on::text as due_on from layaway l where l.organization_id = $1' +
      ` and ${stateConditions('overdue', () => '$2').join(' and ')} order by l.due_on desc, l.layaway_id limit ${MOST_OVERDUE}`,
    [tx.organizationId, JSON.stringify(await readBusinessDates(tx, deps.clock.now()))],
  );
}

/** The store of a layaway, if there is one. */
export async function readLayawayStore(tx: Tx, layawayId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ store_id: string }>(
    'select store_id from layaway where organization_id = $1 and layaway_id = $2',
    [tx.organizationId, layawayId],
  );
  return row?.store_id;
}

/** `today`: the parameter that holds the business dates of the stores. */
function stateConditions(state: LayawayFilter['state'], today: () => string): string[] {
  const isOpen = `(${SOLD_SALE} is null and not ${IS_GIVEN_BACK})`;
  switch (state) {
    case 'all':
      return [];
    case 'open':
      return [isOpen];
    case 'overdue':
      return [isOpen, `l.due_on < (${today()}::jsonb ->> l.store_id::text)::date`];
    case 'completed':
      return [`${SOLD_SALE} is not null`];
    case 'cancelled':
      return [`${SOLD_SALE} is null and ${IS_GIVEN_BACK}`];
  }
}

async function summariesOf(tx: Tx, reader: Reader, rows: readonly Row[]): Promise<LayawaySummary[]> {
  const ids = [...new Set(rows.map((row) => row.customer_id))];
  const customers = reader.mayNames ? await readCustomers(reader.deps.personal, tx, ids) : [];
  const names = new Map(customers.map(({ customerId, name }) => [customerId, name]));
  const today = rows.length === 0 ? {} : await readBusinessDates(tx, reader.deps.clock.now());
  return rows.map((row) => {
    const state = stateOf(row);
    return {
      layawayId: row.layaway_id,
      number: row.number,
      storeId: row.store_id,
      state: state === 'open' && row.due_on < (today[row.store_id] ?? '') ? 'overdue' : state,
      openedAt: row.opened_at.toISOString(),
      dueOn: row.due_on,
      customerId: row.customer_id,
      customerName: names.get(row.customer_id) ?? '',
      lineCount: row.line_count,
      currencyCode: row.currency_code,
      totalMinor: row.total_minor as LayawaySummary['totalMinor'],
      paidMinor: row.paid_minor as LayawaySummary['totalMinor'],
      leftMinor: row.left_minor as LayawaySummary['totalMinor'],
      soldSaleId: row.sold_sale_id,
      registerCode: row.register_code,
    };
  });
}
