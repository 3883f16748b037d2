import {
  changePrices as changePricesRequest,
  coupon,
  couponList,
  couponParams,
  couponsCreated,
  couponsExportQuery,
  couponsQuery,
  createCoupons as createCouponsRequest,
  createPriceList as createPriceListRequest,
  createPromotion as createPromotionRequest,
  listPrices,
  listPricesQuery,
  priceListList,
  priceListParams,
  priceListSummary,
  pricingRulesAnswer,
  promotionList,
  promotionParams,
  promotionSummary,
  setPricingRules,
  updatePriceList as updatePriceListRequest,
  updatePromotion as updatePromotionRequest,
} from '@mosaajii/contract/pricing';
import type { Result } from '@mosaajii/domain';
import { csvLine } from '../../../platform/csv/index.ts';
import { defineRoute, type ProblemAnswer, problem, type Route, raw } from '../../../platform/http/index.ts';
import { authorOf } from '../answers.ts';
import { createCoupons, deactivateCoupon, listCoupons } from './coupons.ts';
import { changePrices, createPriceList, listPriceLists, pageOfPrices, updatePriceList } from './price-lists.ts';
import { createPromotion, listPromotions, updatePromotion } from './promotions.ts';
import { currentRules, setRules } from './rules.ts';
import type { PricingRefusal } from './versions.ts';

function answer<T>(result: Result<T, PricingRefusal>, what: string): T | ProblemAnswer {
  return result.ok ? result.value : pricingProblem(result.error, what);
}

/** What a refusal of prices is on the wire. */
export function pricingProblem(refusal: PricingRefusal, what: string): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return problem('not-found', `This ${what} does not exist.`);
    case 'stale-version':
      return problem('stale-version', `Somebody else changed this ${what} meanwhile.`);
    case 'name-taken':
      return conflict('name', `Another ${what} has this name.`);
    case 'code-taken':
      return conflict('code', 'Another coupon has this code.');
    case 'too-many':
      return problem('conflict', `There are too many of them: switch off a ${what} that is not used any more.`);
    case 'promotion-unknown':
      return problem('invalid-request', 'This promotion does not exist.', {
        errors: [{ path: 'promotionId', message: 'This promotion does not exist.' }],
      });
    case 'unknown-goods':
      return problem('invalid-request', 'Some of these products are not in this shop.', {
        errors: refusal.names.slice(0, 100).map((name) => ({ path: 'prices', message: `${name} is not in this shop` })),
      });
  }
}

function conflict(path: string, message: string): ProblemAnswer {
  return problem('conflict', message, { errors: [{ path, message }] });
}

const NO_CURSOR = 'This cursor is not one that the list gave.';

const priceListRoutes: readonly Route[] = [
  defineRoute({
    operation: 'pricing.lists.list',
    method: 'GET',
    url: '/price-lists',
    summary: 'All price lists, by priority',
    response: priceListList,
    handler: async ({ actor, deps }) => ({
      items: await deps.db.read(actor.organizationId, (tx) => listPriceLists(tx, deps.clock.now())),
    }),
  }),
  defineRoute({
    operation: 'pricing.lists.create',
    method: 'POST',
    url: '/price-lists',
    summary: 'Make an empty price list',
    body: createPriceListRequest,
    response: priceListSummary,
    status: 201,
    handler: async ({ actor, body, deps, request }) =>
      answer(await createPriceList(deps, actor.organizationId, authorOf(actor, request), body), 'price list'),
  }),
  defineRoute({
    operation: 'pricing.lists.update',
    method: 'PUT',
    url: '/price-lists/:priceListId',
    summary: 'Change what a price list says of itself; its prices stay',
    params: priceListParams,
    body: updatePriceListRequest,
    response: priceListSummary,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      return answer(await updatePriceList(deps, actor.organizationId, author, params.priceListId, body), 'price list');
    },
  }),
  defineRoute({
    operation: 'pricing.lists.prices.list',
    method: 'GET',
    url: '/price-lists/:priceListId/prices',
    summary: 'The prices of a list, page by page',
    params: priceListParams,
    query: listPricesQuery,
    response: listPrices,
    handler: async ({ actor, params, query, deps }) => {
      const page = await deps.db.read(actor.organizationId, (tx) => pageOfPrices(tx, params.priceListId, query));
      return page ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'pricing.lists.prices.change',
    method: 'POST',
    url: '/price-lists/:priceListId/prices',
    summary: 'Set prices of a list, or take them out of it',
    params: priceListParams,
    body: changePricesRequest,
    response: priceListSummary,
    bodyLimit: 2 * 1024 * 1024,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      return answer(await changePrices(deps, actor.organizationId, author, params.priceListId, body), 'price list');
    },
  }),
];

const promotionRoutes: readonly Route[] = [
  defineRoute({
    operation: 'pricing.promotions.list',
    method: 'GET',
    url: '/promotions',
    summary: 'All promotions, in the order in which they apply',
    response: promotionList,
    handler: async ({ actor, deps }) => ({
      items: await deps.db.read(actor.organizationId, (tx) => listPromotions(tx, deps.clock.now())),
    }),
  }),
  defineRoute({
    operation: 'pricing.promotions.create',
    method: 'POST',
    url: '/promotions',
    summary: 'Make a promotion',
    body: createPromotionRequest,
    response: promotionSummary,
    status: 201,
    handler: async ({ actor, body, deps, request }) =>
      answer(await createPromotion(deps, actor.organizationId, authorOf(actor, request), body), 'promotion'),
  }),
  defineRoute({
    operation: 'pricing.promotions.update',
    method: 'PUT',
    url: '/promotions/:promotionId',
    summary: 'Change a promotion to what is sent, whole: a new version',
    params: promotionParams,
    body: updatePromotionRequest,
    response: promotionSummary,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      return answer(await updatePromotion(deps, actor.organizationId, author, params.promotionId, body), 'promotion');
    },
  }),
  defineRoute({
    operation: 'pricing.rules.read',
    method: 'GET',
    url: '/pricing-rules',
    summary: 'How promotions combine and round',
    response: pricingRulesAnswer,
    handler: ({ actor, deps }) => deps.db.read(actor.organizationId, currentRules),
  }),
  defineRoute({
    operation: 'pricing.rules.set',
    method: 'PUT',
    url: '/pricing-rules',
    summary: 'Set how promotions combine and round',
    body: setPricingRules,
    response: pricingRulesAnswer,
    handler: async ({ actor, body, deps, request }) =>
      answer(await setRules(deps, actor.organizationId, authorOf(actor, request), body), 'rule'),
  }),
];

const couponRoutes: readonly Route[] = [
  defineRoute({
    operation: 'pricing.coupons.list',
    method: 'GET',
    url: '/coupons',
    summary: 'Coupons by their codes, page by page',
    query: couponsQuery,
    response: couponList,
    handler: async ({ actor, query, deps }) => {
      const list = await deps.db.read(actor.organizationId, (tx) => listCoupons(tx, query));
      return list ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'pricing.coupons.create',
    method: 'POST',
    url: '/coupons',
    summary: 'Make a coupon with a code of your choice, or many with codes that are made up',
    body: createCouponsRequest,
    response: couponsCreated,
    status: 201,
    handler: async ({ actor, body, deps, request }) => {
      const made = await createCoupons(deps, actor.organizationId, authorOf(actor, request), body);
      return made.ok ? { coupons: made.value } : pricingProblem(made.error, 'coupon');
    },
  }),
  defineRoute({
    operation: 'pricing.coupons.deactivate',
    method: 'POST',
    url: '/coupons/:couponId/deactivate',
    summary: 'Take a coupon out of use; a repeat changes nothing',
    params: couponParams,
    response: coupon,
    handler: async ({ actor, params, deps, request }) => {
      const author = authorOf(actor, request);
      return answer(await deactivateCoupon(deps, actor.organizationId, author, params.couponId), 'coupon');
    },
  }),
  defineRoute({
    operation: 'pricing.coupons.export',
    method: 'GET',
    url: '/coupons/export',
    summary: 'Coupons as CSV, for the printer of vouchers',
    query: couponsExportQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query, deps }) => {
      const lines = [csvLine(['code', 'uses_left', 'uses', 'valid_to', 'is_active'])];
      let cursor: string | undefined;
      do {
        const page = await deps.db.read(actor.organizationId, (tx) =>
          listCoupons(tx, { ...query, cursor, limit: 1_000 }),
        );
        for (const { code, mostUses, uses, validTo, isActive } of page?.items ?? []) {
          const left = mostUses === null ? '' : String(mostUses - uses);
          lines.push(csvLine([code, left, String(uses), validTo ?? '', String(isActive)]));
        }
        cursor = page?.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="coupons.csv"',
        'cache-control': 'no-store',
      };
      return raw(200, headers, lines.join(''));
    },
  }),
];

export const pricingRoutes: readonly Route[] = [...priceListRoutes, ...promotionRoutes, ...couponRoutes];
