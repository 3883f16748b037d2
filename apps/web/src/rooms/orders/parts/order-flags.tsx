import type { OperationFlags } from '@mosaajii/contract/sync';
import { FLAGS, type Flag } from '@mosaajii/domain/operation';
import { useQuery } from '@tanstack/react-query';
import { Flag as FlagIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { api, orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { Chip } from '../../../platform/ui/index.ts';

/** What the server noticed about a sale that it has. Its line is kept free: what it says pushes nothing down. */
export function OrderFlags({ orderId }: { readonly orderId: string }) {
  return (
    <div className="mt-2 min-h-6">
      <Flags orderId={orderId} />
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

/** Marks in words, one beside the other, and what else belongs in their row. */
export function FlagList({ flags, children }: { readonly flags: readonly string[]; readonly children?: ReactNode }) {
  return (
    <ul aria-label={t('orders.flags')} className="flex flex-wrap gap-1.5">
      {flags.map((flag) => (
        <li key={flag}>
          <Chip tone="warning" size="sm" icon={<FlagIcon aria-hidden className="size-3.5" />}>
            {wordsOf(flag)}
          </Chip>
        </li>
      ))}
      {children}
    </ul>
  );
}

/** Marks of which both derivations are kept. */
const REVIEWED: ReadonlySet<string> = new Set(['promotion-missed', 'promotion-drift'] satisfies Flag[]);

/** A mark in words; one of a server that is newer than this screen is named as it is. */
function wordsOf(flag: string): string {
  return isFlag(flag) ? t(`orders.flag-${flag}`) : t('orders.flag-other', { flag });
}

function isFlag(flag: string): flag is Flag {
  return (FLAGS as readonly string[]).includes(flag);
}
