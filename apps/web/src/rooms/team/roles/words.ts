import type { RoleList } from '@mosaajii/contract/roles';
import { type Currency, minor } from '@mosaajii/domain/money';
import { type LimitName, type PermissionGroup, ROLES, type Role } from '@mosaajii/domain/permission';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { amountText } from '../../../platform/ui/index.ts';

const ROLE_NAMES: Readonly<Record<Role, MessageKey>> = {
  administrator: 'ui.roleAdministrator',
  manager: 'ui.roleManager',
  cashier: 'ui.roleCashier',
  viewer: 'ui.roleViewer',
};

/** A built-in role in the language of the screen; the shop's own as the shop calls it. */
export function roleName(role: string): string {
  const builtIn = ROLES.find((name) => name === role);
  return builtIn === undefined ? role : t(ROLE_NAMES[builtIn]);
}

export const GROUP_NAMES: Readonly<Record<PermissionGroup, MessageKey>> = {
  selling: 'team.groupSelling',
  goods: 'team.groupGoods',
  registers: 'team.groupRegisters',
  people: 'team.groupPeople',
  shop: 'team.groupShop',
  oversight: 'team.groupOversight',
};

export const LIMIT_WORDS: Readonly<Record<LimitName, MessageKey>> = {
  lineDiscountPpm: 'team.limitLine',
  saleDiscountPpm: 'team.limitSale',
  priceReductionPpm: 'team.limitPrice',
  refundMinor: 'team.limitRefund',
  unreceiptedRefundMinor: 'team.limitUnreceipted',
  paidOutMinor: 'team.limitPaidOut',
  creditMinor: 'team.limitCredit',
};

/** Whether a limit is a share; the others are amounts. */
export function isRate(name: LimitName): boolean {
  return name.endsWith('Ppm');
}

/** A share as it is read and typed: 125000 parts per million are 12.5. */
export function percentText(ppm: number): string {
  return String(ppm / 10_000);
}

/** The opposite of {@link percentText}; undefined while the text is not a share from 0 to 100. */
export function parsePercent(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(plain)) return undefined;
  const ppm = Math.round(Number(plain) * 10_000);
  return ppm > 1_000_000 ? undefined : ppm;
}

/** A limit as a table shows it. */
export function limitText(name: LimitName, value: number | null, currency: Currency, locale: string): string {
  if (value === null) return t('team.limitNone');
  return isRate(name) ? `${percentText(value)} %` : amountText(minor(value), currency, locale);
}

/** The names of stores by their ids. */
export function storeNames(stores: RoleList['stores'], ids: readonly string[]): string {
  return ids.map((id) => stores.find((store) => store.storeId === id)?.name ?? id).join(', ');
}
