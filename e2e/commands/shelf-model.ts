import type { ModelLine } from './paper.ts';

/** For so many minutes a register has a held sale for itself. */
const LOCKED_MINUTES = 20;

interface Held {
  readonly id: string;
  readonly lines: readonly ModelLine[];
  soldSaleId: string | null;
  holder: number | null;
  untilMinute: number;
}
interface Quoted {
  readonly id: string;
  readonly lines: readonly ModelLine[];
  soldSaleId: string | null;
}

/** A list of what was set aside and who has it, and one of what was promised. */
export class ShelfModel {
  readonly held: Held[] = [];
  readonly quotes: Quoted[] = [];

  hold(id: string, lines: readonly ModelLine[]): void {
    this.held.push({ id, lines, soldSaleId: null, holder: null, untilMinute: 0 });
  }

  quote(id: string, lines: readonly ModelLine[]): void {
    this.quotes.push({ id, lines, soldSaleId: null });
  }

  /** Why a register cannot go on with it; `null`: it is its own now. */
  take(held: Held, register: number, minute: number, takesOver: boolean): string | null {
    if (held.soldSaleId !== null) return 'held-sale-gone';
    const isOthers = held.holder !== null && held.holder !== register && held.untilMinute > minute;
    if (isOthers && !takesOver) return 'held-sale-taken';
    held.holder = register;
    held.untilMinute = minute + LOCKED_MINUTES;
    return null;
  }

  /** A sale that came of one of them: nobody has it any more. */
  sold(one: Held | Quoted, saleId: string): void {
    one.soldSaleId = saleId;
    if ('holder' in one) one.holder = null;
  }
}
