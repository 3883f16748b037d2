import type { PreferenceList } from '@mosaajii/contract/notifications';
import { Check } from 'lucide-react';
import { Failed } from '../../platform/answer/index.ts';
import { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Card, Skeleton, Switch, useToasts } from '../../platform/ui/index.ts';
import { categoryName, channelName } from './message-words.ts';
import { usePrefer, usePreferences } from './use-messages.ts';

type Preference = PreferenceList['preferences'][number];

/** What somebody wants to be told, by which way. */
export function PreferencesPanel() {
  const preferences = usePreferences();
  const preferring = usePrefer();
  if (preferences.error !== null) {
    return <Failed cause={preferences.error} onRetry={() => void preferences.refetch()} />;
  }
  if (preferences.data === undefined) return <Skeleton className="h-64 max-w-2xl" />;
  const list = preferences.data.preferences;
  const categories = [...new Set(list.map(({ category }) => category))];
  const prefer = ({ category, channel }: Preference, isWanted: boolean) =>
    preferring.mutate(
      { category, channel, isWanted },
      {
        onError: (error) => {
          if (error instanceof ApiFailure) useToasts.getState().show({ message: error.problem.detail, tone: 'danger' });
        },
      },
    );
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <p className="text-ink-2">{t('notifications.preferencesText')}</p>
      {categories.map((category) => (
        <Card key={category} title={categoryName(category)}>
          <ul className="flex flex-wrap gap-x-8 gap-y-1 px-4 pb-3">
            {list
              .filter((one) => one.category === category)
              .map((one) => (
                <li key={one.channel} className="min-w-32">
                  <Wish preference={one} onChange={(isWanted) => prefer(one, isWanted)} />
                </li>
              ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function Wish({
  preference,
  onChange,
}: {
  readonly preference: Preference;
  readonly onChange: (isWanted: boolean) => void;
}) {
  const { channel, isWanted, isSwitchable } = preference;
  if (isSwitchable) {
    return (
      <Switch isOn={isWanted} onChange={onChange}>
        {channelName(channel)}
      </Switch>
    );
  }
  return (
    <span className="inline-flex min-h-(--control) items-center gap-2 text-ink-2">
      <Check aria-hidden className="size-4 flex-none text-success" strokeWidth={2} />
      {channelName(channel)} · {t('notifications.always')}
    </span>
  );
}
