import type { KnownOperation } from '@mosaajii/contract/sync';
import { ok } from '@mosaajii/domain';
import { milli, minor, priceE4, roundDiv } from '@mosaajii/domain/money';
import type { ReturnCompleted } from '@mosaajii/domain/operation';
import { lineGross } from '@mosaajii/domain/quantity';
import type { OrderEngine, ReturnableLine, ReturnLineTotals } from '@mosaajii/domain/sale';
import type { SaleLineRow } from '../../sales/index.ts';
import type { Books } from './books.ts';
import { heldForVariants, isPermitted, type Waiver } from './checks.ts';
import { countedOf } from './counters.ts';
import type { ReturnableSale } from './model.ts';
import { type Held, held } from './outcome.ts';

type KnownSource = Extract<ReturnCompleted['source'], { kind: 'sale' }>;
type FreeSource = Extract<ReturnCompleted['source'], { kind: 'without-receipt' }>;

/** The lines of a return with their money (positive) and the rows that are stored of them (negative). */
export interface ReturnedLines {
  /** `null`: without a receipt. */
  readonly sale: ReturnableSale | null;
  /** More came back than was sold: the totals are those of what could come back, the rows name all. */
  readonly isOver: boolean;
  readonly totals: readonly ReturnLineTotals[];
  readonly rows: SaleLineRow[];
}

/** Lines of a sale that is known here, as far as they have not come back already. */
export function linesOfKnownSale(
  books: Books,
  engine: OrderEngine,
  payload: ReturnCompleted,
  source: KnownSource,
  waiver: Waiver | null,
): ReturnedLines | Held {
  const sale = books.sales.get(source.saleId);
  if (sale?.kind !== 'sale') return held('sale-unknown', 'The server does not know the sale that the goods came from.');
  const computed = engine.computeReturn(returnableLines(books, sale), source.lines);
  if (!computed.ok) {
    const { code, detail } = computed.error;
    if (code === 'more-than-sold' && waiver?.isApproved) return overReturned(books, engine, payload, source, sale);
    return code === 'more-than-sold' ? held('over-return', detail) : held('not-computable', detail);
  }
  const originals = new Map(sale.lines.map((line) => [line.lineId, line]));
  const rows = computed.value.map((figures, index) => {
    const original = originals.get(figures.lineId);
    if (!original) throw new RangeError(`the engine returned an unknown line ${figures.lineId}`);
    const shelved = source.lines[index] ?? { isRestocked: false };
    const before = countedOf(books.returned, sale.saleId, figures.lineId);
    const cost = isValued(shelved) ? costShare(original, before, figures.quantityMilli) : null;
    return returnedRow(payload.returnId, index + 1, original, figures, shelved, cost);
  });
  return { sale, isOver: false, totals: computed.value, rows };
}

/**
 * What a person let in although other registers had taken the goods back before: each line counts as far as there was
 * something left of it. The goods are not put on the shelf again, because nobody knows what lies there: that is an
 * adjustment.
 */
function overReturned(
  books: Books,
  engine: OrderEngine,
  payload: ReturnCompleted,
  source: KnownSource,
  sale: ReturnableSale,
): ReturnedLines | Held {
  const originals = new Map(sale.lines.map((line) => [line.lineId, line]));
  const counted = source.lines.flatMap((line) => {
    const sold = originals.get(line.lineId)?.quantityMilli ?? 0;
    const left = Math.max(0, sold - countedOf(books.returned, sale.saleId, line.lineId));
    const quantityMilli = milli(Math.min(line.quantityMilli, left));
    return quantityMilli === 0 ? [] : [{ lineId: line.lineId, quantityMilli, isRestocked: false }];
  });
  const computed = counted.length === 0 ? ok([]) : engine.computeReturn(returnableLines(books, sale), counted);
  if (!computed.ok) return held('not-computable', computed.error.detail);
  const figures = new Map(computed.value.map((line) => [line.lineId, line]));
  const rows: SaleLineRow[] = [];
  for (const { lineId, quantityMilli } of source.lines) {
    const original = originals.get(lineId);
    if (!original) return held('not-computable', `The sale has no line ${lineId}.`);
    const line = { ...(figures.get(lineId) ?? nothingOf(lineId)), quantityMilli };
    rows.push(returnedRow(payload.returnId, rows.length + 1, original, line, { isRestocked: false }, null));
  }
  return { sale, isOver: true, totals: computed.value, rows };
}

function nothingOf(lineId: string): ReturnLineTotals {
  const zero = minor(0);
  const money = { grossMinor: zero, lineDiscountMinor: zero, saleDiscountMinor: zero, netMinor: zero, taxMinor: zero };
  return { lineId, quantityMilli: milli(0), ...money, taxes: [], totalMinor: zero };
}

function returnableLines(books: Books, sale: ReturnableSale): ReturnableLine[] {
  return sale.lines.map((line) => ({
    ...returnableLine(line),
    returnedMilli: milli(countedOf(books.returned, sale.saleId, line.lineId)),
  }));
}

/** A stored line as a return looks at it, what came back of it left out. */
export function returnableLine(line: SaleLineRow): Omit<ReturnableLine, 'returnedMilli'> {
  return {
    lineId: line.lineId,
    soldMilli: milli(line.quantityMilli),
    totals: {
      lineId: line.lineId,
      grossMinor: minor(line.grossMinor),
      lineDiscountMinor: minor(line.lineDiscountMinor),
      saleDiscountMinor: minor(line.saleDiscountMinor),
      netMinor: minor(line.netMinor),
      taxes: line.inputs.taxTotals,
      taxMinor: minor(line.taxMinor),
      totalMinor: minor(line.totalMinor),
    },
  };
}

/** The part of a line's cost that comes back, cumulative like its money: all parts together are the whole. */
function costShare({ costMinor, quantityMilli }: SaleLineRow, before: number, more: number): number | null {
  if (costMinor === null) return null;
  const upTo = (returned: number) => roundDiv(BigInt(costMinor) * BigInt(returned), BigInt(quantityMilli), 'half-up');
  return Number(upTo(before + more) - upTo(before));
}

/** Goods that nobody can tie to a sale: taken by who may, by their approval, or by a register that was enrolled for imports. */
export function linesWithoutReceipt(
  books: Books,
  engine: OrderEngine,
  operation: Extract<KnownOperation, { kind: 'return.completed' }>,
  source: FreeSource,
  waiver: Waiver | null,
): ReturnedLines | Held {
  const { payload } = operation;
  const isImport = books.context.key.purpose === 'import';
  if (!isImport && waiver === null && !isPermitted(books, operation, ['sales.return-without-receipt'])) {
    return held('return-without-receipt', 'Nobody who may take goods back without their receipt did or approved it.');
  }
  const hold = heldForVariants(
    books,
    source.lines.map((line) => line.variantId),
    waiver,
  );
  if (hold) return hold;
  const order = { rules: payload.rules, lines: source.lines, saleDiscounts: [] };
  const valid = engine.validateOrder(order);
  if (!valid.ok) return held('not-computable', valid.error.detail);
  const { lines: totals } = engine.computeReturnWithoutReceipt(order);
  const rows = totals.map((figures, index) => {
    const line = source.lines[index];
    if (!line) throw new RangeError(`the engine made up line ${index}`);
    const variant = books.variants.get(line.variantId);
    const costE4 = variant?.cost_e4 ?? null;
    const cost = costE4 === null || !isValued(line) ? null : lineGross(line.quantityMilli, priceE4(costE4), 'half-up');
    const inputs = {
      discounts: line.discounts,
      taxes: line.taxes,
      taxTotals: figures.taxes,
      costE4,
      isStocked: variant !== undefined,
    };
    const original = { ...line, inputs, note: line.note ?? '' };
    return {
      ...returnedRow(payload.returnId, index + 1, original, figures, line, cost),
      returnedLineId: null,
    };
  });
  return { sale: null, isOver: false, totals, rows };
}

/** Goods that are worth their cost when they come back: on the shelf, or until they are written off as damaged. */
function isValued({ isRestocked, condition }: Shelved): boolean {
  return isRestocked || condition === 'damaged';
}

/** What the wire says of it; absent and undefined mean the same there. */
type Shelved = { readonly isRestocked: boolean; readonly condition?: 'damaged' | undefined };

type Original = Pick<
  SaleLineRow,
  'lineId' | 'variantId' | 'name' | 'sku' | 'unit' | 'listPriceE4' | 'unitPriceE4' | 'priceSource' | 'inputs'
>;

function returnedRow(
  saleId: string,
  lineNumber: number,
  original: Original,
  figures: ReturnLineTotals,
  { isRestocked, condition }: Shelved,
  cost: number | null,
): SaleLineRow {
  return {
    saleId,
    lineNumber,
    lineId: original.lineId,
    variantId: original.variantId,
    name: original.name,
    sku: original.sku,
    unit: original.unit,
    quantityMilli: negative(figures.quantityMilli),
    listPriceE4: original.listPriceE4,
    unitPriceE4: original.unitPriceE4,
    priceSource: original.priceSource,
    grossMinor: negative(figures.grossMinor),
    lineDiscountMinor: negative(figures.lineDiscountMinor),
    saleDiscountMinor: negative(figures.saleDiscountMinor),
    netMinor: negative(figures.netMinor),
    taxMinor: negative(figures.taxMinor),
    totalMinor: negative(figures.totalMinor),
    costMinor: cost === null ? null : negative(cost),
    inputs: {
      ...original.inputs,
      taxTotals: figures.taxes,
      ...(condition === 'damaged' ? { isDamaged: true as const } : {}),
    },
    returnedLineId: original.lineId,
    isRestocked,
    note: '',
  };
}

/** The opposite, without a negative zero. */
function negative(value: number): number {
  return value === 0 ? 0 : -value;
}
