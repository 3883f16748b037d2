import { type Milli, milli } from '@mosaajii/domain/money';
import type { ReturnedLine, ReturnReason, Shelved } from '@mosaajii/domain/operation';
import type { RefundChoice, Returnable } from '../../platform/journal/index.ts';

/** Back to stock, or written off. */
export type Shelf = 'stock' | 'damaged';

/** A return while it is put together. */
export interface ReturnForm {
  readonly quantities: Readonly<Record<string, Milli>>;
  readonly reason: ReturnReason;
  /** What was said of single lines; the others go where the reason sends them. */
  readonly shelved: Readonly<Record<string, Shelf>>;
  readonly refund: RefundChoice['kind'];
  /** Whose credit it becomes; absent: that of who bought. */
  readonly creditTo?: string | undefined;
}

export const RETURN_REASONS: readonly ReturnReason[] = [
  'changed-mind',
  'damaged',
  'wrong-item',
  'not-as-described',
  'other',
];

/** Goods that came back as damaged do not go back on the shelf unless somebody says so. */
const SHELVES: Record<ReturnReason, Shelf> = {
  'changed-mind': 'stock',
  damaged: 'damaged',
  'wrong-item': 'stock',
  'not-as-described': 'stock',
  other: 'stock',
};

/** Where the goods of a line go. */
export function shelfOf({ shelved, reason }: Pick<ReturnForm, 'shelved' | 'reason'>, lineId: string): Shelf {
  return shelved[lineId] ?? SHELVES[reason];
}

export function setShelf(form: ReturnForm, lineId: string, shelf: Shelf): ReturnForm {
  return { ...form, shelved: { ...form.shelved, [lineId]: shelf } };
}

/** As operations say it. */
export function shelvedAs(shelf: Shelf): Shelved {
  return shelf === 'stock' ? { isRestocked: true } : { isRestocked: false, condition: 'damaged' };
}

/** Nothing chosen yet. A sale of one single line starts with all of it, because that is what comes back. */
export function openForm(sale: Returnable): ReturnForm {
  const [only, ...others] = sale.lines.filter((line) => leftOf(line) > 0);
  const quantities = only && others.length === 0 ? { [only.lineId]: stepOf(leftOf(only)) } : {};
  return { quantities, reason: 'changed-mind', shelved: {}, refund: 'original' };
}

type Line = Returnable['lines'][number];

/** What of a line can still come back. */
export function leftOf(line: Pick<Line, 'soldMilli' | 'returnedMilli'>): Milli {
  return milli(Math.max(0, line.soldMilli - line.returnedMilli));
}

/** One piece; all of it when less than a piece is left. */
function stepOf(left: Milli): Milli {
  return milli(Math.min(1000, left));
}

/** One piece more or less, never below nothing or above what is left. */
export function step(form: ReturnForm, line: Line, direction: 1 | -1): ReturnForm {
  const now = form.quantities[line.lineId] ?? milli(0);
  return setQuantity(form, line, milli(now + direction * 1000));
}

/** A quantity as typed, held within what is left. */
export function setQuantity(form: ReturnForm, line: Line, quantity: Milli): ReturnForm {
  const held = milli(Math.min(leftOf(line), Math.max(0, quantity)));
  return { ...form, quantities: { ...form.quantities, [line.lineId]: held } };
}

export function setReason(form: ReturnForm, reason: ReturnReason): ReturnForm {
  return { ...form, reason };
}

/** The lines as the journal takes them; those without a quantity are left out. */
export function returnedLines(form: ReturnForm, sale: Returnable): readonly ReturnedLine[] {
  return sale.lines.flatMap(({ lineId }) => {
    const quantityMilli = form.quantities[lineId] ?? milli(0);
    return quantityMilli > 0 ? [{ lineId, quantityMilli, ...shelvedAs(shelfOf(form, lineId)) }] : [];
  });
}

/** When the sale's figures change under the form (another register returned something), no quantity stays above what is left. */
export function fitForm(form: ReturnForm, sale: Returnable): ReturnForm {
  return sale.lines.reduce((fitted, line) => {
    const chosen = fitted.quantities[line.lineId];
    return chosen !== undefined && chosen > leftOf(line) ? setQuantity(fitted, line, chosen) : fitted;
  }, form);
}

/** Whose store credit the refund becomes; `null`: nobody is named yet. */
export function creditHolder(form: ReturnForm, sale: Pick<Returnable, 'customerId'>): string | null {
  return form.creditTo ?? sale.customerId ?? null;
}

/** Credit was chosen, and it belongs to nobody. */
export function isCreditOfNobody(form: ReturnForm, sale: Pick<Returnable, 'customerId'>): boolean {
  return form.refund === 'credit' && creditHolder(form, sale) === null;
}

/** Where the money goes, as the journal takes it. `tenderId`: of a refund that is none of the sale's tenders. */
export function choiceOf(form: ReturnForm, sale: Pick<Returnable, 'customerId'>, tenderId: string): RefundChoice {
  switch (form.refund) {
    case 'original':
      return { kind: 'original' };
    case 'cash':
      return { kind: 'cash', tenderId };
    case 'credit':
      return { kind: 'credit', tenderId, customerId: creditHolder(form, sale) ?? '' };
  }
}
