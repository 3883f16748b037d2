import {
  newPerson,
  peopleBulk,
  peopleBulkAnswer,
  peopleList,
  peopleQuery,
  person,
  personPatch,
} from '@mosaajii/contract/people';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { changeMany } from './change-many.ts';
import { changePerson } from './change-person.ts';
import { createPerson } from './create-person.ts';
import { peopleFileRoutes } from './files/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { listPeople, readPerson } from './list-people.ts';
import { originOf } from './origin.ts';
import { ownershipRoutes } from './ownership/routes.ts';
import { PERSON_PLACE, storesManaged } from './person-rows.ts';
import { viewRoutes } from './views/routes.ts';

const onePerson = z.strictObject({ userId: uuid });

const list = defineRoute({
  operation: 'users.list',
  method: 'GET',
  url: '/users',
  summary: 'People of the shop by search, role and state, page by page',
  query: peopleQuery,
  response: peopleList,
  handler: async ({ deps, actor, query, stores }) => {
    const asked = { ...query, stores, managed: storesManaged(actor) };
    const people = await deps.db.read(actor.organizationId, (tx) => listPeople(deps.personal, tx, asked));
    return people ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const read = defineRoute({
  operation: 'users.read',
  method: 'GET',
  url: '/users/:userId',
  summary: 'A person of the shop',
  params: onePerson,
  response: person,
  handler: async ({ deps, actor, params, stores }) => {
    const reach = { stores, managed: storesManaged(actor) };
    const found = await deps.db.read(actor.organizationId, (tx) => readPerson(deps.personal, tx, params.userId, reach));
    return found ?? problem('not-found', 'There is nobody with this id in the shop.');
  },
});

const create = defineRoute({
  operation: 'users.create',
  method: 'POST',
  url: '/users',
  summary: 'Take in somebody without an account, who sells with a PIN',
  body: newPerson,
  response: person,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const made = await createPerson(deps, actor, body, originOf(request));
    return made.ok ? made.value : problem(made.error.code, made.error.detail);
  },
});

const update = defineRoute({
  operation: 'users.update',
  method: 'PATCH',
  url: '/users/:userId',
  summary: 'Change the name, the role or the state of a person',
  params: onePerson,
  place: PERSON_PLACE,
  body: personPatch,
  response: person,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await changePerson(deps, actor, params.userId, body, originOf(request));
    if (done.ok) return done.value.person;
    const { code, detail, current } = done.error;
    return problem(code, detail, current === undefined ? {} : { extra: { current } });
  },
});

const bulk = defineRoute({
  operation: 'users.bulk',
  method: 'POST',
  url: '/users/bulk',
  summary: 'The same change to up to 500 people, each answered on its own',
  body: peopleBulk,
  response: peopleBulkAnswer,
  handler: ({ deps, actor, body, request }) => changeMany(deps, actor, body, originOf(request)),
});

export const peopleRoutes: readonly Route[] = [
  list,
  read,
  create,
  update,
  bulk,
  ...peopleFileRoutes,
  ...invitationRoutes,
  ...ownershipRoutes,
  ...viewRoutes,
];
