import { drawerSubject } from '@mosaajii/domain/approval';
import { credentialOf } from '../app-fixture.ts';
import type { OperationId } from '../platform/access/index.ts';
import { createIds } from '../platform/ids/index.ts';
import type { Example } from './once-examples.ts';
import type { OnceWorld } from './once-world-fixture.ts';

const ids = createIds();
/** Made once: what is done before names the very thing that the request works on. */
const [REQUEST, HELD, LOCK, QUOTE, CUSTOMER, GROUP, LIST, PROMOTION, HOLD, MAIL, ANSWER, QUOTE_MAIL] = [
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
  ids.next(),
];
const SUBJECT = drawerSubject({ operationId: ids.next(), action: 'no-sale', amountMinor: 0 });

/** What tills ask of one another and of managers, and what a till sells by. */
export function tillExamples(world: OnceWorld, now: Date): Partial<Record<OperationId, Example>> {
  return { ...approvals(world), ...waiting(world, now), ...buyers(), ...pricing(world), ...worth(world) };
}

function approvals({ people: { cashier }, shop }: OnceWorld): Partial<Record<OperationId, Example>> {
  const headers = credentialOf(shop.enrolment);
  const body = { requestId: REQUEST, userId: cashier.userId, actions: [{ action: 'no-sale' }], subject: SUBJECT };
  const asked = { method: 'POST', token: null, headers, url: '/approvals', body } as const;
  return {
    'approvals.ask': { token: null, headers, body },
    'approvals.withdraw': { before: [asked], token: null, headers, url: `/approvals/${REQUEST}` },
    'approvals.approve': { before: [asked], url: `/approvals/${REQUEST}/approve`, body: {} },
    'approvals.refuse': { before: [asked], url: `/approvals/${REQUEST}/refuse`, body: { note: 'Too much' } },
  };
}

function waiting({ people: { cashier }, made, shop }: OnceWorld, now: Date): Partial<Record<OperationId, Example>> {
  const headers = credentialOf(shop.enrolment);
  const { userId } = cashier;
  const register = { token: null, headers } as const;
  const content = JSON.stringify({ lines: [] });
  const held = { heldSaleId: HELD, userId, baseVersion: 0, lockId: null, label: 'Milk', lineCount: 1 };
  const hold = { ...held, totalMinor: 6_500, currencyCode: 'KES', content };
  const shelved = { method: 'POST', ...register, url: '/held-sales', body: hold } as const;
  const take = { lockId: LOCK, userId };
  const taken = { method: 'POST', ...register, url: `/held-sales/${HELD}/lock`, body: take } as const;
  const line = { lineId: ids.next(), variantId: made['variantId'], quantityMilli: 1000, unitPriceE4: 650_000 };
  const quote = {
    ...{ quoteId: QUOTE, userId, label: 'Milk', customerId: null, totalMinor: 6_500, currencyCode: 'KES', content },
    validUntil: new Date(now.getTime() + 5 * 86_400_000).toISOString().slice(0, 10),
    terms: { lines: [line], reductions: [] },
    document: {
      lines: [{ name: 'Milk', unit: 'pcs', quantityMilli: 1000, totalMinor: 6_500 }],
      reductionMinor: 0,
      taxes: [],
    },
  };
  const quoted = { method: 'POST', ...register, url: '/quotes', body: quote } as const;
  return {
    'held-sales.hold': { ...register, body: hold },
    'held-sales.take': { before: [shelved], ...register, url: taken.url, body: take },
    'held-sales.release': {
      before: [shelved, taken],
      ...register,
      url: `/held-sales/${HELD}/release`,
      body: { lockId: LOCK },
    },
    'held-sales.drop': {
      before: [shelved],
      ...register,
      url: `/held-sales/${HELD}/drop`,
      body: { lockId: null, userId },
    },
    'held-sales.unlock': { before: [shelved, taken], url: `/held-sales/${HELD}/unlock` },
    'held-sales.cancel': { before: [shelved], url: `/held-sales/${HELD}/cancel`, body: { reason: 'Left' } },
    'quotes.make': { ...register, body: quote },
    'quotes.mail': {
      before: [quoted],
      url: `/quotes/${QUOTE}/mails`,
      body: { mailId: QUOTE_MAIL, to: 'neema@example.com' },
    },
    'quotes.cancel': { before: [quoted], url: `/quotes/${QUOTE}/cancel`, body: {} },
  };
}

function buyers(): Partial<Record<OperationId, Example>> {
  const customer = { method: 'POST', url: '/customers', body: { customerId: CUSTOMER, name: 'Neema' } } as const;
  const group = { method: 'POST', url: '/customer-groups', body: { groupId: GROUP, name: 'Hotels' } } as const;
  return {
    'customers.update': {
      before: [customer],
      url: `/customers/${CUSTOMER}`,
      body: { version: 1, name: 'Neema Said' },
    },
    'customers.erase': { before: [customer], url: `/customers/${CUSTOMER}/erase`, body: {} },
    'customer-groups.update': {
      before: [group],
      url: `/customer-groups/${GROUP}`,
      body: { version: 1, name: 'Cafés' },
    },
    'customer-groups.remove': { before: [group], url: `/customer-groups/${GROUP}?version=1` },
  };
}

/** A sale with its receipt, and a gift card with something on it. */
function worth({ made, shop }: OnceWorld): Partial<Record<OperationId, Example>> {
  const register = { token: null, headers: credentialOf(shop.enrolment) } as const;
  const body = { authorisationId: HOLD, kind: 'gift-card', purseId: made['cardId'], amountMinor: 100 };
  const held = { method: 'POST', ...register, url: '/purses/authorisations', body } as const;
  return {
    'purses.authorise': { ...register, body },
    'purses.release': { before: [held], ...register, url: `/purses/authorisations/${HOLD}` },
    'gift-cards.block': { url: `/gift-cards/${made['cardId']}/block`, body: { isBlocked: true, reason: 'Lost' } },
    'card-checks.answer': {
      url: `/orders/${made['saleId']}/cards/${made['cardTenderId']}/answer`,
      body: { answerId: ANSWER, outcome: 'declined', note: 'Not in the report' },
    },
    'receipts.mail': {
      url: `/orders/${made['saleId']}/receipt-mails`,
      body: { mailId: MAIL, to: 'neema@example.com' },
    },
  };
}

function pricing({ made }: OnceWorld): Partial<Record<OperationId, Example>> {
  const list = { name: 'Wholesale', isActive: true, kind: 'price', priority: 1 };
  const promotion = {
    ...{ name: 'Ten per cent', isActive: true, target: {}, conditions: { needsCoupon: true }, limits: {} },
    effect: { kind: 'percent', ratePpm: 100_000, scope: 'order', basis: 'current' },
    ...{ priority: 1, isExclusive: false, consumes: false, selection: 'cheapest' },
  };
  const rules = { stacking: 'best-only', roundingMode: 'half-up', roundAt: 'line', allocation: 'largest-remainder' };
  const listed = { method: 'POST', url: '/price-lists', body: { priceListId: LIST, ...list } } as const;
  const promoted = { method: 'POST', url: '/promotions', body: { promotionId: PROMOTION, ...promotion } } as const;
  const prices = [{ variantId: made['variantId'], breaks: [{ fromMilli: 1000, priceE4: 600_000 }] }];
  return {
    'pricing.lists.update': {
      before: [listed],
      url: `/price-lists/${LIST}`,
      body: { version: 1, ...list, name: 'Hotels' },
    },
    'pricing.lists.prices.change': {
      before: [listed],
      url: `/price-lists/${LIST}/prices`,
      body: { version: 1, prices },
    },
    'pricing.promotions.update': {
      before: [promoted],
      url: `/promotions/${PROMOTION}`,
      body: { version: 1, ...promotion, name: 'A tenth' },
    },
    'pricing.rules.set': { body: { version: 0, rules }, other: { version: 0, rules: { ...rules, roundAt: 'order' } } },
    'pricing.coupons.deactivate': { url: `/coupons/${made['couponId']}/deactivate`, body: {} },
    'pricing.coupons.create': {
      before: [promoted],
      body: { promotionId: PROMOTION, code: 'TENTH', mostUses: 1, validTo: null },
    },
  };
}
