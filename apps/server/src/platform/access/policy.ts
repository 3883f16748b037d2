import type { Permission } from '@mosaajii/domain/permission';

/**
 * Who may ask. `register-claim` is a register whose secret the handler itself checks, inside the statement that it needs
 * anyway: the hot path of a sale has no statement to spare.
 */
export type Principal = 'anyone' | 'user' | 'register' | 'register-claim' | 'user-or-register';

/**
 * How an operation keeps to the stores for which its permission was given to somebody. `rows`: what it lists, reads or writes
 * is narrowed by the handler, to which the stores are handed. `one`: its path names something that lies in one store; what
 * lies in another one is not there. A store that is named in the query or the body is refused before the handler, always.
 */
export type Scope = 'rows' | 'one';

export interface Policy {
  readonly principal: Principal;
  /** What a user must be allowed to do. A register needs none: its operations are checked one by one. */
  readonly permission?: Permission;
  /** Only whoever runs the installation. */
  readonly operator?: true;
  /** Only shortly after the person has proved again who they are. */
  readonly stepUp?: true;
  /** Given exactly where the permission can be narrowed to stores: a route without it does not start. */
  readonly scope?: Scope;
  /** Also changes when the paid time of the shop is over: it takes access away, or lets data out. */
  readonly whileLapsed?: true;
}

/**
 * The one table of who may do what over HTTP. A route whose operation is not listed does not start, an operation without
 * a route fails a test.
 */
export const POLICY = {
  'setup.status': { principal: 'anyone' },
  'setup.countries': { principal: 'anyone' },
  'setup.complete': { principal: 'anyone' },
  'access.plans': { principal: 'anyone' },
  'access.request': { principal: 'anyone' },
  'access.own-request.read': { principal: 'anyone' },
  'access.own-request.withdraw': { principal: 'anyone' },
  'access.own-request.pay': { principal: 'anyone' },
  'access.activate': { principal: 'anyone' },
  'access.gateway-events.receive': { principal: 'anyone' },
  'access.term': { principal: 'user' },
  'admin.requests.list': { principal: 'user', operator: true },
  'admin.requests.read': { principal: 'user', operator: true },
  'admin.requests.payments.record': { principal: 'user', operator: true },
  'admin.requests.reject': { principal: 'user', operator: true },
  'admin.requests.codes.issue': { principal: 'user', operator: true },
  'admin.payments.verify': { principal: 'user', operator: true, stepUp: true },
  'admin.payments.refund': { principal: 'user', operator: true, stepUp: true },
  'admin.evidence.upload': { principal: 'user', operator: true },
  'admin.evidence.read': { principal: 'user', operator: true },
  'admin.plans.list': { principal: 'user', operator: true },
  'admin.plans.create': { principal: 'user', operator: true },
  'admin.plans.change': { principal: 'user', operator: true },
  'admin.organizations.list': { principal: 'user', operator: true },
  'admin.organizations.read': { principal: 'user', operator: true },
  'admin.organizations.payments.record': { principal: 'user', operator: true },
  'admin.operators.list': { principal: 'user', operator: true },
  'admin.operators.add': { principal: 'user', operator: true, stepUp: true },
  'admin.operators.remove': { principal: 'user', operator: true, stepUp: true },
  'sessions.create': { principal: 'anyone' },
  'session.read': { principal: 'user' },
  'session.end': { principal: 'user' },
  'session.unlock': { principal: 'user' },
  'session.confirm': { principal: 'user' },
  'session.confirm-challenge': { principal: 'user' },
  'sessions.second-step': { principal: 'anyone' },
  'sessions.passkey-challenge': { principal: 'anyone' },
  'sessions.passkey': { principal: 'anyone' },
  'account.read': { principal: 'user' },
  'account.update': { principal: 'user' },
  'account.password': { principal: 'user', stepUp: true },
  'recovery.begin': { principal: 'anyone' },
  'recovery.complete': { principal: 'anyone' },
  'account.factors.read': { principal: 'user' },
  'account.totp.begin': { principal: 'user', stepUp: true },
  'account.totp.complete': { principal: 'user', stepUp: true },
  'account.totp.remove': { principal: 'user', stepUp: true },
  'account.passkeys.begin': { principal: 'user', stepUp: true },
  'account.passkeys.create': { principal: 'user', stepUp: true },
  'account.passkeys.rename': { principal: 'user' },
  'account.passkeys.remove': { principal: 'user', stepUp: true },
  'account.recovery-codes.create': { principal: 'user', stepUp: true },
  'sessions.list': { principal: 'user' },
  'sessions.end': { principal: 'user' },
  'sessions.end-others': { principal: 'user' },
  'users.sessions.list': { principal: 'user', permission: 'users.write' },
  'users.sessions.end': { principal: 'user', permission: 'users.write', whileLapsed: true },
  'users.sessions.end-all': { principal: 'user', permission: 'users.write', whileLapsed: true },
  'registers.list': { principal: 'user', permission: 'registers.read', scope: 'rows' },
  'registers.create': { principal: 'user', permission: 'registers.enrol', scope: 'rows' },
  'registers.enrol-again': { principal: 'user', permission: 'registers.enrol', scope: 'one' },
  'registers.cards': { principal: 'user', permission: 'registers.read', scope: 'rows' },
  'registers.prepare': { principal: 'user', permission: 'registers.enrol', scope: 'rows' },
  'registers.code': { principal: 'user', permission: 'registers.enrol', scope: 'one' },
  'registers.rename': { principal: 'user', permission: 'registers.enrol', scope: 'one' },
  'registers.lease-days': { principal: 'user', permission: 'settings.write', scope: 'rows' },
  'registers.revoke': {
    principal: 'user',
    permission: 'registers.revoke',
    scope: 'one',
    stepUp: true,
    whileLapsed: true,
  },
  'registers.enrol-by-code': { principal: 'anyone' },
  'register.read': { principal: 'register' },
  'register.lease': { principal: 'register' },
  'register.sessions.create': { principal: 'register' },
  'pins.list': { principal: 'user', permission: 'users.read' },
  'pins.set': { principal: 'user', permission: 'users.write', stepUp: true },
  'pins.remove': { principal: 'user', permission: 'users.write', stepUp: true },
  'session.pin.set': { principal: 'user', stepUp: true },
  'settings.read': { principal: 'user', permission: 'settings.read', scope: 'rows' },
  'settings.update': { principal: 'user', permission: 'settings.write', scope: 'rows' },

  'users.names': { principal: 'user', permission: 'users.read' },
  'users.list': { principal: 'user', permission: 'users.read' },
  'users.read': { principal: 'user', permission: 'users.read' },
  'users.create': { principal: 'user', permission: 'users.write' },
  'users.update': { principal: 'user', permission: 'users.write' },
  'users.bulk': { principal: 'user', permission: 'users.write' },
  'users.export.allow': { principal: 'user', permission: 'users.read', stepUp: true },
  'users.export': { principal: 'user', permission: 'users.read', stepUp: true },
  'users.import.preview': { principal: 'user', permission: 'users.write' },
  'users.import': { principal: 'user', permission: 'users.write' },
  'users.views.list': { principal: 'user', permission: 'users.read' },
  'users.views.save': { principal: 'user', permission: 'users.read' },
  'users.views.remove': { principal: 'user', permission: 'users.read' },
  'ownership.read': { principal: 'user', permission: 'users.read' },
  'ownership.offer': { principal: 'user', permission: 'users.write', stepUp: true },
  'ownership.accept': { principal: 'user', permission: 'users.write', stepUp: true },
  'ownership.decline': { principal: 'user', permission: 'users.read' },
  'ownership.withdraw': { principal: 'user', permission: 'users.write' },
  'invitations.list': { principal: 'user', permission: 'users.read' },
  'invitations.create': { principal: 'user', permission: 'users.write' },
  'invitations.send': { principal: 'user', permission: 'users.write' },
  'invitations.withdraw': { principal: 'user', permission: 'users.write' },
  'invitations.code': { principal: 'user', permission: 'users.write' },
  'join.code': { principal: 'anyone' },
  'join.check': { principal: 'anyone' },
  'join.accept': { principal: 'anyone' },

  'security.reports.create': { principal: 'anyone' },
  'security.overview': { principal: 'user', permission: 'security.read' },
  'security.events.list': { principal: 'user', permission: 'security.read' },
  'security.events.export': { principal: 'user', permission: 'security.read' },
  'security.sessions.list': { principal: 'user', permission: 'security.read' },
  'security.cashiers.report': { principal: 'user', permission: 'security.read' },
  'security.addresses.list': { principal: 'user', operator: true },
  'security.addresses.set': { principal: 'user', operator: true, stepUp: true },
  'security.addresses.remove': { principal: 'user', operator: true, stepUp: true },
  'security.blocks.lift': { principal: 'user', operator: true },

  'permissions.list': { principal: 'user', permission: 'roles.read' },
  'roles.list': { principal: 'user', permission: 'roles.read' },
  'roles.create': { principal: 'user', permission: 'roles.write', stepUp: true },
  'roles.update': { principal: 'user', permission: 'roles.write', stepUp: true },
  'roles.delete': { principal: 'user', permission: 'roles.write', stepUp: true },
  'users.grants.read': { principal: 'user', permission: 'roles.read' },
  'users.grants.set': { principal: 'user', permission: 'roles.write', stepUp: true },
  'users.permissions': { principal: 'user', permission: 'roles.read' },
  'access.reviews.list': { principal: 'user', permission: 'access.review' },
  'access.reviews.start': { principal: 'user', permission: 'access.review' },
  'access.reviews.read': { principal: 'user', permission: 'access.review' },
  'access.reviews.mark': { principal: 'user', permission: 'access.review' },
  'access.reviews.sign-off': { principal: 'user', permission: 'access.review', stepUp: true },
  'access.reviews.export': { principal: 'user', permission: 'access.review' },

  'messages.list': { principal: 'user', permission: 'messages.read' },
  'messages.channels': { principal: 'user', permission: 'messages.read' },
  'messages.retry': { principal: 'user', permission: 'messages.write' },
  'messages.test': { principal: 'user', permission: 'messages.write' },
  'messages.templates': { principal: 'user', permission: 'messages.read' },
  'messages.preview': { principal: 'user', permission: 'messages.read' },
  'messages.suppressions.list': { principal: 'user', permission: 'messages.read' },
  'messages.suppressions.add': { principal: 'user', permission: 'messages.write' },
  'messages.suppressions.remove': { principal: 'user', permission: 'messages.write' },
  'notices.list': { principal: 'user' },
  'notices.unread': { principal: 'user' },
  'notices.read': { principal: 'user' },
  'notices.read-all': { principal: 'user' },
  'notices.preferences': { principal: 'user' },
  'notices.prefer': { principal: 'user' },

  'audit.entries.list': { principal: 'user', permission: 'audit.read' },
  'audit.entries.read': { principal: 'user', permission: 'audit.read' },
  'audit.export': { principal: 'user', permission: 'audit.read' },

  'sync.push': { principal: 'register-claim' },
  'sync.changes': { principal: 'user-or-register' },
  'sync.known': { principal: 'register' },
  'sync.repairs.list': { principal: 'user', permission: 'sync.repair', scope: 'rows' },
  'sync.repairs.approve': { principal: 'user', permission: 'sync.repair', scope: 'one', whileLapsed: true },
  'sync.repairs.dismiss': { principal: 'user', permission: 'sync.repair', scope: 'one', whileLapsed: true },
  'orders.list': { principal: 'user-or-register', permission: 'orders.read', scope: 'rows' },
  'orders.read': { principal: 'user-or-register', permission: 'orders.read', scope: 'one' },
  'shifts.list': { principal: 'user-or-register', permission: 'orders.read', scope: 'rows' },
  'stock.levels': { principal: 'user', permission: 'stock.read', scope: 'rows' },
  'stock.adjust': { principal: 'user', permission: 'stock.adjust', scope: 'rows' },
  'verifications.create': { principal: 'user', permission: 'reports.verify', whileLapsed: true },

  'catalog.products.list': { principal: 'user', permission: 'catalog.read' },
  'catalog.products.create': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.read': { principal: 'user', permission: 'catalog.read' },
  'catalog.products.update': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.batch': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.activate': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.deactivate': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.image': { principal: 'user', permission: 'catalog.write' },
  'catalog.products.image.remove': { principal: 'user', permission: 'catalog.write' },
  'catalog.images.read': { principal: 'user-or-register', permission: 'catalog.read' },
  'catalog.variants.codes': { principal: 'user', permission: 'catalog.write' },
  'catalog.categories.list': { principal: 'user', permission: 'catalog.read' },
  'catalog.categories.create': { principal: 'user', permission: 'catalog.write' },
  'catalog.categories.update': { principal: 'user', permission: 'catalog.write' },
  'catalog.taxes.list': { principal: 'user', permission: 'catalog.read' },
  'catalog.tax-classes.list': { principal: 'user', permission: 'catalog.read' },
  'catalog.snapshot': { principal: 'user-or-register', permission: 'catalog.read' },
  'imports.list': { principal: 'user', permission: 'catalog.import' },
  'imports.create': { principal: 'user', permission: 'catalog.import' },
  'imports.read': { principal: 'user', permission: 'catalog.import' },
  'imports.preview': { principal: 'user', permission: 'catalog.import' },
  'imports.start': { principal: 'user', permission: 'catalog.import' },
  'imports.cancel': { principal: 'user', permission: 'catalog.import' },
  'imports.rejections': { principal: 'user', permission: 'catalog.import' },
  'demo.load': { principal: 'user', permission: 'catalog.import' },
  'demo.history': { principal: 'user', permission: 'catalog.import' },
} as const satisfies Record<string, Policy>;

/** The name of something that can be asked over HTTP: `catalog.products.list`. */
export type OperationId = keyof typeof POLICY;
