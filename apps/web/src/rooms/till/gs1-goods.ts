import { rescale, weightAsQuantity } from '@mosaajii/domain/barcode';
import type { CodeHit } from '@mosaajii/domain/catalog';
import { type Gs1Item, itemOf, readGs1 } from '@mosaajii/domain/gs1';
import type { Milli } from '@mosaajii/domain/money';
import { marksOf, type OrderRules } from '@mosaajii/domain/sale';
import { forAmount, many, type ScannedGoods } from './scanned-goods.ts';

/** What a GS1 code asks the till for. */
export type Gs1Reading =
  | { readonly kind: 'goods'; readonly goods: ScannedGoods }
  | { readonly kind: 'coupon'; readonly code: string }
  /** Goods that the catalogue does not have, by their number. */
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Reads a GS1 code of any form. The year decides the century of its dates. */
export function gs1Goods(
  code: string,
  byCode: (code: string) => CodeHit | null,
  rules: OrderRules,
  times: Milli,
  nowYear: number,
): Gs1Reading {
  const read = readGs1(code, nowYear);
  if (!read.ok) return { kind: 'unreadable', detail: read.error.detail };
  const item = itemOf(read.value, nowYear);
  if (!item.ok) return { kind: 'unreadable', detail: item.error.detail };
  const { gtin, coupon, price } = item.value;
  if (gtin === null) {
    return coupon === undefined
      ? { kind: 'unreadable', detail: 'The code names no goods.' }
      : { kind: 'coupon', code: coupon };
  }
  if (price?.currencyCode != null && price.currencyCode !== rules.currency.code) {
    return { kind: 'unreadable', detail: `The price of the code is in ${price.currencyCode}.` };
  }
  const hit = byCode(gtin);
  return hit === null
    ? { kind: 'unknown', code: gtin }
    : { kind: 'goods', goods: goodsOf(hit, item.value, rules, times) };
}

function goodsOf(hit: CodeHit, item: Gs1Item, rules: OrderRules, times: Milli): ScannedGoods {
  const { netWeight, count = 1, price } = item;
  const isUnmeasured = netWeight === undefined && item.count === undefined && times === 1000;
  const quantity =
    netWeight === undefined ? count * hit.codeQuantityMilli : weightAsQuantity(netWeight, netWeight.unit, hit.unit);
  const goods =
    price === undefined
      ? { hit, quantityMilli: many(quantity, times), ...(isUnmeasured && { isUnmeasured }) }
      : forAmount(hit, quantity, rescale(price, rules.currency.exponent), rules, times);
  const marks = marksOf(item);
  return Object.keys(marks).length === 0 ? goods : { ...goods, marks };
}
