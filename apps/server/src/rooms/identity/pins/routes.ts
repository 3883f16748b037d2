import { done } from '@mosaajii/contract/identity';
import {
  badgeSessionRequest,
  changePinRequest,
  givenBadge,
  pinSession,
  pinSessionRequest,
  setPinRequest,
  staffEntryRules,
  staffPins,
} from '@mosaajii/contract/registers';
import { uuid } from '@mosaajii/contract/wire';
import type { Refusal } from '@mosaajii/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  clearSessionCookie,
  defineRoute,
  permissionMissing,
  problem,
  type Route,
  refusedRegister,
  sessionTokenOf,
  setSessionCookie,
} from '../../../platform/http/index.ts';
import { PERSON_PLACE, storesManaged } from '../people/person-rows.ts';
import { giveBadge, removeBadge } from './badges.ts';
import { setEntryRules } from './entry-rules.ts';
import { type EntryRefusal, openBadgeSession, openPinSession } from './pin-session.ts';
import { changeOwnPin, listPins, removePin, setPin } from './staff-pins.ts';

const oneUser = z.strictObject({ userId: uuid });

const list = defineRoute({
  operation: 'pins.list',
  method: 'GET',
  url: '/pins',
  summary: 'Who can open a till with a PIN or a badge, and what the shop wants of both',
  response: staffPins,
  handler: ({ deps, actor, stores }) =>
    deps.db.read(actor.organizationId, (tx) =>
      listPins(tx, deps.clock.now(), { stores, managed: storesManaged(actor) }),
    ),
});

const set = defineRoute({
  operation: 'pins.set',
  method: 'PUT',
  url: '/users/:userId/pin',
  summary: 'Give somebody a PIN for the tills',
  params: oneUser,
  place: PERSON_PLACE,
  body: setPinRequest,
  response: done,
  handler: async ({ deps, actor, params, body, request }) => {
    const result = await setPin(deps, { actor, ...params, requestId: request.id }, body.pin);
    return result.ok ? {} : problem(result.error.code, result.error.detail);
  },
});

const setOwn = defineRoute({
  operation: 'session.pin.set',
  method: 'PUT',
  url: '/session/pin',
  summary: 'Choose one’s own PIN for the tills',
  body: setPinRequest,
  response: done,
  handler: async ({ deps, actor, body, request }) => {
    const result = await setPin(deps, { actor, userId: actor.userId, requestId: request.id }, body.pin);
    return result.ok ? {} : problem(result.error.code, result.error.detail);
  },
});

const remove = defineRoute({
  operation: 'pins.remove',
  method: 'DELETE',
  url: '/users/:userId/pin',
  summary: 'Take somebody’s PIN away',
  params: oneUser,
  place: PERSON_PLACE,
  response: done,
  handler: async ({ deps, actor, params, request }) => {
    const result = await removePin(deps, { actor, ...params, requestId: request.id });
    if (!result.ok) return problem(result.error.code, result.error.detail);
    return result.value ? {} : problem('not-found', 'This person has no PIN.');
  },
});

const rules = defineRoute({
  operation: 'pins.rules',
  method: 'PUT',
  url: '/pins/rules',
  summary: 'What the shop wants of PINs and badges',
  body: staffEntryRules,
  response: done,
  handler: async ({ deps, actor, body, stores, request }) => {
    if (stores !== null) throw permissionMissing('settings.write', 'all-stores');
    await setEntryRules(deps, actor, body, request.id);
    return {};
  },
});

const badge = defineRoute({
  operation: 'badges.give',
  method: 'POST',
  url: '/users/:userId/badge',
  summary: 'Give somebody a new badge for the tills, in place of the one before',
  params: oneUser,
  place: PERSON_PLACE,
  body: done,
  response: givenBadge,
  status: 201,
  handler: async ({ deps, actor, params, request }) => {
    const result = await giveBadge(deps, { actor, ...params, requestId: request.id });
    return result.ok ? result.value : problem(result.error.code, result.error.detail);
  },
});

const takeBadge = defineRoute({
  operation: 'badges.remove',
  method: 'DELETE',
  url: '/users/:userId/badge',
  summary: 'Take somebody’s badge away',
  params: oneUser,
  place: PERSON_PLACE,
  response: done,
  handler: async ({ deps, actor, params, request }) => {
    const result = await removeBadge(deps, { actor, ...params, requestId: request.id });
    if (!result.ok) return problem(result.error.code, result.error.detail);
    return result.value ? {} : problem('not-found', 'This person has no badge.');
  },
});

const openSession = defineRoute({
  operation: 'register.sessions.create',
  method: 'POST',
  url: '/register/sessions',
  summary: 'Sign somebody in who typed their PIN at this register',
  body: pinSessionRequest,
  response: pinSession,
  status: 201,
  handler: async ({ deps, actor, body, request, reply }) =>
    entered(deps, reply, await openPinSession(deps, actor, { ...body, ...originOf(deps, request) })),
});

const openByBadge = defineRoute({
  operation: 'register.badge-sessions.create',
  method: 'POST',
  url: '/register/badge-sessions',
  summary: 'Sign somebody in whose badge was scanned at this register',
  body: badgeSessionRequest,
  response: pinSession,
  status: 201,
  handler: async ({ deps, actor, body, request, reply }) =>
    entered(deps, reply, await openBadgeSession(deps, actor, { ...body, ...originOf(deps, request) })),
});

const changeOwn = defineRoute({
  operation: 'register.pin.change',
  method: 'POST',
  url: '/register/pin',
  summary: 'Replace one’s own PIN at this register; the present one proves who asks',
  body: changePinRequest,
  response: done,
  handler: async ({ deps, actor, body, request }) => {
    const result = await changeOwnPin(deps, actor, { ...body, requestId: request.id });
    return result.ok ? {} : refused(result.error, deps.clock.now());
  },
});

function originOf(deps: Deps, request: FastifyRequest) {
  return {
    address: request.ip,
    requestId: request.id,
    userAgent: request.headers['user-agent'] ?? '',
    formerToken: sessionTokenOf(request, deps.config),
  };
}

function entered(deps: Deps, reply: FastifyReply, result: Awaited<ReturnType<typeof openPinSession>>) {
  const now = deps.clock.now();
  if (!result.ok) return refused(result.error, now);
  if (result.value === null) clearSessionCookie(reply, deps.config);
  else setSessionCookie(reply, deps.config, result.value, now);
  return { isSignedIn: result.value !== null, serverTime: now.toISOString() };
}

function refused(refusal: EntryRefusal | Refusal<'pin-too-weak'>, now: Date) {
  if (refusal.code === 'proof-not-fresh') {
    return problem(refusal.code, refusal.detail, refusedRegister(refusal.code, { clock: { now: () => now } }));
  }
  if (!('retryAt' in refusal) || refusal.retryAt === undefined) return problem(refusal.code, refusal.detail);
  const seconds = Math.max(1, Math.ceil((refusal.retryAt.getTime() - now.getTime()) / 1000));
  return problem(refusal.code, refusal.detail, { retryAfterSeconds: seconds, extra: { retryAfterSeconds: seconds } });
}

export const pinRoutes: readonly Route[] = [
  list,
  set,
  setOwn,
  remove,
  rules,
  badge,
  takeBadge,
  openSession,
  openByBadge,
  changeOwn,
];
