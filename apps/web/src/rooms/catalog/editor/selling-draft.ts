import type { VariantDetail, VariantInput } from '@mosaajii/contract';
import { isWeightUnit, MOST_AGE, rulesProblem } from '@mosaajii/domain/catalog';
import {
  type Currency,
  milli,
  type PriceE4,
  parseDecimal,
  parsePrice,
  priceToDecimalString,
} from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { t } from '../../../platform/i18n/index.ts';

/** What the till asks about goods, as somebody types it. */
export interface SellingDraft {
  readonly minimumAge: string;
  readonly lowestPrice: string;
  readonly highestPrice: string;
  readonly isWeighed: boolean;
  readonly tare: string;
}

export const NOTHING_ASKED: SellingDraft = {
  minimumAge: '',
  lowestPrice: '',
  highestPrice: '',
  isWeighed: false,
  tare: '',
};

/** The rules as they are stored, ready to be changed. */
export function sellingDraft(selling: VariantDetail['selling'], currency: Currency): SellingDraft {
  const { minimumAge, openPrice, weighed } = selling ?? {};
  const price = (value: PriceE4 | undefined) => (value === undefined ? '' : priceToDecimalString(value, currency));
  return {
    minimumAge: minimumAge === undefined ? '' : String(minimumAge),
    lowestPrice: price(openPrice?.minE4),
    highestPrice: price(openPrice?.maxE4),
    isWeighed: weighed !== undefined,
    tare: weighed?.tareMilli === undefined ? '' : formatQuantity(weighed.tareMilli),
  };
}

/** The rules that the draft is; what is wrong with it is noted under the paths of its fields. */
export function sellingFrom(
  draft: SellingDraft,
  { currency, unit, path }: { readonly currency: Currency; readonly unit: string; readonly path: string },
  errors: Record<string, string>,
): NonNullable<VariantInput['selling']> | null {
  const price = (text: string, field: string): PriceE4 | undefined => {
    if (text.trim() === '') return undefined;
    const parsed = parsePrice(text, currency);
    if (parsed.ok && parsed.value >= 0) return parsed.value;
    errors[`${path}.${field}`] = t('catalog.priceWrong');
    return undefined;
  };
  const age = draft.minimumAge.trim() === '' ? undefined : Number(draft.minimumAge);
  if (age !== undefined && !(Number.isInteger(age) && age >= 1 && age <= MOST_AGE)) {
    errors[`${path}.minimumAge`] = t('catalog.minimumAgeWrong');
  }
  const [minE4, maxE4] = [price(draft.lowestPrice, 'openPrice.minE4'), price(draft.highestPrice, 'openPrice.maxE4')];
  const tare = draft.isWeighed && draft.tare.trim() !== '' ? parseDecimal(draft.tare, 3) : null;
  if (tare !== null && !(tare.ok && tare.value >= 0)) errors[`${path}.weighed.tareMilli`] = t('catalog.tareWrong');
  const selling = {
    ...(age === undefined ? {} : { minimumAge: age }),
    ...(minE4 === undefined && maxE4 === undefined
      ? {}
      : { openPrice: { ...(minE4 === undefined ? {} : { minE4 }), ...(maxE4 === undefined ? {} : { maxE4 }) } }),
    ...(draft.isWeighed ? { weighed: tare?.ok === true ? { tareMilli: milli(tare.value) } : {} } : {}),
  };
  const problem = rulesProblem(selling, unit);
  if (problem === 'price-range') errors[`${path}.openPrice.minE4`] = t('catalog.rangeWrong');
  if (problem === 'weight-unit') errors[`${path}.weighed`] = t('catalog.weighedUnit');
  return Object.keys(selling).length === 0 ? null : selling;
}

/** Whether weighing can be offered: goods of this unit have a weight, or they are said to be weighed already. */
export function canBeWeighed({ isWeighed }: SellingDraft, unit: string): boolean {
  return isWeighed || isWeightUnit(unit);
}
