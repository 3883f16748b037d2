import type { ShopSettings, StoreSettings } from '@mosaajii/contract/settings';
import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { t } from '../../platform/i18n/index.ts';

/** How this store counts its drawers. */
export interface CountRules {
  readonly toleranceMinor: Minor;
  readonly defaultFloatMinor: Minor | null;
  readonly isBlind: boolean;
  /** What may be chosen as the reason of a difference. */
  readonly reasons: readonly string[];
}

/** From the settings that this device has heard; those of an earlier version say nothing about it. */
export function countRulesOf(settings: ShopSettings): CountRules {
  const store: Partial<StoreSettings> = settings.store;
  const own = store.overShortReasons ?? [];
  return {
    toleranceMinor: store.overShortToleranceMinor ?? ZERO_MINOR,
    defaultFloatMinor: store.defaultFloatMinor ?? null,
    isBlind: store.isCountBlind ?? true,
    reasons: own.length > 0 ? own : [t('shift.reasonWrongChange'), t('shift.reasonPaidOut'), t('shift.reasonUnknown')],
  };
}
