import { minor } from '@mosaajii/domain/money';
import { canonicalJson, type ZReport } from '@mosaajii/domain/operation';
import {
  addCashMoved,
  addCorrected,
  addDeposit,
  addDepositBack,
  addNoSale,
  addReceived,
  addTraded,
  asSaidBy,
  EMPTY_TOTALS,
  expectedAfter,
  type ShiftTotals,
  type TradedFigures,
} from '@mosaajii/domain/shift';
import type { Books } from '../sync/books.ts';
import type { DocumentRows } from '../sync/outcome.ts';
import type { PostedOperation } from './derive-page.ts';
import type { Report } from './report.ts';

interface ClosedShift {
  readonly name: string;
  readonly keyId: string;
  readonly sequence: number;
  readonly z: ZReport;
}

/** The figures of every shift, added up from its operations, and what the register's report said about them. */
export class ShiftSums {
  readonly #totals = new Map<string, ShiftTotals>();
  readonly #closed = new Map<string, ClosedShift>();
  /** A sale of the shift does not recompute: its figures are not the ones that the register had. */
  readonly #quarantined = new Set<string>();

  /** One posted operation with the rows that follow from it. */
  take({ arrival, operation, key }: PostedOperation, rows: DocumentRows, isQuarantined: boolean): void {
    const { payload } = operation;
    const shiftId = 'shiftId' in payload ? payload.shiftId : undefined;
    if (shiftId === undefined) return;
    const { sequence } = arrival.envelope;
    if (operation.kind === 'shift.closed') {
      const { z } = operation.payload;
      const name = `Z ${z?.number} of ${key.code}-${key.series}`;
      if (z !== undefined) this.#closed.set(shiftId, { name, keyId: key.key_id, sequence, z });
      return;
    }
    const closed = this.#closed.get(shiftId);
    // Made after the report: not its matter. What a person let in later was made before it.
    if (closed !== undefined && (closed.keyId !== key.key_id || sequence > closed.sequence)) return;
    if (isQuarantined) this.#quarantined.add(shiftId);
    this.#totals.set(shiftId, addRows(this.#totals.get(shiftId) ?? EMPTY_TOTALS, rows));
  }

  /** Compares every report with its shift. `waiting`: chain places of what is stored without being posted. */
  check(
    report: Report,
    shifts: Books['shifts'],
    waiting: readonly { readonly keyId: string; readonly sequence: number }[],
  ): void {
    report.looked('Z reports', this.#closed.size);
    for (const [shiftId, closed] of this.#closed) {
      const totals = this.#totals.get(shiftId) ?? EMPTY_TOTALS;
      const differences = differencesOf(closed.z, totals);
      if (differences.length === 0) continue;
      const isUnfinished =
        this.#quarantined.has(shiftId) ||
        !shifts.has(shiftId) ||
        waiting.some(({ keyId, sequence }) => keyId === closed.keyId && sequence < closed.sequence);
      const words = differences.join('; ');
      if (isUnfinished) report.noted('z', closed.name, `something of its shift waits for a person: ${words}`);
      else report.found('z', closed.name, words);
    }
  }

  /** The numbers of the reports of each key, for finding those that are missing. */
  numbers(): ReadonlyMap<string, readonly number[]> {
    const numbers = new Map<string, number[]>();
    for (const { keyId, z } of this.#closed.values()) numbers.set(keyId, [...(numbers.get(keyId) ?? []), z.number]);
    return numbers;
  }
}

/** The numbers from 1 to the largest that are not there, and those that are there twice. */
export function numberGaps(numbers: readonly number[]): { readonly missing: number[]; readonly twice: number[] } {
  const seen = new Set(numbers);
  const missing: number[] = [];
  const largest = numbers.reduce((most, number) => Math.max(most, number), 0);
  for (let number = 1; number <= largest && missing.length < 1000; number += 1)
    if (!seen.has(number)) missing.push(number);
  return { missing, twice: numbers.filter((number, index) => numbers.indexOf(number) !== index) };
}

function addRows(totals: ShiftTotals, rows: DocumentRows): ShiftTotals {
  let sum = totals;
  for (const sale of rows.sales ?? []) sum = addTraded(sum, tradedOf(sale, rows));
  // Payments keep their tenders as they were said.
  for (const { tenders } of rows.payments ?? []) sum = addReceived(sum, tenders as TradedFigures['tenders']);
  for (const { kind, tenders } of rows.deposits ?? [])
    sum = kind === 'taken' ? addDeposit(sum, tenders) : addDepositBack(sum, tenders);
  for (const { before, after, isOwnShift } of rows.corrections ?? [])
    sum = addCorrected(sum, { before, after, isOwnSale: isOwnShift });
  for (const movement of rows.cashMovements ?? [])
    sum = addCashMoved(sum, { kind: movement.kind, amountMinor: minor(movement.amountMinor) });
  for (const event of rows.shiftEvents ?? []) if (event.kind === 'no-sale') sum = addNoSale(sum);
  return sum;
}

/** A sale or a return from its rows; those of a return are negative. */
function tradedOf(sale: NonNullable<DocumentRows['sales']>[number], rows: DocumentRows): TradedFigures {
  const sign = sale.kind === 'sale' ? 1 : -1;
  const figure = (amount: number) => minor(amount === 0 ? 0 : amount * sign);
  return {
    kind: sale.kind,
    netMinor: figure(sale.netMinor),
    taxMinor: figure(sale.taxMinor),
    totalMinor: figure(sale.totalMinor),
    discountMinor: figure(sale.discountMinor),
    cashRoundingMinor: figure(sale.cashRoundingMinor),
    taxes: (rows.saleTaxes ?? []).map(({ taxId, name, ratePpm, baseMinor, amountMinor }) => ({
      taxId,
      name,
      ratePpm,
      baseMinor: figure(baseMinor),
      amountMinor: figure(amountMinor),
    })),
    tipMinor: minor(sale.tipMinor),
    tenders: (rows.tenders ?? []).map(({ kind, appliedMinor }) => ({ kind, amountMinor: figure(appliedMinor) })),
  };
}

/** What a report says and the operations do not, each as a sentence. */
function differencesOf(z: ZReport, totals: ShiftTotals): string[] {
  const counted = asSaidBy(z.totals, totals);
  const names = Object.keys({ ...z.totals, ...counted }) as (keyof ShiftTotals)[];
  const text = (figures: ShiftTotals, name: keyof ShiftTotals) => canonicalJson(figures[name] ?? null);
  const differing = names
    .filter((name) => text(z.totals, name) !== text(counted, name))
    .map((name) => `${name} is ${text(z.totals, name)}, should be ${text(counted, name)}`);
  const expected = expectedAfter(z.openingFloatMinor, totals);
  if (z.expectedMinor !== expected) differing.push(`expected cash is ${z.expectedMinor}, should be ${expected}`);
  return differing.map((text) => text.slice(0, 300));
}
