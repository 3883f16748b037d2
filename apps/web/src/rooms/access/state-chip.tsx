import type { AccessState } from '@mosaajii/contract/access';
import { t } from '../../platform/i18n/index.ts';
import { Chip, type Tone } from '../../platform/ui/index.ts';

const TONES: Readonly<Record<AccessState, Tone>> = {
  pending: 'neutral',
  'payment-recorded': 'warning',
  'payment-verified': 'brand',
  'code-issued': 'brand',
  active: 'success',
  rejected: 'danger',
  expired: 'neutral',
  withdrawn: 'neutral',
};

/** Where a request stands, in a word. */
export function StateChip({ state }: { readonly state: AccessState }) {
  return (
    <Chip tone={TONES[state]} icon="dot" size="sm">
      {t(`access.state_${state}`)}
    </Chip>
  );
}
