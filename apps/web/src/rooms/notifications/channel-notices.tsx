import { TriangleAlert } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Notice } from '../../platform/ui/index.ts';
import { channelName } from './message-words.ts';
import { type Scope, useChannels } from './use-messages.ts';

/** Says plainly which way out is missing: a message that waits is not a message that was sent. */
export function ChannelNotices({ scope }: { readonly scope: Scope }) {
  const channels = useChannels(scope);
  const missing = (channels.data?.channels ?? []).filter((one) => !one.isConfigured);
  return missing.map(({ channel, waiting }) => (
    <Notice
      key={channel}
      tone={waiting > 0 ? 'warning' : 'neutral'}
      icon={<TriangleAlert aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
    >
      {waiting > 0
        ? t('notifications.notConfigured', { channel: channelName(channel), count: waiting })
        : t('notifications.notConfiguredNone', { channel: channelName(channel) })}{' '}
      {t('notifications.setUpHow')}
    </Notice>
  ));
}
