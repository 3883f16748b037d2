import { addressList, addressRule, liftedBlock, newAddressRule } from '@mosaajii/contract/security';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserActor } from '../../../platform/access/index.ts';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { dropRule, lift, listAddresses, type Origin, setRule } from './manage-addresses.ts';

const done = z.object({});

const originOf = (actor: UserActor, request: FastifyRequest): Origin => ({
  actor,
  address: request.ip,
  requestId: request.id,
});

export const addressRoutes: readonly Route[] = [
  defineRoute({
    operation: 'security.addresses.list',
    method: 'GET',
    url: '/security/addresses',
    summary: 'Networks that are allowed or denied, and addresses that are blocked at present.',
    response: addressList,
    handler: ({ deps }) => listAddresses(deps),
  }),
  defineRoute({
    operation: 'security.addresses.set',
    method: 'POST',
    url: '/security/addresses',
    summary: 'Allows or denies a network, in place of the rule that it had.',
    status: 201,
    body: newAddressRule,
    response: addressRule,
    handler: async ({ actor, body, deps, request }) => {
      const rule = await setRule(deps, originOf(actor, request), body);
      return rule.ok ? rule.value : problem(rule.error.code, rule.error.detail);
    },
  }),
  defineRoute({
    operation: 'security.addresses.remove',
    method: 'DELETE',
    url: '/security/addresses/:ruleId',
    summary: 'Takes a rule away.',
    params: z.strictObject({ ruleId: uuid }),
    response: done,
    handler: async ({ actor, params, deps, request }) => {
      await dropRule(deps, originOf(actor, request), params.ruleId);
      return {};
    },
  }),
  defineRoute({
    operation: 'security.blocks.lift',
    method: 'POST',
    url: '/security/blocks/lift',
    summary: 'Ends the block of an address before its time.',
    body: liftedBlock,
    response: done,
    handler: async ({ actor, body, deps, request }) => {
      await lift(deps, originOf(actor, request), body.subject);
      return {};
    },
  }),
];
