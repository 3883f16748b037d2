import type { MessageState } from '@mosaajii/contract/notifications';

export const MESSAGE_VIEWS = ['log', 'templates', 'suppressions', 'preferences'] as const;
export type MessageView = (typeof MESSAGE_VIEWS)[number];
export const MESSAGE_STATES = [
  'queued',
  'sending',
  'delivered',
  'failed',
  'expired',
  'suppressed',
] as const satisfies readonly MessageState[];

/** What the address of the page says: notices lead to `/messages?state=failed`. */
export interface MessageSearch {
  readonly view?: MessageView;
  readonly state?: MessageState;
}

/** Reads the address; what it does not know it leaves out. */
export function parseMessageSearch(search: Readonly<Record<string, unknown>>): MessageSearch {
  const view = MESSAGE_VIEWS.find((known) => known === search['view']);
  const state = MESSAGE_STATES.find((known) => known === search['state']);
  return { ...(view === undefined ? {} : { view }), ...(state === undefined ? {} : { state }) };
}
