import { refuse } from '@mosaajii/domain';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { Decide } from './append.ts';
import type { CommittedReturn, VoidDraft } from './model.ts';
import { decideReturn } from './return.ts';
import type { JournalStore } from './store.ts';

/**
 * Decides the void of a sale: all of it comes back to where it came from, in the shift that made it, and its number stays
 * used. Refuses another shift's sale (that is a return), one that something came back of, one that
 * sold a gift card, and one that is voided already.
 */
export function decideVoid(store: JournalStore, draft: VoidDraft): Decide<CommittedReturn> {
  return async (moment) => {
    const entry = await store.entry(draft.saleId);
    if (entry?.kind !== 'sale.completed') {
      return refuse({ code: 'unknown-sale', detail: 'Only the register that made a sale can void it.' });
    }
    const sale = entry.operation.payload as SaleCompleted;
    const isKnown = (await store.entry(draft.returnId)) !== null;
    if (!isKnown) {
      if (moment.head.openShiftId !== sale.shiftId) {
        return refuse({
          code: 'other-shift',
          detail: 'The shift of this sale is closed. Take the goods back instead.',
        });
      }
      if (sale.lines.some((line) => line.giftCard !== undefined)) {
        return refuse({
          code: 'gift-card-sold',
          detail: 'This sale sold a gift card, which may have been used since. Take back its other goods instead.',
        });
      }
      const earlier = await store.returnsOf(draft.saleId);
      if (earlier.some((document) => document.isVoid === true)) {
        return refuse({ code: 'sale-voided', detail: 'This sale was voided before.' });
      }
      if (earlier.length > 0) {
        return refuse({
          code: 'sale-returned',
          detail: 'Something of this sale came back. Take back the rest instead.',
        });
      }
    }
    const lines = sale.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const { returnId, userId, saleId, note, approvals = [] } = draft;
    // A tip stays with who got it, and goods that paid cannot be handed back again: there the goods' worth is shared.
    const isPlain = (sale.tipMinor ?? 0) === 0 && sale.tenders.every(({ kind }) => kind !== 'exchange');
    const refund = { kind: isPlain ? 'as-paid' : 'original' } as const;
    const whole = { returnId, userId, saleId, note, lines, reason: 'other', refund } as const;
    return decideReturn(store, { ...whole, approvals }, { voids: true })(moment);
  };
}
