import {
  done,
  enrolAgainRequest,
  enrolment,
  registerList,
  registerRequest,
  registerState,
  session,
  signInRequest,
  unlockRequest,
  userNames,
} from '@mosaajii/contract/identity';
import { settingsPatch, shopSettings } from '@mosaajii/contract/settings';
import { uuid } from '@mosaajii/contract/wire';
import { can } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { defineRoute, type ProblemAnswer, permissionMissing, problem, type Route } from '../../platform/http/index.ts';
import { readRegisterState } from './register-state.ts';
import { enrolAgain, enrolRegister, listRegisters } from './registers.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { readSession } from './session-view.ts';
import { endSession } from './sessions.ts';
import { changeSettings, readShopSettings } from './settings.ts';
import { type SignInRefusal, signIn, unlock } from './sign-in.ts';
import { listUserNames } from './user-names.ts';

function refused(refusal: SignInRefusal, now: Date): ProblemAnswer {
  if (refusal.retryAt === undefined) return problem(refusal.code, refusal.detail);
  const seconds = Math.max(1, Math.ceil((refusal.retryAt.getTime() - now.getTime()) / 1000));
  return problem(refusal.code, refusal.detail, { retryAfterSeconds: seconds, extra: { retryAfterSeconds: seconds } });
}

const createSession = defineRoute({
  operation: 'sessions.create',
  method: 'POST',
  url: '/sessions',
  summary: 'Sign in',
  body: signInRequest,
  response: session,
  status: 201,
  handler: async ({ deps, body, request, reply }) => {
    const origin = { userAgent: request.headers['user-agent'] ?? '', address: request.ip, requestId: request.id };
    const result = await signIn(deps, { ...body, ...origin });
    if (!result.ok) return refused(result.error, deps.clock.now());
    setSessionCookie(reply, deps.config, result.value.token);
    return deps.db.read(result.value.organizationId, (tx) => readSession(deps, tx, result.value.userId));
  },
});

const showSession = defineRoute({
  operation: 'session.read',
  method: 'GET',
  url: '/session',
  summary: 'Who is signed in, and the settings of the shop',
  response: session,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, (tx) => readSession(deps, tx, actor.userId)),
});

const deleteSession = defineRoute({
  operation: 'session.end',
  method: 'DELETE',
  url: '/session',
  summary: 'Sign out',
  response: done,
  handler: async ({ deps, actor, reply }) => {
    await deps.db.globalTx((tx) => endSession(tx, actor.sessionHash, deps.clock.now()));
    clearSessionCookie(reply, deps.config);
    return {};
  },
});

const unlockSession = defineRoute({
  operation: 'session.unlock',
  method: 'POST',
  url: '/session/unlock',
  summary: 'Check the password of the person who is signed in, to unlock the screen',
  body: unlockRequest,
  response: done,
  handler: async ({ deps, actor, body, request }) => {
    const result = await unlock(deps, actor, body.password, request.ip);
    return result.ok ? {} : refused(result.error, deps.clock.now());
  },
});

const list = defineRoute({
  operation: 'registers.list',
  method: 'GET',
  url: '/registers',
  summary: 'The registers of the shop',
  response: registerList,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, listRegisters),
});

const create = defineRoute({
  operation: 'registers.create',
  method: 'POST',
  url: '/registers',
  summary: 'Enrol this device as a new register',
  body: registerRequest,
  response: enrolment,
  status: 201,
  handler: ({ deps, actor, body, request }) => {
    // An import is asked about neither prices nor receipts of what comes back: more than a till may do.
    if (body.purpose === 'import' && !can(actor.role, 'registers.enrol-import')) {
      throw permissionMissing('registers.enrol-import');
    }
    return deps.db.tx(actor.organizationId, async (tx) => {
      const { store } = await readShopSettings(tx);
      const origin = { enrolledBy: actor.userId, requestId: request.id };
      return enrolRegister(deps, tx, { ...body, storeId: store.storeId, ...origin });
    });
  },
});

const again = defineRoute({
  operation: 'registers.enrol-again',
  method: 'POST',
  url: '/registers/:registerId/keys',
  summary: 'Give a register a new key, and with it a new receipt series',
  params: z.strictObject({ registerId: uuid }),
  body: enrolAgainRequest,
  response: enrolment,
  status: 201,
  handler: async ({ deps, actor, params, body, request }) => {
    const origin = { enrolledBy: actor.userId, requestId: request.id };
    const enrolled = await deps.db.tx(actor.organizationId, (tx) =>
      enrolAgain(deps, tx, params.registerId, { ...body, ...origin }),
    );
    return enrolled ?? problem('not-found', 'There is no active register with this id.');
  },
});

const showRegister = defineRoute({
  operation: 'register.read',
  method: 'GET',
  url: '/register',
  summary: 'What the server knows of the asking register',
  response: registerState,
  handler: ({ deps, actor }) => readRegisterState(deps, actor),
});

const showSettings = defineRoute({
  operation: 'settings.read',
  method: 'GET',
  url: '/settings',
  summary: 'The settings of the shop and its store',
  response: shopSettings,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, (tx) => readShopSettings(tx)),
});

const updateSettings = defineRoute({
  operation: 'settings.update',
  method: 'PATCH',
  url: '/settings',
  summary: 'Change settings of the shop and its store',
  body: settingsPatch,
  response: shopSettings,
  handler: async ({ deps, actor, body, request }) => {
    const result = await changeSettings(deps, actor, body, request.id);
    if (result.ok) return result.value;
    return problem('stale-version', result.error.detail, { extra: { current: result.error.current } });
  },
});

const names = defineRoute({
  operation: 'users.names',
  method: 'GET',
  url: '/users/names',
  summary: 'Who is meant by the ids of people',
  response: userNames,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, listUserNames),
});

export const identityRoutes: readonly Route[] = [
  createSession,
  showSession,
  deleteSession,
  unlockSession,
  list,
  create,
  again,
  showRegister,
  showSettings,
  updateSettings,
  names,
];
