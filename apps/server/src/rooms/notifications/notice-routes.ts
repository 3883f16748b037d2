import { done } from '@mosaajii/contract/identity';
import {
  noticeList,
  noticeQuery,
  preferenceList,
  preferenceRequest,
  readRequest,
  unreadCount,
  unsubscribeBody,
  unsubscribed,
  unsubscribeParams,
} from '@mosaajii/contract/notifications';
import { defineRoute, problem, type Route } from '../../platform/http/index.ts';
import { listNotices, markRead, unreadOf } from './notices.ts';
import { listPreferences, setPreference } from './preferences.ts';
import { unsubscribe } from './unsubscribe.ts';

const list = defineRoute({
  operation: 'notices.list',
  method: 'GET',
  url: '/notices',
  summary: 'One’s own notices, the latest first',
  query: noticeQuery,
  response: noticeList,
  handler: async ({ actor, query, deps }) => {
    const page = await deps.db.read(actor.organizationId, (tx) => listNotices(tx, actor.userId, query));
    return page ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const unread = defineRoute({
  operation: 'notices.unread',
  method: 'GET',
  url: '/notices/unread',
  summary: 'How many of one’s own notices are not read',
  response: unreadCount,
  handler: async ({ actor, deps }) => ({
    unread: await deps.db.read(actor.organizationId, (tx) => unreadOf(tx, actor.userId)),
  }),
});

const read = defineRoute({
  operation: 'notices.read',
  method: 'POST',
  url: '/notices/read',
  summary: 'Mark some of one’s own notices as read',
  body: readRequest,
  response: unreadCount,
  handler: async ({ actor, body, deps }) => ({
    unread: await deps.db.tx(actor.organizationId, (tx) =>
      markRead(tx, actor.userId, body.noticeIds, deps.clock.now()),
    ),
  }),
});

const readAll = defineRoute({
  operation: 'notices.read-all',
  method: 'POST',
  url: '/notices/read-all',
  summary: 'Mark all of one’s own notices as read',
  body: done,
  response: unreadCount,
  handler: async ({ actor, deps }) => ({
    unread: await deps.db.tx(actor.organizationId, (tx) => markRead(tx, actor.userId, 'all', deps.clock.now())),
  }),
});

const preferences = defineRoute({
  operation: 'notices.preferences',
  method: 'GET',
  url: '/message-preferences',
  summary: 'Which messages one wants, by which way',
  response: preferenceList,
  handler: ({ actor, deps }) => deps.db.read(actor.organizationId, (tx) => listPreferences(tx, actor.userId)),
});

const prefer = defineRoute({
  operation: 'notices.prefer',
  method: 'PUT',
  url: '/message-preferences',
  summary: 'Switch a kind of message off or on again',
  body: preferenceRequest,
  response: preferenceList,
  handler: ({ actor, body, deps }) =>
    deps.db.tx(actor.organizationId, async (tx) => {
      if (await setPreference(tx, actor.userId, body)) return listPreferences(tx, actor.userId);
      return problem('conflict', 'What concerns safety and what one asked for cannot be switched off.');
    }),
});

const end = defineRoute({
  operation: 'messages.unsubscribe',
  method: 'POST',
  url: '/unsubscriptions/:token',
  summary: 'End e-mails of one kind by the link of such a mail, with one click (RFC 8058)',
  params: unsubscribeParams,
  body: unsubscribeBody,
  response: unsubscribed,
  handler: async ({ deps, params, request }) => {
    const ended = await unsubscribe(deps, params.token, { address: request.ip, requestId: request.id });
    return ended.ok ? { category: ended.value } : problem(ended.error.code, ended.error.detail);
  },
});

export const noticeRoutes: readonly Route[] = [list, unread, read, readAll, preferences, prefer, end];
