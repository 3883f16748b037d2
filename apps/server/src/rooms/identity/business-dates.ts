import { type BusinessDay, businessDateIn } from '@mosaajii/domain/calendar';
import type { Tx } from '../../platform/database/index.ts';

/** The business date (YYYY-MM-DD) that each store of the shop has at a moment, by the store's id. */
export async function readBusinessDates(tx: Tx, now: Date): Promise<Readonly<Record<string, string>>> {
  const stores = await tx.query<BusinessDay & { readonly storeId: string }>(
    'select store_id as "storeId", time_zone as "timeZone", day_ends_at as "dayEndsAt" from store where organization_id = $1',
    [tx.organizationId],
  );
  return Object.fromEntries(stores.map(({ storeId, ...day }) => [storeId, businessDateIn(day, now)]));
}
