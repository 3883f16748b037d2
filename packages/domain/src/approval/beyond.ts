import type { CashMovementKind } from '../operation/shift-facts.ts';
import { exceededByPaidOut, exceededByReturn, exceededBySale, type JudgedSale } from '../permission/exceeded.ts';
import type { LimitName, Limits } from '../permission/limits.ts';
import type { Permission } from '../permission/permissions.ts';
import type { ApprovalAction, ApprovalStep } from './model.ts';

/** What a person may do, as far as the till knows. */
export interface Reach {
  readonly permissions: ReadonlySet<Permission>;
  /** Absent in a session of before: the server looks at what was sold. */
  readonly limits?: Limits;
}

/** A sale with its discounts and prices, for asking who may ring it up. */
export interface AskedSale extends JudgedSale {
  readonly hasDiscount: boolean;
  /** Something of it is past its last day. */
  readonly hasExpired?: boolean;
  /** A price that was asked for is none that its goods may have. */
  readonly hasPriceOutside?: boolean;
}

/** What of a sale goes beyond a person; nothing when they may. Figures are the furthest ones of the sale. */
export function beyondInSale(reach: Reach, sale: AskedSale): ApprovalStep[] {
  const exceeded = new Set(reach.limits ? exceededBySale(reach.limits, sale) : []);
  const steps: ApprovalStep[] = [];
  const mayDiscount = reach.permissions.has('sales.discount');
  if (exceeded.has('saleDiscountPpm') && mayDiscount) {
    steps.push(step('discount', saleDiscountPpm(sale), reach.limits?.saleDiscountPpm));
  } else if (exceeded.has('lineDiscountPpm') && mayDiscount) {
    steps.push(step('discount', lineDiscountPpm(sale), reach.limits?.lineDiscountPpm));
  } else if (sale.hasDiscount && !mayDiscount) {
    steps.push(step('discount', Math.max(lineDiscountPpm(sale), saleDiscountPpm(sale)), null));
  }
  const isOverridden = sale.lines.some((line) => line.priceSource === 'override');
  const mayOverride = reach.permissions.has('sales.price-override');
  if (isOverridden && (!mayOverride || exceeded.has('priceReductionPpm'))) {
    steps.push(step('price-override', reductionPpm(sale), mayOverride ? reach.limits?.priceReductionPpm : null));
  } else if (sale.hasPriceOutside === true && !mayOverride) {
    steps.push({ action: 'price-override' });
  }
  if (sale.hasExpired === true && !reach.permissions.has('sales.sell-expired')) steps.push({ action: 'expired-goods' });
  return steps;
}

export interface AskedReturn {
  readonly totalMinor: number;
  readonly hasReceipt: boolean;
  /** The shop's time for returning has passed. */
  readonly isLate?: boolean;
  /** The whole sale is undone in its shift. */
  readonly isVoid?: boolean;
}

/** What of a return or a void goes beyond a person. A void is a question of permission, not of its amount. */
export function beyondInReturn(reach: Reach, asked: AskedReturn): ApprovalStep[] {
  const { permissions, limits } = reach;
  if (asked.isVoid === true) return permissions.has('sales.void') ? [] : [step('void', asked.totalMinor, null)];
  const steps: ApprovalStep[] = [];
  if (!permissions.has('sales.return')) steps.push(step('return', asked.totalMinor, null));
  if (asked.isLate === true && !permissions.has('sales.return-late')) steps.push({ action: 'return-late' });
  const exceeded = limits ? exceededByReturn(limits, asked.totalMinor, asked.hasReceipt) : [];
  if (!asked.hasReceipt) {
    const may = permissions.has('sales.return-without-receipt');
    if (!may || exceeded.length > 0) {
      steps.push(step('return-without-receipt', asked.totalMinor, may ? limits?.unreceiptedRefundMinor : null));
    }
  } else if (exceeded.length > 0) {
    steps.push(step('refund', asked.totalMinor, limits?.refundMinor));
  }
  return steps;
}

/** What of a correction of tenders goes beyond a person. That a card did go through anybody who sells can say. */
export function beyondInCorrection(
  { permissions }: Reach,
  asked: { readonly totalMinor: number; readonly isConfirmation: boolean },
): ApprovalStep[] {
  if (asked.isConfirmation || permissions.has('sales.correct-tender')) return [];
  return [step('correct-tender', asked.totalMinor, null)];
}

/** What of a cancelled layaway goes beyond a person. */
export function beyondInCancellation({ permissions }: Reach, asked: { readonly totalMinor: number }): ApprovalStep[] {
  return permissions.has('sales.cancel-layaway') ? [] : [step('cancel-layaway', asked.totalMinor, null)];
}

export type AskedDrawer =
  | { readonly kind: 'no-sale' }
  | { readonly kind: CashMovementKind; readonly amountMinor: number };

/** What of something at the drawer goes beyond a person. Only what is paid out has a limit. */
export function beyondAtDrawer({ permissions, limits }: Reach, asked: AskedDrawer): ApprovalStep[] {
  if (asked.kind === 'no-sale') return permissions.has('shift.no-sale') ? [] : [{ action: 'no-sale' }];
  if (!permissions.has('shift.cash')) return [step('paid-out', asked.amountMinor, null)];
  const exceeded = limits && asked.kind === 'paid-out' ? exceededByPaidOut(limits, asked.amountMinor) : [];
  return exceeded.length === 0 ? [] : [step('paid-out', asked.amountMinor, limits?.paidOutMinor)];
}

interface Requirement {
  readonly permission: Permission;
  readonly limits: readonly LimitName[];
}

/** By what somebody could do themselves what each action is about. */
const REQUIRED: Readonly<Record<ApprovalAction, Requirement>> = {
  discount: { permission: 'sales.discount', limits: ['lineDiscountPpm', 'saleDiscountPpm'] },
  'price-override': { permission: 'sales.price-override', limits: ['priceReductionPpm'] },
  refund: { permission: 'sales.return', limits: ['refundMinor'] },
  return: { permission: 'sales.return', limits: ['refundMinor'] },
  'return-late': { permission: 'sales.return-late', limits: [] },
  'return-without-receipt': { permission: 'sales.return-without-receipt', limits: ['unreceiptedRefundMinor'] },
  void: { permission: 'sales.void', limits: [] },
  'correct-tender': { permission: 'sales.correct-tender', limits: [] },
  'cancel-layaway': { permission: 'sales.cancel-layaway', limits: [] },
  'no-sale': { permission: 'shift.no-sale', limits: [] },
  'paid-out': { permission: 'shift.cash', limits: ['paidOutMinor'] },
  credit: { permission: 'customers.credit', limits: ['creditMinor'] },
  'expired-goods': { permission: 'sales.sell-expired', limits: [] },
};

/**
 * The steps that somebody could not take themselves: they may approve when there are none. Never wider than what is asked of
 * them when the content itself is judged: a rate that was rounded up counts as it was stated.
 */
export function stepsBeyond({ permissions, limits }: Required<Reach>, steps: readonly ApprovalStep[]): ApprovalStep[] {
  return steps.filter(({ action, asked = 0 }) => {
    const required = REQUIRED[action];
    const isBeyond = (name: LimitName) => {
      const most = limits[name];
      return most !== null && asked > most;
    };
    return !permissions.has(required.permission) || required.limits.some(isBeyond);
  });
}

function step(action: ApprovalStep['action'], asked: number, most: number | null | undefined): ApprovalStep {
  return most === null || most === undefined ? { action, asked } : { action, asked, most };
}

/** Rounded to the nearest part in a million; a share of nothing is nothing. */
function ppmOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round((part / whole) * 1e6);
}

function lineDiscountPpm({ lines }: JudgedSale): number {
  return Math.max(0, ...lines.map((line) => ppmOf(line.lineDiscountMinor, line.grossMinor)));
}

function saleDiscountPpm({ lines }: JudgedSale): number {
  let given = 0;
  let base = 0;
  for (const line of lines) {
    given += line.saleDiscountMinor;
    base += line.grossMinor - line.lineDiscountMinor;
  }
  return ppmOf(given, base);
}

function reductionPpm({ lines }: JudgedSale): number {
  const overridden = lines.filter((line) => line.priceSource === 'override');
  return Math.max(0, ...overridden.map((line) => ppmOf(line.listPriceE4 - line.unitPriceE4, line.listPriceE4)));
}
