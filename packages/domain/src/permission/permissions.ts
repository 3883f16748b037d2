/** Everything that a person can be allowed to do. One table for the server's routes and for what the screens offer. */
export const PERMISSIONS = [
  'sales.create',
  'sales.discount',
  'sales.price-override',
  'sales.sell-expired',
  'sales.return',
  'sales.return-to-credit',
  'sales.return-late',
  'sales.return-without-receipt',
  'sales.void',
  'sales.correct-tender',
  'sales.cancel-layaway',
  'sales.approve',
  'sales.take-over',
  'sales.practice',
  'orders.read',
  'customers.read',
  'customers.write',
  'customers.credit',
  'gift-cards.read',
  'gift-cards.write',
  'catalog.read',
  'catalog.write',
  'catalog.import',
  'pricing.read',
  'pricing.write',
  'stock.read',
  'stock.adjust',
  'shift.open',
  'shift.close',
  'shift.cash',
  'shift.no-sale',
  'shift.expected',
  'shift.read',
  'registers.read',
  'registers.enrol',
  'registers.enrol-import',
  'registers.revoke',
  'settings.read',
  'settings.write',
  'sync.repair',
  'reports.verify',
  'users.read',
  'users.write',
  'roles.read',
  'roles.write',
  'access.review',
  'messages.read',
  'messages.write',
  'security.read',
  'security.write',
  'backup.create',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['administrator', 'manager', 'cashier', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const VIEWER: readonly Permission[] = [
  'orders.read',
  'customers.read',
  'gift-cards.read',
  'catalog.read',
  'pricing.read',
  'stock.read',
  'registers.read',
  'settings.read',
];

const CASHIER: readonly Permission[] = [
  'sales.create',
  'sales.discount',
  'sales.return',
  'sales.return-to-credit',
  'orders.read',
  'customers.read',
  'customers.write',
  'gift-cards.read',
  'catalog.read',
  'pricing.read',
  'stock.read',
  'shift.open',
  'shift.close',
  'shift.cash',
  'registers.read',
  'settings.read',
];

const MANAGER: readonly Permission[] = [
  ...CASHIER,
  'sales.price-override',
  'sales.return-late',
  'sales.return-without-receipt',
  'sales.void',
  'sales.correct-tender',
  'sales.cancel-layaway',
  'sales.approve',
  'sales.take-over',
  'sales.practice',
  'shift.no-sale',
  'shift.expected',
  'shift.read',
  'customers.credit',
  'gift-cards.write',
  'sales.sell-expired',
  'catalog.write',
  'catalog.import',
  'pricing.write',
  'stock.adjust',
  'registers.enrol',
  'sync.repair',
  'reports.verify',
  'users.read',
  'roles.read',
  'security.read',
  'audit.read',
];

const ADMINISTRATOR: readonly Permission[] = PERMISSIONS;

export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  administrator: new Set(ADMINISTRATOR),
  manager: new Set(MANAGER),
  cashier: new Set(CASHIER),
  viewer: new Set(VIEWER),
};

/** Whether a role includes a permission. */
export function can(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].has(permission);
}
