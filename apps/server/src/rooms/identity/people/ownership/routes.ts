import { done } from '@mosaajii/contract/identity';
import { ownershipRequest, ownershipState } from '@mosaajii/contract/ownership';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../../platform/http/index.ts';
import { originOf } from '../origin.ts';
import { answerTransfer, offerShop, readTransfer, type Transferred } from './transfer.ts';

const oneTransfer = z.strictObject({ transferId: uuid });
const answered = (result: Transferred) => (result.ok ? result.value : problem(result.error.code, result.error.detail));

const read = defineRoute({
  operation: 'ownership.read',
  method: 'GET',
  url: '/ownership',
  summary: 'Whether the shop is being handed over',
  response: ownershipState,
  handler: ({ deps, actor }) => readTransfer(deps, actor),
});

const offer = defineRoute({
  operation: 'ownership.offer',
  method: 'POST',
  url: '/ownership',
  summary: 'Offer the shop to another administrator, who has to accept',
  body: ownershipRequest,
  response: ownershipState,
  status: 201,
  handler: async ({ deps, actor, body, request }) => answered(await offerShop(deps, actor, body, originOf(request))),
});

const accept = defineRoute({
  operation: 'ownership.accept',
  method: 'POST',
  url: '/ownership/:transferId/accept',
  summary: 'Take over the shop that was offered',
  params: oneTransfer,
  body: done,
  response: ownershipState,
  handler: async ({ deps, actor, params, request }) =>
    answered(await answerTransfer(deps, actor, params.transferId, 'accepted', originOf(request))),
});

const decline = defineRoute({
  operation: 'ownership.decline',
  method: 'POST',
  url: '/ownership/:transferId/decline',
  summary: 'Leave the shop with its present owner',
  params: oneTransfer,
  body: done,
  response: ownershipState,
  handler: async ({ deps, actor, params, request }) =>
    answered(await answerTransfer(deps, actor, params.transferId, 'declined', originOf(request))),
});

const withdraw = defineRoute({
  operation: 'ownership.withdraw',
  method: 'DELETE',
  url: '/ownership/:transferId',
  summary: 'Take the offer of the shop back',
  params: oneTransfer,
  response: ownershipState,
  handler: async ({ deps, actor, params, request }) =>
    answered(await answerTransfer(deps, actor, params.transferId, 'withdrawn', originOf(request))),
});

export const ownershipRoutes: readonly Route[] = [read, offer, accept, decline, withdraw];
