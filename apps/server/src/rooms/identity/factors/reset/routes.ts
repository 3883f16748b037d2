import { factorResetState, memberReset } from '@mosaajii/contract/factors';
import { done } from '@mosaajii/contract/identity';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import type { UserActor } from '../../../../platform/access/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { defineRoute, problem, type Route } from '../../../../platform/http/index.ts';
import { PERSON_PLACE } from '../../people/person-rows.ts';
import { countFactors } from '../held-factors.ts';
import { stopMemberReset, stopOwnReset } from './end-reset.ts';
import { viewOf, waitingReset } from './reset-rows.ts';
import { type Started, startMemberReset, startOwnerReset, startReset } from './start-reset.ts';

const onePerson = z.strictObject({ userId: uuid });
const NOBODY = 'There is nobody with this id in the shop.';

/** Whether an account has a second factor, and what waits for it. */
function stateOf(deps: Deps, accountId: string | null) {
  return deps.db.globalTx(async (tx) => {
    if (accountId === null) return { hasFactor: false, waiting: null };
    const hasFactor = (await countFactors(tx, accountId)) > 0;
    return { hasFactor, waiting: await viewOf(tx, await waitingReset(tx, accountId)) };
  });
}

async function memberState(deps: Deps, actor: UserActor, userId: string) {
  const [member] = await deps.db.read(actor.organizationId, (tx) =>
    tx.query<{ account_id: string | null }>(
      'select account_id from organization_user where organization_id = $1 and user_id = $2',
      [actor.organizationId, userId],
    ),
  );
  return member === undefined ? problem('not-found', NOBODY) : stateOf(deps, member.account_id);
}

async function answer(deps: Deps, result: Started) {
  if (!result.ok) return problem(result.error.code, result.error.detail);
  return stateOf(deps, result.value.account_id);
}

const read = defineRoute({
  operation: 'users.factor-reset.read',
  method: 'GET',
  url: '/users/:userId/factor-reset',
  summary: 'Whether a member has a second factor, and whether it is about to be taken away',
  params: onePerson,
  place: PERSON_PLACE,
  response: factorResetState,
  handler: ({ deps, actor, params }) => memberState(deps, actor, params.userId),
});

const start = defineRoute({
  operation: 'users.factor-reset.start',
  method: 'POST',
  url: '/users/:userId/factor-reset',
  summary: 'Have a member’s lost second factor taken away after a day; the member is told and can stop it',
  params: onePerson,
  place: PERSON_PLACE,
  body: done,
  response: factorResetState,
  handler: async ({ deps, actor, params, request }) =>
    answer(deps, await startReset(deps, actor, params.userId, { address: request.ip, requestId: request.id })),
});

const stop = defineRoute({
  operation: 'users.factor-reset.stop',
  method: 'DELETE',
  url: '/users/:userId/factor-reset',
  summary: 'Leave a member’s second factor where it is',
  params: onePerson,
  place: PERSON_PLACE,
  response: factorResetState,
  handler: async ({ deps, actor, params, request }) => {
    const origin = { address: request.ip, requestId: request.id };
    if (!(await stopMemberReset(deps, actor, params.userId, origin))) return problem('not-found', NOBODY);
    return memberState(deps, actor, params.userId);
  },
});

const readOwn = defineRoute({
  operation: 'account.factor-reset.read',
  method: 'GET',
  url: '/account/factor-reset',
  summary: 'Whether one’s own second factor is about to be taken away',
  response: factorResetState,
  handler: ({ deps, actor }) => stateOf(deps, actor.accountId),
});

const stopOwn = defineRoute({
  operation: 'account.factor-reset.stop',
  method: 'DELETE',
  url: '/account/factor-reset',
  summary: 'Keep one’s own second factor',
  response: factorResetState,
  handler: async ({ deps, actor, request }) => {
    await stopOwnReset(deps, actor, { address: request.ip, requestId: request.id });
    return stateOf(deps, actor.accountId);
  },
});

const startForOwner = defineRoute({
  operation: 'admin.organizations.factor-reset.start',
  method: 'POST',
  url: '/admin/organizations/:organizationId/owner-factor-reset',
  summary: 'Have the lost second factor of a shop’s owner taken away after a day',
  params: z.strictObject({ organizationId: uuid }),
  body: done,
  response: factorResetState,
  handler: async ({ deps, actor, params, request }) => {
    const origin = { address: request.ip, requestId: request.id };
    return answer(deps, await startOwnerReset(deps, actor, params.organizationId, origin));
  },
});

const startForMember = defineRoute({
  operation: 'admin.organizations.member-factor-reset.start',
  method: 'POST',
  url: '/admin/organizations/:organizationId/member-factor-reset',
  summary: 'Have the lost second factor of a member whom no single shop may reset taken away after a day',
  params: z.strictObject({ organizationId: uuid }),
  body: memberReset,
  response: factorResetState,
  handler: async ({ deps, actor, params, body, request }) => {
    const origin = { address: request.ip, requestId: request.id };
    return answer(deps, await startMemberReset(deps, actor, params.organizationId, body.email, origin));
  },
});

export const factorResetRoutes: readonly Route[] = [read, start, stop, readOwn, stopOwn, startForOwner, startForMember];
