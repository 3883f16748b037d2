import type { UpsertRow } from '../upsert-products.ts';

/** Where in the file each SKU and code was first seen: every later row with one of them is rejected. */
export class SeenKeys {
  private readonly firstRow = new Map<string, number>();

  /** The keys as they are now, to which the rows of a transaction add; nothing is added here until `accept`. */
  draft(): SeenDraft {
    return new SeenDraft((key) => this.firstRow.get(key));
  }

  accept(draft: SeenDraft): void {
    for (const [key, rowNumber] of draft.own) this.firstRow.set(key, rowNumber);
  }
}

export class SeenDraft {
  readonly own = new Map<string, number>();
  private readonly known: (key: string) => number | undefined;

  constructor(known: (key: string) => number | undefined) {
    this.known = known;
  }

  /** The earlier row that has a key of this one; null: none has. Either way this row's keys are seen from now on. */
  note(asked: Pick<UpsertRow, 'sku' | 'codes'>, rowNumber: number): number | null {
    const sku = asked.sku ?? asked.codes[0]?.displayCode ?? '';
    let earlier: number | null = null;
    for (const key of [`s${sku}`, ...asked.codes.map((code) => `c${code.code}`)]) {
      const first = this.known(key) ?? this.own.get(key);
      if (first === undefined) this.own.set(key, rowNumber);
      else earlier ??= first;
    }
    return earlier;
  }
}
