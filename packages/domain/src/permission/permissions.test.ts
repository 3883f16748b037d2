import { describe, expect, it } from 'vitest';
import { can, PERMISSIONS, type Permission, ROLE_PERMISSIONS, ROLES } from './permissions.ts';

describe('roles', () => {
  it('grant only permissions that exist', () => {
    const known = new Set<string>(PERMISSIONS);
    for (const role of ROLES) for (const permission of ROLE_PERMISSIONS[role]) expect(known.has(permission)).toBe(true);
  });

  it('contain the role below them', () => {
    for (const permission of ROLE_PERMISSIONS.cashier) expect(can('manager', permission)).toBe(true);
    for (const permission of ROLE_PERMISSIONS.manager) expect(can('administrator', permission)).toBe(true);
    for (const permission of ROLE_PERMISSIONS.viewer) expect(can('cashier', permission)).toBe(true);
  });

  it('let a manager and nobody below approve, void, and take goods back late or without a receipt', () => {
    const theirs = [
      'sales.approve',
      'sales.take-over',
      'sales.void',
      'sales.correct-tender',
      'sales.return-late',
      'sales.return-without-receipt',
    ] as const;
    for (const permission of theirs) {
      expect(ROLES.filter((role) => can(role, permission))).toEqual(['administrator', 'manager']);
    }
  });

  it('keep a cashier from prices, the catalogue, users and settings', () => {
    const kept: Permission[] = [
      'sales.price-override',
      'catalog.write',
      'catalog.import',
      'users.write',
      'settings.write',
      'backup.create',
    ];
    expect(kept.filter((permission) => can('cashier', permission))).toEqual([]);
    expect(can('cashier', 'sales.create')).toBe(true);
  });

  it('let a viewer change nothing', () => {
    const reads = [...ROLE_PERMISSIONS.viewer].filter((permission) => !permission.endsWith('.read'));
    expect(reads).toEqual([]);
  });
});
