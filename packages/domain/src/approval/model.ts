import type { LimitName } from '../permission/limits.ts';
import type { Permission } from '../permission/permissions.ts';

/** What somebody else can approve for a person at a till, by what is done. */
export const APPROVAL_ACTIONS = [
  'discount',
  'price-override',
  'refund',
  'return',
  'return-late',
  'return-without-receipt',
  'void',
  'correct-tender',
  'cancel-layaway',
  'no-sale',
  'paid-out',
  'credit',
  'expired-goods',
] as const;
export type ApprovalAction = (typeof APPROVAL_ACTIONS)[number];

/** How the approver was recognised. `remote`: signed in on another screen. */
export const APPROVAL_METHODS = ['pin', 'badge', 'remote'] as const;
export type ApprovalMethod = (typeof APPROVAL_METHODS)[number];

/**
 * One thing that goes beyond a person: what is asked for and how far they go. Rates are parts per million, amounts minor
 * units; both absent where it is only a permission.
 */
export interface ApprovalStep {
  readonly action: ApprovalAction;
  readonly asked?: number;
  readonly most?: number;
}

/** How long an approval may wait to be used. */
export const APPROVAL_LASTS_MS = 10 * 60 * 1000;

/** The actions by which a missing permission can be made up for. What is not here nobody can approve. */
export const ACTION_OF_PERMISSION: Readonly<Partial<Record<Permission, ApprovalAction>>> = {
  'sales.discount': 'discount',
  'sales.price-override': 'price-override',
  'sales.return': 'return',
  'sales.return-late': 'return-late',
  'sales.return-without-receipt': 'return-without-receipt',
  'sales.void': 'void',
  'sales.correct-tender': 'correct-tender',
  'sales.cancel-layaway': 'cancel-layaway',
  'sales.sell-expired': 'expired-goods',
  'shift.no-sale': 'no-sale',
  'shift.cash': 'paid-out',
};

/** The action that goes beyond a limit. */
export const ACTION_OF_LIMIT: Readonly<Partial<Record<LimitName, ApprovalAction>>> = {
  lineDiscountPpm: 'discount',
  saleDiscountPpm: 'discount',
  priceReductionPpm: 'price-override',
  refundMinor: 'refund',
  unreceiptedRefundMinor: 'return-without-receipt',
  paidOutMinor: 'paid-out',
  creditMinor: 'credit',
};

/** Whether approved steps cover everything that is missing and exceeded. */
export function coversActions(
  steps: readonly Pick<ApprovalStep, 'action'>[],
  missing: readonly Permission[],
  exceeded: readonly LimitName[],
): boolean {
  const given = new Set(steps.map((step) => step.action));
  const needed = [
    ...missing.map((permission) => ACTION_OF_PERMISSION[permission]),
    ...exceeded.map((limit) => ACTION_OF_LIMIT[limit]),
  ];
  return needed.every((action) => action !== undefined && given.has(action));
}
