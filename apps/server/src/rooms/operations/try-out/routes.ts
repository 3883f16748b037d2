import { pricingChoices, tryOutAnswer, tryOutRequest } from '@mosaajii/contract/pricing';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { pricingProblem, tryOut } from '../../catalog/index.ts';
import { listGroups, readBuyer } from '../../customers/index.ts';
import { listStores } from '../../identity/index.ts';

/** Prices beside stores and customers: what they can be for, and what somebody would pay. */
export const tryOutRoutes: readonly Route[] = [
  defineRoute({
    operation: 'pricing.choices',
    method: 'GET',
    url: '/pricing/choices',
    summary: 'The stores and customer groups that prices can be for, by name',
    response: pricingChoices,
    handler: ({ actor, deps }) =>
      deps.db.read(actor.organizationId, async (tx) => ({
        stores: [...(await listStores(tx))],
        groups: (await listGroups(tx)).map(({ groupId, name }) => ({ groupId, name })),
      })),
  }),
  defineRoute({
    operation: 'pricing.try-out',
    method: 'POST',
    url: '/pricing/try-out',
    summary: 'Price a basket without selling it, and say why each line costs what it does',
    body: tryOutRequest,
    response: tryOutAnswer,
    ignoresKeys: 'It changes nothing.',
    handler: async ({ actor, body, deps }) => {
      const priced = await tryOut(deps, actor.organizationId, body, readBuyer);
      if (priced.ok) return priced.value;
      return priced.error.code === 'unknown-goods'
        ? pricingProblem(priced.error, 'basket')
        : problem('invalid-request', priced.error.detail);
    },
  }),
];
