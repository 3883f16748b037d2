import { milli, minorFromBigInt } from '../money/amount.ts';
import type { Milli, Minor, PriceE4 } from '../money/types.ts';
import { lineGross, ONE_UNIT } from '../quantity/index.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';

/** Where a purchase order stands. A draft is written, sent is fixed; what has arrived decides between the last ones. */
export type OrderState = 'draft' | 'sent' | 'partly-received' | 'received' | 'cancelled';

/** The states in which goods may arrive for an order. */
export const receivableStates: ReadonlySet<OrderState> = new Set(['sent', 'partly-received']);

/** A line of an order as far as figures go. */
export interface OrderedLine {
  readonly lineNumber: number;
  readonly quantityMilli: Milli;
  readonly unitCostE4: PriceE4;
  /** What arrived before. */
  readonly receivedMilli: Milli;
}

/** What arrived of one line. `overMilli` of it is more than was ordered. */
export interface ReceivedLine {
  readonly lineNumber: number;
  readonly quantityMilli: Milli;
  readonly overMilli: Milli;
}

export type ReceiptRefusal = Refusal<'line-unknown' | 'line-twice' | 'too-much' | 'nothing-received'>;

/** Far above any shop, far below where sums would stop being safe. */
const LARGEST_TOTAL = 1_000_000_000_000n;

/** What the goods of an order cost, each line rounded on its own as the stock values it. */
export function orderTotal(
  lines: readonly Pick<OrderedLine, 'quantityMilli' | 'unitCostE4'>[],
): Result<Minor, Refusal<'amount-too-large'>> {
  let total = 0n;
  try {
    for (const line of lines) total += BigInt(lineGross(line.quantityMilli, line.unitCostE4, 'half-up'));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    total = LARGEST_TOTAL + 1n;
  }
  if (total > LARGEST_TOTAL)
    return refuse({ code: 'amount-too-large', detail: 'The order costs more than can be kept.' });
  return ok(minorFromBigInt(total));
}

/** What of a line has not arrived yet; zero when as much or more has. */
export function leftToReceive(line: Pick<OrderedLine, 'quantityMilli' | 'receivedMilli'>): Milli {
  return milli(Math.max(0, line.quantityMilli - line.receivedMilli));
}

/** The most that may arrive of what was ordered, over all receipts: a tenth more, and at least one unit more. */
export function mostToReceive(orderedMilli: Milli): Milli {
  return milli(orderedMilli + Math.max(ONE_UNIT, Math.floor(orderedMilli / 10)));
}

/** What arrives when the whole order arrives as it was ordered: what is left of each line. */
export function arrivalOf(
  lines: readonly OrderedLine[],
): { readonly lineNumber: number; readonly quantityMilli: Milli }[] {
  return lines.flatMap((line) => {
    const quantityMilli = leftToReceive(line);
    return quantityMilli === 0 ? [] : [{ lineNumber: line.lineNumber, quantityMilli }];
  });
}

/** Whether everything has arrived, something, or nothing. */
export function stateOfLines(
  lines: readonly Pick<OrderedLine, 'quantityMilli' | 'receivedMilli'>[],
): 'sent' | 'partly-received' | 'received' {
  if (lines.every((line) => line.receivedMilli >= line.quantityMilli)) return 'received';
  return lines.some((line) => line.receivedMilli > 0) ? 'partly-received' : 'sent';
}

/**
 * What arrives against what was ordered. Less is taken; more only up to {@link mostToReceive}, and marked. Refuses a line
 * that the order does not have, a line that is named twice, and nothing at all.
 */
export function decideReceipt(
  lines: readonly OrderedLine[],
  arrived: readonly { readonly lineNumber: number; readonly quantityMilli: Milli }[],
): Result<
  { readonly received: readonly ReceivedLine[]; readonly state: 'partly-received' | 'received' },
  ReceiptRefusal
> {
  const after = new Map(lines.map((line) => [line.lineNumber, line]));
  const received: ReceivedLine[] = [];
  for (const { lineNumber, quantityMilli } of arrived) {
    const line = after.get(lineNumber);
    if (line === undefined)
      return refuse({
        code: 'line-unknown',
        detail: `The order has no line ${lineNumber}.`,
        lineId: String(lineNumber),
      });
    if (received.some((other) => other.lineNumber === lineNumber))
      return refuse({ code: 'line-twice', detail: `Line ${lineNumber} is named twice.`, lineId: String(lineNumber) });
    const total = milli(line.receivedMilli + quantityMilli);
    if (total > mostToReceive(line.quantityMilli)) {
      const most = mostToReceive(line.quantityMilli) / ONE_UNIT;
      return refuse({
        code: 'too-much',
        detail: `Of line ${lineNumber} at most ${most} may arrive in all, ${total / ONE_UNIT} would have.`,
        lineId: String(lineNumber),
      });
    }
    received.push({
      lineNumber,
      quantityMilli,
      overMilli: milli(overOf(line, total) - overOf(line, line.receivedMilli)),
    });
    after.set(lineNumber, { ...line, receivedMilli: total });
  }
  const state = stateOfLines([...after.values()]);
  if (received.length === 0 || state === 'sent')
    return refuse({ code: 'nothing-received', detail: 'A receipt names what arrived.' });
  return ok({ received, state });
}

function overOf(line: OrderedLine, receivedMilli: number): number {
  return Math.max(0, receivedMilli - line.quantityMilli);
}

/** `PO-000012`: what stands on the order's paper, in letters and in bars. */
export function orderNumber(number: number): string {
  return `PO-${String(number).padStart(6, '0')}`;
}

/** Whether a scanned code is the number of a purchase order as papers carry it. */
export function isOrderNumber(code: string): boolean {
  return /^PO-\d{6,9}$/.test(code);
}

/** The number that somebody typed or scanned: `PO-000012`, `po12`, `12`; `null` for anything else. */
export function readOrderNumber(text: string): number | null {
  const [, digits] = /^\s*(?:po\s*-?\s*)?0*(\d{1,9})\s*$/i.exec(text) ?? [];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}
