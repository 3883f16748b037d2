import { done, enrolment } from '@mosaajii/contract/identity';
import {
  enrolByCodeRequest,
  leaseAnswer,
  leaseDaysRequest,
  leaseRequest,
  prepareRegisterRequest,
  registerCards,
  registerCode,
  renameRegisterRequest,
} from '@mosaajii/contract/registers';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import type { Tx } from '../../../platform/database/index.ts';
import { defineRoute, permissionMissing, problem, type Route } from '../../../platform/http/index.ts';
import { codeProblem } from '../one-time-codes/index.ts';
import { NO_STORE } from '../settings.ts';
import { readRegisterStore } from '../store-places.ts';
import { enrolByCode, type MakeCodeRefusal, makeRegisterCode } from './enrolment-codes.ts';
import { renewLease } from './lease.ts';
import { listCards, prepareRegister, renameRegister, revokeRegister, setLeaseDays } from './manage-registers.ts';

const oneRegister = z.strictObject({ registerId: uuid });
const NO_REGISTER = 'There is no register with this id.';

/** A register stands in one store, and stays there. */
export const registerPlace = {
  storeOf: (tx: Tx, { registerId }: { readonly registerId: string }) => readRegisterStore(tx, registerId),
  unknown: NO_REGISTER,
};

const cards = defineRoute({
  operation: 'registers.cards',
  method: 'GET',
  url: '/registers/cards',
  summary: 'The registers with their state, who works at them, and what waits on them',
  response: registerCards,
  handler: ({ deps, actor, stores }) =>
    deps.db.read(actor.organizationId, (tx) => listCards(tx, actor, stores, deps.clock.now())),
});

const prepare = defineRoute({
  operation: 'registers.prepare',
  method: 'POST',
  url: '/registers/places',
  summary: 'Make a place for a new till, and the code that a device takes it with',
  body: prepareRegisterRequest,
  response: registerCode,
  status: 201,
  handler: async ({ deps, actor, body, stores, request }) => {
    const registerId = await prepareRegister(deps, actor, { ...body, stores }, request.id);
    if (registerId === undefined) return problem('invalid-request', NO_STORE);
    const origin = { organizationId: actor.organizationId, userId: actor.userId, requestId: request.id };
    const result = await makeRegisterCode(deps, origin, registerId);
    return result.ok ? result.value : noCode(result.error, deps.clock.now());
  },
});

const makeCode = defineRoute({
  operation: 'registers.code',
  method: 'POST',
  url: '/registers/:registerId/codes',
  summary: 'A new code that a device takes the place of this register with',
  params: oneRegister,
  body: done,
  response: registerCode,
  status: 201,
  place: registerPlace,
  handler: async ({ deps, actor, params, request }) => {
    const origin = { organizationId: actor.organizationId, userId: actor.userId, requestId: request.id };
    const result = await makeRegisterCode(deps, origin, params.registerId);
    return result.ok ? result.value : noCode(result.error, deps.clock.now());
  },
});

function noCode(refusal: MakeCodeRefusal, now: Date) {
  return refusal.code === 'not-found' ? problem('not-found', refusal.detail) : codeProblem(refusal, now);
}

const enrol = defineRoute({
  operation: 'registers.enrol-by-code',
  method: 'POST',
  url: '/registers/enrolments',
  summary: 'Make this device the register that its code is for',
  body: enrolByCodeRequest,
  response: enrolment,
  status: 201,
  handler: async ({ deps, body, request }) => {
    const result = await enrolByCode(deps, { ...body, requestId: request.id });
    if (result.ok) return result.value;
    if (result.error.code === 'code-locked') return codeProblem(result.error, deps.clock.now());
    return problem('enrolment-code-wrong');
  },
});

const rename = defineRoute({
  operation: 'registers.rename',
  method: 'PATCH',
  url: '/registers/:registerId',
  summary: 'Give a register another name',
  params: oneRegister,
  body: renameRegisterRequest,
  response: done,
  place: registerPlace,
  handler: async ({ deps, actor, params, body, request }) => {
    const isThere = await renameRegister(deps, actor, params.registerId, body.name, request.id);
    return isThere ? {} : problem('not-found', NO_REGISTER);
  },
});

const revoke = defineRoute({
  operation: 'registers.revoke',
  method: 'POST',
  url: '/registers/:registerId/revoke',
  summary: 'End a register that was lost or stolen, at once',
  params: oneRegister,
  body: done,
  response: done,
  place: registerPlace,
  handler: async ({ deps, actor, params, request }) => {
    const origin = { requestId: request.id, address: request.ip };
    const isThere = await revokeRegister(deps, actor, params.registerId, origin);
    return isThere ? {} : problem('not-found', NO_REGISTER);
  },
});

const leaseDays = defineRoute({
  operation: 'registers.lease-days',
  method: 'PUT',
  url: '/registers/lease-days',
  summary: 'For how many days registers go on without the server',
  body: leaseDaysRequest,
  response: done,
  handler: async ({ deps, actor, body, stores, request }) => {
    if (stores !== null) throw permissionMissing('settings.write', 'all-stores');
    await setLeaseDays(deps, actor, body.days, request.id);
    return {};
  },
});

const lease = defineRoute({
  operation: 'register.lease',
  method: 'POST',
  url: '/register/lease',
  summary: 'Who may work at this register while the server is away, and until when',
  body: leaseRequest,
  response: leaseAnswer,
  handler: ({ deps, actor, body }) => renewLease(deps, actor, body),
});

export const registerRoutes: readonly Route[] = [cards, prepare, makeCode, enrol, rename, revoke, leaseDays, lease];
