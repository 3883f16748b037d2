import type { PricingState, PromotionSummary } from '@mosaajii/contract/pricing';
import { type Currency, milli, minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { formatPercent, type MessageKey, t } from '../../platform/i18n/index.ts';
import { amountText, type Tone } from '../../platform/ui/index.ts';

type Said = Pick<PromotionSummary, 'effect' | 'target' | 'conditions' | 'limits' | 'isExclusive'>;
type Goods = PromotionSummary['target'];

/** The products that a promotion names. */
export function productIdsOf({ target, effect }: Pick<PromotionSummary, 'target' | 'effect'>): string[] {
  const more = effect.kind === 'buy-get' ? [effect.buy.target, effect.get.target] : [];
  return [target, ...more].flatMap(({ productIds }) => productIds ?? []);
}

/** How far a limited promotion has been used: so many of so many, and what it has given. */
export function usedText({ used, limits }: Pick<PromotionSummary, 'used' | 'limits'>, currency: Currency): string {
  if (used === null) return '';
  const { uses, surplusUses, givenMinor } = used;
  const money = (value: number) => amountText(minor(value), currency);
  return [
    limits.usageLimit === undefined
      ? t('pricing.usedTimes', { uses: uses + surplusUses })
      : t('pricing.usedOf', { uses, most: limits.usageLimit }),
    limits.budgetMinor === undefined
      ? t('pricing.given', { amount: money(givenMinor) })
      : t('pricing.givenOf', { amount: money(givenMinor), most: money(limits.budgetMinor) }),
    ...(surplusUses > 0 && limits.usageLimit !== undefined ? [t('pricing.usedBeyond', { count: surplusUses })] : []),
  ].join(' · ');
}

/** What a promotion does, in one sentence. `nameOf` names products and categories where they are known. */
export function sentenceOf(
  promotion: Said,
  currency: Currency,
  nameOf: (id: string) => string,
  when: (instant: string) => string,
): string {
  const words = [effectText(promotion, currency, nameOf), ...conditionTexts(promotion, currency, nameOf, when)];
  const text = words.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function goodsText(
  { productIds = [], categoryIds = [], variantIds = [] }: Goods,
  nameOf: (id: string) => string,
): string {
  const ids = [...productIds, ...categoryIds, ...variantIds];
  if (ids.length === 0) return t('pricing.ofAll');
  const names = ids.map(nameOf).filter((name) => name !== '');
  return names.length === ids.length && names.length <= 3
    ? names.join(', ')
    : t('pricing.ofSome', { count: ids.length });
}

function effectText({ effect, target }: Said, currency: Currency, nameOf: (id: string) => string): string {
  const goods = goodsText(target, nameOf);
  const money = (value: number) => amountText(minor(value), currency);
  const count = (value: number) => formatQuantity(milli(value));
  switch (effect.kind) {
    case 'percent':
      return t(effect.scope === 'order' ? 'pricing.doesPercentOrder' : 'pricing.doesPercent', {
        percent: formatPercent(effect.ratePpm),
        goods,
      });
    case 'amount':
      return t(effect.scope === 'order' ? 'pricing.doesAmountOrder' : 'pricing.doesAmount', {
        amount: money(effect.amountMinor),
        goods,
      });
    case 'bundle-price': {
      const [slot, ...more] = effect.slots;
      if (slot === undefined || more.length > 0) return t('pricing.doesOther');
      return t('pricing.doesBundle', { count: count(slot.quantityMilli), goods, amount: money(effect.priceMinor) });
    }
    case 'multibuy':
      if (effect.groupMilli === null) return t('pricing.doesOther');
      return t('pricing.doesMultibuy', { count: count(effect.groupMilli), goods, free: count(effect.freeMilli) });
    case 'buy-get':
      if (effect.reduction.kind !== 'percent') return t('pricing.doesOther');
      return t('pricing.doesBuyGet', {
        count: count(effect.buy.quantityMilli),
        goods: goodsText(effect.buy.target, nameOf),
        free: count(effect.get.quantityMilli),
        gifts: goodsText(effect.get.target, nameOf),
        percent: formatPercent(effect.reduction.ratePpm),
      });
    case 'tiered': {
      const [tier, ...more] = effect.tiers;
      if (tier === undefined || more.length > 0 || effect.unit === 'percent') return t('pricing.doesOther');
      return t('pricing.doesSpend', { amount: money(tier.amountMinor), goods, spend: money(tier.fromMinor) });
    }
    case 'order-price':
      return t('pricing.doesOther');
  }
}

const DAYS = [
  '',
  'pricing.day1',
  'pricing.day2',
  'pricing.day3',
  'pricing.day4',
  'pricing.day5',
  'pricing.day6',
  'pricing.day7',
] as const;

/** The short name of a weekday, 1 Monday … 7 Sunday. */
export function dayText(day: number): string {
  const key = DAYS[day];
  return key === undefined || key === '' ? '' : t(key);
}

function conditionTexts(
  { conditions, limits, isExclusive }: Said,
  currency: Currency,
  nameOf: (id: string) => string,
  when: (instant: string) => string,
) {
  const { weekdays = [], fromMinute, toMinute, minSpendMinor, minQuantityMilli, validFrom, validTo } = conditions;
  const money = (value: number) => amountText(minor(value), currency);
  const hasHours = fromMinute !== undefined || toMinute !== undefined;
  return [
    ...(weekdays.length > 0 ? [t('pricing.on', { days: weekdays.map(dayText).join(', ') })] : []),
    ...(hasHours ? [t('pricing.between', { from: clock(fromMinute ?? 0), to: clock(toMinute ?? 1_440) })] : []),
    ...(validFrom === undefined ? [] : [t('pricing.since', { when: when(validFrom) })]),
    ...(validTo === undefined ? [] : [t('pricing.until', { when: when(validTo) })]),
    ...(minSpendMinor === undefined ? [] : [t('pricing.ifSpend', { amount: money(minSpendMinor) })]),
    ...(minQuantityMilli === undefined
      ? []
      : [t('pricing.ifQuantity', { count: formatQuantity(milli(minQuantityMilli)) })]),
    ...(conditions.needsCoupon === true ? [t('pricing.ifCoupon')] : []),
    ...(limits.maxTimes === undefined ? [] : [t('pricing.atMostTimes', { count: limits.maxTimes })]),
    ...(limits.maxDiscountMinor === undefined
      ? []
      : [t('pricing.atMostAmount', { amount: money(limits.maxDiscountMinor) })]),
    ...(conditions.storeIds === undefined
      ? []
      : [t('pricing.inStores', { stores: namesOr(conditions.storeIds, nameOf) })]),
    ...(conditions.customerGroupIds === undefined
      ? []
      : [t('pricing.forGroups', { groups: namesOr(conditions.customerGroupIds, nameOf) })]),
    ...(conditions.nthOrder === undefined ? [] : [t('pricing.ifNth', { count: conditions.nthOrder })]),
    ...(limits.usageLimit === undefined ? [] : [t('pricing.atMostSales', { count: limits.usageLimit })]),
    ...(limits.perCustomerLimit === undefined ? [] : [t('pricing.atMostEach', { count: limits.perCustomerLimit })]),
    ...(limits.budgetMinor === undefined ? [] : [t('pricing.atMostGiven', { amount: money(limits.budgetMinor) })]),
    ...(isExclusive ? [t('pricing.alone')] : []),
  ];
}

/** Names where all are known, or how many there are. */
function namesOr(ids: readonly string[], nameOf: (id: string) => string): string {
  const names = ids.map(nameOf);
  return names.includes('') ? String(ids.length) : names.join(', ');
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export const STATE: Readonly<Record<PricingState, { readonly label: MessageKey; readonly tone: Tone }>> = {
  active: { label: 'pricing.active', tone: 'success' },
  scheduled: { label: 'pricing.scheduled', tone: 'brand' },
  ended: { label: 'pricing.ended', tone: 'neutral' },
  off: { label: 'pricing.off', tone: 'neutral' },
};

const REASONS: Readonly<Record<string, MessageKey>> = {
  'not-yet': 'pricing.whyNotYet',
  expired: 'pricing.whyExpired',
  'other-time': 'pricing.whyOtherTime',
  'other-store': 'pricing.whyOtherStore',
  'customer-group': 'pricing.whyCustomerGroup',
  'price-list': 'pricing.whyPriceList',
  code: 'pricing.whyCode',
  'nth-order': 'pricing.whyNthOrder',
  'usage-limit': 'pricing.whyUsed',
  'per-customer-limit': 'pricing.whyUsed',
  budget: 'pricing.whyUsed',
  'min-spend': 'pricing.whyMinSpend',
  'min-quantity': 'pricing.whyMinQuantity',
  'max-quantity': 'pricing.whyMaxQuantity',
  contains: 'pricing.whyContains',
  exclusive: 'pricing.whyExclusive',
  'not-best': 'pricing.whyNotBest',
};

/** Why a promotion did not apply. */
export function reasonText(reason: string): string {
  const key = REASONS[reason];
  return key === undefined ? reason : t(key);
}
