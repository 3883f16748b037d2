import { exceededByReturn, exceededBySale, type JudgedSale } from '../permission/exceeded.ts';
import type { Limits } from '../permission/limits.ts';
import type { Permission } from '../permission/permissions.ts';
import type { ApprovalStep } from './model.ts';

/** What a person may do, as far as the till knows. */
export interface Reach {
  readonly permissions: ReadonlySet<Permission>;
  /** Absent in a session of before: the server looks at what was sold. */
  readonly limits?: Limits;
}

/** A sale with its discounts and prices, for asking who may ring it up. */
export interface AskedSale extends JudgedSale {
  readonly hasDiscount: boolean;
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
  }
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
