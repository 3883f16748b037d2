import { t } from '../../platform/i18n/index.ts';
import { useParams } from '../../platform/router/index.ts';
import { PageHeader } from '../../platform/ui/index.ts';
import { OrderPanel } from './parts/order-panel.tsx';

/** One order as a page: on a phone, or from a link. */
export function OrderScreen() {
  const { saleId } = useParams();
  return (
    <>
      <PageHeader title={t('orders.receipt')} back={{ href: '/orders', label: t('orders.backToOrders') }} />
      <div className="mx-auto max-w-xl">
        <OrderPanel orderId={saleId ?? null} />
      </div>
    </>
  );
}
