import type {
  ChannelList,
  DeliveryChannel,
  MessageItem,
  MessageLanguage,
  MessageList,
  PreferenceList,
  Preview,
  SuppressionItem,
  SuppressionList,
  TemplateList,
  TestMessageRequest,
} from '@mosaajii/contract/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { api, orThrow } from '../../platform/api/index.ts';

export type Scope = 'shop' | 'installation';

/** What the log is narrowed to; an empty text narrows nothing. */
export interface LogFilters {
  readonly scope: Scope;
  readonly state: string;
  readonly channel: string;
  readonly to: string;
}

/** A message on its way changes by itself: the log is looked at again while it is open. */
const REFRESH_MS = 5_000;

/** The delivery log, the latest first, page by page. */
export function useLog(filters: LogFilters) {
  const params = new URLSearchParams({ limit: '50' });
  for (const [name, value] of Object.entries(filters)) if (value.trim() !== '') params.set(name, value.trim());
  const asked = params.toString();
  return usePages(['messages', asked], `/messages?${asked}`, (pages: readonly MessageList[]) => itemsOf(pages), {
    refetchInterval: REFRESH_MS,
  });
}

/** Which ways out there are, and what waits. */
export function useChannels(scope: Scope) {
  return useQuery({
    queryKey: ['message-channels', scope],
    queryFn: ({ signal }) => orThrow(api.get<ChannelList>(`/message-channels?scope=${scope}`, { signal })),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}

function useForgetting<Input, Answer>(keys: readonly string[], ask: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

export function useRetry(scope: Scope) {
  return useForgetting(['messages', 'message-channels'], (messageId: string) =>
    orThrow(api.post<MessageItem>(`/messages/${messageId}/retry`, { body: { scope } })),
  );
}

export function useSendTest() {
  return useForgetting(['messages', 'message-channels'], (body: TestMessageRequest) =>
    orThrow(api.post<MessageItem>('/messages/test', { body })),
  );
}

export function useTemplates() {
  return useQuery({
    queryKey: ['message-templates'],
    queryFn: ({ signal }) => orThrow(api.get<TemplateList>('/message-templates', { signal })),
    retry: false,
  });
}

export function usePreview(template: string, language: MessageLanguage) {
  return useQuery({
    queryKey: ['message-preview', template, language],
    queryFn: ({ signal }) =>
      orThrow(
        api.get<Preview>(`/message-templates/preview?${new URLSearchParams({ template, language })}`, { signal }),
      ),
    retry: false,
  });
}

export function useSuppressions(scope: Scope) {
  return useQuery({
    queryKey: ['message-suppressions', scope],
    queryFn: ({ signal }) => orThrow(api.get<SuppressionList>(`/message-suppressions?scope=${scope}`, { signal })),
    retry: false,
  });
}

export function useSuppress(scope: Scope) {
  return useForgetting(['message-suppressions'], (body: { readonly channel: DeliveryChannel; readonly to: string }) =>
    orThrow(api.post<SuppressionItem>(`/message-suppressions?scope=${scope}`, { body })),
  );
}

export function useUnsuppress(scope: Scope) {
  return useForgetting(['message-suppressions'], ({ channel, index }: SuppressionItem) =>
    orThrow(api.delete<object>(`/message-suppressions/${channel}/${index}?scope=${scope}`)),
  );
}

export function usePreferences() {
  return useQuery({
    queryKey: ['message-preferences'],
    queryFn: ({ signal }) => orThrow(api.get<PreferenceList>('/message-preferences', { signal })),
    retry: false,
  });
}

export function usePrefer() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<PreferenceList['preferences'][number], 'category' | 'channel' | 'isWanted'>) =>
      orThrow(api.put<PreferenceList>('/message-preferences', { body })),
    onSuccess: (list) => queries.setQueryData(['message-preferences'], list),
  });
}
