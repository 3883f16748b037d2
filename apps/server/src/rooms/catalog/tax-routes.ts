import {
  newTax,
  newTaxClass,
  shopTax,
  taxClass,
  taxClassList,
  taxClassParams,
  taxClassPatch,
  taxList,
  taxParams,
  taxPatch,
} from '@mosaajii/contract';
import type { Stores } from '../../platform/access/index.ts';
import { defineRoute, type ProblemAnswer, permissionMissing, problem, type Route } from '../../platform/http/index.ts';
import { authorOf } from './answers.ts';
import { listTaxClasses, listTaxes } from './queries.ts';
import { createTaxClass, type TaxClassRefusal, updateTaxClass } from './write-tax-classes.ts';
import { createTax, type TaxRefusal, updateTax } from './write-taxes.ts';

/** The taxes are those of all stores at once. */
function demandAllStores(stores: Stores): void {
  if (stores !== null) throw permissionMissing('settings.write', 'all-stores');
}

function taxProblem(refusal: TaxRefusal | TaxClassRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return problem('not-found', 'This tax does not exist.');
    case 'stale-version':
      return problem('stale-version', 'Somebody else changed the taxes meanwhile.');
    case 'too-many':
      return problem('conflict', 'There are too many taxes: change one that is not charged any more.');
    case 'name-taken':
      return problem('conflict', 'Another tax class has this name.', {
        errors: [{ path: 'name', message: 'Another tax class has this name.' }],
      });
    case 'tax-unknown':
      return problem('invalid-request', 'This tax does not exist.', {
        errors: [{ path: 'taxIds', message: 'This tax does not exist.' }],
      });
    case 'unusable':
      return problem('invalid-request', refusal.message, {
        errors: [{ path: refusal.path, message: refusal.message }],
      });
  }
}

export const taxRoutes: readonly Route[] = [
  defineRoute({
    operation: 'catalog.taxes.list',
    method: 'GET',
    url: '/taxes',
    summary: 'The taxes of the shop, also those that are charged no more or not yet',
    response: taxList,
    handler: async ({ actor, deps }) => ({ taxes: await deps.db.read(actor.organizationId, listTaxes) }),
  }),
  defineRoute({
    operation: 'catalog.taxes.create',
    method: 'POST',
    url: '/taxes',
    summary: 'Make a tax, or the one that replaces another from a day on',
    body: newTax,
    response: shopTax,
    status: 201,
    handler: async ({ actor, body, stores, deps, request }) => {
      demandAllStores(stores);
      const made = await createTax(deps, actor.organizationId, authorOf(actor, request), body);
      return made.ok ? made.value : taxProblem(made.error);
    },
  }),
  defineRoute({
    operation: 'catalog.taxes.update',
    method: 'PATCH',
    url: '/taxes/:taxId',
    summary: 'Change a tax from now on; what was sold keeps the tax that was charged',
    params: taxParams,
    body: taxPatch,
    response: shopTax,
    handler: async ({ actor, params, body, stores, deps, request }) => {
      demandAllStores(stores);
      const changed = await updateTax(deps, actor.organizationId, authorOf(actor, request), params.taxId, body);
      return changed.ok ? changed.value : taxProblem(changed.error);
    },
  }),
  defineRoute({
    operation: 'catalog.tax-classes.list',
    method: 'GET',
    url: '/tax-classes',
    summary: 'All tax classes, the default one first',
    response: taxClassList,
    handler: async ({ actor, deps }) => ({ taxClasses: await deps.db.read(actor.organizationId, listTaxClasses) }),
  }),
  defineRoute({
    operation: 'catalog.tax-classes.create',
    method: 'POST',
    url: '/tax-classes',
    summary: 'Make a tax class',
    body: newTaxClass,
    response: taxClass,
    status: 201,
    handler: async ({ actor, body, stores, deps, request }) => {
      demandAllStores(stores);
      const made = await createTaxClass(deps, actor.organizationId, authorOf(actor, request), body);
      return made.ok ? made.value : taxProblem(made.error);
    },
  }),
  defineRoute({
    operation: 'catalog.tax-classes.update',
    method: 'PATCH',
    url: '/tax-classes/:taxClassId',
    summary: 'Rename a tax class, change its taxes, or make it the usual one',
    params: taxClassParams,
    body: taxClassPatch,
    response: taxClass,
    handler: async ({ actor, params, body, stores, deps, request }) => {
      demandAllStores(stores);
      const { taxClassId } = params;
      const author = authorOf(actor, request);
      const changed = await updateTaxClass(deps, actor.organizationId, author, taxClassId, body);
      return changed.ok ? changed.value : taxProblem(changed.error);
    },
  }),
];
