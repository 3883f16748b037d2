import { type Milli, milli } from '@mosaajii/domain/money';
import type { ReturnedLine, ReturnReason } from '@mosaajii/domain/operation';
import type { RefundChoice, Returnable } from '../../platform/journal/index.ts';

/** A return while it is put together. */
export interface ReturnForm {
  readonly quantities: Readonly<Record<string, Milli>>;
  readonly reason: ReturnReason;
  readonly isRestocked: boolean;
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

/** Damaged goods do not go back on the shelf unless somebody says so. */
const RESTOCKED: Record<ReturnReason, boolean> = {
  'changed-mind': true,
  damaged: false,
  'wrong-item': true,
  'not-as-described': true,
  other: true,
};

/** Nothing chosen yet. A sale of one single line starts with all of it, because that is what comes back. */
export function openForm(sale: Returnable): ReturnForm {
  const [only, ...others] = sale.lines.filter((line) => leftOf(line) > 0);
  const quantities = only && others.length === 0 ? { [only.lineId]: stepOf(leftOf(only)) } : {};
  return { quantities, reason: 'changed-mind', isRestocked: true, refund: 'original' };
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
  return { ...form, reason, isRestocked: RESTOCKED[reason] };
}

/** The lines as the journal takes them; those without a quantity are left out. */
export function returnedLines(form: ReturnForm, sale: Returnable): readonly ReturnedLine[] {
  return sale.lines.flatMap(({ lineId }) => {
    const quantityMilli = form.quantities[lineId] ?? milli(0);
    return quantityMilli > 0 ? [{ lineId, quantityMilli, isRestocked: form.isRestocked }] : [];
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
