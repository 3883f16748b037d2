import { MailOpen, Search, SearchX } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Below, Failed, MorePages } from '../../platform/answer/index.ts';
import { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, EmptyState, Field, Select, Skeleton, TextInput, useToasts } from '../../platform/ui/index.ts';
import { ChannelNotices } from './channel-notices.tsx';
import { MessageList } from './message-list.tsx';
import { MESSAGE_STATES } from './message-search.ts';
import { channelName, DELIVERY_CHANNELS, stateName } from './message-words.ts';
import { type LogFilters, type Scope, useChannels, useLog, useRetry } from './use-messages.ts';

interface Props {
  /** Whose messages: the shop's when absent. */
  readonly scope?: Scope;
  /** What the address of the page narrows the log to. */
  readonly state: string;
  readonly canWrite: boolean;
}

/** What became of each e-mail and SMS. */
export function MessageLog({ scope = 'shop', state, canWrite }: Props) {
  const [filters, setFilters] = useState<LogFilters>({ scope, state, channel: '', to: '' });
  const channels = useChannels(scope);
  const isNarrowed = filters.state !== '' || filters.channel !== '' || filters.to !== '';
  const clear = () => setFilters({ ...filters, state: '', channel: '', to: '' });
  return (
    <div className="flex flex-col gap-3">
      <ChannelNotices scope={filters.scope} />
      <Below questions={[channels]} loading={<LoadingLog />}>
        <LogFields filters={filters} onChange={setFilters} onClear={isNarrowed ? clear : undefined} />
        <Found filters={filters} canWrite={canWrite} isNarrowed={isNarrowed} onClear={clear} />
      </Below>
    </div>
  );
}

interface FieldsProps {
  readonly filters: LogFilters;
  readonly onChange: (filters: LogFilters) => void;
  readonly onClear: (() => void) | undefined;
}

function LogFields({ filters, onChange, onClear }: FieldsProps) {
  const set = (part: Partial<LogFilters>) => onChange({ ...filters, ...part });
  return (
    <div className="grid grid-cols-1 items-end gap-3 min-[26rem]:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_repeat(2,minmax(0,1fr))_auto]">
      <Field label={t('notifications.address')}>
        <TextInput
          type="search"
          placeholder={t('notifications.addressHint')}
          value={filters.to}
          maxLength={254}
          onChange={(event) => set({ to: event.target.value })}
          start={<Search aria-hidden className="size-4 flex-none text-ink-3" strokeWidth={1.75} />}
        />
      </Field>
      <Field label={t('notifications.state')}>
        <Select value={filters.state} onChange={(event) => set({ state: event.target.value })}>
          <option value="">{t('notifications.anyState')}</option>
          {MESSAGE_STATES.map((state) => (
            <option key={state} value={state}>
              {stateName(state)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('notifications.channel')}>
        <Select value={filters.channel} onChange={(event) => set({ channel: event.target.value })}>
          <option value="">{t('notifications.anyChannel')}</option>
          {DELIVERY_CHANNELS.map((channel) => (
            <option key={channel} value={channel}>
              {channelName(channel)}
            </option>
          ))}
        </Select>
      </Field>
      {onClear === undefined ? null : (
        <Button variant="quiet" onClick={onClear}>
          {t('notifications.clear')}
        </Button>
      )}
    </div>
  );
}

interface FoundProps {
  readonly filters: LogFilters;
  readonly canWrite: boolean;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function Found({ filters, canWrite, isNarrowed, onClear }: FoundProps) {
  const found = useLog(useDeferredValue(filters));
  const retrying = useRetry(filters.scope);
  const retry = (messageId: string) =>
    retrying.mutate(messageId, {
      onSuccess: () => useToasts.getState().show({ message: t('notifications.retried'), tone: 'success' }),
      onError: (error) => {
        if (error instanceof ApiFailure) useToasts.getState().show({ message: error.problem.detail, tone: 'danger' });
      },
    });
  if (found.error !== null) {
    return <Failed cause={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingLog />;
  if (found.data.length === 0) return isNarrowed ? <NoResults onClear={onClear} /> : <NothingYet />;
  return (
    <div className="flex flex-col gap-3">
      <MessageList
        messages={found.data}
        onRetry={canWrite ? retry : undefined}
        pending={retrying.isPending ? retrying.variables : undefined}
      />
      <MorePages pages={found} />
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={MailOpen} title={t('notifications.emptyLog')}>
      {t('notifications.emptyLogText')}
    </EmptyState>
  );
}

function NoResults({ onClear }: { readonly onClear: () => void }) {
  const clear = (
    <Button variant="primary" onClick={onClear}>
      {t('notifications.clear')}
    </Button>
  );
  return <EmptyState icon={SearchX} title={t('notifications.noResults')} actions={clear} />;
}

function LoadingLog() {
  return (
    <div className="rounded-card border border-line bg-surface p-3.5" aria-busy>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="my-2.5 h-6" />
      ))}
    </div>
  );
}
