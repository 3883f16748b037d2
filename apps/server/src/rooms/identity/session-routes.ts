import { done, session, sessionList, sessionsEnded, unlockRequest } from '@mosaajii/contract/identity';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  clearSessionCookie,
  defineRoute,
  problem,
  type Route,
  sessionTokenOf,
  setSessionCookie,
} from '../../platform/http/index.ts';
import { endMemberSessions, endOwnSessions, listMemberSessions, listOwnSessions } from './manage-sessions.ts';
import { PERSON_PLACE } from './people/person-rows.ts';
import { renewToken } from './recognise-user.ts';
import { readSession } from './session-view.ts';
import { checkPassword } from './sign-in.ts';
import { refused } from './sign-in-routes.ts';

const oneSession = z.strictObject({ sessionId: uuid });
const oneUser = z.strictObject({ userId: uuid });
const NO_SESSION = 'There is no open session with this id.';
const NO_USER = 'There is no user with this id in the shop.';

function originOf(request: FastifyRequest) {
  return { address: request.ip, requestId: request.id };
}

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
  handler: async ({ deps, actor, request, reply }) => {
    const choice = { sessionId: actor.sessionId };
    await endOwnSessions(deps, actor, choice, { reason: 'signed-out', ...originOf(request) });
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
  handler: async ({ deps, actor, body, request, reply }) => {
    const result = await checkPassword(deps, actor, body.password, request.ip);
    if (!result.ok) return refused(result.error, deps.clock.now());
    const fresh = await renewToken(deps.db, actor, sessionTokenOf(request, deps.config) ?? '', deps.clock.now());
    if (fresh !== undefined) setSessionCookie(reply, deps.config, fresh, deps.clock.now());
    return {};
  },
});

const list = defineRoute({
  operation: 'sessions.list',
  method: 'GET',
  url: '/sessions',
  summary: 'Where one’s own account is signed in',
  response: sessionList,
  handler: async ({ deps, actor }) => ({ sessions: await listOwnSessions(deps, actor) }),
});

const end = defineRoute({
  operation: 'sessions.end',
  method: 'DELETE',
  url: '/sessions/:sessionId',
  summary: 'Sign one’s own account out in one place',
  params: oneSession,
  response: sessionsEnded,
  handler: async ({ deps, actor, params, request, reply }) => {
    const ended = await endOwnSessions(deps, actor, params, { reason: 'ended-by-owner', ...originOf(request) });
    if (ended === 0) return problem('not-found', NO_SESSION);
    if (params.sessionId === actor.sessionId) clearSessionCookie(reply, deps.config);
    return { ended };
  },
});

const endOthers = defineRoute({
  operation: 'sessions.end-others',
  method: 'POST',
  url: '/sessions/end-others',
  summary: 'Sign one’s own account out everywhere else',
  body: done,
  response: sessionsEnded,
  handler: async ({ deps, actor, request }) => {
    const choice = { except: actor.sessionId };
    return { ended: await endOwnSessions(deps, actor, choice, { reason: 'ended-by-owner', ...originOf(request) }) };
  },
});

const listOfUser = defineRoute({
  operation: 'users.sessions.list',
  method: 'GET',
  url: '/users/:userId/sessions',
  summary: 'Where a member is signed in to this shop',
  params: oneUser,
  place: PERSON_PLACE,
  response: sessionList,
  handler: async ({ deps, actor, params }) => {
    const sessions = await listMemberSessions(deps, actor, params.userId);
    return sessions === undefined ? problem('not-found', NO_USER) : { sessions };
  },
});

const endOfUser = defineRoute({
  operation: 'users.sessions.end',
  method: 'DELETE',
  url: '/users/:userId/sessions/:sessionId',
  summary: 'Sign a member out in one place',
  params: z.strictObject({ userId: uuid, sessionId: uuid }),
  place: PERSON_PLACE,
  response: sessionsEnded,
  handler: async ({ deps, actor, params: { userId, sessionId }, request }) => {
    const ended = await endMemberSessions(deps, actor, userId, { sessionId }, originOf(request));
    return ended === undefined || ended === 0 ? problem('not-found', NO_SESSION) : { ended };
  },
});

const endAllOfUser = defineRoute({
  operation: 'users.sessions.end-all',
  method: 'DELETE',
  url: '/users/:userId/sessions',
  summary: 'Sign a member out of this shop everywhere',
  params: oneUser,
  place: PERSON_PLACE,
  response: sessionsEnded,
  handler: async ({ deps, actor, params, request }) => {
    const ended = await endMemberSessions(deps, actor, params.userId, 'all', originOf(request));
    return ended === undefined ? problem('not-found', NO_USER) : { ended };
  },
});

export const sessionRoutes: readonly Route[] = [
  showSession,
  deleteSession,
  unlockSession,
  list,
  end,
  endOthers,
  listOfUser,
  endOfUser,
  endAllOfUser,
];
