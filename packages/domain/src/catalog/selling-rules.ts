import type { Milli, PriceE4 } from '../money/types.ts';

/** What the till has to ask about goods before it sells them. Absent parts are not asked about; most goods have none. */
export interface SellingRules {
  /** Whoever buys has to be this old, in whole years. */
  readonly minimumAge?: number;
  /** Between which prices the till may ask for one, where the catalogue names none. */
  readonly openPrice?: PriceRange;
  /** The till asks for the weight. */
  readonly weighed?: {
    /** What the package weighs, in thousandths of the unit of measure; absent: nothing, unless somebody says. */
    readonly tareMilli?: Milli;
  };
}

/** Both ends are allowed prices; an absent one is open. */
export interface PriceRange {
  readonly minE4?: PriceE4;
  readonly maxE4?: PriceE4;
}

/** The same as forms and requests give them: parts may be there and empty. */
export interface RoughRules {
  readonly minimumAge?: number | undefined;
  readonly openPrice?: { readonly minE4?: PriceE4 | undefined; readonly maxE4?: PriceE4 | undefined } | undefined;
  readonly weighed?: { readonly tareMilli?: Milli | undefined } | undefined;
}

/** Nobody is asked for more years than these. */
export const MOST_AGE = 99;
const WEIGHT_UNITS: ReadonlySet<string> = new Set(['g', 'kg', 'lb', 'oz']);

/** Whether goods of this unit of measure can be weighed. */
export function isWeightUnit(unit: string): boolean {
  return WEIGHT_UNITS.has(unit.trim().toLowerCase());
}

/** The rules with nothing empty in them; `null` when nothing is left. Two that say the same are the same text. */
export function plainRules(rules: RoughRules | null | undefined): SellingRules | null {
  const { minimumAge, openPrice: { minE4, maxE4 } = {}, weighed } = rules ?? {};
  const plain: SellingRules = {
    ...(minimumAge === undefined ? {} : { minimumAge }),
    ...(minE4 === undefined && maxE4 === undefined
      ? {}
      : { openPrice: { ...(minE4 === undefined ? {} : { minE4 }), ...(maxE4 === undefined ? {} : { maxE4 }) } }),
    ...(weighed === undefined
      ? {}
      : {
          weighed: weighed.tareMilli === undefined || weighed.tareMilli === 0 ? {} : { tareMilli: weighed.tareMilli },
        }),
  };
  return Object.keys(plain).length === 0 ? null : plain;
}

/** What makes rules impossible for goods of this unit; `null` when they are sound. */
export function rulesProblem(rules: RoughRules | null | undefined, unit: string): 'price-range' | 'weight-unit' | null {
  const { minE4, maxE4 } = rules?.openPrice ?? {};
  if (minE4 !== undefined && maxE4 !== undefined && minE4 > maxE4) return 'price-range';
  return rules?.weighed !== undefined && !isWeightUnit(unit) ? 'weight-unit' : null;
}

/** Whether a price that was asked for is one that these goods may have. */
export function isWithinRange(unitPriceE4: number, { minE4, maxE4 }: PriceRange = {}): boolean {
  return (minE4 === undefined || unitPriceE4 >= minE4) && (maxE4 === undefined || unitPriceE4 <= maxE4);
}
