import type { DeliveryChannel, MessageCategory, MessageChannel, MessageState } from '@mosaajii/contract/notifications';
import { t } from '../../platform/i18n/index.ts';
import type { Tone } from '../../platform/ui/index.ts';

export function channelName(channel: MessageChannel): string {
  const names = { email: 'notifications.email', sms: 'notifications.sms', 'in-app': 'notifications.inApp' } as const;
  return t(names[channel]);
}

export function categoryName(category: MessageCategory): string {
  const names = {
    security: 'notifications.security',
    access: 'notifications.access',
    shop: 'notifications.shop',
  } as const;
  return t(names[category]);
}

export function stateName(state: MessageState): string {
  return t(`notifications.${state}`);
}

export const STATE_TONES: Readonly<Record<MessageState, Tone>> = {
  queued: 'neutral',
  sending: 'neutral',
  delivered: 'success',
  failed: 'danger',
  expired: 'warning',
  suppressed: 'warning',
};

const REASONS = {
  'no-channel': 'notifications.codeNoChannel',
  bounced: 'notifications.codeBounced',
  manual: 'notifications.codeManual',
  unsubscribed: 'notifications.codeUnsubscribed',
  'not-wanted': 'notifications.codeNotWanted',
  expired: 'notifications.codeExpired',
  'smtp-credentials': 'notifications.codeCredentials',
  'sms-credentials': 'notifications.codeCredentials',
  'smtp-tls': 'notifications.codeTls',
  'smtp-unreachable': 'notifications.codeUnreachable',
  'sms-unreachable': 'notifications.codeUnreachable',
  'smtp-timeout': 'notifications.codeTimeout',
  timeout: 'notifications.codeTimeout',
  'unknown-template': 'notifications.codeTemplate',
} as const;

/** Why a message is where it is, in a sentence; a provider's own code stays readable for its support. */
export function reasonOf(code: string): string {
  const key = Object.entries(REASONS).find(([known]) => known === code)?.[1];
  return key === undefined ? t('notifications.codeOther', { code }) : t(key);
}

export const DELIVERY_CHANNELS: readonly DeliveryChannel[] = ['email', 'sms'];
export const LANGUAGE_OPTIONS = [
  { value: 'en', label: 'notifications.english' },
  { value: 'sw', label: 'notifications.swahili' },
  { value: 'fr', label: 'notifications.french' },
  { value: 'ar', label: 'notifications.arabic' },
] as const;
