import { done } from '@mosaajii/contract/identity';
import {
  handedCode,
  invitation,
  invitationList,
  invitationRequest,
  invitationsSent,
  joinCheckRequest,
  joinCodeRequest,
  joinOffer,
  joinRequest,
  sendManyRequest,
} from '@mosaajii/contract/invitations';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, type ProblemAnswer, problem, type Route } from '../../../../platform/http/index.ts';
import { codeProblem } from '../../one-time-codes/index.ts';
import { originOf } from '../origin.ts';
import { INVITATION_PLACE } from './invitation-rows.ts';
import { invite } from './invite.ts';
import { join, readJoinOffer, sendJoinCode } from './join.ts';
import {
  handOverCode,
  inviteAgain,
  type KeepRefusal,
  listInvitations,
  withdrawInvitation,
} from './keep-invitations.ts';
import { inviteManyAgain } from './send-many.ts';

const oneInvitation = z.strictObject({ invitationId: uuid });

function kept({ code, detail, retryAt }: KeepRefusal, now: Date): ProblemAnswer {
  if (retryAt === undefined) return problem(code, detail);
  return problem(code, detail, {
    retryAfterSeconds: Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000)),
  });
}

const list = defineRoute({
  operation: 'invitations.list',
  method: 'GET',
  url: '/invitations',
  summary: 'Who has been asked to join the shop',
  response: invitationList,
  handler: ({ deps, actor, stores }) => listInvitations(deps, actor, stores),
});

const create = defineRoute({
  operation: 'invitations.create',
  method: 'POST',
  url: '/invitations',
  summary: 'Ask somebody to join the shop, by e-mail or with a link to hand over',
  body: invitationRequest,
  response: invitation,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const invited = await invite(deps, actor, body, originOf(request));
    return invited.ok ? invited.value : problem(invited.error.code, invited.error.detail);
  },
});

const again = defineRoute({
  operation: 'invitations.send',
  method: 'POST',
  url: '/invitations/:invitationId/send',
  summary: 'Send an invitation again, for seven more days',
  params: oneInvitation,
  place: INVITATION_PLACE,
  body: done,
  response: invitation,
  handler: async ({ deps, actor, params, request }) => {
    const sent = await inviteAgain(deps, actor, params.invitationId, originOf(request));
    return sent.ok ? sent.value : kept(sent.error, deps.clock.now());
  },
});

const sendMany = defineRoute({
  operation: 'invitations.send-many',
  method: 'POST',
  url: '/invitations/send',
  summary: 'Send up to 200 invitations again, each answered on its own',
  body: sendManyRequest,
  response: invitationsSent,
  handler: ({ deps, actor, body, request }) => inviteManyAgain(deps, actor, body.invitationIds, originOf(request)),
});

const withdraw = defineRoute({
  operation: 'invitations.withdraw',
  method: 'DELETE',
  url: '/invitations/:invitationId',
  summary: 'Take an invitation back',
  params: oneInvitation,
  place: INVITATION_PLACE,
  response: invitation,
  handler: async ({ deps, actor, params, request }) => {
    const taken = await withdrawInvitation(deps, actor, params.invitationId, originOf(request));
    return taken.ok ? taken.value : kept(taken.error, deps.clock.now());
  },
});

const code = defineRoute({
  operation: 'invitations.code',
  method: 'POST',
  url: '/invitations/:invitationId/code',
  summary: 'Make a code to hand over in person; it is shown once',
  params: oneInvitation,
  place: INVITATION_PLACE,
  body: done,
  response: handedCode,
  status: 201,
  handler: async ({ deps, actor, params, request }) => {
    const made = await handOverCode(deps, actor, params.invitationId, originOf(request));
    if (made.ok) return made.value;
    const { error } = made;
    if (error.code === 'codes-used-up' || error.code === 'code-locked') {
      return codeProblem({ ...error, code: error.code }, deps.clock.now());
    }
    return kept({ ...error, code: error.code }, deps.clock.now());
  },
});

const joinCode = defineRoute({
  operation: 'join.code',
  method: 'POST',
  url: '/join/code',
  summary: 'Have a code sent to the address of an invitation; the answer is always the same',
  body: joinCodeRequest,
  response: done,
  status: 202,
  handler: async ({ deps, body }) => {
    await sendJoinCode(deps, body);
    return {};
  },
});

const joinCheck = defineRoute({
  operation: 'join.check',
  method: 'POST',
  url: '/join/check',
  summary: 'What an invitation is about, for whoever has its code',
  body: joinCheckRequest,
  response: joinOffer,
  handler: async ({ deps, body }) => {
    const offer = await readJoinOffer(deps, body);
    return offer.ok ? offer.value : codeProblem(offer.error, deps.clock.now());
  },
});

const accept = defineRoute({
  operation: 'join.accept',
  method: 'POST',
  url: '/join',
  summary: 'Accept an invitation with its code; signing in follows',
  body: joinRequest,
  response: done,
  status: 201,
  handler: async ({ deps, body, request }) => {
    const joined = await join(deps, body, originOf(request));
    if (joined.ok) return {};
    const { error } = joined;
    if (error.code === 'code-wrong' || error.code === 'code-locked') {
      return codeProblem({ ...error, code: error.code }, deps.clock.now());
    }
    return problem(error.code, error.detail);
  },
});

export const invitationRoutes: readonly Route[] = [
  list,
  create,
  again,
  sendMany,
  withdraw,
  code,
  joinCode,
  joinCheck,
  accept,
];
