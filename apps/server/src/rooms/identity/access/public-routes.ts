import {
  accessPlanList,
  accessRequestInput,
  accessRequestTaken,
  accessTerm,
  activation,
  activationRequest,
  applicantToken,
  checkout,
  ownRequest,
  renewal,
  renewalCheckout,
  requestMoved,
} from '@mosaajii/contract/access';
import { defineRoute, permissionMissing, problem, type Route } from '../../../platform/http/index.ts';
import { codeProblem } from '../one-time-codes/index.ts';
import { payOwnRequest, readOwnRequest, withdrawOwnRequest } from './applicant.ts';
import { beginFounding } from './founding.ts';
import { listPlans } from './plans.ts';
import { payRenewal, readRenewal } from './renewal.ts';
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

const own = defineRoute({
  operation: 'access.own-request.read',
  method: 'POST',
  url: '/access-requests/mine',
  summary: 'Where one’s own request stands, by the link of its acknowledgement; changes nothing',
  body: applicantToken,
  response: ownRequest,
  handler: async ({ deps, body }) => {
    const read = await readOwnRequest(deps, body.token);
    return read.ok ? read.value : problem(read.error.code, read.error.detail);
  },
});

const withdraw = defineRoute({
  operation: 'access.own-request.withdraw',
  method: 'POST',
  url: '/access-requests/mine/withdrawal',
  summary: 'Take one’s own request back',
  body: applicantToken,
  response: requestMoved,
  handler: async ({ deps, body }) => {
    const withdrawn = await withdrawOwnRequest(deps, body.token);
    return withdrawn.ok ? { state: withdrawn.value } : problem(withdrawn.error.code, withdrawn.error.detail);
  },
});

const pay = defineRoute({
  operation: 'access.own-request.pay',
  method: 'POST',
  url: '/access-requests/mine/checkout',
  summary: 'Where one’s own request can be paid, at the gateway that is connected',
  body: applicantToken,
  response: checkout,
  handler: async ({ deps, body }) => {
    const page = await payOwnRequest(deps, body.token);
    return page.ok ? { url: page.value } : problem(page.error.code, page.error.detail);
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

const readNext = defineRoute({
  operation: 'access.renewal.read',
  method: 'GET',
  url: '/access/renewal',
  summary: 'What the shop may pay for next, and whether it can be paid here',
  response: renewal,
  // Until when is no secret of whoever may change settings anywhere; only paying concerns the whole shop.
  handler: ({ deps, actor }) => readRenewal(deps, actor.organizationId),
});

const payNext = defineRoute({
  operation: 'access.renewal.pay',
  method: 'POST',
  url: '/access/renewal/checkout',
  summary: 'Where another period of the shop can be paid, at the gateway that is connected',
  body: renewalCheckout,
  response: checkout,
  handler: async ({ deps, actor, body, stores }) => {
    if (stores !== null) throw permissionMissing('settings.write', 'all-stores');
    const page = await payRenewal(deps, actor.organizationId, body.planId);
    return page.ok ? { url: page.value } : problem(page.error.code, page.error.detail);
  },
});

export const publicAccessRoutes: readonly Route[] = [plans, ask, own, withdraw, pay, activate, term, readNext, payNext];
