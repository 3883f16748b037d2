import {
  cancelHeldRequest,
  dropHeldRequest,
  heldSaleDetail,
  heldSaleDone,
  heldSaleList,
  heldSaleParams,
  heldSalesQuery,
  heldSaleVersion,
  holdRequest,
  releaseHeldRequest,
  takeHeldRequest,
  takenHeldSale,
} from '@mosaajii/contract/held-sales';
import type { Tx } from '../../../platform/database/index.ts';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { holdSale } from './hold-sale.ts';
import { cancelHeld, listHeld, readHeld, readHeldStore, unlockHeld } from './office.ts';
import type { Taken } from './refusals.ts';
import { dropSale, releaseSale, takeSale } from './take-sale.ts';

/** A sale of a thousand lines with all its taxes fits. */
const MOST_BYTES = 1024 * 1024;

function refusal(
  error:
    | Taken
    | { readonly code: 'held-sale-gone' | 'held-sale-changed' | 'permission-missing'; readonly detail: string },
) {
  const extra = 'holder' in error ? { extra: { holder: error.holder } } : {};
  return problem(error.code, error.detail, extra);
}

const hold = defineRoute({
  operation: 'held-sales.hold',
  method: 'POST',
  url: '/held-sales',
  summary: 'Set a sale aside, so that any register of the store can go on with it',
  body: holdRequest,
  response: heldSaleVersion,
  bodyLimit: MOST_BYTES,
  handler: async ({ deps, actor, body }) => {
    const held = await holdSale(deps, actor, body);
    return held.ok ? held.value : refusal(held.error);
  },
});

const take = defineRoute({
  operation: 'held-sales.take',
  method: 'POST',
  url: '/held-sales/:heldSaleId/lock',
  summary: 'Go on with a held sale; a lock names who has it',
  params: heldSaleParams,
  body: takeHeldRequest,
  response: takenHeldSale,
  handler: async ({ deps, actor, params, body, request }) => {
    const sale = await takeSale(deps, actor, params.heldSaleId, body, request.id);
    return sale.ok ? sale.value : refusal(sale.error);
  },
});

const release = defineRoute({
  operation: 'held-sales.release',
  method: 'POST',
  url: '/held-sales/:heldSaleId/release',
  summary: 'Give a held sale back as it was',
  params: heldSaleParams,
  body: releaseHeldRequest,
  response: heldSaleDone,
  handler: async ({ deps, actor, params: { heldSaleId }, body }) => ({
    heldSaleId,
    isDone: await releaseSale(deps, actor, heldSaleId, body.lockId),
  }),
});

const drop = defineRoute({
  operation: 'held-sales.drop',
  method: 'POST',
  url: '/held-sales/:heldSaleId/drop',
  summary: 'Throw away a held sale that nobody else has',
  params: heldSaleParams,
  body: dropHeldRequest,
  response: heldSaleDone,
  handler: async ({ deps, actor, params: { heldSaleId }, body, request }) => {
    const dropped = await dropSale(deps, actor, heldSaleId, body, request.id);
    return dropped.ok ? { heldSaleId, isDone: dropped.value } : refusal(dropped.error);
  },
});

const NO_HELD = 'There is no held sale with this id.';
const place = {
  storeOf: (tx: Tx, { heldSaleId }: { readonly heldSaleId: string }) => readHeldStore(tx, heldSaleId),
  unknown: NO_HELD,
};

const list = defineRoute({
  operation: 'held-sales.list',
  method: 'GET',
  url: '/held-sales',
  summary: 'What is set aside at all registers, the latest first',
  query: heldSalesQuery,
  response: heldSaleList,
  handler: async ({ deps, actor, query, stores }) => {
    const held = await deps.db.read(actor.organizationId, (tx) => listHeld(tx, deps, { ...query, stores }));
    return held ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const read = defineRoute({
  operation: 'held-sales.read',
  method: 'GET',
  url: '/held-sales/:heldSaleId',
  summary: 'A held sale with what is in it',
  params: heldSaleParams,
  response: heldSaleDetail,
  place,
  handler: async ({ deps, actor, params }) => {
    const held = await deps.db.read(actor.organizationId, (tx) => readHeld(tx, deps, params.heldSaleId));
    return held ?? problem('not-found', NO_HELD);
  },
});

const unlock = defineRoute({
  operation: 'held-sales.unlock',
  method: 'POST',
  url: '/held-sales/:heldSaleId/unlock',
  summary: 'Take the lock of a held sale away, so that any till may go on with it',
  params: heldSaleParams,
  response: heldSaleDone,
  place,
  handler: async ({ deps, actor, params: { heldSaleId }, request }) => ({
    heldSaleId,
    isDone: await unlockHeld(deps, actor, heldSaleId, request.id),
  }),
});

const cancel = defineRoute({
  operation: 'held-sales.cancel',
  method: 'POST',
  url: '/held-sales/:heldSaleId/cancel',
  summary: 'Throw a held sale away, with a reason',
  params: heldSaleParams,
  body: cancelHeldRequest,
  response: heldSaleDone,
  place,
  handler: async ({ deps, actor, params: { heldSaleId }, body, request }) => ({
    heldSaleId,
    isDone: await cancelHeld(deps, actor, heldSaleId, body.reason, request.id),
  }),
});

export const heldSaleRoutes: readonly Route[] = [hold, take, release, drop, list, read, unlock, cancel];
