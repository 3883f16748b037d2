import { done } from '@mosaajii/contract/identity';
import {
  channelList,
  messageItem,
  messageList,
  messageParams,
  messageQuery,
  preview,
  previewQuery,
  retryRequest,
  scopeQuery,
  suppressionItem,
  suppressionList,
  suppressionParams,
  suppressionRequest,
  templateList,
  testMessageRequest,
} from '@mosaajii/contract/notifications';
import type { FastifyRequest } from 'fastify';
import type { UserActor } from '../../platform/access/index.ts';
import { defineRoute, type ProblemAnswer, problem, type Route } from '../../platform/http/index.ts';
import { INSTALLATION } from '../../platform/messages/index.ts';
import { listChannels, listMessages } from './list-messages.ts';
import { render } from './render.ts';
import { retryMessage } from './retry-message.ts';
import { sendTest } from './send-test.ts';
import { listSuppressions, suppress, unsuppress } from './suppressions.ts';
import { TEMPLATES } from './templates/index.ts';

const NO_ADDRESS = 'This is neither an e-mail address nor a phone number with its country code, such as +254711000111.';

function originOf(request: FastifyRequest) {
  return { address: request.ip, requestId: request.id };
}

/** Whose messages are asked for, or the refusal: the installation's are for its operators. */
function wallOf(actor: UserActor, scope: 'shop' | 'installation'): string | ProblemAnswer {
  if (scope === 'shop') return actor.organizationId;
  return actor.isOperator ? INSTALLATION : problem('operator-only');
}

function noAddress(): ProblemAnswer {
  return problem('invalid-request', NO_ADDRESS, { errors: [{ path: 'to', message: 'must be an address' }] });
}

const list = defineRoute({
  operation: 'messages.list',
  method: 'GET',
  url: '/messages',
  summary: 'The delivery log of e-mail and SMS, the latest first',
  query: messageQuery,
  response: messageList,
  handler: async ({ actor, query: { scope, ...query }, deps }) => {
    const wall = wallOf(actor, scope);
    if (typeof wall !== 'string') return wall;
    const page = await deps.db.read(wall, (tx) => listMessages(deps, tx, query));
    return page ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const channels = defineRoute({
  operation: 'messages.channels',
  method: 'GET',
  url: '/message-channels',
  summary: 'The ways out that are configured, and how many messages wait for them',
  query: scopeQuery,
  response: channelList,
  handler: async ({ actor, query, deps }) => {
    const wall = wallOf(actor, query.scope);
    return typeof wall === 'string' ? deps.db.read(wall, (tx) => listChannels(deps, tx)) : wall;
  },
});

const retry = defineRoute({
  operation: 'messages.retry',
  method: 'POST',
  url: '/messages/:messageId/retry',
  summary: 'Send a message again that did not arrive, or now what waits',
  params: messageParams,
  body: retryRequest,
  response: messageItem,
  handler: async ({ actor, params, body, deps, request }) => {
    const wall = wallOf(actor, body.scope);
    if (typeof wall !== 'string') return wall;
    const retried = await retryMessage(deps, actor, { wall, ...params, ...originOf(request) });
    if (retried.ok) return retried.value;
    if (retried.error === 'unknown') return problem('not-found', 'There is no message with this id.');
    return problem('conflict', 'This message was delivered, is being sent, or held a secret that is not kept.');
  },
});

const test = defineRoute({
  operation: 'messages.test',
  method: 'POST',
  url: '/messages/test',
  summary: 'Send a test message',
  body: testMessageRequest,
  response: messageItem,
  status: 201,
  handler: async ({ actor, body, deps, request }) => {
    const sent = await sendTest(deps, actor, { ...body, ...originOf(request) });
    if (sent.ok) return sent.value;
    if (sent.error === 'no-address') return noAddress();
    return problem('too-many-requests', 'A shop sends at most 20 test messages in an hour.', {
      retryAfterSeconds: 3600,
    });
  },
});

const templates = defineRoute({
  operation: 'messages.templates',
  method: 'GET',
  url: '/message-templates',
  summary: 'The messages that the program knows how to say',
  response: templateList,
  handler: async () => ({
    templates: Object.entries(TEMPLATES)
      .map(([name, { category, text, sample }]) => ({
        name,
        category,
        subject: render({ template: name, locale: 'en', params: sample })?.subject ?? text.subject,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }),
});

const previewTemplate = defineRoute({
  operation: 'messages.preview',
  method: 'GET',
  url: '/message-templates/preview',
  summary: 'A message with example values in a language',
  query: previewQuery,
  response: preview,
  handler: async ({ query: { template, language } }) => {
    const sample = Object.hasOwn(TEMPLATES, template) ? TEMPLATES[template]?.sample : undefined;
    const rendered = sample === undefined ? null : render({ template, locale: language, params: sample });
    if (rendered === null) return problem('not-found', 'There is no template with this name.');
    const { direction, subject, large, action, short } = rendered;
    const paragraphs = rendered.paragraphs.map((text, index) => ({ text, isLarge: large[index] ?? false }));
    return { language: rendered.language, direction, subject, paragraphs, action, sms: short };
  },
});

const suppressions = defineRoute({
  operation: 'messages.suppressions.list',
  method: 'GET',
  url: '/message-suppressions',
  summary: 'The addresses that get no messages',
  query: scopeQuery,
  response: suppressionList,
  handler: async ({ actor, query, deps }) => {
    const wall = wallOf(actor, query.scope);
    return typeof wall === 'string' ? deps.db.read(wall, (tx) => listSuppressions(deps, tx)) : wall;
  },
});

const addSuppression = defineRoute({
  operation: 'messages.suppressions.add',
  method: 'POST',
  url: '/message-suppressions',
  summary: 'Let an address get no more messages',
  query: scopeQuery,
  body: suppressionRequest,
  response: suppressionItem,
  status: 201,
  handler: async ({ actor, query, body, deps, request }) => {
    const wall = wallOf(actor, query.scope);
    if (typeof wall !== 'string') return wall;
    const added = await suppress(deps, actor, { wall, ...body, ...originOf(request) });
    return added.ok ? added.value : noAddress();
  },
});

const removeSuppression = defineRoute({
  operation: 'messages.suppressions.remove',
  method: 'DELETE',
  url: '/message-suppressions/:channel/:index',
  summary: 'Let an address get messages again',
  params: suppressionParams,
  query: scopeQuery,
  response: done,
  handler: async ({ actor, params, query, deps, request }) => {
    const wall = wallOf(actor, query.scope);
    if (typeof wall !== 'string') return wall;
    const isRemoved = await unsuppress(deps, actor, { wall, ...params, ...originOf(request) });
    return isRemoved ? {} : problem('not-found', 'This address is not on the list.');
  },
});

export const messageRoutes: readonly Route[] = [
  list,
  channels,
  retry,
  test,
  templates,
  previewTemplate,
  suppressions,
  addSuppression,
  removeSuppression,
];
