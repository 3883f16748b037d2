import type { Tx } from '../../platform/database/index.ts';

/** Whether a sale completed this held sale. It may have come before the server heard that it was held. */
export async function wasSoldAsHeld(tx: Tx, heldSaleId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from sale_origin where organization_id = $1 and held_sale_id = $2 limit 1', [
    tx.organizationId,
    heldSaleId,
  ]);
  return rows.length > 0;
}
