import {
  accountStatement,
  customer,
  customerGroup,
  customerGroupParams,
  customerGroupPatch,
  customerGroups,
  customerList,
  customerParams,
  customerPatch,
  customersQuery,
  newCustomer,
  newCustomerGroup,
  pageQuery,
  purseEntries,
  statementQuery,
  writtenCustomer,
} from '@mosaajii/contract/customers';
import { z } from 'zod';
import type { UserActor } from '../../platform/access/index.ts';
import { defineRoute, problem, type Route, raw } from '../../platform/http/index.ts';
import { readEntries } from '../payments/index.ts';
import { type CustomerRefusal, changeCustomer, createCustomer, eraseCustomer } from './change-customers.ts';
import { changeGroup, createGroup, listGroups, removeGroup } from './groups.ts';
import { listCustomers, readCustomer } from './read-customers.ts';
import { readStatement, statementCsv } from './statement.ts';

const NO_CUSTOMER = 'There is no customer with this id.';
const NO_CURSOR = 'This cursor is not one that the list gave.';

function askedBy(actor: UserActor, request: { readonly id: string }) {
  return { actor, requestId: request.id, mayCredit: actor.permissions.has('customers.credit') };
}

function refused(refusal: CustomerRefusal) {
  const extra = 'current' in refusal ? { extra: { current: refusal.current } } : {};
  return problem(refusal.code, refusal.detail, extra);
}

const list = defineRoute({
  operation: 'customers.list',
  method: 'GET',
  url: '/customers',
  summary: 'Customers by search, group and state, the latest first',
  query: customersQuery,
  response: customerList,
  handler: async ({ deps, actor, query }) => {
    // Looking a key up may make it: the first search of a shop writes.
    const found = await deps.db.tx(actor.organizationId, (tx) => listCustomers(deps.personal, tx, query));
    return found ?? problem('invalid-request', NO_CURSOR);
  },
});

const read = defineRoute({
  operation: 'customers.read',
  method: 'GET',
  url: '/customers/:customerId',
  summary: 'A customer with their balances',
  params: customerParams,
  response: customer,
  handler: async ({ deps, actor, params }) => {
    const found = await deps.db.read(actor.organizationId, (tx) => readCustomer(deps.personal, tx, params.customerId));
    return found ?? problem('not-found', NO_CUSTOMER);
  },
});

const create = defineRoute({
  operation: 'customers.create',
  method: 'POST',
  url: '/customers',
  summary: 'Write a customer down, and hear of others that may be the same person',
  body: newCustomer,
  response: writtenCustomer,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const done = await createCustomer(deps, askedBy(actor, request), body);
    return done.ok ? done.value : refused(done.error);
  },
});

const change = defineRoute({
  operation: 'customers.update',
  method: 'PATCH',
  url: '/customers/:customerId',
  summary: 'Change some fields of a customer',
  params: customerParams,
  body: customerPatch,
  response: writtenCustomer,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await changeCustomer(deps, askedBy(actor, request), params.customerId, body);
    return done.ok ? done.value : refused(done.error);
  },
});

const erase = defineRoute({
  operation: 'customers.erase',
  method: 'POST',
  url: '/customers/:customerId/erase',
  summary: 'Erase what is personal of a customer for ever',
  params: customerParams,
  response: customer,
  handler: async ({ deps, actor, params, request }) => {
    const done = await eraseCustomer(deps, askedBy(actor, request), params.customerId);
    return done.ok ? done.value : refused(done.error);
  },
});

const entries = defineRoute({
  operation: 'customers.entries',
  method: 'GET',
  url: '/customers/:customerId/entries',
  summary: 'What changed the account, the credit and the points of a customer, the latest first',
  params: customerParams,
  query: pageQuery,
  response: purseEntries,
  handler: async ({ deps, actor, params, query }) => {
    const of = { kinds: ['account', 'store-credit', 'points'] as const, purseId: params.customerId };
    const found = await deps.db.read(actor.organizationId, (tx) => readEntries(tx, of, query));
    return found ?? problem('invalid-request', NO_CURSOR);
  },
});

const statementOfPeriod = defineRoute({
  operation: 'customers.statement',
  method: 'GET',
  url: '/customers/:customerId/statement',
  summary: 'What a customer owed before, was charged and paid in a period, and what is open by age',
  params: customerParams,
  query: statementQuery,
  response: accountStatement,
  handler: async ({ deps, actor, params, query }) => {
    const asked = { customerId: params.customerId, ...query };
    const found = await deps.db.read(actor.organizationId, (tx) => readStatement(tx, deps, asked));
    return found.ok ? found.value.statement : problem(found.error.code, found.error.detail);
  },
});

const statementFile = defineRoute({
  operation: 'customers.statement.export',
  method: 'GET',
  url: '/customers/:customerId/statement/export',
  summary: 'The same as CSV',
  params: customerParams,
  query: statementQuery,
  response: { contentType: 'text/csv' },
  handler: async ({ deps, actor, params, query }) => {
    const asked = { customerId: params.customerId, ...query };
    const found = await deps.db.read(actor.organizationId, (tx) => readStatement(tx, deps, asked));
    if (!found.ok) return problem(found.error.code, found.error.detail);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statement-${query.from}-${query.to}.csv"`,
      'cache-control': 'no-store',
    };
    return raw(200, headers, statementCsv(found.value, query));
  },
});

const groups = defineRoute({
  operation: 'customer-groups.list',
  method: 'GET',
  url: '/customer-groups',
  summary: 'The groups of customers',
  response: customerGroups,
  handler: async ({ deps, actor }) => ({ groups: await deps.db.read(actor.organizationId, listGroups) }),
});

const newGroup = defineRoute({
  operation: 'customer-groups.create',
  method: 'POST',
  url: '/customer-groups',
  summary: 'Make a group of customers',
  body: newCustomerGroup,
  response: customerGroup,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const done = await createGroup(deps, askedBy(actor, request), body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const updateGroup = defineRoute({
  operation: 'customer-groups.update',
  method: 'PATCH',
  url: '/customer-groups/:groupId',
  summary: 'Rename a group, or give it another price list',
  params: customerGroupParams,
  body: customerGroupPatch,
  response: customerGroup,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await changeGroup(deps, askedBy(actor, request), params.groupId, body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const deleteGroup = defineRoute({
  operation: 'customer-groups.remove',
  method: 'DELETE',
  url: '/customer-groups/:groupId',
  summary: 'Remove a group that nobody is in',
  params: customerGroupParams,
  response: z.strictObject({ isRemoved: z.literal(true) }),
  handler: async ({ deps, actor, params, request }) => {
    const done = await removeGroup(deps, askedBy(actor, request), params.groupId);
    return done.ok ? { isRemoved: true as const } : problem(done.error.code, done.error.detail);
  },
});

export const customersRoutes: readonly Route[] = [
  list,
  read,
  create,
  change,
  erase,
  entries,
  statementOfPeriod,
  statementFile,
  groups,
  newGroup,
  updateGroup,
  deleteGroup,
];
