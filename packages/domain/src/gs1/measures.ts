import type { Decimal } from '../barcode/decimal.ts';
import { currencyByNumber } from './currencies.ts';
import type { Gs1Element } from './model.ts';

/** An amount of an identifier whose last digit tells the decimals, with its currency when it names one. */
export interface Measure extends Decimal {
  readonly currencyCode: string | null;
}

/** The measure of an element (31nn to 36nn, 39nn); `null` for identifiers that hold none, and beyond the safe integers. */
export function measureOf({ ai, value }: Gs1Element): Measure | null {
  if (!/^3[1-69]\d\d$/.test(ai) || ai.startsWith('394') || !/^\d+$/.test(value)) return null;
  const isNamed = ai.startsWith('391') || ai.startsWith('393');
  const currencyCode = isNamed ? (currencyByNumber(value.slice(0, 3)) ?? null) : null;
  const digits = Number(isNamed ? value.slice(3) : value);
  return Number.isSafeInteger(digits) ? { digits, decimals: Number(ai.at(-1)), currencyCode } : null;
}
