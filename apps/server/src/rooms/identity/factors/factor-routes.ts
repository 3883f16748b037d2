import {
  factorAdded,
  factors,
  newPasskey,
  newRecoveryCodes,
  passkeyChallenge,
  passkeyPatch,
  totpConfirmation,
  totpEnrolment,
} from '@mosaajii/contract/factors';
import { done } from '@mosaajii/contract/identity';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  defineRoute,
  type ProblemAnswer,
  problem,
  type Route,
  sessionTokenOf,
  setSessionCookie,
} from '../../../platform/http/index.ts';
import {
  type Added,
  addPasskey,
  beginPasskey,
  beginTotpEnrolment,
  completeTotpEnrolment,
  type FactorRefusal,
  removeFactor,
  renamePasskey,
  renewRecoveryCodes,
} from './change-factors.ts';
import { readFactors } from './held-factors.ts';
import { siteOf } from './site.ts';

const onePasskey = z.strictObject({ passkeyId: uuid });
const NO_PASSKEY = 'There is no passkey with this id.';

function refused(refusal: FactorRefusal): ProblemAnswer {
  return problem(refusal.code, refusal.detail);
}

function originOf(request: FastifyRequest) {
  return { address: request.ip, requestId: request.id };
}

function changeOf(deps: Deps, request: FastifyRequest) {
  return { ...originOf(request), token: sessionTokenOf(request, deps.config) ?? '' };
}

function answerAdded(deps: Deps, reply: FastifyReply, { recoveryCodes, issued }: Added) {
  if (issued !== undefined) setSessionCookie(reply, deps.config, issued, deps.clock.now());
  return { recoveryCodes };
}

const show = defineRoute({
  operation: 'account.factors.read',
  method: 'GET',
  url: '/account/factors',
  summary: 'What one’s own account has beside its password',
  response: factors,
  handler: ({ deps, actor }) => deps.db.globalTx((tx) => readFactors(tx, actor)),
});

const beginTotp = defineRoute({
  operation: 'account.totp.begin',
  method: 'POST',
  url: '/account/factors/totp',
  summary: 'Begin to add an authenticator app; its secret is stated once',
  body: done,
  response: totpEnrolment,
  handler: async ({ deps, actor }) => {
    const result = await beginTotpEnrolment(deps, actor);
    return result.ok ? result.value : refused(result.error);
  },
});

const completeTotp = defineRoute({
  operation: 'account.totp.complete',
  method: 'POST',
  url: '/account/factors/totp/complete',
  summary: 'Take an authenticator app into use with its first code',
  body: totpConfirmation,
  response: factorAdded,
  handler: async ({ deps, actor, body, request, reply }) => {
    const result = await completeTotpEnrolment(deps, actor, body.code, changeOf(deps, request));
    return result.ok ? answerAdded(deps, reply, result.value) : refused(result.error);
  },
});

const removeTotp = defineRoute({
  operation: 'account.totp.remove',
  method: 'DELETE',
  url: '/account/factors/totp',
  summary: 'Take the authenticator app away',
  response: done,
  handler: async ({ deps, actor, request }) => {
    const result = await removeFactor(deps, actor, { kind: 'totp' }, originOf(request));
    return result.ok ? {} : refused(result.error);
  },
});

const askPasskey = defineRoute({
  operation: 'account.passkeys.begin',
  method: 'POST',
  url: '/account/factors/passkeys/challenge',
  summary: 'Begin to add a passkey of this site',
  body: done,
  response: passkeyChallenge,
  handler: async ({ deps, actor, request }) => {
    const result = await beginPasskey(deps, actor, siteOf(request, deps.config));
    return result.ok ? result.value : refused(result.error);
  },
});

const createPasskey = defineRoute({
  operation: 'account.passkeys.create',
  method: 'POST',
  url: '/account/factors/passkeys',
  summary: 'Add the passkey that the browser made',
  body: newPasskey,
  response: factorAdded,
  status: 201,
  handler: async ({ deps, actor, body, request, reply }) => {
    const input = { ...body, site: siteOf(request, deps.config) };
    const result = await addPasskey(deps, actor, input, changeOf(deps, request));
    return result.ok ? answerAdded(deps, reply, result.value) : refused(result.error);
  },
});

const changePasskey = defineRoute({
  operation: 'account.passkeys.rename',
  method: 'PATCH',
  url: '/account/factors/passkeys/:passkeyId',
  summary: 'Give a passkey another name',
  params: onePasskey,
  body: passkeyPatch,
  response: done,
  handler: async ({ deps, actor, params, body, request }) => {
    const isKnown = await renamePasskey(deps, actor, { ...params, ...body }, originOf(request));
    return isKnown ? {} : problem('not-found', NO_PASSKEY);
  },
});

const removePasskey = defineRoute({
  operation: 'account.passkeys.remove',
  method: 'DELETE',
  url: '/account/factors/passkeys/:passkeyId',
  summary: 'Take a passkey away',
  params: onePasskey,
  response: done,
  handler: async ({ deps, actor, params, request }) => {
    const result = await removeFactor(deps, actor, { kind: 'passkey', ...params }, originOf(request));
    return result.ok ? {} : refused(result.error);
  },
});

const renewCodes = defineRoute({
  operation: 'account.recovery-codes.create',
  method: 'POST',
  url: '/account/factors/recovery-codes',
  summary: 'Make ten new recovery codes in the place of all before; they are stated once',
  body: done,
  response: newRecoveryCodes,
  status: 201,
  handler: async ({ deps, actor, request }) => {
    const result = await renewRecoveryCodes(deps, actor, originOf(request));
    return result.ok ? { recoveryCodes: result.value } : refused(result.error);
  },
});

export const factorRoutes: readonly Route[] = [
  show,
  beginTotp,
  completeTotp,
  removeTotp,
  askPasskey,
  createPasskey,
  changePasskey,
  removePasskey,
  renewCodes,
];
