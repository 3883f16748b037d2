import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { copyTestDatabase } from '@mosaajii/testkit/database';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  publicKeyJwk,
  type Reply,
  setUpShop,
  type TestShop,
} from '../app-fixture.ts';
import { createIds } from '../platform/ids/index.ts';
import {
  activate,
  addOperatorTo,
  addPlan,
  askFor,
  foundWith,
  pay,
  verify,
} from '../rooms/identity/access/access-fixture.ts';
import { softAuthenticator } from '../rooms/identity/factors/authenticator-fixture.ts';
import { codeAt } from '../rooms/identity/factors/factor-fixture.ts';
import { readKnownIds } from './known-ids.ts';

const ids = createIds();
export const PIN = '739105';
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Person = Awaited<ReturnType<typeof addUser>>;
type Post = (url: string, body: object, token?: string, method?: 'POST' | 'PUT') => Promise<Reply['body']>;

/** A shop in which every operation finds what it works on, kept as a database that can be copied. */
export interface OnceWorld {
  readonly shop: TestShop;
  /** An administrator who runs the installation, has a second factor and has just proved it. */
  readonly operator: Person;
  readonly people: Readonly<Record<'administrator' | 'cashier' | 'colleague', Person>>;
  /** Ids of what is there, by the name of the column that holds them. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** What was made on purpose, and what only the person concerned is told: ids, codes, secrets. */
  readonly made: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Reply['body']>>;
  /** The program over a copy of the world, at the hour at which it was made. */
  open(): Promise<AppFixture>;
  close(): Promise<void>;
}

export async function createOnceWorld(): Promise<OnceWorld> {
  const startAt = new Date();
  const fixture = await createAppFixture({}, { startAt });
  const { database, rootKeys } = fixture;
  const shop = await setUpShop(fixture);
  const operator = await addUser(fixture, shop, 'administrator');
  await fixture.owner.query('insert into operator (account_id) values ($1)', [operator.accountId]);
  const people = {
    administrator: await addUser(fixture, shop, 'administrator'),
    cashier: await addUser(fixture, shop, 'cashier'),
    colleague: await addUser(fixture, shop, 'viewer'),
  };
  const post = poster(fixture, operator.token);
  const answers: Record<string, Reply['body']> = {};
  const made = {
    ...(await fillShop(post, await taxClassOf(fixture, operator.token))),
    ...(await fillPurchasing(post, shop)),
    ...(await fillPeople(post, people, shop)),
    ...(await fillAccess(fixture, shop)),
    ...(await fillFactors(fixture, post, people.colleague, answers)),
    ...(await fillMessages(fixture, shop, post)),
    ...(await fillSessions(fixture, operator, people.cashier)),
    ...(await fillImports(fixture, operator.token, answers)),
    ...(await fillCoupons(post)),
    ...(await fillTill(fixture, shop)),
  };
  const known = await readKnownIds(fixture.owner, shop.organizationId);
  await Promise.all([fixture.app.close(), fixture.owner.end()]);
  await fixture.db.close();
  return {
    ...{ shop, operator, people, made, answers, ids: known },
    open: async () => createAppFixture({}, { database: await copyTestDatabase(database), rootKeys, startAt }),
    close: () => database.drop(),
  };
}

async function taxClassOf(fixture: AppFixture, token: string): Promise<string> {
  const { body } = await fixture.ask('GET', '/tax-classes', { token });
  return (body['taxClasses'] as { taxClassId: string }[])[0]?.taxClassId ?? '';
}

/** A second session of the operator's own, and the one that the cashier has. */
async function fillSessions(fixture: AppFixture, operator: Person, cashier: Person): Promise<Record<string, string>> {
  await fixture.ask('POST', '/sessions', { body: { email: operator.email, password: OWNER_PASSWORD } });
  const latestOf = async (userId: string) => {
    const text = 'select session_id from session where user_id = $1 order by session_id desc limit 1';
    return (await fixture.owner.query<{ session_id: string }>(text, [userId])).rows[0]?.session_id ?? '';
  };
  return { otherSession: await latestOf(operator.userId), cashierSession: await latestOf(cashier.userId) };
}

function poster(fixture: AppFixture, operator: string): Post {
  return async (url, body, token = operator, method = 'POST') => {
    const reply = await fixture.ask(method, url, { token, body });
    if (reply.status >= 300) throw new Error(`${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
}

async function fillShop(post: Post, taxClassId: string): Promise<Record<string, string>> {
  const category = await post('/categories', { name: 'Dairy' });
  const product = await post('/products', { name: 'Milk', taxClassId, variants: [{ priceE4: 650_000 }] });
  const [variant] = product['variants'] as { variantId: string }[];
  const [roleId, reviewId, ruleId, viewId] = [ids.next(), ids.next(), ids.next(), ids.next()];
  const role = { name: 'Keeper', description: '', permissions: ['catalog.read'], limits: NO_LIMITS_GRANTED };
  await post('/roles', { roleId, ...role });
  await post('/users/views', { viewId, name: 'Mine', search: '' });
  await post('/access-reviews', { reviewId });
  await post('/security/addresses', { ruleId, network: '203.0.113.0/24', effect: 'deny', note: '', expiresAt: null });
  const register = await post('/registers', { name: 'Back till', publicKey: publicKeyJwk() });
  const place = await post('/registers/places', { name: 'Third till' });
  return {
    categoryId: String(category['categoryId']),
    productId: String(product['productId']),
    variantId: variant?.variantId ?? '',
    ...{ roleId, reviewId, ruleId, viewId },
    registerId: String(register['registerId']),
    placeId: String(place['registerId']),
    enrolmentCode: String(place['code']),
  };
}

/** A supplier, a draft, and an order that was sent; of the last goods can arrive. */
async function fillPurchasing(post: Post, { storeId }: TestShop): Promise<Record<string, string>> {
  const [supplierId, draftId, sentId] = [ids.next(), ids.next(), ids.next()];
  const product = await post('/products/batch', { products: [{ sku: 'ORDERED-1', name: 'Flour', priceE4: 650_000 }] });
  const [made] = product['products'] as { variantId: string }[];
  const lines = [{ variantId: made?.variantId ?? '', quantityMilli: 5000, unitCostE4: 450_000 }];
  await post('/suppliers', { supplierId, name: 'Mills' });
  const order = { storeId, supplierId, expectedOn: null, note: '', lines };
  await post('/purchase-orders', { orderId: draftId, ...order });
  await post('/purchase-orders', { orderId: sentId, ...order });
  await post(`/purchase-orders/${sentId}/send`, { version: 1 });
  return { supplierId, draftId, sentId, orderedVariantId: made?.variantId ?? '' };
}

async function fillCoupons(post: Post): Promise<Record<string, string>> {
  const promotionId = ids.next();
  await post('/promotions', {
    ...{ promotionId, name: 'Thanks', isActive: true, target: {}, conditions: { needsCoupon: true }, limits: {} },
    effect: { kind: 'percent', ratePpm: 50_000, scope: 'order', basis: 'current' },
    ...{ priority: 2, isExclusive: false, consumes: false, selection: 'cheapest' },
  });
  const { coupons } = await post('/coupons', { promotionId, code: 'THANKS', mostUses: 1, validTo: null });
  const [coupon] = coupons as { couponId: string }[];
  return { couponId: coupon?.couponId ?? '' };
}

/** What tills would have brought: a sale by a card that nobody is sure of, and a gift card. */
async function fillTill({ owner, clock }: AppFixture, shop: TestShop): Promise<Record<string, string>> {
  const { organizationId, storeId, enrolment } = shop;
  const [saleId, cardId, cardTenderId] = [ids.next(), ids.next(), ids.next()];
  await owner.query(
    `insert into sale (organization_id, store_id, register_id, sale_id, shift_id, key_id, user_id, kind, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, engine_version, rules)
     values ($1, $2, $3, $4, $5, $6, $7, 'sale', '2026-03-10', 'A', 1, 'S1-R1-A-1', 'KES', $8, 100, 0, 0, 100, 0, 1, 1, $9)`,
    [
      ...[organizationId, storeId, enrolment.registerId, saleId, ids.next(), enrolment.keyId],
      ...[shop.session.user.userId, clock.now(), JSON.stringify({ currency: { code: 'KES', exponent: 2 } })],
    ],
  );
  await owner.query(
    "insert into purse (organization_id, kind, purse_id, balance_minor, hint) values ($1, 'gift-card', $2, 5000, 'K7M2')",
    [organizationId, cardId],
  );
  await owner.query(
    `insert into sale_tender (organization_id, sale_id, tender_number, tender_id, kind, tendered_minor, applied_minor,
       is_uncertain) values ($1, $2, 1, $3, 'card-manual', 100, 100, true)`,
    [organizationId, saleId, cardTenderId],
  );
  return { saleId, cardId, cardTenderId };
}

async function fillPeople(post: Post, people: OnceWorld['people'], shop: TestShop): Promise<Record<string, string>> {
  const invitationId = ids.next();
  const guest = { displayName: 'Guest', role: 'cashier' };
  await post('/invitations', { invitationId, email: 'guest@example.com', delivery: 'in-person', ...guest });
  const mailedId = ids.next();
  await post('/invitations', { invitationId: mailedId, email: 'mailed@example.com', delivery: 'email', ...guest });
  const { code } = await post(`/invitations/${invitationId}/code`, {});
  const transferId = ids.next();
  await post('/ownership', { transferId, toUserId: people.administrator.userId }, shop.token);
  // Before the PIN: a rule does not reach back.
  await post('/pins/rules', { badgeAlone: true, ownPins: false }, undefined, 'PUT');
  await post(`/users/${people.cashier.userId}/pin`, { pin: PIN }, undefined, 'PUT');
  const { badge } = await post(`/users/${people.cashier.userId}/badge`, {});
  return { invitationId, mailedId, joinCode: String(code), transferId, badge: String(badge) };
}

async function fillAccess(fixture: AppFixture, shop: TestShop): Promise<Record<string, string>> {
  const second = await addOperatorTo(fixture, shop);
  const planId = await addPlan(fixture, shop.token);
  const asked = await askFor(fixture, planId);
  const recorded = await askFor(fixture, planId);
  const recordedPayment = await pay(fixture, shop.token, recorded.requestId);
  const verified = await askFor(fixture, planId);
  const verifiedPayment = await pay(fixture, shop.token, verified.requestId);
  await verify(fixture, second.token, verifiedPayment);
  const url = `/admin/access-requests/${verified.requestId}/codes`;
  const issued = await fixture.ask('POST', url, { token: shop.token, body: { channel: 'in-person' } });
  const founded = await askFor(fixture, planId);
  await verify(fixture, second.token, await pay(fixture, shop.token, founded.requestId));
  const other = await foundWith(fixture, await activate(fixture, shop.token, founded));
  const { enrolment } = other.body as { enrolment: { organizationId: string } };
  return {
    ...{ planId, recordedPayment, verifiedPayment, secondOperator: second.accountId },
    askedId: asked.requestId,
    verifiedId: verified.requestId,
    verifiedEmail: verified.email,
    activationCode: String(issued.body['code']),
    otherShop: enrolment.organizationId,
  };
}

/** The colleague has an app and a passkey already, the operator has begun both. */
async function fillFactors(
  fixture: AppFixture,
  post: Post,
  { token, email }: Person,
  answers: Record<string, Reply['body']>,
): Promise<Record<string, string>> {
  const key = softAuthenticator();
  const begun = await post('/account/factors/passkeys/challenge', {}, token);
  const nonceOf = (body: Reply['body']) => String((body['options'] as { challenge: unknown }).challenge);
  const body = { challenge: begun['challenge'], name: 'Laptop', passkey: key.register(nonceOf(begun)) };
  const added = await fixture.ask('POST', '/account/factors/passkeys', { token, body });
  const colleague = added.token ?? '';
  const app = await post('/account/factors/totp', {}, colleague);
  const code = codeAt(String(app['secret']), fixture.clock.now());
  const done = await fixture.ask('POST', '/account/factors/totp/complete', { token: colleague, body: { code } });
  const factors = await fixture.ask('GET', '/account/factors', { token: done.token ?? colleague });
  const [passkey] = factors.body['passkeys'] as { passkeyId: string }[];
  answers['operatorTotp'] = await post('/account/factors/totp', {});
  const own = await post('/account/factors/passkeys/challenge', {});
  answers['operatorPasskey'] = { challenge: own['challenge'], passkey: softAuthenticator().register(nonceOf(own)) };
  const begin = await fixture.ask('POST', '/sessions', { body: { email, password: OWNER_PASSWORD } });
  const { challenge } = begin.body['extra'] as { challenge: string };
  const [recoveryCode = ''] = added.body['recoveryCodes'] as string[];
  const step = { secondStep: challenge, recoveryCode };
  return { colleagueToken: done.token ?? colleague, passkeyId: passkey?.passkeyId ?? '', ...step };
}

async function fillMessages(fixture: AppFixture, shop: TestShop, post: Post): Promise<Record<string, string>> {
  await post('/message-suppressions', { channel: 'email', to: 'stop@example.com' });
  const messageId = ids.next();
  await post('/messages/test', { messageId, channel: 'email', to: 'juma@example.com', language: 'en' });
  await fixture.owner.query("update message set state = 'failed', finished_at = now() where message_id = $1", [
    messageId,
  ]);
  const list = await fixture.ask('GET', '/message-suppressions', { token: shop.token });
  const [suppressed] = list.body['items'] as { index: string }[];
  return { messageId, suppressed: suppressed?.index ?? '' };
}

async function fillImports(
  fixture: AppFixture,
  token: string,
  answers: Record<string, Reply['body']>,
): Promise<Record<string, string>> {
  const form = formOf('products.csv', Buffer.from('sku,name,price\nM-1,Milk,65\nT-1,Tea,120\n'));
  const options = { method: 'POST' as const, url: '/api/v1/imports', payload: form.payload };
  const headers = { host: 'localhost', cookie: `sid=${token}`, ...form.headers };
  const uploaded = await fixture.app.inject({ ...options, headers });
  if (uploaded.statusCode !== 201) throw new Error(uploaded.body);
  answers['import'] = uploaded.json<Reply['body']>();
  const { importId } = answers['import']['import'] as { importId: string };
  return { importId };
}

/** A file as a browser's form sends it. */
export function formOf(fileName: string, bytes: Buffer) {
  const boundary = 'mosaajii-proof-boundary';
  const head = `content-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.from(
      `--${boundary}\r\n${head}\r\n\r\n${bytes.toString('latin1')}\r\n--${boundary}--\r\n`,
      'latin1',
    ),
  };
}
