import {
  enrolAgainRequest,
  enrolment,
  registerList,
  registerRequest,
  registerState,
  userNames,
} from '@mosaajii/contract/identity';
import { settingsPatch, settingsQuery, shopSettings } from '@mosaajii/contract/settings';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, permissionMissing, problem, type Route } from '../../platform/http/index.ts';
import { accessRoutes } from './access/index.ts';
import { accountRoutes } from './account-routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import { factorRoutes } from './factors/factor-routes.ts';
import { factorResetRoutes } from './factors/reset/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { pinRoutes } from './pins/routes.ts';
import { receiptSettingRoutes } from './receipts/routes.ts';
import { readRegisterState } from './register-state.ts';
import { registerPlace, registerRoutes } from './registers/routes.ts';
import { enrolAgain, enrolRegister, listRegisters } from './registers.ts';
import { reviewRoutes } from './reviews/routes.ts';
import { roleRoutes } from './roles/routes.ts';
import { shopSecurityRoutes } from './security/routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { makeRegisterSession } from './sessions.ts';
import { changeSettings, NO_STORE, readShopSettings } from './settings.ts';
import { shopRoutes } from './shop-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { storeToUse } from './store-places.ts';
import { withRefusedPatterns } from './stored-patterns.ts';
import { listUserNames } from './user-names.ts';

const list = defineRoute({
  operation: 'registers.list',
  method: 'GET',
  url: '/registers',
  summary: 'The registers of the shop',
  response: registerList,
  handler: ({ deps, actor, stores }) => deps.db.read(actor.organizationId, (tx) => listRegisters(tx, stores)),
});

const create = defineRoute({
  operation: 'registers.create',
  method: 'POST',
  url: '/registers',
  summary: 'Enrol this device as a new register',
  body: registerRequest,
  response: enrolment,
  status: 201,
  handler: async ({ deps, actor, body, stores, request }) => {
    // An import is asked about neither prices nor receipts of what comes back: more than a till may do.
    if (body.purpose === 'import' && !actor.permissions.has('registers.enrol-import')) {
      throw permissionMissing('registers.enrol-import');
    }
    return deps.db.tx(actor.organizationId, async (tx) => {
      const storeId = await storeToUse(tx, stores, body.storeId);
      if (storeId === undefined) return problem('invalid-request', NO_STORE);
      const origin = { enrolledBy: actor.userId, requestId: request.id };
      const enrolled = await enrolRegister(deps, tx, { ...body, storeId, ...origin });
      await makeRegisterSession(tx, actor.sessionId, enrolled.registerId);
      return enrolled;
    });
  },
});

const again = defineRoute({
  operation: 'registers.enrol-again',
  method: 'POST',
  url: '/registers/:registerId/keys',
  summary: 'Give a register a new key, and with it a new receipt series',
  params: z.strictObject({ registerId: uuid }),
  body: enrolAgainRequest,
  response: enrolment,
  status: 201,
  place: registerPlace,
  handler: async ({ deps, actor, params, body, request }) => {
    const origin = { enrolledBy: actor.userId, requestId: request.id };
    const enrolled = await deps.db.tx(actor.organizationId, async (tx) => {
      const again = await enrolAgain(deps, tx, params.registerId, { ...body, ...origin });
      if (again !== undefined) await makeRegisterSession(tx, actor.sessionId, again.registerId);
      return again;
    });
    return enrolled ?? problem('not-found', registerPlace.unknown);
  },
});

const showRegister = defineRoute({
  operation: 'register.read',
  method: 'GET',
  url: '/register',
  summary: 'What the server knows of the asking register',
  response: registerState,
  handler: ({ deps, actor }) => readRegisterState(deps, actor),
});

const showSettings = defineRoute({
  operation: 'settings.read',
  method: 'GET',
  url: '/settings',
  summary: 'The settings of the shop and its store',
  query: settingsQuery,
  response: shopSettings,
  handler: ({ deps, actor, query, stores }) =>
    deps.db.read(actor.organizationId, async (tx) => {
      const storeId = await storeToUse(tx, stores, query.storeId);
      if (storeId === undefined) return problem('not-found', NO_STORE);
      return withRefusedPatterns(tx, await readShopSettings(tx, storeId));
    }),
});

const updateSettings = defineRoute({
  operation: 'settings.update',
  method: 'PATCH',
  url: '/settings',
  summary: 'Change settings of the shop and its store',
  body: settingsPatch,
  response: shopSettings,
  handler: async ({ deps, actor, body, stores, request }) => {
    const { shopName, legalName, taxNumber } = body;
    const isOfShop = [shopName, legalName, taxNumber].some((value) => value !== undefined);
    if (isOfShop && stores !== null) throw permissionMissing('settings.write', 'all-stores');
    const result = await changeSettings(deps, actor, { ...body, stores }, request.id);
    if (result.ok) return result.value;
    if (result.error.code === 'unknown-store') return problem('not-found', result.error.detail);
    return problem('stale-version', result.error.detail, { extra: { current: result.error.current } });
  },
});

const names = defineRoute({
  operation: 'users.names',
  method: 'GET',
  url: '/users/names',
  summary: 'Who is meant by the ids of people',
  response: userNames,
  handler: ({ deps, actor, stores }) => deps.db.read(actor.organizationId, (tx) => listUserNames(tx, stores)),
});

export const identityRoutes: readonly Route[] = [
  ...signInRoutes,
  ...registerRoutes,
  ...pinRoutes,
  ...sessionRoutes,
  ...shopRoutes,
  ...factorRoutes,
  ...factorResetRoutes,
  ...deviceRoutes,
  ...accountRoutes,
  ...accessRoutes,
  list,
  create,
  again,
  showRegister,
  showSettings,
  updateSettings,
  names,
  ...peopleRoutes,
  ...roleRoutes,
  ...reviewRoutes,
  ...shopSecurityRoutes,
  ...receiptSettingRoutes,
];
