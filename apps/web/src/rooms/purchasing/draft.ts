import type { PurchaseOrder, PurchaseOrderDraft } from '@mosaajii/contract/purchasing';
import { type Currency, type PriceE4, parsePrice, priceToDecimalString } from '@mosaajii/domain/money';
import { formatQuantity, ONE_UNIT, parseQuantity } from '@mosaajii/domain/quantity';

/** A line as it is typed. */
export interface DraftLine {
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
  readonly cost: string;
}

/** A draft as it is typed. */
export interface Draft {
  readonly expectedOn: string;
  readonly note: string;
  readonly lines: readonly DraftLine[];
}

/** Something that can be ordered. */
export interface Orderable {
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  /** What the shop says it costs; null where it does not know. */
  readonly costE4: PriceE4 | null;
}

export function draftOf(order: PurchaseOrder, currency: Currency): Draft {
  return {
    expectedOn: order.expectedOn ?? '',
    note: order.note,
    lines: order.lines.map(({ variantId, name, sku, unit, quantityMilli, unitCostE4 }) => ({
      ...{ variantId, name, sku, unit },
      quantity: formatQuantity(quantityMilli),
      cost: priceToDecimalString(unitCostE4, currency),
    })),
  };
}

/** Something of an order that is another now: `name` is null for what is not about one of its goods. */
export interface OrderChange {
  readonly about: 'line' | 'expected' | 'note';
  readonly name: string | null;
  readonly was: string | null;
  readonly is: string | null;
}

/** What somebody else made of an order since it was read, in the words in which it is typed. */
export function changesBetween(before: PurchaseOrder, now: PurchaseOrder, currency: Currency): OrderChange[] {
  const [was, is] = [draftOf(before, currency), draftOf(now, currency)];
  const ids = new Set([...was.lines, ...is.lines].map((line) => line.variantId));
  const inWords = (line: DraftLine | undefined) => (line === undefined ? null : `${line.quantity} × ${line.cost}`);
  const lines = [...ids].map((id): OrderChange => {
    const [old, young] = [was, is].map(({ lines }) => lines.find((line) => line.variantId === id));
    return { about: 'line', name: (young ?? old)?.name ?? '', was: inWords(old), is: inWords(young) };
  });
  const others: OrderChange[] = [
    { about: 'expected', name: null, was: was.expectedOn || null, is: is.expectedOn || null },
    { about: 'note', name: null, was: was.note || null, is: is.note || null },
  ];
  return [...lines, ...others].filter((change) => change.was !== change.is);
}

/** One more of something: a new line, or one unit more in the line that is there. A quantity that is no number stays. */
export function withOneMore(draft: Draft, { costE4, ...goods }: Orderable, currency: Currency): Draft {
  const isThere = draft.lines.some((line) => line.variantId === goods.variantId);
  if (!isThere) {
    const cost = costE4 === null ? '' : priceToDecimalString(costE4, currency);
    return { ...draft, lines: [...draft.lines, { ...goods, quantity: '1', cost }] };
  }
  return {
    ...draft,
    lines: draft.lines.map((line) => {
      const now = parseQuantity(line.quantity);
      if (line.variantId !== goods.variantId || !now.ok) return line;
      return { ...line, quantity: formatQuantity((now.value + ONE_UNIT) as typeof now.value) };
    }),
  };
}

/** A line as it is kept; `null` while what was typed is no quantity above zero or no cost. */
export function lineIn(
  { variantId, quantity, cost }: DraftLine,
  currency: Currency,
): PurchaseOrderDraft['lines'][number] | null {
  const [amount, price] = [parseQuantity(quantity), parsePrice(cost, currency)];
  if (!amount.ok || amount.value <= 0 || !price.ok || price.value < 0) return null;
  return { variantId, quantityMilli: amount.value, unitCostE4: price.value };
}

/** What is sent to be kept; `null` while a line is not right. */
export function contentOf(
  draft: Draft,
  { supplierId, version }: Pick<PurchaseOrder, 'supplierId' | 'version'>,
  currency: Currency,
): PurchaseOrderDraft | null {
  const lines = draft.lines.map((line) => lineIn(line, currency));
  const right = lines.filter((line) => line !== null);
  if (right.length < lines.length) return null;
  const expectedOn = draft.expectedOn === '' ? null : draft.expectedOn;
  return { version, supplierId, expectedOn, note: draft.note, lines: right };
}
