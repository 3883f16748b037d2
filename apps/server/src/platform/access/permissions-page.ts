import {
  LIMIT_NAMES,
  type LimitName,
  PERMISSION_GROUPS,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
  type PermissionGroup,
  ROLE_LIMITS,
  ROLE_PERMISSIONS,
  ROLES,
} from '@mosaajii/domain/permission';
import { POLICY, type Policy } from './policy.ts';

const GROUPS: Readonly<Record<PermissionGroup, string>> = {
  selling: 'Selling',
  goods: 'Products and stock',
  registers: 'Registers',
  people: 'People',
  shop: 'The shop',
  oversight: 'Oversight',
};

const LIMITS: Readonly<Record<LimitName, string>> = {
  lineDiscountPpm: 'Discount on a line',
  saleDiscountPpm: 'Discount on a sale',
  priceReductionPpm: 'Price below the list',
  refundMinor: 'Refund of one return',
  unreceiptedRefundMinor: 'Refund without a receipt',
  paidOutMinor: 'Paid out of the drawer at once',
  creditMinor: 'Owed by a customer',
};

const OPERATIONS = Object.entries(POLICY) as [string, Policy][];

/** The page of the manual about permissions, made from the tables that the server decides by. Markdown. */
export function permissionsPage(): string {
  const needed = (permission: Permission) =>
    OPERATIONS.filter(([, policy]) => policy.permission === permission).map(([name]) => `\`${name}\``);
  const yesNo = (isGiven: boolean) => (isGiven ? 'yes' : '–');
  const head = ['May …', 'Permission', ...ROLES, 'Operations of the interface'];
  const groups = PERMISSION_GROUPS.map((group) => {
    const rows = PERMISSIONS.filter((permission) => PERMISSION_TABLE[permission].group === group).map((permission) => [
      PERMISSION_TABLE[permission].words,
      `\`${permission}\``,
      ...ROLES.map((role) => yesNo(ROLE_PERMISSIONS[role].has(permission))),
      needed(permission).join(', '),
    ]);
    return `## ${GROUPS[group]}\n\n${tableOf(head, rows)}`;
  });
  const limits = LIMIT_NAMES.map((name) => [
    LIMITS[name],
    ...ROLES.map((role) => limitText(name, ROLE_LIMITS[role][name])),
  ]);
  return [
    '# Permissions',
    'Made by `npm run generate` from the tables that the server decides by; do not edit it by hand. How roles are made and' +
      ' given: [roles](administrator/roles.md).',
    ...groups,
    `## Limits\n\n${tableOf(['Up to', ...ROLES], limits)}`,
    `## More than a permission\n\n${strictOperations()}`,
    '',
  ].join('\n\n');
}

function limitText(name: LimitName, value: number | null): string {
  if (value === null) return 'no limit';
  return name.endsWith('Ppm') ? `${value / 10_000} %` : String(value);
}

function strictOperations(): string {
  const stepUp = OPERATIONS.filter(([, policy]) => policy.stepUp === true).map(([name]) => `\`${name}\``);
  const operator = OPERATIONS.filter(([, policy]) => policy.operator === true).map(([name]) => `\`${name}\``);
  const lines = [`A proof of identity of the last five minutes: ${stepUp.join(', ')}.`];
  if (operator.length > 0) lines.push(`Only whoever runs the installation: ${operator.join(', ')}.`);
  return lines.join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
