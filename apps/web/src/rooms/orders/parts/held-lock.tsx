import type { HeldSaleSummary } from '@mosaajii/contract/held-sales';
import { Lock, LockOpen } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Chip } from '../../../platform/ui/index.ts';
import { useNames } from '../receipt-of.ts';

/** Who has it at a counter, or that anybody may go on with it. */
export function HeldLock({ lock }: Pick<HeldSaleSummary, 'lock'>) {
  const nameOf = useNames();
  if (lock === null) return <Chip size="sm">{t('orders.heldFree')}</Chip>;
  const who = t('orders.heldBy', { name: nameOf(lock.userId), register: lock.registerCode });
  return lock.isStale ? (
    <Chip size="sm" tone="warning" icon={<LockOpen aria-hidden className="size-3.5" />}>
      {t('orders.heldStale', { who })}
    </Chip>
  ) : (
    <Chip size="sm" tone="brand" icon={<Lock aria-hidden className="size-3.5" />}>
      {who}
    </Chip>
  );
}
