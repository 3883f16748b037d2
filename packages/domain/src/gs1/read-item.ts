import type { Decimal } from '../barcode/decimal.ts';
import { ok, type Result, refuse } from '../result.ts';
import { excludedElement, repeatedElement } from './associations.ts';
import { gs1Date } from './date.ts';
import { readDigitalLink } from './digital-link.ts';
import { readElementString, readSymbology } from './element-string.ts';
import { type Measure, measureOf } from './measures.ts';
import type { Gs1Element, Gs1Refusal } from './model.ts';

/** What a GS1 code says about goods on a counter. Dates are ISO 8601. */
export interface Gs1Item {
  /** GTIN-14; `null` when the code names no goods (a coupon, a place, a parcel). */
  readonly gtin: string | null;
  readonly lot?: string;
  readonly serial?: string;
  /** The last day on which it may be sold: use by (17), else sell by (16). */
  readonly expiresOn?: string;
  /** Best before (15): to be told, not a reason to refuse. */
  readonly bestBefore?: string;
  readonly count?: number;
  readonly netWeight?: Decimal & { readonly unit: 'kg' | 'lb' };
  /** What is to be paid for it, without currency (392n) or with one (393n). */
  readonly price?: Measure;
  /** A GS1 coupon (255). */
  readonly coupon?: string;
}

/** Reads a scanned GS1 code of any form. */
export function readGs1(code: string, nowYear: number): Result<readonly Gs1Element[], Gs1Refusal> {
  const isAddress = /^https?:\/\//i.test(code);
  const read = isAddress
    ? readDigitalLink(code, { nowYear, takesShortGtin: true })
    : readElementString(readSymbology(code)?.data ?? code, nowYear);
  if (!read.ok) return read;
  const problem = repeatedElement(read.value) ?? excludedElement(read.value);
  return problem === null ? read : refuse(problem);
}

/** What of it concerns a sale. Elements that do not are left alone. */
export function itemOf(elements: readonly Gs1Element[], nowYear: number): Result<Gs1Item, Gs1Refusal> {
  const valueOf = (...ais: readonly string[]) =>
    ais.map((ai) => elements.find((element) => element.ai === ai)?.value).find((value) => value !== undefined);
  const measured = (...stems: readonly string[]) => elements.find(({ ai }) => stems.includes(ai.slice(0, 3)));
  const dateOf = (...ais: readonly string[]) => {
    const text = valueOf(...ais);
    return text === undefined ? null : gs1Date(text, nowYear);
  };
  const weighed = measured('310', '320');
  const weight = weighed === undefined ? null : measureOf(weighed);
  const priced = measured('392', '393');
  const price = priced === undefined ? null : measureOf(priced);
  if (priced !== undefined && price === null) {
    return refuse({ code: 'content', detail: `(${priced.ai}) holds a price that is too large.` });
  }
  const count = valueOf('30');
  const coupon = valueOf('255');
  return ok({
    // 8006 is one piece of an item: the item's number is its first 14 digits.
    gtin: valueOf('01') ?? valueOf('8006')?.slice(0, 14) ?? null,
    ...given('lot', valueOf('10')),
    ...given('serial', valueOf('21')),
    ...given('expiresOn', dateOf('17', '16')),
    ...given('bestBefore', dateOf('15')),
    ...given('count', count === undefined ? undefined : Number(count)),
    ...(weighed === undefined || weight === null
      ? {}
      : {
          netWeight: {
            digits: weight.digits,
            decimals: weight.decimals,
            unit: weighed.ai.startsWith('310') ? 'kg' : 'lb',
          },
        }),
    ...given('price', price),
    ...given('coupon', coupon),
  });
}

function given<K extends string, V>(key: K, value: V | null | undefined): Partial<Record<K, V>> {
  return value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
