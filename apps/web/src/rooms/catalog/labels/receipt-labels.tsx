import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import { useQuery } from '@tanstack/react-query';
import { Failed } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Drawer, Skeleton } from '../../../platform/ui/index.ts';
import { labelledOf, readReceiptName } from './arrived.ts';
import { LabelsDialog } from './labels-dialog.tsx';

/** Labels of the goods that arrived at one time, as many as arrived. */
export function ReceiptLabels({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { orderId, receiptId } = readReceiptName(name);
  const order = useQuery({
    queryKey: ['purchase-order', orderId],
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<PurchaseOrder>(`/purchase-orders/${orderId}`, { signal })),
  });
  if (order.data !== undefined) {
    const { productIds, counts } = labelledOf(order.data, receiptId);
    return <LabelsDialog productIds={productIds} counts={counts} onClose={onClose} />;
  }
  return (
    <Drawer title={t('catalog.labels')} onClose={onClose}>
      {order.error === null ? (
        <Skeleton className="h-64 w-full" />
      ) : (
        <Failed cause={order.error} title={t('catalog.labelsFailed')} onRetry={() => void order.refetch()} />
      )}
    </Drawer>
  );
}
