import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { orderNumber } from '@mosaajii/domain/purchasing';
import type { Deps } from '../../platform/deps.ts';
import type { Asked } from './suppliers.ts';
import { readSupplierState } from './suppliers.ts';
import { lockOrder, noteOrder, type OrderRefusal, present } from './write-order.ts';

/** Fixes a draft: from now on its goods may arrive. A repeat by whoever sees it sent already is refused as an old version. */
export function sendOrder(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: Asked,
  orderId: string,
  version: number,
): Promise<Result<PurchaseOrder, OrderRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const found = await lockOrder(tx, orderId, version);
    if (!found.ok) return found;
    const { state, number, line_count: lines, supplier_id: supplierId, total_minor: totalMinor } = found.value;
    if (state !== 'draft')
      return refuse({ code: 'purchase-order-fixed', detail: `${orderNumber(number)} is no draft any more.` });
    if (lines === 0)
      return refuse({ code: 'purchase-order-empty', detail: `${orderNumber(number)} has nothing to order.` });
    const supplier = await readSupplierState(tx, supplierId);
    if (supplier?.isActive !== true)
      return refuse({ code: 'supplier-inactive', detail: `Nothing is ordered from ${supplier?.name ?? ''} any more.` });
    await tx.query(
      "update purchase_order set state = 'sent', sent_by = $3, sent_at = $4, version = version + 1" +
        ' where organization_id = $1 and order_id = $2',
      [tx.organizationId, orderId, asked.actor.userId, deps.clock.now()],
    );
    await noteOrder(tx, asked, orderId, 'purchase-order.sent', {
      number: orderNumber(number),
      supplierId,
      lines,
      totalMinor,
    });
    return ok(await present(tx, orderId));
  });
}

/** Gives up an order for which nothing has arrived. Its number stays its own. */
export function cancelOrder(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: Asked,
  orderId: string,
  version: number,
): Promise<Result<PurchaseOrder, OrderRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const found = await lockOrder(tx, orderId, version);
    if (!found.ok) return found;
    const { state, number, total_minor: totalMinor } = found.value;
    if (state !== 'draft' && state !== 'sent') {
      const why = state === 'cancelled' ? 'was cancelled before' : 'has goods that arrived';
      return refuse({ code: 'purchase-order-fixed', detail: `${orderNumber(number)} ${why}.` });
    }
    await tx.query(
      "update purchase_order set state = 'cancelled', cancelled_by = $3, cancelled_at = $4, version = version + 1" +
        ' where organization_id = $1 and order_id = $2',
      [tx.organizationId, orderId, asked.actor.userId, deps.clock.now()],
    );
    await noteOrder(tx, asked, orderId, 'purchase-order.cancelled', { number: orderNumber(number), state, totalMinor });
    return ok(await present(tx, orderId));
  });
}
