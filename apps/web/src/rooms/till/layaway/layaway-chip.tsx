import { businessDateIn } from '@mosaajii/domain/calendar';
import type { LayawayItem } from '@mosaajii/domain/layaway';
import { t } from '../../../platform/i18n/index.ts';
import { Chip } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';

/** Where a layaway stands; one that is open and late says so. */
export function LayawayChip({ item }: { readonly item: LayawayItem }) {
  const { ports } = useTill();
  if (item.state === 'completed') return <Chip tone="success">{t('layaway.stateCompleted')}</Chip>;
  if (item.state === 'cancelled') return <Chip>{t('layaway.stateCancelled')}</Chip>;
  const isLate = item.dueOn < businessDateIn(ports.shop, ports.now());
  return isLate ? <Chip tone="warning">{t('layaway.overdue')}</Chip> : null;
}
