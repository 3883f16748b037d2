/** How much of each line and each tender of a sale came back. Changed while a batch is decided, and written once. */
export interface Counter {
  readonly saleId: string;
  readonly partId: string;
  readonly whole: number;
  counted: number;
  isNew: boolean;
  isDirty: boolean;
}

export function countersOf(rows: readonly (readonly [string, string, number])[]): Map<string, Counter> {
  return new Map(
    rows.map(([saleId, partId, counted]) => [
      `${saleId}|${partId}`,
      { saleId, partId, whole: 0, counted, isNew: false, isDirty: false },
    ]),
  );
}

/** How much of a part (a line, a tender) of a sale has been counted already. */
export function countedOf(counters: ReadonlyMap<string, Counter>, saleId: string, partId: string): number {
  return counters.get(`${saleId}|${partId}`)?.counted ?? 0;
}

/** Counts more of a part of a sale; `whole` is all there is of it. */
export function countMore(
  counters: Map<string, Counter>,
  saleId: string,
  partId: string,
  whole: number,
  more: number,
): void {
  const key = `${saleId}|${partId}`;
  const known = counters.get(key);
  counters.set(key, {
    saleId,
    partId,
    whole,
    counted: (known?.counted ?? 0) + more,
    isNew: known?.isNew ?? true,
    isDirty: true,
  });
}

/** What was counted is written down: the next part of the batch goes on from it. */
export function settleCounter(counter: { isNew: boolean; isDirty: boolean }): void {
  counter.isNew = false;
  counter.isDirty = false;
}

/** What changed, always in the same order, so that two batches lock one after the other. */
export function dirtyInOrder<C extends { readonly isDirty: boolean }>(counters: ReadonlyMap<string, C>): C[] {
  return [...counters]
    .filter(([, counter]) => counter.isDirty)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, counter]) => counter);
}
