import {
  accessPlanList,
  accessRequestInput,
  accessRequestTaken,
  accessTerm,
  activation,
  activationRequest,
} from '@mosaajii/contract/access';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { codeProblem } from '../one-time-codes/index.ts';
import { beginFounding } from './founding.ts';
import { listPlans } from './plans.ts';
import { requestAccess } from './request-access.ts';
import { readTerm } from './terms.ts';

const plans = defineRoute({
  operation: 'access.plans',
  method: 'GET',
  url: '/access-plans',
  summary: 'What it costs to use this installation',
  response: accessPlanList,
  handler: async ({ deps }) => ({ plans: await deps.db.globalTx((tx) => listPlans(tx, 'offered')) }),
});

const ask = defineRoute({
  operation: 'access.request',
  method: 'POST',
  url: '/access-requests',
  summary: 'Ask for access to this installation; the answer is the same whoever is known here',
  body: accessRequestInput,
  response: accessRequestTaken,
  status: 202,
  handler: async ({ deps, body, request }) => {
    const taken = await requestAccess(deps, body, request.ip);
    if (taken.ok) return taken.value;
    const { code, detail, retryAt } = taken.error;
    if (retryAt === undefined) return problem(code, detail, { errors: [{ path: 'planId', message: detail }] });
    const seconds = Math.max(1, Math.ceil((retryAt.getTime() - deps.clock.now().getTime()) / 1000));
    return problem(code, detail, { retryAfterSeconds: seconds });
  },
});

const activate = defineRoute({
  operation: 'access.activate',
  method: 'POST',
  url: '/activations',
  summary: 'Redeem the code of a paid request for a token that sets up the shop',
  body: activationRequest,
  response: activation,
  status: 201,
  handler: async ({ deps, body }) => {
    const begun = await beginFounding(deps, body);
    if (!begun.ok) return codeProblem(begun.error, deps.clock.now());
    const { token, expiresAt, applicant } = begun.value;
    const { name, email, shopName } = applicant;
    return { token, expiresAt: expiresAt.toISOString(), name, email, shopName };
  },
});

const term = defineRoute({
  operation: 'access.term',
  method: 'GET',
  url: '/access',
  summary: 'Until when the shop is paid for',
  response: accessTerm,
  handler: async ({ deps, actor }) => ({
    ...(await deps.db.read(actor.organizationId, (tx) => readTerm(tx, actor.organizationId, deps.clock.now()))),
    isOperator: actor.isOperator,
  }),
});

export const publicAccessRoutes: readonly Route[] = [plans, ask, activate, term];
