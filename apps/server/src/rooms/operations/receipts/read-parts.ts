import { minor } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { partsOfSale, type ReturnReceipt, type SaleReceipt } from '@mosaajii/domain/paper';
import type { Tx } from '../../../platform/database/index.ts';
import { readCardsOf, readPointsMoved } from '../../payments/index.ts';

/** What a receipt says besides its lines and its money: promotions, tip, customer, what is left on gift cards. */
export type ReceiptParts = Pick<SaleReceipt, 'promotions' | 'tipMinor' | 'customer' | 'cards' | 'points' | 'sellers'> &
  Pick<ReturnReceipt, 'pointsBack'>;

/**
 * These parts of a sale, as its register wrote it; of a return its points, as they were booked. Nothing for what did not come
 * from a register.
 */
export async function readReceiptParts(tx: Tx, saleId: string): Promise<ReceiptParts> {
  const [row] = await tx.query<{ envelope: string }>(
    "select envelope from operation where organization_id = $1 and operation_id = $2 and kind = 'sale.completed'",
    [tx.organizationId, saleId],
  );
  if (row === undefined) return { pointsBack: await readPointsBack(tx, saleId) };
  // What is in this table was read strictly before it was written.
  const { payload } = JSON.parse(row.envelope) as { readonly payload: SaleCompleted };
  const cards = await readCardsOf(tx, saleId);
  return {
    ...partsOfSale(payload),
    cards: cards.map(({ hint, balanceMinor }) => ({ hint, balanceMinor: minor(balanceMinor) })),
  };
}

async function readPointsBack(tx: Tx, returnId: string): Promise<ReturnReceipt['pointsBack']> {
  const { taken, given } = await readPointsMoved(tx, returnId);
  return taken + given === 0 ? undefined : { takenMilli: taken * 1_000, givenMilli: given * 1_000 };
}
