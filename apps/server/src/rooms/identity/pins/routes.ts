import { done } from '@mosaajii/contract/identity';
import { pinSession, pinSessionRequest, setPinRequest, staffPins } from '@mosaajii/contract/registers';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import {
  clearSessionCookie,
  defineRoute,
  problem,
  type Route,
  refusedRegister,
  sessionTokenOf,
  setSessionCookie,
} from '../../../platform/http/index.ts';
import { openPinSession, type PinSessionRefusal } from './pin-session.ts';
import { listPins, removePin, setPin } from './staff-pins.ts';

const oneUser = z.strictObject({ userId: uuid });

const list = defineRoute({
  operation: 'pins.list',
  method: 'GET',
  url: '/pins',
  summary: 'Who can open a till with a PIN',
  response: staffPins,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, (tx) => listPins(tx, deps.clock.now())),
});

const set = defineRoute({
  operation: 'pins.set',
  method: 'PUT',
  url: '/users/:userId/pin',
  summary: 'Give somebody a PIN for the tills',
  params: oneUser,
  body: setPinRequest,
  response: done,
  handler: async ({ deps, actor, params, body, request }) => {
    const { organizationId, userId: setBy } = actor;
    const result = await setPin(deps, { organizationId, ...params, setBy, requestId: request.id }, body.pin);
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
  handler: async ({ deps, actor: { organizationId, userId }, body, request }) => {
    const result = await setPin(deps, { organizationId, userId, setBy: userId, requestId: request.id }, body.pin);
    return result.ok ? {} : problem(result.error.code, result.error.detail);
  },
});

const remove = defineRoute({
  operation: 'pins.remove',
  method: 'DELETE',
  url: '/users/:userId/pin',
  summary: 'Take somebody’s PIN away',
  params: oneUser,
  response: done,
  handler: async ({ deps, actor, params, request }) => {
    const { organizationId, userId: setBy } = actor;
    const wasThere = await removePin(deps, { organizationId, ...params, setBy, requestId: request.id });
    return wasThere ? {} : problem('not-found', 'This person has no PIN.');
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
  handler: async ({ deps, actor, body, request, reply }) => {
    const now = deps.clock.now();
    const result = await openPinSession(deps, actor, {
      ...body,
      address: request.ip,
      requestId: request.id,
      userAgent: request.headers['user-agent'] ?? '',
      formerToken: sessionTokenOf(request, deps.config),
    });
    if (!result.ok) return refused(result.error, now);
    if (result.value === null) clearSessionCookie(reply, deps.config);
    else setSessionCookie(reply, deps.config, result.value, now);
    return { isSignedIn: result.value !== null, serverTime: now.toISOString() };
  },
});

function refused(refusal: PinSessionRefusal, now: Date) {
  if (refusal.code === 'proof-not-fresh') {
    return problem(refusal.code, refusal.detail, refusedRegister(refusal.code, { clock: { now: () => now } }));
  }
  if (refusal.retryAt === undefined) return problem(refusal.code, refusal.detail);
  const seconds = Math.max(1, Math.ceil((refusal.retryAt.getTime() - now.getTime()) / 1000));
  return problem(refusal.code, refusal.detail, { retryAfterSeconds: seconds, extra: { retryAfterSeconds: seconds } });
}

export const pinRoutes: readonly Route[] = [list, set, setOwn, remove, openSession];
