import type { DepositPart, LayawayItem, PaidDeposit } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import type { OrderInput } from '@mosaajii/domain/sale';
import type { Tx } from '../../../platform/database/index.ts';
import { IS_GIVEN_BACK, SOLD_SALE, stateOf } from './layaway-rows.ts';

interface Asker {
  readonly storeId: string;
}

interface Row {
  readonly layaway_id: string;
  readonly number: string;
  readonly customer_id: string;
  readonly register_id: string;
  readonly user_id: string;
  readonly opened_at: Date;
  readonly due_on: string;
  readonly currency_code: string;
  readonly engine_version: number;
  readonly content: OrderInput;
  readonly total_minor: number;
  readonly sold_sale_id: string | null;
  readonly is_given_back: boolean;
  readonly left_minor: number;
}

const KNOWN = `
  select * from (
    select l.layaway_id, l.number, l.customer_id, l.register_id, l.user_id, l.opened_at, l.due_on::text as due_on,
           l.currency_code, l.engine_version, l.content, l.total_minor, ${SOLD_SALE} as sold_sale_id,
           ${IS_GIVEN_BACK} as is_given_back, coalesce(p.balance_minor, 0) as left_minor
      from layaway l left join purse p on p.organization_id = l.organization_id and p.kind = 'deposit' and p.purse_id = l.layaway_id
     where l.organization_id = $1 and l.store_id = $2 and l.layaway_id = any($3::uuid[])) k`;

/**
 * What a register has to know from the start: layaways that are open, and closed ones of which something has to go back. Their
 * ids, without looking at each of the many that were closed long ago.
 */
const KEPT_IDS = `
  select layaway_id from (
    select l.layaway_id from layaway l where l.organization_id = $1 and l.store_id = $2 and not ${IS_GIVEN_BACK}
       and not exists (select from sale_origin o where o.organization_id = l.organization_id and o.layaway_id = l.layaway_id)
    union
    select l.layaway_id from purse p join layaway l on l.organization_id = p.organization_id and l.layaway_id = p.purse_id
     where p.organization_id = $1 and p.kind = 'deposit' and p.balance_minor > 0 and l.store_id = $2) k
   where $3::uuid is null or layaway_id > $3 order by layaway_id limit $4`;

/** Layaways of the store of a register, with what was paid. Who the customer is, its directory knows. */
export const LAYAWAY_ITEMS = {
  async page(tx: Tx, { storeId }: Asker, after: string | null, limit: number): Promise<readonly LayawayItem[]> {
    const ids = await tx.query<{ layaway_id: string }>(KEPT_IDS, [tx.organizationId, storeId, after, limit]);
    const kept = [tx.organizationId, storeId, ids.map((row) => row.layaway_id)];
    const rows = await tx.query<Row>(`${KNOWN} order by layaway_id`, kept);
    return itemsOf(tx, rows);
  },
  /** Also those that were closed: a register that is not told keeps them open by what it remembers itself. */
  async byIds(tx: Tx, { storeId }: Asker, ids: readonly string[]): Promise<readonly LayawayItem[]> {
    const rows = await tx.query<Row>(KNOWN, [tx.organizationId, storeId, ids]);
    return itemsOf(tx, rows);
  },
} as const;

async function itemsOf(tx: Tx, rows: readonly Row[]): Promise<LayawayItem[]> {
  const money = await readMoney(
    tx,
    rows.map((row) => row.layaway_id),
  );
  return rows.map((row) => {
    const { paid, returned } = money.get(row.layaway_id) ?? { paid: [], returned: [] };
    const paidMinor = paid.reduce((total, part) => total + part.amountMinor, 0);
    return {
      id: row.layaway_id,
      number: row.number,
      customerId: row.customer_id,
      registerId: row.register_id,
      openedAt: row.opened_at.toISOString(),
      openedBy: row.user_id,
      currencyCode: row.currency_code,
      dueOn: row.due_on,
      engineVersion: row.engine_version,
      order: row.content,
      totalMinor: minor(row.total_minor),
      state: stateOf(row),
      paid,
      usedMinor: Math.max(0, paidMinor - row.left_minor),
      returned,
    };
  });
}

interface Money {
  readonly paid: PaidDeposit[];
  readonly returned: string[];
}

async function readMoney(tx: Tx, layawayIds: readonly string[]): Promise<Map<string, Money>> {
  const money = new Map<string, Money>();
  if (layawayIds.length === 0) return money;
  const rows = await tx.query<{
    layaway_id: string;
    deposit_id: string;
    kind: 'taken' | 'returned';
    occurred_at: Date;
    tenders: readonly DepositPart[];
  }>(
    'select layaway_id, deposit_id, kind, occurred_at, tenders from deposit where organization_id = $1' +
      ' and layaway_id = any($2::uuid[]) order by occurred_at, deposit_id',
    [tx.organizationId, layawayIds],
  );
  for (const { layaway_id, deposit_id: depositId, kind, occurred_at, tenders } of rows) {
    const known = money.get(layaway_id) ?? { paid: [], returned: [] };
    money.set(layaway_id, known);
    const at = occurred_at.toISOString();
    if (kind === 'returned') known.returned.push(depositId);
    else
      known.paid.push(
        ...tenders.map(({ tenderId, kind, amountMinor }) => ({ depositId, at, tenderId, kind, amountMinor })),
      );
  }
  return money;
}
