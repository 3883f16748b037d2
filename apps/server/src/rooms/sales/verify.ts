import type { Tx } from '../../platform/database/index.ts';

/** Up to a thousand sales and returns after one: for finding what nothing accounts for. */
export async function pageOfSales(tx: Tx, after: string): Promise<string[]> {
  const rows = await tx.query<{ sale_id: string }>(
    'select sale_id from sale where organization_id = $1 and sale_id > $2 order by sale_id limit 1000',
    [tx.organizationId, after],
  );
  return rows.map((row) => row.sale_id);
}

/** What has come back of each line, as it is counted. */
export async function readReturnedCounters(tx: Tx): Promise<{ readonly key: string; readonly counted: number }[]> {
  return tx.query(
    "select sale_id || '|' || line_id as key, returned_milli as counted from sale_line_returned where organization_id = $1",
    [tx.organizationId],
  );
}

export interface ReceiptGap {
  readonly register_id: string;
  readonly receipt_series: string;
  readonly after: number;
  readonly next: number;
}

/** Where the receipts of a register and series leave numbers out; the first one is 1. */
export function findReceiptGaps(tx: Tx): Promise<ReceiptGap[]> {
  return tx.query<ReceiptGap>(
    `select register_id, receipt_series, before as after, receipt_sequence as next from (
       select register_id, receipt_series, receipt_sequence,
              coalesce(lag(receipt_sequence) over (partition by register_id, receipt_series order by receipt_sequence), 0) as before
         from sale where organization_id = $1 and not receipt_conflict) s
      where receipt_sequence <> before + 1 order by 1, 2, 3 limit 1000`,
    [tx.organizationId],
  );
}

/** Receipts whose number another one has too, as a person let them in. */
export function findReceiptConflicts(tx: Tx): Promise<{ readonly sale_id: string; readonly receipt_number: string }[]> {
  return tx.query(
    'select sale_id, receipt_number from sale where organization_id = $1 and receipt_conflict' +
      ' order by receipt_number, sale_id limit 1000',
    [tx.organizationId],
  );
}
