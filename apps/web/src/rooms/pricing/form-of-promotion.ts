import type { CreatePromotion, PromotionSummary } from '@mosaajii/contract/pricing';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import { EMPTY_FORM, type PickedGoods, type PromotionForm, readForm } from './promotion-form.ts';

const countText = (count: number | undefined) => (count === undefined ? '' : String(count));
const decimal = (value: number, exponent: 0 | 2 | 3) =>
  toDecimalString(minor(value), { code: 'XXX', exponent }).replace(/\.?0+$/, '');
const quantityText = (value: number) => decimal(value, 3);
const percentText = (rate: number) => decimal(Math.round(rate / 10), 3);

/** A promotion in the editor; null for one that it cannot show whole, made over the API. */
export function formOf(
  promotion: PromotionSummary,
  currency: Currency,
  nameOf: (id: string) => string,
): PromotionForm | null {
  const { effect, target, conditions, limits } = promotion;
  const goods = (ids: { productIds?: readonly string[] | undefined; categoryIds?: readonly string[] | undefined }) => [
    ...(ids.productIds ?? []).map((id) => ({ kind: 'product' as const, id, name: nameOf(id) })),
    ...(ids.categoryIds ?? []).map((id) => ({ kind: 'category' as const, id, name: nameOf(id) })),
  ];
  const money = (value: number | undefined) => (value === undefined ? '' : toDecimalString(minor(value), currency));
  const common: PromotionForm = {
    ...EMPTY_FORM,
    name: promotion.name,
    isActive: promotion.isActive,
    goods: goods(target),
    isUndiscountedOnly: target.isUndiscountedOnly ?? false,
    from: localInput(conditions.validFrom),
    to: localInput(conditions.validTo),
    weekdays: conditions.weekdays ?? [],
    fromTime: timeText(conditions.fromMinute),
    toTime: timeText(conditions.toMinute),
    minSpend: money(conditions.minSpendMinor),
    minQuantity: conditions.minQuantityMilli === undefined ? '' : quantityText(conditions.minQuantityMilli),
    needsCoupon: conditions.needsCoupon ?? false,
    storeIds: [...(conditions.storeIds ?? [])],
    groupIds: [...(conditions.customerGroupIds ?? [])],
    nthOrder: countText(conditions.nthOrder),
    usageLimit: countText(limits.usageLimit),
    perCustomer: countText(limits.perCustomerLimit),
    budget: money(limits.budgetMinor),
    maxTimes: limits.maxTimes === undefined ? '' : String(limits.maxTimes),
    maxDiscount: money(limits.maxDiscountMinor),
    priority: String(promotion.priority),
    isExclusive: promotion.isExclusive,
  };
  const form = withEffect(common, effect, { money, goods });
  // What the editor has no field for must not be lost by saving: such a promotion is shown, not edited.
  const again = form === null ? null : readForm(form, currency);
  return again?.ok === true && isSame(again.value, promotion) ? form : null;
}

function withEffect(
  common: PromotionForm,
  effect: PromotionSummary['effect'],
  {
    money,
    goods,
  }: {
    money: (value: number | undefined) => string;
    goods: (target: Parameters<typeof targetIds>[0]) => PickedGoods[];
  },
): PromotionForm | null {
  switch (effect.kind) {
    case 'percent':
      return {
        ...common,
        kind: 'percent',
        percent: percentText(effect.ratePpm),
        scope: effect.scope === 'order' ? 'order' : 'each',
      };
    case 'amount':
      return {
        ...common,
        kind: 'amount',
        amount: money(effect.amountMinor),
        scope: effect.scope === 'order' ? 'order' : 'each',
      };
    case 'bundle-price': {
      const [slot] = effect.slots;
      if (slot === undefined) return null;
      return { ...common, kind: 'bundle', group: quantityText(slot.quantityMilli), amount: money(effect.priceMinor) };
    }
    case 'multibuy':
      if (effect.groupMilli === null) return null;
      return {
        ...common,
        kind: 'multibuy',
        group: quantityText(effect.groupMilli),
        free: quantityText(effect.freeMilli),
      };
    case 'buy-get': {
      if (effect.reduction.kind !== 'percent') return null;
      return {
        ...common,
        kind: 'buy-get',
        group: quantityText(effect.buy.quantityMilli),
        free: quantityText(effect.get.quantityMilli),
        percent: percentText(effect.reduction.ratePpm),
        goods: goods(effect.buy.target),
        gifts: goods(effect.get.target),
      };
    }
    case 'tiered': {
      const [tier] = effect.tiers;
      if (tier === undefined) return null;
      return { ...common, kind: 'spend', spend: money(tier.fromMinor), amount: money(tier.amountMinor) };
    }
    case 'order-price':
      return null;
  }
}

function targetIds(target: {
  productIds?: readonly string[] | undefined;
  categoryIds?: readonly string[] | undefined;
}) {
  return [...(target.productIds ?? []), ...(target.categoryIds ?? [])];
}

function isSame(read: Omit<CreatePromotion, 'promotionId'>, promotion: PromotionSummary): boolean {
  const keys = Object.keys(read) as (keyof typeof read)[];
  const { conditions } = promotion;
  // The order of stores and groups says nothing, and the form sorts them.
  const { storeIds, customerGroupIds } = conditions;
  const known = {
    ...promotion,
    conditions: {
      ...conditions,
      ...(storeIds === undefined ? {} : { storeIds: [...storeIds].sort() }),
      ...(customerGroupIds === undefined ? {} : { customerGroupIds: [...customerGroupIds].sort() }),
    },
  };
  return keys.every((key) => stable(read[key]) === stable(known[key]));
}

/** JSON with its keys in order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A moment for `<input type="datetime-local">`, by this device's clock. */
function localInput(instant: string | undefined): string {
  if (instant === undefined) return '';
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function timeText(minute: number | undefined): string {
  if (minute === undefined) return '';
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
