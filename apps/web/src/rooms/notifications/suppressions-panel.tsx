import type { DeliveryChannel, SuppressionItem } from '@mosaajii/contract/notifications';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, Skeleton, useToasts } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { AddressForm } from './address-form.tsx';
import { channelName } from './message-words.ts';
import { type Scope, useSuppress, useSuppressions, useUnsuppress } from './use-messages.ts';

interface PanelProps {
  /** Whose list: the shop's when absent. */
  readonly scope?: Scope;
  readonly canWrite: boolean;
}

/** The addresses that get nothing, and the way off and onto the list. */
export function SuppressionsPanel({ scope = 'shop', canWrite }: PanelProps) {
  const list = useSuppressions(scope);
  const adding = useSuppress(scope);
  const add = (channel: DeliveryChannel, to: string, onDone: () => void) =>
    adding.mutate(
      { channel, to },
      {
        onSuccess: () => {
          useToasts.getState().show({ message: t('notifications.blocked'), tone: 'success' });
          onDone();
        },
      },
    );
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-ink-2">{t('notifications.suppressionsText')}</p>
      {canWrite ? (
        <AddressForm
          label={t('notifications.block')}
          problem={adding.error instanceof ApiFailure ? adding.error.problem : null}
          isPending={adding.isPending}
          onSubmit={add}
        />
      ) : null}
      {list.error !== null ? (
        <Failed cause={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <Blocked scope={scope} items={list.data.items} canWrite={canWrite} />
      )}
    </div>
  );
}

function Blocked({ scope, items, canWrite }: Required<PanelProps> & { readonly items: readonly SuppressionItem[] }) {
  const removing = useUnsuppress(scope);
  const when = useWhen();
  const [pending, setPending] = useState<string | null>(null);
  if (items.length === 0) {
    return (
      <EmptyState icon={MailCheck} title={t('notifications.noSuppressions')}>
        {t('notifications.noSuppressionsText')}
      </EmptyState>
    );
  }
  const remove = (item: SuppressionItem) => {
    setPending(item.index);
    removing.mutate(item, {
      onSuccess: () => useToasts.getState().show({ message: t('notifications.unblocked'), tone: 'success' }),
      onError: (error) => {
        if (error instanceof ApiFailure) useToasts.getState().show({ message: error.problem.detail, tone: 'danger' });
      },
      onSettled: () => setPending(null),
    });
  };
  return (
    <ul
      aria-label={t('notifications.suppressions')}
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {items.map((item) => (
        <li key={`${item.channel}${item.index}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
          <div className="min-w-48 flex-1">
            <p className="break-all font-medium">{item.to}</p>
            <p className="text-sm text-ink-2">
              {channelName(item.channel)} · {t(`notifications.${item.reason}`)} ·{' '}
              <span className="num">{when(item.createdAt)}</span>
            </p>
          </div>
          {canWrite ? (
            <Button
              size="sm"
              isPending={removing.isPending && pending === item.index}
              onClick={() => remove(item)}
              aria-label={`${t('notifications.unblock')}: ${item.to}`}
            >
              {t('notifications.unblock')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
