import { awaitingChange } from '@mosaajii/contract/role-changes';
import type { OwnRole } from '@mosaajii/contract/roles';
import {
  grantsChange,
  newRole,
  ownRole,
  permissionList,
  personGrants,
  personPermissions,
  roleChange,
  roleList,
  versionQuery,
} from '@mosaajii/contract/roles';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { storesFor, storesOf } from '../../../platform/access/index.ts';
import { defineRoute, type ProblemAnswer, problem, type Route } from '../../../platform/http/index.ts';
import { isPersonIn } from '../people/person-rows.ts';
import { readGrants, setGrants } from './change-grants.ts';
import { createRole, deleteRole, type Origin, type RoleChanged, type RoleRefusal, updateRole } from './change-role.ts';
import { roleChangeRoutes } from './changes/routes.ts';
import { explainPerson, permissionTable } from './explain-person.ts';
import { listRoles } from './role-rows.ts';

const oneRole = z.strictObject({ roleId: uuid });
const onePerson = z.strictObject({ userId: uuid });
const NOBODY = 'There is nobody with this id in the shop.';

function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, requestId: request.id };
}

function refused(refusal: RoleRefusal): ProblemAnswer {
  const { code, detail } = refusal;
  return problem(code, detail, 'extra' in refusal && refusal.extra !== undefined ? { extra: refusal.extra } : {});
}

function answerOf(changed: RoleChanged): OwnRole | ProblemAnswer {
  return changed.ok ? changed.value : refused(changed.error);
}

const permissions = defineRoute({
  operation: 'permissions.list',
  method: 'GET',
  url: '/permissions',
  summary: 'Everything that a person can be allowed to do, and which operations need it',
  response: permissionList,
  handler: async () => permissionTable(),
});

const list = defineRoute({
  operation: 'roles.list',
  method: 'GET',
  url: '/roles',
  summary: 'The roles of the shop with their permissions, limits and number of holders',
  response: roleList,
  handler: async ({ deps, actor }) => {
    const roles = await deps.db.read(actor.organizationId, (tx) => listRoles(tx, storesOf(actor)));
    const takesInAt = storesFor(actor, 'users.write');
    return { ...roles, takesInAt: takesInAt === null ? null : [...takesInAt] };
  },
});

const create = defineRoute({
  operation: 'roles.create',
  method: 'POST',
  url: '/roles',
  summary: 'Make a role of the shop’s own; nobody puts into it what they do not have themselves',
  body: newRole,
  response: ownRole,
  status: 201,
  handler: async ({ deps, actor, body, request }) => answerOf(await createRole(deps, actor, body, originOf(request))),
});

const update = defineRoute({
  operation: 'roles.update',
  method: 'PUT',
  url: '/roles/:roleId',
  summary: 'Change a role; its holders are judged by the new one from their next request on',
  params: oneRole,
  body: roleChange,
  response: z.union([ownRole, awaitingChange]),
  handler: async ({ deps, actor, params, body, request }) => {
    const asked = await updateRole(deps, actor, params.roleId, body, originOf(request));
    return asked.ok ? asked.value : refused(asked.error);
  },
});

const remove = defineRoute({
  operation: 'roles.delete',
  method: 'DELETE',
  url: '/roles/:roleId',
  summary: 'Delete a role that nobody has',
  params: oneRole,
  query: versionQuery,
  response: ownRole,
  handler: async ({ deps, actor, params, query, request }) =>
    answerOf(await deleteRole(deps, actor, params.roleId, query.version, originOf(request))),
});

const readPersonGrants = defineRoute({
  operation: 'users.grants.read',
  method: 'GET',
  url: '/users/:userId/grants',
  summary: 'The roles that a person has been given, with their stores, hours and end',
  params: onePerson,
  response: personGrants,
  handler: async ({ deps, actor, params: { userId } }) => {
    const grants = await deps.db.read(actor.organizationId, async (tx) =>
      (await isPersonIn(tx, userId, storesFor(actor, 'users.read'))) ? readGrants(tx, userId) : undefined,
    );
    return grants ?? problem('not-found', NOBODY);
  },
});

const setPersonGrants = defineRoute({
  operation: 'users.grants.set',
  method: 'PUT',
  url: '/users/:userId/grants',
  summary: 'Set the roles of a person; nobody sets their own',
  params: onePerson,
  body: grantsChange,
  response: z.union([personGrants, awaitingChange]),
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await setGrants(deps, actor, params.userId, body, originOf(request));
    if (done.ok) return done.value;
    const { code, detail } = done.error;
    return problem(code, detail, 'current' in done.error ? { extra: { current: done.error.current } } : {});
  },
});

const explained = defineRoute({
  operation: 'users.permissions',
  method: 'GET',
  url: '/users/:userId/permissions',
  summary: 'What a person can do at this moment, through which role, and who could give what is missing',
  params: onePerson,
  query: z.strictObject({ storeId: uuid.optional() }),
  response: personPermissions,
  handler: async ({ deps, actor, params: { userId }, query }) => {
    const at = { now: deps.clock.now(), storeId: query.storeId ?? null };
    const found = await deps.db.read(actor.organizationId, async (tx) =>
      (await isPersonIn(tx, userId, storesFor(actor, 'users.read'))) ? explainPerson(tx, userId, at) : undefined,
    );
    return found ?? problem('not-found', NOBODY);
  },
});

export const roleRoutes: readonly Route[] = [
  permissions,
  list,
  create,
  update,
  remove,
  readPersonGrants,
  setPersonGrants,
  explained,
  ...roleChangeRoutes,
];
