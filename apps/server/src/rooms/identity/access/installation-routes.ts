import {
  accessPlan,
  accessPlanList,
  accessPlanPatch,
  newAccessPlan,
  newOperator,
  newRenewal,
  operatorList,
  paidOrganizationDetail,
  paidOrganizationList,
  paymentTaken,
} from '@mosaajii/contract/access';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { originOf } from './operator-audit.ts';
import { addOperator, listOperators, removeOperator } from './operators.ts';
import { listEvents, listPayments } from './payment-rows.ts';
import { changePlan, createPlan, listPlans } from './plans.ts';
import { recordRenewal } from './record-payment.ts';
import { listOrganizations, readOrganization } from './terms.ts';

const oneOrganization = z.strictObject({ organizationId: uuid });
const NO_SHOP = 'There is no shop with this id.';

const plans = defineRoute({
  operation: 'admin.plans.list',
  method: 'GET',
  url: '/admin/plans',
  summary: 'All plans, those that are not sold any more included',
  response: accessPlanList,
  handler: async ({ deps }) => ({ plans: await deps.db.globalTx((tx) => listPlans(tx, 'all')) }),
});

const newPlan = defineRoute({
  operation: 'admin.plans.create',
  method: 'POST',
  url: '/admin/plans',
  summary: 'Offer a plan',
  body: newAccessPlan,
  response: accessPlan,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const created = await createPlan(deps, actor, body, originOf(request));
    return created.ok ? created.value : problem(created.error.code, created.error.detail);
  },
});

const editPlan = defineRoute({
  operation: 'admin.plans.change',
  method: 'PATCH',
  url: '/admin/plans/:planId',
  summary: 'Rename a plan, or stop offering it',
  params: z.strictObject({ planId: uuid }),
  body: accessPlanPatch,
  response: accessPlan,
  handler: async ({ deps, actor, params, body, request }) => {
    const changed = await changePlan(deps, actor, params.planId, body, originOf(request));
    return changed.ok ? changed.value : problem(changed.error.code, changed.error.detail);
  },
});

const organizations = defineRoute({
  operation: 'admin.organizations.list',
  method: 'GET',
  url: '/admin/organizations',
  summary: 'The shops of this installation and until when they are paid for',
  response: paidOrganizationList,
  handler: async ({ deps }) => ({ organizations: await listOrganizations(deps.db, deps.clock.now()) }),
});

const organization = defineRoute({
  operation: 'admin.organizations.read',
  method: 'GET',
  url: '/admin/organizations/:organizationId',
  summary: 'What a shop paid and what became of it',
  params: oneOrganization,
  response: paidOrganizationDetail,
  handler: async ({ deps, actor, params }) => {
    const detail = await deps.db.globalTx(async (tx) => {
      const payments = await listPayments(tx, params, actor.accountId);
      const events = await listEvents(tx, params);
      const found = await readOrganization(tx, params.organizationId, deps.clock.now());
      return found === undefined ? undefined : { organization: found, payments, events };
    });
    return detail ?? problem('not-found', NO_SHOP);
  },
});

const renew = defineRoute({
  operation: 'admin.organizations.payments.record',
  method: 'POST',
  url: '/admin/organizations/:organizationId/payments',
  summary: 'Write down that a shop paid for another period',
  params: oneOrganization,
  body: newRenewal,
  response: paymentTaken,
  status: 201,
  handler: async ({ deps, actor, params, body, request }) => {
    const recorded = await recordRenewal(deps, actor, params.organizationId, body, originOf(request));
    return recorded.ok ? { paymentId: recorded.value } : problem(recorded.error.code, recorded.error.detail);
  },
});

const operators = defineRoute({
  operation: 'admin.operators.list',
  method: 'GET',
  url: '/admin/operators',
  summary: 'Who runs this installation',
  response: operatorList,
  handler: ({ deps, actor }) => deps.db.globalTx((tx) => listOperators(deps.personal, tx, actor)),
});

const operatorAdd = defineRoute({
  operation: 'admin.operators.add',
  method: 'POST',
  url: '/admin/operators',
  summary: 'Let another account run the installation',
  body: newOperator,
  response: operatorList,
  handler: async ({ deps, actor, body, request }) => {
    const added = await addOperator(deps, actor, body.email, originOf(request));
    return added.ok ? added.value : problem(added.error.code, added.error.detail);
  },
});

const operatorRemove = defineRoute({
  operation: 'admin.operators.remove',
  method: 'DELETE',
  url: '/admin/operators/:accountId',
  summary: 'Take the right to run the installation from an account',
  params: z.strictObject({ accountId: uuid }),
  response: operatorList,
  handler: async ({ deps, actor, params, request }) => {
    const removed = await removeOperator(deps, actor, params.accountId, originOf(request));
    return removed.ok ? removed.value : problem(removed.error.code, removed.error.detail);
  },
});

export const installationRoutes: readonly Route[] = [
  plans,
  newPlan,
  editPlan,
  organizations,
  organization,
  renew,
  operators,
  operatorAdd,
  operatorRemove,
];
