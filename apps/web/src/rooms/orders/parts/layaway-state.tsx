import type { LayawaySummary } from '@mosaajii/contract/layaways';
import { t } from '../../../platform/i18n/index.ts';
import { Chip } from '../../../platform/ui/index.ts';

export const STATES = ['open', 'overdue', 'completed', 'cancelled'] as const;
export const LOOKS = {
  open: ['layaway.stateOpen', 'brand'],
  overdue: ['layaway.overdue', 'warning'],
  completed: ['layaway.stateCompleted', 'success'],
  cancelled: ['layaway.stateCancelled', 'neutral'],
} as const;

/** Where a layaway stands. */
export function StateChip({ state }: Pick<LayawaySummary, 'state'>) {
  const [label, tone] = LOOKS[state];
  return <Chip tone={tone}>{t(label)}</Chip>;
}
