import type { Permission } from '@mosaajii/domain/permission';

/**
 * Who may ask. `register-claim` is a register whose secret the handler itself checks, inside the statement that it needs
 * anyway: the hot path of a sale has no statement to spare.
 */
export type Principal = 'anyone' | 'user' | 'register' | 'register-claim' | 'user-or-register';

export interface Policy {
  readonly principal: Principal;
  /** What a user must be allowed to do. A register needs none: its operations are checked one by one. */
  readonly permission?: Permission;
  /** Only whoever runs the installation. */
  readonly operator?: true;
  /** Only shortly after the person has proved again who they are. */
  readonly stepUp?: true;
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
  'access.activate': { principal: 'anyone' },
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
  'users.sessions.end': { principal: 'user', permission: 'users.write' },
  'users.sessions.end-all': { principal: 'user', permission: 'users.write' },
  'registers.list': { principal: 'user', permission: 'registers.read' },
  'registers.create': { principal: 'user', permission: 'registers.enrol' },
  'registers.enrol-again': { principal: 'user', permission: 'registers.enrol' },
  'registers.cards': { principal: 'user', permission: 'registers.read' },
  'registers.prepare': { principal: 'user', permission: 'registers.enrol' },
  'registers.code': { principal: 'user', permission: 'registers.enrol' },
  'registers.rename': { principal: 'user', permission: 'registers.enrol' },
  'registers.lease-days': { principal: 'user', permission: 'settings.write' },
  'registers.revoke': { principal: 'user', permission: 'registers.revoke', stepUp: true },
  'registers.enrol-by-code': { principal: 'anyone' },
  'register.read': { principal: 'register' },
  'register.lease': { principal: 'register' },
  'register.sessions.create': { principal: 'register' },
  'pins.list': { principal: 'user', permission: 'users.read' },
  'pins.set': { principal: 'user', permission: 'users.write', stepUp: true },
  'pins.remove': { principal: 'user', permission: 'users.write', stepUp: true },
  'session.pin.set': { principal: 'user', stepUp: true },
  'settings.read': { principal: 'user', permission: 'settings.read' },
  'settings.update': { principal: 'user', permission: 'settings.write' },

  'users.names': { principal: 'user', permission: 'users.read' },
  'users.list': { principal: 'user', permission: 'users.read' },
  'users.read': { principal: 'user', permission: 'users.read' },
  'users.create': { principal: 'user', permission: 'users.write' },
  'users.update': { principal: 'user', permission: 'users.write' },
  'users.bulk': { principal: 'user', permission: 'users.write' },

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

  'audit.entries.list': { principal: 'user', permission: 'audit.read' },
  'audit.entries.read': { principal: 'user', permission: 'audit.read' },
  'audit.export': { principal: 'user', permission: 'audit.read' },

  'sync.push': { principal: 'register-claim' },
  'sync.changes': { principal: 'user-or-register' },
  'sync.known': { principal: 'register' },
  'sync.repairs.list': { principal: 'user', permission: 'sync.repair' },
  'sync.repairs.approve': { principal: 'user', permission: 'sync.repair' },
  'sync.repairs.dismiss': { principal: 'user', permission: 'sync.repair' },
  'orders.list': { principal: 'user-or-register', permission: 'orders.read' },
  'orders.read': { principal: 'user-or-register', permission: 'orders.read' },
  'shifts.list': { principal: 'user-or-register', permission: 'orders.read' },
  'stock.levels': { principal: 'user', permission: 'stock.read' },
  'stock.adjust': { principal: 'user', permission: 'stock.adjust' },
  'verifications.create': { principal: 'user', permission: 'reports.verify' },

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
