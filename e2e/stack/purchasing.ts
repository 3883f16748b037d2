import { randomUUID } from 'node:crypto';
import type { ProductList } from '@mosaajii/contract/catalog';
import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import type { Office } from './office.ts';

/** What is ordered: the SKU, so many units, at so many pence each. */
type Ordered = readonly (readonly [sku: string, units: number, pence: number])[];

/** An order to a supplier of its own, written and sent as the office would. */
export async function placeOrder(office: Office, ordered: Ordered): Promise<PurchaseOrder> {
  const { orderId, version } = await draftOrder(office, ordered);
  return office.post<PurchaseOrder>(`/purchase-orders/${orderId}/send`, { version });
}

/** The same, not sent yet. */
export async function draftOrder(office: Office, ordered: Ordered): Promise<PurchaseOrder> {
  const { store } = await office.get<{ store: { storeId: string } }>('/settings');
  const supplierId = randomUUID();
  await office.post('/suppliers', { supplierId, name: `Wholesale ${supplierId.slice(0, 4)}` });
  const lines: object[] = [];
  for (const [sku, units, pence] of ordered) {
    const { items } = await office.get<ProductList>(`/products?query=${sku}`);
    const [variantId] = items.find((item) => item.sku === sku)?.variantIds ?? [];
    lines.push({ variantId, quantityMilli: units * 1000, unitCostE4: pence * 10_000 });
  }
  const orderId = randomUUID();
  const head = { orderId, storeId: store.storeId, supplierId, expectedOn: null, note: '' };
  return office.post<PurchaseOrder>('/purchase-orders', { ...head, lines });
}
