import {
  approvalAnswer,
  approvalItem,
  approvalList,
  approvalParams,
  approvalRefusal,
  approvalRequest,
} from '@mosaajii/contract/approvals';
import { done } from '@mosaajii/contract/identity';
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../../platform/database/index.ts';
import { defineRoute, problem, type Route } from '../../platform/http/index.ts';
import { ask, readAnswer, withdraw } from './ask.ts';
import { approve, listRequests, NO_REQUEST, refuseRequest } from './decide.ts';
import { readRequestStore } from './request-rows.ts';

function originOf(request: FastifyRequest) {
  return { address: request.ip, requestId: request.id };
}

const askRoute = defineRoute({
  operation: 'approvals.ask',
  method: 'POST',
  url: '/approvals',
  summary: 'Ask somebody on another screen to approve what a cashier may not',
  body: approvalRequest,
  response: approvalAnswer,
  handler: async ({ deps, actor, body, request }) => {
    const asked = await ask(deps, actor, body, request.id);
    return asked.ok ? asked.value : problem(asked.error.code, asked.error.detail);
  },
});

const answerRoute = defineRoute({
  operation: 'approvals.answer',
  method: 'GET',
  url: '/approvals/:requestId',
  summary: 'What became of a request of this register',
  params: approvalParams,
  response: approvalAnswer,
  handler: async ({ deps, actor, params }) =>
    (await readAnswer(deps, actor, params.requestId)) ?? problem('not-found', NO_REQUEST),
});

const withdrawRoute = defineRoute({
  operation: 'approvals.withdraw',
  method: 'DELETE',
  url: '/approvals/:requestId',
  summary: 'Withdraw a request of this register: the cart was changed, or somebody approved it at the till',
  params: approvalParams,
  response: approvalAnswer,
  handler: async ({ deps, actor, params }) =>
    (await withdraw(deps, actor, params.requestId)) ?? problem('not-found', NO_REQUEST),
});

const listRoute = defineRoute({
  operation: 'approvals.list',
  method: 'GET',
  url: '/approvals',
  summary: 'What tills ask for, and what was answered in the last day',
  response: approvalList,
  handler: ({ deps, actor, stores }) =>
    deps.db.read(actor.organizationId, (tx) => listRequests(tx, actor, stores, deps.clock.now())),
});

const place = {
  storeOf: (tx: Tx, { requestId }: { readonly requestId: string }) => readRequestStore(tx, requestId),
  unknown: NO_REQUEST,
};

const approveRoute = defineRoute({
  operation: 'approvals.approve',
  method: 'POST',
  url: '/approvals/:requestId/approve',
  summary: 'Approve what a till asks for',
  params: approvalParams,
  body: done,
  response: approvalItem,
  place,
  handler: async ({ deps, actor, params, request }) => {
    const decided = await approve(deps, actor, params.requestId, originOf(request));
    return decided.ok ? decided.value : problem(decided.error.code, decided.error.detail);
  },
});

const refuseRoute = defineRoute({
  operation: 'approvals.refuse',
  method: 'POST',
  url: '/approvals/:requestId/refuse',
  summary: 'Refuse what a till asks for, with a reason',
  params: approvalParams,
  body: approvalRefusal,
  response: approvalItem,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const decided = await refuseRequest(deps, actor, params.requestId, body.note, originOf(request));
    return decided.ok ? decided.value : problem(decided.error.code, decided.error.detail);
  },
});

export const approvalsRoutes: readonly Route[] = [
  askRoute,
  answerRoute,
  withdrawRoute,
  listRoute,
  approveRoute,
  refuseRoute,
];
