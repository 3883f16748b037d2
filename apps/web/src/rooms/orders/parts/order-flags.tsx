import type { OperationFlags } from '@mosaajii/contract/sync';
import { useQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { api, orThrow } from '../../../platform/api/index.ts';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { Chip } from '../../../platform/ui/index.ts';

const WORDS: Readonly<Record<string, MessageKey>> = {
  'user-suspended': 'orders.flag-user-suspended',
  'permission-missing': 'orders.flag-permission-missing',
  'limit-exceeded': 'orders.flag-limit-exceeded',
  'lease-expired': 'orders.flag-lease-expired',
  'access-lapsed': 'orders.flag-access-lapsed',
  'price-drift': 'orders.flag-price-drift',
  'negative-stock': 'orders.flag-negative-stock',
  'shift-closed': 'orders.flag-shift-closed',
  'shift-unknown': 'orders.flag-shift-unknown',
  'clock-skew': 'orders.flag-clock-skew',
  'receipt-gap': 'orders.flag-receipt-gap',
  'receipt-conflict': 'orders.flag-receipt-conflict',
  'business-date-far': 'orders.flag-business-date-far',
  'allowance-exceeded': 'orders.flag-allowance-exceeded',
  'points-short': 'orders.flag-points-short',
  'loyalty-drift': 'orders.flag-loyalty-drift',
  'refund-split-differs': 'orders.flag-refund-split-differs',
  approved: 'orders.flag-approved',
};

/** What the server noticed about a sale that it has. Nothing noticed takes no room. */
export function OrderFlags({ orderId }: { readonly orderId: string }) {
  const { data, isError } = useQuery({
    queryKey: ['orders', orderId, 'flags'],
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<OperationFlags>(`/orders/${orderId}/flags`, { signal })),
  });
  if (isError && data === undefined) return <p className="mt-2 text-sm text-ink-3">{t('orders.flagsUnknown')}</p>;
  if (data === undefined || data.flags.length === 0) return null;
  return (
    <ul aria-label={t('orders.flags')} className="mt-2 flex flex-wrap gap-1.5">
      {data.flags.map((flag) => (
        <li key={flag}>
          <Chip tone="warning" size="sm" icon={<Flag aria-hidden className="size-3.5" />}>
            {wordsOf(flag)}
          </Chip>
        </li>
      ))}
    </ul>
  );
}

function wordsOf(flag: string): string {
  const key = WORDS[flag];
  return key === undefined ? t('orders.flag-other', { flag }) : t(key);
}
