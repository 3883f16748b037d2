import { confirmRequest, passkeyChallenge, passkeySignInRequest, secondStepRequest } from '@mosaajii/contract/factors';
import { done, session, signInRequest } from '@mosaajii/contract/identity';
import type { Result } from '@mosaajii/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  defineRoute,
  deviceTokenOf,
  type ProblemAnswer,
  problem,
  type Route,
  registerClaimOf,
  sessionTokenOf,
  setDeviceCookie,
  setSessionCookie,
} from '../../platform/http/index.ts';
import { beginPasskeyConfirmation, confirm } from './confirm.ts';
import type { Entry, SignedIn, SignInRefusal } from './enter-shop.ts';
import { siteOf } from './factors/site.ts';
import { beginPasskeySignIn, signInByPasskey, takeSecondStep } from './second-step.ts';
import { readSession } from './session-view.ts';
import { signIn } from './sign-in.ts';

/** The answer to a sign-in that was refused, with how long to wait or what is still missing. */
export function refused(refusal: SignInRefusal, now: Date): ProblemAnswer {
  if (refusal.step !== undefined) return problem(refusal.code, refusal.detail, { extra: { ...refusal.step } });
  if (refusal.retryAt === undefined) return problem(refusal.code, refusal.detail);
  const seconds = Math.max(1, Math.ceil((refusal.retryAt.getTime() - now.getTime()) / 1000));
  return problem(refusal.code, refusal.detail, { retryAfterSeconds: seconds, extra: { retryAfterSeconds: seconds } });
}

function entryOf(deps: Deps, request: FastifyRequest): Entry {
  return {
    address: request.ip,
    requestId: request.id,
    site: siteOf(request, deps.config),
    userAgent: request.headers['user-agent'] ?? '',
    formerToken: sessionTokenOf(request, deps.config),
    deviceToken: deviceTokenOf(request, deps.config),
    register: registerClaimOf(request),
  };
}

async function answerSignedIn(deps: Deps, reply: FastifyReply, result: Result<SignedIn, SignInRefusal>) {
  if (!result.ok) return refused(result.error, deps.clock.now());
  const { issued, deviceToken, organizationId, userId } = result.value;
  setSessionCookie(reply, deps.config, issued, deps.clock.now());
  if (deviceToken !== null) setDeviceCookie(reply, deps.config, deviceToken);
  return deps.db.read(organizationId, (tx) => readSession(deps, tx, userId));
}

const byPassword = defineRoute({
  operation: 'sessions.create',
  method: 'POST',
  url: '/sessions',
  summary: 'Sign in; refused with what is still missing when the account has a second factor',
  body: signInRequest,
  response: session,
  status: 201,
  handler: async ({ deps, body, request, reply }) =>
    answerSignedIn(deps, reply, await signIn(deps, { ...body, ...entryOf(deps, request) })),
});

const bySecondStep = defineRoute({
  operation: 'sessions.second-step',
  method: 'POST',
  url: '/sessions/second-step',
  summary: 'Finish a sign-in whose password was right',
  body: secondStepRequest,
  response: session,
  status: 201,
  handler: async ({ deps, body, request, reply }) =>
    answerSignedIn(deps, reply, await takeSecondStep(deps, { ...body, ...entryOf(deps, request) })),
});

const askPasskey = defineRoute({
  operation: 'sessions.passkey-challenge',
  method: 'POST',
  url: '/sessions/passkey/challenge',
  summary: 'Begin to sign in with a passkey alone',
  body: done,
  response: passkeyChallenge,
  handler: ({ deps, request }) => beginPasskeySignIn(deps, siteOf(request, deps.config)),
});

const byPasskey = defineRoute({
  operation: 'sessions.passkey',
  method: 'POST',
  url: '/sessions/passkey',
  summary: 'Sign in with a passkey alone: its device has verified the person',
  body: passkeySignInRequest,
  response: session,
  status: 201,
  handler: async ({ deps, body, request, reply }) =>
    answerSignedIn(deps, reply, await signInByPasskey(deps, { ...body, ...entryOf(deps, request) })),
});

const confirmIdentity = defineRoute({
  operation: 'session.confirm',
  method: 'POST',
  url: '/session/confirm',
  summary: 'Prove again who one is, so that what is dangerous may be done for five minutes',
  body: confirmRequest,
  response: done,
  handler: async ({ deps, actor, body, request, reply }) => {
    const { address, requestId, site } = entryOf(deps, request);
    const token = sessionTokenOf(request, deps.config) ?? '';
    const result = await confirm(deps, actor, body, { token, address, requestId, site });
    if (!result.ok) return refused(result.error, deps.clock.now());
    if (result.value !== undefined) setSessionCookie(reply, deps.config, result.value, deps.clock.now());
    return {};
  },
});

const askConfirmation = defineRoute({
  operation: 'session.confirm-challenge',
  method: 'POST',
  url: '/session/confirm/challenge',
  summary: 'Begin to prove with a passkey who one is',
  body: done,
  response: passkeyChallenge,
  handler: ({ deps, actor, request }) => beginPasskeyConfirmation(deps, actor, siteOf(request, deps.config)),
});

export const signInRoutes: readonly Route[] = [
  byPassword,
  bySecondStep,
  askPasskey,
  byPasskey,
  confirmIdentity,
  askConfirmation,
];
