import type { Tx } from '../../platform/database/index.ts';

/** What of a sale somebody is shown when its goods come back. */
export interface SoldLines {
  readonly receiptNumber: string;
  readonly lines: ReadonlyMap<string, { readonly name: string; readonly unit: string; readonly unitPriceE4: number }>;
}

/** The lines of a sale by their ids; `null` when the server does not know it, or not yet. */
export async function readSoldLines(tx: Tx, saleId: string): Promise<SoldLines | null> {
  const rows = await tx.query<{
    receipt_number: string;
    line_id: string;
    name: string;
    unit: string;
    unit_price_e4: number;
  }>(
    'select s.receipt_number, l.line_id, l.name, l.unit, l.unit_price_e4 from sale s join sale_line l' +
      ' on l.organization_id = s.organization_id and l.sale_id = s.sale_id where s.organization_id = $1 and s.sale_id = $2',
    [tx.organizationId, saleId],
  );
  const [first] = rows;
  if (first === undefined) return null;
  const lines = rows.map(
    ({ line_id: lineId, name, unit, unit_price_e4: unitPriceE4 }) => [lineId, { name, unit, unitPriceE4 }] as const,
  );
  return { receiptNumber: first.receipt_number, lines: new Map(lines) };
}
