import type { PurchaseOrderLine } from '@mosaajii/contract/purchasing';
import { codeKey } from '@mosaajii/domain/catalog';
import { type Milli, milli } from '@mosaajii/domain/money';
import { mostToReceive } from '@mosaajii/domain/purchasing';
import { formatQuantity, ONE_UNIT, parseQuantity } from '@mosaajii/domain/quantity';

/** What was counted of each line, as typed, by its number; a line that was not counted is absent or empty. */
export type Counts = Readonly<Record<number, string>>;

/** One more unit of a line was seen. What is no number is begun anew. */
export function countOne(counts: Counts, lineNumber: number): Counts {
  const now = parseQuantity(counts[lineNumber] ?? '');
  const before = now.ok ? now.value : 0;
  return { ...counts, [lineNumber]: formatQuantity(milli(before + ONE_UNIT)) };
}

/** The line that a scanned code belongs to; the codes are tried in their order. */
export function lineOfCode(
  lines: readonly PurchaseOrderLine[],
  codes: readonly string[],
): PurchaseOrderLine | undefined {
  for (const code of codes) {
    const key = codeKey(code);
    const found = lines.find((line) => line.codes.includes(key) || line.sku === code);
    if (found !== undefined) return found;
  }
  return undefined;
}

export type CountProblem = 'wrong' | 'too-much';

/** What is wrong with a count; `null` when it can be taken, or there is none. */
export function problemOf(line: PurchaseOrderLine, counts: Counts): CountProblem | null {
  const text = counts[line.lineNumber]?.trim() ?? '';
  if (text === '') return null;
  const parsed = parseQuantity(text);
  if (!parsed.ok || parsed.value < 0) return 'wrong';
  return line.receivedMilli + parsed.value > mostToReceive(line.quantityMilli) ? 'too-much' : null;
}

/** What was counted, as it is sent: lines with something in them. */
export function countedLines(
  lines: readonly PurchaseOrderLine[],
  counts: Counts,
): { readonly lineNumber: number; readonly quantityMilli: Milli }[] {
  return lines.flatMap(({ lineNumber }) => {
    const parsed = parseQuantity(counts[lineNumber] ?? '');
    return parsed.ok && parsed.value > 0 ? [{ lineNumber, quantityMilli: parsed.value }] : [];
  });
}

/** Whether anybody has counted anything. */
export function isCounting(counts: Counts): boolean {
  return Object.values(counts).some((text) => text.trim() !== '');
}
