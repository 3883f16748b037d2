import { minor } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { PromotionUsage } from '@mosaajii/domain/promotion';
import type { CustomerUseStateRow, PromotionUseStateRow } from '../../catalog/index.ts';
import type { CustomerOrdersStateRow } from '../../customers/index.ts';
import type { SalePromotionRow } from '../../sales/index.ts';
import type { SyncContext, Writes } from './model.ts';

/** The counter of a limited promotion in the middle of a batch. */
interface PromotionUseView {
  readonly mostUses: number | null;
  readonly mostEach: number | null;
  readonly budgetMinor: number | null;
  uses: number;
  surplusUses: number;
  givenMinor: number;
  isDirty: boolean;
}

/** A counter of one customer. */
interface CountView {
  count: number;
  isNew: boolean;
  isDirty: boolean;
}

/** What a sale used, or what a sale that is undone had used. */
export interface UsedPromotions {
  readonly customerId: string | null;
  readonly promotions: readonly { readonly promotionId: string; readonly discountMinor: number }[];
}

/** How often promotions were used and customers bought, as one batch sees and changes it. */
export class PromotionUses {
  readonly #promotions: ReadonlyMap<string, PromotionUseView>;
  /** By promotion and customer. */
  readonly #customers: Map<string, CountView>;
  readonly #orders: Map<string, CountView>;

  constructor({ promotionUses = [], customerUses = [], customerOrders = [] }: SyncContext) {
    this.#promotions = new Map(promotionUses.map((row) => [row.promotion_id, viewOf(row)]));
    this.#customers = new Map(customerUses.map((row) => [keyOf(row.promotion_id, row.customer_id), known(row.uses)]));
    this.#orders = new Map(customerOrders.map((row) => [row.customer_id, known(row.orders)]));
  }

  /** Sales of a customer so far; null: nobody is named. */
  orders(customerId: string | null): number | null {
    return customerId === null ? null : (this.#orders.get(customerId)?.count ?? 0);
  }

  /** What the engine asks about, the promotions left out that a sale claims: their limits are judged by {@link isBeyond}. */
  usage(customerId: string | null, claimed: ReadonlySet<string>): Map<string, PromotionUsage> {
    const usage = new Map<string, PromotionUsage>();
    for (const [promotionId, { uses, givenMinor }] of this.#promotions) {
      if (claimed.has(promotionId)) continue;
      const usedByCustomer = this.#ofCustomer(promotionId, customerId);
      usage.set(promotionId, { used: uses, usedByCustomer, budgetUsedMinor: minor(givenMinor) });
    }
    return usage;
  }

  /** Whether a promotion may not be used once more, in all, by the customer, or for so much. */
  isBeyond(promotionId: string, customerId: string | null, discountMinor: number): boolean {
    const view = this.#promotions.get(promotionId);
    if (view === undefined) return false;
    const { mostUses, mostEach, budgetMinor, uses, givenMinor } = view;
    if (mostUses !== null && uses >= mostUses) return true;
    if (mostEach !== null && this.#ofCustomer(promotionId, customerId) >= mostEach) return true;
    return budgetMinor !== null && givenMinor + discountMinor > budgetMinor;
  }

  /** Counts a sale: beyond a limit it is counted apart, because it has happened. */
  count({ customerId, promotions }: UsedPromotions): void {
    for (const { promotionId, discountMinor } of promotions) {
      const view = this.#promotions.get(promotionId);
      if (view === undefined) continue;
      if (view.mostUses !== null && view.uses >= view.mostUses) view.surplusUses += 1;
      else view.uses += 1;
      view.givenMinor += discountMinor;
      view.isDirty = true;
      if (customerId !== null) change(this.#customers, keyOf(promotionId, customerId), 1);
    }
    if (customerId !== null) change(this.#orders, customerId, 1);
  }

  /** A sale was undone: what was counted beyond a limit is given back first. */
  giveBack({ customerId, promotions }: UsedPromotions): void {
    for (const { promotionId, discountMinor } of promotions) {
      const view = this.#promotions.get(promotionId);
      if (view === undefined) continue;
      if (view.surplusUses > 0) view.surplusUses -= 1;
      else view.uses = Math.max(0, view.uses - 1);
      view.givenMinor = Math.max(0, view.givenMinor - discountMinor);
      view.isDirty = true;
      if (customerId !== null) change(this.#customers, keyOf(promotionId, customerId), -1);
    }
    if (customerId !== null) change(this.#orders, customerId, -1);
  }

  /** Hands out what changed since the last time, in the order of the keys. */
  take(): Pick<Writes, 'promotionUses' | 'customerUses' | 'customerOrders'> {
    const promotionUses = [...this.#promotions]
      .filter(([, view]) => view.isDirty)
      .sort(byKey)
      .map(([promotionId, { uses, surplusUses, givenMinor }]) => ({ promotionId, uses, surplusUses, givenMinor }));
    for (const view of this.#promotions.values()) view.isDirty = false;
    return {
      promotionUses,
      customerUses: taken(this.#customers).map(([key, uses, isNew]) => {
        const [promotionId = '', customerId = ''] = key.split('|');
        return { promotionId, customerId, uses, isNew };
      }),
      customerOrders: taken(this.#orders).map(([customerId, orders, isNew]) => ({ customerId, orders, isNew })),
    };
  }

  #ofCustomer(promotionId: string, customerId: string | null): number {
    return customerId === null ? 0 : (this.#customers.get(keyOf(promotionId, customerId))?.count ?? 0);
  }
}

/** What a sale used, as it carries it. */
export function usedBy({ customer, promotions = [] }: Pick<SaleCompleted, 'customer' | 'promotions'>): UsedPromotions {
  return {
    customerId: customer?.customerId ?? null,
    promotions: promotions.map(({ promotionId, shares }) => ({
      promotionId,
      discountMinor: shares.reduce((all, { amountMinor }) => all + amountMinor, 0),
    })),
  };
}

/** What a stored sale used, with its coupons. */
export function givenOf(rows: readonly SalePromotionRow[]): readonly GivenPromotion[] {
  return rows.map(({ promotion, discountMinor }) => ({
    promotionId: promotion.promotionId,
    couponCode: promotion.couponCode ?? null,
    discountMinor,
  }));
}

/** One promotion of a sale that may be undone. */
export interface GivenPromotion {
  readonly promotionId: string;
  readonly couponCode: string | null;
  readonly discountMinor: number;
}

function viewOf(row: PromotionUseStateRow): PromotionUseView {
  return {
    mostUses: row.most_uses,
    mostEach: row.most_each,
    budgetMinor: row.budget_minor,
    uses: row.uses,
    surplusUses: row.surplus_uses,
    givenMinor: row.given_minor,
    isDirty: false,
  };
}

function known(count: CustomerUseStateRow['uses'] | CustomerOrdersStateRow['orders']): CountView {
  return { count, isNew: false, isDirty: false };
}

function change(counts: Map<string, CountView>, key: string, by: 1 | -1): void {
  const view = counts.get(key) ?? { count: 0, isNew: true, isDirty: false };
  view.count = Math.max(0, view.count + by);
  view.isDirty = true;
  counts.set(key, view);
}

function taken(counts: ReadonlyMap<string, CountView>): (readonly [string, number, boolean])[] {
  const dirty = [...counts].filter(([, view]) => view.isDirty).sort(byKey);
  return dirty.map(([key, view]) => {
    const { count, isNew } = view;
    view.isNew = false;
    view.isDirty = false;
    return [key, count, isNew] as const;
  });
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function keyOf(promotionId: string, customerId: string): string {
  return `${promotionId}|${customerId}`;
}
