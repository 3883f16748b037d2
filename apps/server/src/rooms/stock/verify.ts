import type { Minor } from '@mosaajii/domain/money';
import type { Tx } from '../../platform/database/index.ts';
import { compareFacts, readFacts, type StoredRow } from '../../platform/statement/index.ts';
import { readBooksFrame } from '../identity/index.ts';
import { POSTING_FACTS, postingRow } from '../ledger/index.ts';
import { ADJUSTMENT_POSTINGS, costOfMovements } from './adjustment-posting.ts';
import { type AdjustmentRow, STOCK_FACTS } from './movement-rows.ts';

export interface StockFinding {
  readonly subject: string;
  readonly detail: string;
}

const LEVELS = `
  with moved as (
    select store_id, variant_id, sum(quantity_milli)::bigint as quantity_milli from stock_movement
     where organization_id = $1 group by 1, 2)
  select coalesce(l.store_id, m.store_id) as store_id, coalesce(l.variant_id, m.variant_id) as variant_id,
         coalesce(l.on_hand_milli, 0) as on_hand_milli, coalesce(m.quantity_milli, 0) as quantity_milli
    from (select * from stock_level where organization_id = $1) l
    full join moved m on m.store_id = l.store_id and m.variant_id = l.variant_id
   where coalesce(l.on_hand_milli, 0) <> coalesce(m.quantity_milli, 0) order by 1, 2 limit 1000`;

/** Every level against the sum of its movements. */
export async function verifyLevels(tx: Tx): Promise<StockFinding[]> {
  const rows = await tx.query<{ store_id: string; variant_id: string; on_hand_milli: number; quantity_milli: number }>(
    LEVELS,
    [tx.organizationId],
  );
  return rows.map((row) => ({
    subject: `variant ${row.variant_id} in store ${row.store_id}`,
    detail: `the level is ${row.on_hand_milli}, the movements sum to ${row.quantity_milli}`,
  }));
}

/** Every movement goes the way of its kind, and those of an adjustment belong to one that is there. */
export async function verifyMovements(tx: Tx): Promise<StockFinding[]> {
  const rows = await tx.query<{ document_id: string; line_number: number; what: string }>(
    `select m.document_id, m.line_number,
            case when a.adjustment_id is null and m.document_kind in ('adjustment', 'write-off') then 'it belongs to no adjustment'
                 else 'it goes the wrong way for its kind' end as what
       from stock_movement m
       left join stock_adjustment a on a.organization_id = m.organization_id and a.adjustment_id = m.document_id
      where m.organization_id = $1
        and ((m.document_kind in ('adjustment', 'write-off') and a.adjustment_id is null)
          or (m.kind in ('sale', 'write-off') and m.quantity_milli >= 0)
          or (m.kind in ('return', 'opening', 'receipt') and m.quantity_milli <= 0))
      order by 1, 2 limit 1000`,
    [tx.organizationId],
  );
  return rows.map((row) => ({ subject: `movement ${row.document_id}/${row.line_number}`, detail: row.what }));
}

/** Up to a thousand documents with movements of some kinds, after one: for finding what nothing accounts for. */
export async function pageOfMovements(tx: Tx, kinds: readonly string[], after: string): Promise<string[]> {
  const rows = await tx.query<{ document_id: string }>(
    'select distinct document_id from stock_movement where organization_id = $1 and document_kind = any($2::text[])' +
      ' and document_id > $3 order by document_id limit 1000',
    [tx.organizationId, kinds, after],
  );
  return rows.map((row) => row.document_id);
}

/** The postings of office adjustments against what their movements say. */
export async function verifyAdjustments(tx: Tx): Promise<StockFinding[]> {
  const findings: StockFinding[] = [];
  const { currencyCode } = await readBooksFrame(tx);
  for (let after = NO_ID; ; ) {
    const page = await tx.query<{
      adjustment_id: string;
      kind: AdjustmentRow['kind'];
      store_id: string;
      business_date: string;
    }>(
      'select adjustment_id, kind, store_id, business_date from stock_adjustment where organization_id = $1' +
        ' and adjustment_id > $2 order by adjustment_id limit 200',
      [tx.organizationId, after],
    );
    const last = page.at(-1);
    if (!last) return findings;
    after = last.adjustment_id;
    const ids = page.map((row) => row.adjustment_id);
    const movements = groupBy(await readFacts(tx, STOCK_FACTS.movements, ids), (row) => String(row['document_id']));
    // A write-off of a register is recomputed with its operation.
    const inOffice = page.filter((row) => movements.get(row.adjustment_id)?.[0]?.['document_kind'] === 'adjustment');
    const expected = inOffice.flatMap((row) => {
      const cost = adjustmentCost(row.kind, movements.get(row.adjustment_id) ?? []);
      const { store_id: storeId, business_date: businessDate, adjustment_id: documentId } = row;
      const frame = { documentId, postingNumber: 1, documentKind: 'adjustment' as const, storeId, registerId: null };
      const posting = postingRow({ ...frame, businessDate, currencyCode }, ADJUSTMENT_POSTINGS[row.kind](cost));
      return posting ? [posting] : [];
    });
    const stored = await readFacts(
      tx,
      POSTING_FACTS,
      inOffice.map((row) => row.adjustment_id),
    );
    for (const { documentId, detail } of compareFacts(POSTING_FACTS, expected, stored)) {
      findings.push({ subject: `adjustment ${documentId}`, detail });
    }
    for (const row of page) {
      if (!movements.has(row.adjustment_id))
        findings.push({ subject: `adjustment ${row.adjustment_id}`, detail: 'it moved nothing' });
    }
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function adjustmentCost(kind: AdjustmentRow['kind'], movements: readonly StoredRow[]): Minor | null {
  return costOfMovements(
    kind,
    movements.map((row) => ({
      quantityMilli: Number(row['quantity_milli']),
      costE4: row['cost_e4'] === null ? null : Number(row['cost_e4']),
    })),
  );
}
