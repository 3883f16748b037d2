import type { CreatePromotion } from '@mosaajii/contract/pricing';
import { type Currency, type Milli, type Minor, milli, minor, type Ppm, parseMoney, ppm } from '@mosaajii/domain/money';

/** The kinds that the editor offers, by what they are for. */
export const KINDS = ['percent', 'amount', 'bundle', 'multibuy', 'buy-get', 'spend'] as const;
export type Kind = (typeof KINDS)[number];

export interface PickedGoods {
  readonly kind: 'product' | 'category';
  readonly id: string;
  readonly name: string;
}

/** A promotion as it stands in the editor: numbers as they were typed. */
export interface PromotionForm {
  readonly name: string;
  readonly kind: Kind;
  readonly percent: string;
  readonly amount: string;
  /** An amount: off each unit, or off the order. A percentage: off each line, or off the order. */
  readonly scope: 'each' | 'order';
  /** Sets of so many; for buy-get, so many are bought. */
  readonly group: string;
  readonly free: string;
  readonly spend: string;
  readonly goods: readonly PickedGoods[];
  /** Buy-get: what is given for less. Empty: of the same goods. */
  readonly gifts: readonly PickedGoods[];
  readonly from: string;
  readonly to: string;
  readonly weekdays: readonly number[];
  readonly fromTime: string;
  readonly toTime: string;
  readonly minSpend: string;
  readonly minQuantity: string;
  readonly needsCoupon: boolean;
  /** Only there, and only for customers of these groups; empty: everywhere, for everybody. */
  readonly storeIds: readonly string[];
  readonly groupIds: readonly string[];
  /** Which sale of a customer it is for. */
  readonly nthOrder: string;
  readonly usageLimit: string;
  readonly perCustomer: string;
  readonly budget: string;
  readonly isUndiscountedOnly: boolean;
  readonly maxTimes: string;
  readonly maxDiscount: string;
  readonly priority: string;
  readonly isExclusive: boolean;
  readonly isActive: boolean;
}

export const EMPTY_FORM: PromotionForm = {
  name: '',
  kind: 'percent',
  percent: '',
  amount: '',
  scope: 'each',
  group: '',
  free: '1',
  spend: '',
  goods: [],
  gifts: [],
  from: '',
  to: '',
  weekdays: [],
  fromTime: '',
  toTime: '',
  minSpend: '',
  minQuantity: '',
  needsCoupon: false,
  storeIds: [],
  groupIds: [],
  nthOrder: '',
  usageLimit: '',
  perCustomer: '',
  budget: '',
  isUndiscountedOnly: false,
  maxTimes: '',
  maxDiscount: '',
  priority: '100',
  isExclusive: false,
  isActive: true,
};

/** A field of the form that cannot be read. */
export type FormField = keyof PromotionForm;
export type FormResult =
  | { readonly ok: true; readonly value: Omit<CreatePromotion, 'promotionId'> }
  | { readonly ok: false; readonly fields: readonly FormField[] };

const FINE: Currency = { code: 'XXX', exponent: 3 };

class Reading {
  readonly wrong = new Set<FormField>();
  readonly #form: PromotionForm;
  readonly #currency: Currency;

  constructor(form: PromotionForm, currency: Currency) {
    this.#form = form;
    this.#currency = currency;
  }

  #text(field: FormField): string {
    return String(this.#form[field]).trim();
  }

  money(field: FormField, isNeeded = true): Minor | undefined {
    const text = this.#text(field);
    if (text === '' && !isNeeded) return undefined;
    const parsed = parseMoney(text, this.#currency);
    if (parsed.ok && parsed.value > 0) return parsed.value;
    this.wrong.add(field);
    return undefined;
  }

  percent(field: FormField): Ppm {
    const parsed = parseMoney(this.#text(field), FINE);
    if (parsed.ok && parsed.value > 0 && parsed.value <= 100_000) return ppm(parsed.value * 10);
    this.wrong.add(field);
    return ppm(0);
  }

  quantity(field: FormField, isNeeded = true): Milli | undefined {
    const text = this.#text(field);
    if (text === '' && !isNeeded) return undefined;
    const parsed = parseMoney(text, FINE);
    if (parsed.ok && parsed.value > 0 && parsed.value <= 1_000_000) return milli(parsed.value);
    this.wrong.add(field);
    return undefined;
  }

  count(field: FormField, isNeeded: boolean, most = 1_000): number | undefined {
    const text = this.#text(field);
    if (text === '' && !isNeeded) return undefined;
    if (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= most) return Number(text);
    this.wrong.add(field);
    return undefined;
  }

  instant(field: FormField): string | undefined {
    const text = this.#text(field);
    if (text === '') return undefined;
    const date = new Date(text);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
    this.wrong.add(field);
    return undefined;
  }

  minute(field: FormField): number | undefined {
    const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(this.#text(field)) ?? [];
    return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
  }
}

/** What the form asks the server for, or the fields that cannot be read. */
export function readForm(form: PromotionForm, currency: Currency): FormResult {
  const reading = new Reading(form, currency);
  if (form.name.trim() === '') reading.wrong.add('name');
  const effect = effectOf(form, reading);
  const target = { ...targetOf(form.goods), ...(form.isUndiscountedOnly ? { isUndiscountedOnly: true } : {}) };
  const value = {
    name: form.name.trim(),
    isActive: form.isActive,
    effect,
    target: form.kind === 'buy-get' ? {} : target,
    conditions: conditionsOf(form, reading),
    limits: limitsOf(reading),
    priority: reading.count('priority', true) ?? 100,
    isExclusive: form.isExclusive,
    consumes: form.kind === 'bundle' || form.kind === 'multibuy' || form.kind === 'buy-get',
    selection: form.kind === 'bundle' ? ('dearest' as const) : ('cheapest' as const),
  };
  if (form.from !== '' && form.to !== '' && form.to <= form.from) reading.wrong.add('to');
  return reading.wrong.size > 0 ? { ok: false, fields: [...reading.wrong] } : { ok: true, value };
}

function targetOf(goods: readonly PickedGoods[]) {
  const ids = (kind: PickedGoods['kind']) => goods.filter((one) => one.kind === kind).map(({ id }) => id);
  const [productIds, categoryIds] = [ids('product'), ids('category')];
  return {
    ...(productIds.length > 0 ? { productIds } : {}),
    ...(categoryIds.length > 0 ? { categoryIds } : {}),
  };
}

function effectOf(form: PromotionForm, reading: Reading): CreatePromotion['effect'] {
  const one = milli(1000);
  switch (form.kind) {
    case 'percent':
      return {
        kind: 'percent',
        ratePpm: reading.percent('percent'),
        scope: form.scope === 'order' ? 'order' : 'line',
        basis: 'current',
      };
    case 'amount':
      return {
        kind: 'amount',
        amountMinor: reading.money('amount') ?? minor(1),
        scope: form.scope === 'order' ? 'order' : 'unit',
        isWithTax: false,
      };
    case 'bundle':
      return {
        kind: 'bundle-price',
        slots: [{ quantityMilli: reading.quantity('group') ?? one, target: {} }],
        priceMinor: reading.money('amount') ?? minor(1),
      };
    case 'multibuy': {
      const [groupMilli, freeMilli] = [reading.quantity('group') ?? one, reading.quantity('free') ?? one];
      if (freeMilli >= groupMilli) reading.wrong.add('free');
      return { kind: 'multibuy', groupMilli, freeMilli, ratePpm: ppm(1_000_000), grouping: 'dearest-first' };
    }
    case 'buy-get':
      return {
        kind: 'buy-get',
        buy: { quantityMilli: reading.quantity('group') ?? one, target: targetOf(form.goods) },
        get: {
          quantityMilli: reading.quantity('free') ?? one,
          target: targetOf(form.gifts.length > 0 ? form.gifts : form.goods),
        },
        reduction: { kind: 'percent', ratePpm: reading.percent('percent') },
        isWhole: false,
      };
    case 'spend':
      return {
        kind: 'tiered',
        unit: 'amount',
        tiers: [
          {
            fromMinor: reading.money('spend') ?? minor(1),
            ratePpm: ppm(0),
            amountMinor: reading.money('amount') ?? minor(1),
          },
        ],
      };
  }
}

function conditionsOf(form: PromotionForm, reading: Reading): CreatePromotion['conditions'] {
  const fields = {
    validFrom: reading.instant('from'),
    validTo: reading.instant('to'),
    weekdays: form.weekdays.length === 0 ? undefined : [...form.weekdays].sort((a, b) => a - b),
    fromMinute: reading.minute('fromTime'),
    toMinute: reading.minute('toTime'),
    minSpendMinor: reading.money('minSpend', false),
    minQuantityMilli: reading.quantity('minQuantity', false),
    needsCoupon: form.needsCoupon ? true : undefined,
    storeIds: form.storeIds.length === 0 ? undefined : [...form.storeIds].sort(),
    customerGroupIds: form.groupIds.length === 0 ? undefined : [...form.groupIds].sort(),
    nthOrder: reading.count('nthOrder', false),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as CreatePromotion['conditions'];
}

function limitsOf(reading: Reading): CreatePromotion['limits'] {
  const maxTimes = reading.count('maxTimes', false);
  const maxDiscountMinor = reading.money('maxDiscount', false);
  const usageLimit = reading.count('usageLimit', false, 1_000_000);
  const perCustomerLimit = reading.count('perCustomer', false);
  const budgetMinor = reading.money('budget', false);
  return {
    ...(usageLimit === undefined ? {} : { usageLimit }),
    ...(perCustomerLimit === undefined ? {} : { perCustomerLimit }),
    ...(budgetMinor === undefined ? {} : { budgetMinor }),
    ...(maxTimes === undefined ? {} : { maxTimes }),
    ...(maxDiscountMinor === undefined ? {} : { maxDiscountMinor }),
  };
}
