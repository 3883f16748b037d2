import { done } from '@mosaajii/contract/identity';
import { declineRequest, pendingRoleChange, roleChangeList, roleRule } from '@mosaajii/contract/role-changes';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { defineRoute, type ProblemAnswer, problem, type Route } from '../../../../platform/http/index.ts';
import { approveChange, type DecideRefusal, declineChange, listChanges } from './decide-change.ts';
import { setRule } from './rule.ts';

const oneChange = z.strictObject({ changeId: uuid });

function originOf(request: FastifyRequest) {
  return { address: request.ip, requestId: request.id };
}

function refused({ code, detail, ...more }: DecideRefusal): ProblemAnswer {
  if ('current' in more) return problem(code, detail, { extra: { current: more.current } });
  return problem(code, detail, 'extra' in more && more.extra !== undefined ? { extra: more.extra } : {});
}

const list = defineRoute({
  operation: 'roles.changes.list',
  method: 'GET',
  url: '/roles/changes',
  summary: 'Changes of roles that wait for a second person, and those that were decided',
  response: roleChangeList,
  handler: ({ deps, actor }) => deps.db.read(actor.organizationId, (tx) => listChanges(tx, actor, deps.clock.now())),
});

const approve = defineRoute({
  operation: 'roles.changes.approve',
  method: 'POST',
  url: '/roles/changes/:changeId/approve',
  summary: 'Make a change of roles that somebody else asked for',
  params: oneChange,
  body: done,
  response: pendingRoleChange,
  handler: async ({ deps, actor, params, request }) => {
    const approved = await approveChange(deps, actor, params.changeId, originOf(request));
    return approved.ok ? approved.value : refused(approved.error);
  },
});

const decline = defineRoute({
  operation: 'roles.changes.decline',
  method: 'POST',
  url: '/roles/changes/:changeId/decline',
  summary: 'Decline a change of roles, or take back one’s own',
  params: oneChange,
  body: declineRequest,
  response: pendingRoleChange,
  handler: async ({ deps, actor, params, body, request }) => {
    const declined = await declineChange(deps, actor, params.changeId, body.note, originOf(request));
    return declined.ok ? declined.value : refused(declined.error);
  },
});

const rule = defineRoute({
  operation: 'roles.rule.set',
  method: 'PUT',
  url: '/roles/rule',
  summary: 'Say whether a second person approves wider roles; only the owner of the shop does',
  body: roleRule,
  response: done,
  handler: async ({ deps, actor, body, request }) => {
    const set = await setRule(deps, actor, body.asksSecondPerson, originOf(request));
    return set.ok ? {} : problem(set.error.code, set.error.detail);
  },
});

export const roleChangeRoutes: readonly Route[] = [list, approve, decline, rule];
