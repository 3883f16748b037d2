import { PLAIN_TEMPLATE } from '@mosaajii/domain/paper';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { credentialOf, OWNER_PASSWORD, publicKeyJwk, setupBody } from '../app-fixture.ts';
import type { OperationId } from '../platform/access/index.ts';
import { createIds } from '../platform/ids/index.ts';
import { codeAt } from '../rooms/identity/factors/factor-fixture.ts';
import { tillExamples } from './once-till-examples.ts';
import { formOf, type OnceWorld, PIN, PNG } from './once-world-fixture.ts';

const ids = createIds();
const FILE = Buffer.from('name,role\nBaraka,cashier\n').toString('base64');
const PASSWORD = 'nine purple kites fly';

/** A request that is carried out in the world as it is. */
export interface Example {
  /** The path behind the API's prefix; the route's own where nothing stands in it. */
  readonly url?: string;
  readonly body?: object;
  readonly form?: ReturnType<typeof formOf>;
  /** Another body for the same key, where what is made up fits no schema. */
  readonly other?: object;
  /** A session's token; `null`: nobody. Else the operator. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is done first, once in either copy. */
  readonly before?: readonly (Example & { readonly method: 'POST' | 'PUT' | 'DELETE' })[];
}

/** Requests that no schema tells: they need what is there, or what only one person knows. The rest is made up. */
export function examplesOf(world: OnceWorld, now: Date): Partial<Record<OperationId, Example>> {
  return {
    ...signingIn(world),
    ...ownAccount(world, now),
    ...access(world),
    ...people(world),
    ...registers(world),
    ...shop(world),
    ...purchasing(world),
    ...tillExamples(world, now),
  };
}

function signingIn({ people: { cashier }, shop, made }: OnceWorld): Partial<Record<OperationId, Example>> {
  const register = credentialOf(shop.enrolment);
  return {
    'sessions.create': { token: null, body: { email: cashier.email, password: OWNER_PASSWORD } },
    'sessions.second-step': {
      token: null,
      body: { challenge: made['secondStep'], proof: { recoveryCode: made['recoveryCode'] } },
    },
    'register.sessions.create': { token: null, headers: register, body: { userId: cashier.userId, pin: PIN } },
    'register.badge-sessions.create': { token: null, headers: register, body: { badge: made['badge'] } },
    'register.pin.change': {
      token: null,
      headers: register,
      body: { userId: cashier.userId, pin: PIN, newPin: '481516' },
    },
    'register.lease': { token: null, headers: register, body: { unsent: 0, cashierId: null } },
    'sync.known': { token: null, headers: register, body: { operationIds: [ids.next()] } },
    'setup.complete': { token: null, body: setupBody('A'.repeat(43)) },
    'recovery.begin': { token: null, body: { email: cashier.email } },
    'recovery.complete': { token: null, body: { email: cashier.email, code: 'A7K2M9', password: PASSWORD } },
    'join.code': { token: null, body: { organizationId: shop.organizationId, invitationId: made['mailedId'] } },
    'join.check': { token: null, body: joining(shop.organizationId, made) },
    'join.accept': {
      token: null,
      body: { ...joining(shop.organizationId, made), displayName: 'Guest', password: PASSWORD },
    },
    'security.reports.create': { token: null, body: { 'csp-report': { 'document-uri': 'https://example.com/' } } },
  };
}

function joining(organizationId: string, made: OnceWorld['made']) {
  return { organizationId, invitationId: made['invitationId'], code: made['joinCode'] };
}

function ownAccount(
  { made, answers, shop: { organizationId } }: OnceWorld,
  now: Date,
): Partial<Record<OperationId, Example>> {
  const token = made['colleagueToken'] ?? '';
  return {
    'session.switch': { body: { organizationId } },
    'session.unlock': { body: { password: OWNER_PASSWORD } },
    'session.confirm': { body: { password: OWNER_PASSWORD } },
    'sessions.end': { url: `/sessions/${made['otherSession']}` },
    'session.pin.set': { body: { pin: '481516' } },
    'account.password': { body: { password: PASSWORD } },
    'account.totp.complete': { body: { code: codeAt(String(answers['operatorTotp']?.['secret']), now) } },
    'account.totp.remove': { token },
    'account.passkeys.create': { body: { name: 'Phone', ...answers['operatorPasskey'] } },
    'account.passkeys.rename': {
      token,
      url: `/account/factors/passkeys/${made['passkeyId']}`,
      body: { name: 'Tablet' },
    },
    'account.passkeys.remove': { token, url: `/account/factors/passkeys/${made['passkeyId']}` },
    'account.recovery-codes.create': { token, body: {} },
  };
}

function access({ made, people: { administrator } }: OnceWorld): Partial<Record<OperationId, Example>> {
  const payment = { amountMinor: 150_000, currency: 'KES', reference: 'MPESA QX1', evidenceId: null };
  const request = `/admin/access-requests/${made['askedId']}`;
  const plan = { planId: made['planId'] };
  const asked = { name: 'Juma', email: 'juma@example.com', phone: '', shopName: 'Juma Stores', locale: 'en' };
  return {
    'access.request': { token: null, body: { requestId: ids.next(), ...asked, ...plan } },
    'access.activate': { token: null, body: { email: made['verifiedEmail'], code: made['activationCode'] } },
    'admin.requests.payments.record': { url: `${request}/payments`, body: { paymentId: ids.next(), ...payment } },
    'admin.requests.reject': { url: `${request}/rejection`, body: { reason: 'Not a shop' } },
    'admin.requests.codes.issue': {
      url: `/admin/access-requests/${made['verifiedId']}/codes`,
      body: { channel: 'in-person' },
    },
    'admin.payments.verify': { url: `/admin/payments/${made['recordedPayment']}/verification`, body: {} },
    'admin.payments.refund': {
      url: `/admin/payments/${made['verifiedPayment']}/refunds`,
      body: { paymentId: ids.next(), amountMinor: 1_000, reference: 'Half' },
    },
    'admin.evidence.upload': { form: formOf('receipt.png', PNG) },
    'admin.plans.create': {
      body: { planId: ids.next(), name: 'Large', priceMinor: 1, currency: 'KES', periodDays: 30 },
    },
    'admin.plans.change': { url: `/admin/plans/${made['planId']}`, body: { name: 'Other', isOffered: true } },
    'admin.organizations.payments.record': {
      url: `/admin/organizations/${made['otherShop']}/payments`,
      body: { paymentId: ids.next(), ...payment, ...plan },
    },
    'admin.operators.add': { body: { email: administrator.email } },
    'admin.operators.remove': { url: `/admin/operators/${made['secondOperator']}` },
    'security.addresses.set': {
      body: { ruleId: ids.next(), network: '198.51.100.0/24', effect: 'deny', note: '', expiresAt: null },
    },
    'security.addresses.remove': { url: `/security/addresses/${made['ruleId']}` },
  };
}

function people({ made, people, shop, ids: known }: OnceWorld): Partial<Record<OperationId, Example>> {
  const { cashier, administrator } = people;
  const everybody = known.get('user_id') ?? [];
  const transfer = `/ownership/${made['transferId']}`;
  const guest = { displayName: 'Other', role: 'cashier', email: 'other@example.com', delivery: 'email' };
  const role = { name: 'Stock taker', description: '', permissions: ['catalog.read'], limits: NO_LIMITS_GRANTED };
  const person = `/users/${cashier.userId}`;
  const file = { content: FILE, mapping: { name: 0, email: null, role: 1 }, defaultRole: 'cashier' };
  const format = { encoding: 'utf-8', delimiter: ',', hasHeader: true };
  return {
    'users.create': { body: { userId: ids.next(), displayName: 'Neema', role: 'cashier' } },
    'users.update': { url: person, body: { version: 1, displayName: 'Neema' } },
    'users.bulk': { body: { userIds: [cashier.userId], change: { kind: 'state', state: 'suspended' } } },
    'users.import.preview': { body: { ...file, format } },
    'users.import': { body: { ...file, format } },
    'users.grants.set': { url: `${person}/grants`, body: { version: 1, baseRole: 'viewer', grants: [] } },
    'users.sessions.end': { url: `${person}/sessions/${made['cashierSession']}` },
    'users.sessions.end-all': { url: `${person}/sessions` },
    'users.views.remove': { url: `/users/views/${made['viewId']}` },
    'badges.give': { url: `${person}/badge`, body: {} },
    'badges.remove': { url: `${person}/badge` },
    'invitations.send-many': { body: { invitationIds: [made['invitationId']] } },
    'pins.set': { url: `${person}/pin`, body: { pin: '481516' } },
    'pins.remove': { url: `${person}/pin` },
    'invitations.create': { body: { invitationId: ids.next(), ...guest } },
    'invitations.send': { url: `/invitations/${made['invitationId']}/send`, body: {} },
    'invitations.withdraw': { url: `/invitations/${made['invitationId']}` },
    'invitations.code': { url: `/invitations/${made['invitationId']}/code`, body: {} },
    'ownership.offer': {
      before: [{ method: 'DELETE', token: shop.token, url: transfer }],
      token: shop.token,
      body: { transferId: ids.next(), toUserId: administrator.userId },
    },
    'ownership.accept': { token: administrator.token, url: `${transfer}/accept`, body: {} },
    'ownership.decline': { token: administrator.token, url: `${transfer}/decline`, body: {} },
    'ownership.withdraw': { token: shop.token, url: transfer },
    'roles.create': { body: { roleId: ids.next(), ...role } },
    'roles.update': { url: `/roles/${made['roleId']}`, body: { version: 1, ...role } },
    'roles.delete': { url: `/roles/${made['roleId']}?version=1` },
    'roles.rule.set': { token: shop.token, body: { asksSecondPerson: true } },
    'audit.retention.set': { token: shop.token, body: { months: 24 } },
    'access.reviews.mark': {
      url: `/access-reviews/${made['reviewId']}/people/${cashier.userId}`,
      body: { decision: 'keep', note: '' },
    },
    'access.reviews.sign-off': {
      before: everybody.map((userId) => ({
        method: 'PUT',
        url: `/access-reviews/${made['reviewId']}/people/${userId}`,
        body: { decision: 'keep', note: '' },
      })),
      url: `/access-reviews/${made['reviewId']}/sign-off`,
      body: { note: '' },
    },
    'messages.test': { body: { messageId: ids.next(), channel: 'email', to: 'neema@example.com', language: 'en' } },
    'messages.suppressions.add': { body: { channel: 'email', to: 'never@example.com' } },
    'messages.retry': { url: `/messages/${made['messageId']}/retry`, body: { scope: 'shop' } },
    'messages.suppressions.remove': { url: `/message-suppressions/email/${made['suppressed']}` },
  };
}

function registers({ made }: OnceWorld): Partial<Record<OperationId, Example>> {
  const register = `/registers/${made['registerId']}`;
  return {
    'registers.create': { body: { name: 'Fourth till', publicKey: publicKeyJwk() } },
    'registers.enrol-again': { url: `${register}/keys`, body: { publicKey: publicKeyJwk() } },
    'registers.code': { url: `${register}/codes`, body: {} },
    'registers.rename': { url: register, body: { name: 'Side till' } },
    'registers.revoke': { url: `${register}/revoke`, body: {} },
    'registers.enrol-by-code': { token: null, body: { code: made['enrolmentCode'], publicKey: publicKeyJwk() } },
  };
}

function shop({ ids: known, made, answers, shop: { storeId } }: OnceWorld): Partial<Record<OperationId, Example>> {
  const first = (column: string) => known.get(column)?.[0] ?? '';
  const taxClassId = first('tax_class_id');
  const sample = answers['import']?.['sample'] as { format: object; mapping: object } | undefined;
  const defaults = { price: { kind: 'ask' }, taxClassId, categoryId: null, unit: 'pcs' };
  const plan = { format: sample?.format, mapping: sample?.mapping, defaults };
  const importing = `/imports/${made['importId']}`;
  const product = { name: 'Tea', categoryId: made['categoryId'], taxClassId };
  const line = { variantId: made['variantId'], quantityMilli: 1000 };
  const flags = { isIncluded: true, affectsNextBase: false, isBaseAffectedByPrevious: true };
  const taxed = { kind: 'percent', ratePpm: 20_000, amountE4: 0, ...flags, validFrom: null, validUntil: null };
  const image = `/products/${made['productId']}/image`;
  const receipts = { version: 1, paperWidthMm: 58, receiptFooter: 'Asante', template: PLAIN_TEMPLATE, linkDays: 90 };
  return {
    'settings.update': { body: { version: 1, shopName: 'Duka Kubwa' }, other: { version: 1, shopName: 'Duka Ndogo' } },
    'settings.receipts.update': {
      body: { ...receipts, receiptHeader: 'Karibu' },
      other: { ...receipts, receiptHeader: 'Habari' },
    },
    'settings.receipts.logo': { form: formOf('logo.png', PNG) },
    'stock.adjust': {
      body: { adjustmentId: ids.next(), storeId, kind: 'opening', reason: 'count', lines: [line] },
    },
    'catalog.products.create': { body: { ...product, variants: [{ priceE4: 650_000 }] } },
    'catalog.products.update': {
      url: `/products/${made['productId']}`,
      body: { version: 1, ...product, variants: [{ variantId: made['variantId'], priceE4: 700_000 }] },
    },
    'catalog.products.batch': { body: { products: [{ sku: 'TEA-1', name: 'Tea', priceE4: 650_000 }] } },
    'catalog.products.deactivate': { body: { productIds: [made['productId']] } },
    'catalog.products.image': { url: image, form: formOf('tea.png', PNG) },
    'catalog.products.image.remove': {
      before: [{ method: 'POST', url: image, form: formOf('tea.png', PNG) }],
      url: image,
    },
    'catalog.variants.codes': { url: `/variants/${made['variantId']}/codes`, body: { code: '5901234123457' } },
    'catalog.categories.create': { body: { name: 'Bakery' } },
    'catalog.categories.update': { url: `/categories/${made['categoryId']}`, body: { version: 1, name: 'Milk' } },
    'catalog.taxes.create': { body: { taxId: ids.next(), name: 'Levy', ...taxed } },
    'catalog.taxes.update': { url: `/taxes/${first('tax_id')}`, body: { version: 1, name: 'VAT' } },
    'catalog.tax-classes.create': { body: { taxClassId: ids.next(), name: 'Levied', taxIds: [first('tax_id')] } },
    'catalog.tax-classes.update': { url: `/tax-classes/${taxClassId}`, body: { version: 1, name: 'Usual' } },
    'imports.create': { form: formOf('more.csv', Buffer.from('name,price\nSugar,90\n')) },
    'imports.preview': { url: `${importing}/preview`, body: plan },
    'imports.cancel': { url: `${importing}/cancel` },
  };
}

function purchasing({ made, shop: { storeId } }: OnceWorld): Partial<Record<OperationId, Example>> {
  const draft = `/purchase-orders/${made['draftId']}`;
  const sent = `/purchase-orders/${made['sentId']}`;
  const lines = [{ variantId: made['orderedVariantId'], quantityMilli: 7000, unitCostE4: 400_000 }];
  const order = { supplierId: made['supplierId'], expectedOn: null, note: '', lines };
  return {
    'suppliers.create': { body: { supplierId: ids.next(), name: 'Bakers' } },
    'suppliers.update': { url: `/suppliers/${made['supplierId']}`, body: { version: 1, leadTimeDays: 3 } },
    'purchase-orders.create': { body: { orderId: ids.next(), storeId, ...order } },
    'purchase-orders.update': { url: draft, body: { version: 1, ...order } },
    'purchase-orders.send': { url: `${draft}/send`, body: { version: 1 } },
    'purchase-orders.cancel': { url: `${draft}/cancel`, body: { version: 1 } },
    'purchase-orders.receive': {
      url: `${sent}/receipts`,
      body: { receiptId: ids.next(), version: 2, lines: [{ lineNumber: 1, quantityMilli: 5000 }] },
    },
  };
}
