import type { DepositPart, LayawayState } from '@mosaajii/domain/layaway';
import type { OrderInput, TenderKind } from '@mosaajii/domain/sale';
import { type FactTable, insertInto, type Step, type Table } from '../../../platform/statement/index.ts';

/** Goods that were put aside: a fact. Whether it is open follows from what came later. */
export interface LayawayRow {
  readonly layawayId: string;
  readonly depositId: string;
  readonly number: string;
  readonly customerId: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly dueOn: string;
  readonly currencyCode: string;
  readonly engineVersion: number;
  readonly content: OrderInput;
  readonly totalMinor: number;
  readonly openedAt: string;
}

export interface LayawayLineRow {
  readonly layawayId: string;
  readonly lineNumber: number;
  readonly depositId: string;
  readonly storeId: string;
  readonly variantId: string;
  readonly quantityMilli: number;
}

/** Money for a layaway, or money that went back. */
export interface DepositRow {
  readonly depositId: string;
  readonly layawayId: string;
  readonly kind: 'taken' | 'returned';
  readonly customerId: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly shiftId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly tenders: readonly DepositPart[];
  readonly reason: string;
  readonly occurredAt: string;
}

const LAYAWAY: Table<LayawayRow> = {
  name: 'layaway',
  columns: [
    { name: 'layaway_id', type: 'uuid', value: (row) => row.layawayId },
    { name: 'deposit_id', type: 'uuid', value: (row) => row.depositId },
    { name: 'number', type: 'text', value: (row) => row.number },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'register_code', type: 'text', value: (row) => row.registerCode },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'due_on', type: 'date', value: (row) => row.dueOn },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'engine_version', type: 'integer', value: (row) => row.engineVersion },
    { name: 'content', type: 'jsonb', value: (row) => JSON.stringify(row.content) },
    { name: 'line_count', type: 'integer', value: (row) => row.content.lines.length },
    { name: 'total_minor', type: 'bigint', value: (row) => row.totalMinor },
    { name: 'opened_at', type: 'timestamptz', value: (row) => row.openedAt },
  ],
};

const LAYAWAY_LINE: Table<LayawayLineRow> = {
  name: 'layaway_line',
  columns: [
    { name: 'layaway_id', type: 'uuid', value: (row) => row.layawayId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'deposit_id', type: 'uuid', value: (row) => row.depositId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
  ],
};

const DEPOSIT: Table<DepositRow> = {
  name: 'deposit',
  columns: [
    { name: 'deposit_id', type: 'uuid', value: (row) => row.depositId },
    { name: 'layaway_id', type: 'uuid', value: (row) => row.layawayId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
    { name: 'fee_minor', type: 'bigint', value: (row) => row.feeMinor },
    { name: 'tenders', type: 'jsonb', value: (row) => JSON.stringify(row.tenders) },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  ],
};

export interface LayawayWrites {
  readonly layaways: readonly LayawayRow[];
  readonly layawayLines: readonly LayawayLineRow[];
  readonly deposits: readonly DepositRow[];
}

/** Writes what was put aside and the money for it. */
export function layawaySteps({ layaways, layawayLines, deposits }: LayawayWrites): (Step | null)[] {
  return [insertInto(LAYAWAY, layaways), insertInto(LAYAWAY_LINE, layawayLines), insertInto(DEPOSIT, deposits)];
}

/** The facts of layaways, for recomputing them. */
export const LAYAWAY_FACTS = {
  layaways: { table: LAYAWAY, document: 'deposit_id', key: ['deposit_id'] } satisfies FactTable<LayawayRow>,
  layawayLines: {
    table: LAYAWAY_LINE,
    document: 'deposit_id',
    key: ['deposit_id', 'line_number'],
  } satisfies FactTable<LayawayLineRow>,
  deposits: { table: DEPOSIT, document: 'deposit_id', key: ['deposit_id'] } satisfies FactTable<DepositRow>,
} as const;

/** The sale that completed a layaway, if any, and whether its deposits went back: `l` is the layaway. */
export const SOLD_SALE =
  '(select o.sale_id from sale_origin o where o.organization_id = l.organization_id and o.layaway_id = l.layaway_id' +
  ' order by o.sale_id limit 1)';
export const IS_GIVEN_BACK =
  "exists (select from deposit r where r.organization_id = l.organization_id and r.layaway_id = l.layaway_id and r.kind = 'returned')";

/** A layaway as a push finds it. */
export interface LayawayPushState {
  readonly layaway_id: string;
  readonly customer_id: string;
  readonly register_id: string;
  readonly content: OrderInput;
  readonly sold_sale_id: string | null;
  readonly is_given_back: boolean;
  /** What was paid by each kind of tender, less what went back by it. */
  readonly paid_by: Readonly<Partial<Record<TenderKind, number>>>;
}

const PAID_BY =
  "(select coalesce(json_object_agg(k.kind, k.amount), '{}') from (select t ->> 'kind' as kind," +
  " sum(case d.kind when 'taken' then (t ->> 'amountMinor')::bigint else -(t ->> 'amountMinor')::bigint end) as amount" +
  ' from deposit d, jsonb_array_elements(d.tenders) t where d.organization_id = l.organization_id' +
  " and d.layaway_id = l.layaway_id group by t ->> 'kind') k)";

/** The query by which a larger statement reads the layaways that its operations name; their purses are what is locked. */
export const LAYAWAY_QUERIES = {
  named: (layawayIds: string) =>
    `select l.layaway_id, l.customer_id, l.register_id, l.content, ${SOLD_SALE} as sold_sale_id,` +
    ` ${IS_GIVEN_BACK} as is_given_back, ${PAID_BY} as paid_by from layaway l where l.organization_id = $1` +
    ` and l.layaway_id = any(${layawayIds}::uuid[]) order by l.layaway_id`,
} as const;

/** A sale completes it; without one, money that went back ends it. */
export function stateOf(row: Pick<LayawayPushState, 'sold_sale_id' | 'is_given_back'>): LayawayState {
  if (row.sold_sale_id !== null) return 'completed';
  return row.is_given_back ? 'cancelled' : 'open';
}
