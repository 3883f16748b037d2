import type { OperationFlags } from '@mosaajii/contract/sync';
import type { Flag } from '@mosaajii/domain/operation';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { FlagList } from './later.tsx';

/** What the server noticed about a sale that it has. Its line is kept free: what it says pushes nothing down. */
export function OrderFlags({ orderId }: { readonly orderId: string }) {
  return (
    <div className="mt-2 min-h-6">
      <Suspense fallback={null}>
        <Flags orderId={orderId} />
      </Suspense>
    </div>
  );
}

function Flags({ orderId }: { readonly orderId: string }) {
  const { data, isError } = useQuery({
    queryKey: ['orders', orderId, 'flags'],
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<OperationFlags>(`/orders/${orderId}/flags`, { signal })),
  });
  if (isError && data === undefined) return <p className="text-sm text-ink-3">{t('orders.flagsUnknown')}</p>;
  if (data === undefined || data.flags.length === 0) return null;
  return (
    <FlagList flags={data.flags}>
      {data.flags.some((flag) => REVIEWED.has(flag)) ? (
        <li>
          <Link
            to="/orders/:saleId/pricing"
            params={{ saleId: orderId }}
            className="reach text-sm font-medium text-brand-ink hover:underline"
          >
            {t('orders.missedOne')}
          </Link>
        </li>
      ) : null}
    </FlagList>
  );
}

/** Marks of which both derivations are kept. */
const REVIEWED: ReadonlySet<string> = new Set(['promotion-missed', 'promotion-drift'] satisfies Flag[]);
