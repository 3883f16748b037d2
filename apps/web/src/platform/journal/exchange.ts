import { ok, type Result, refuse, sum } from '@mosaajii/domain';
import type { Minor } from '@mosaajii/domain/money';
import type { ReturnCompleted } from '@mosaajii/domain/operation';
import { exchangedMinor, exchangePartOf } from '@mosaajii/domain/sale';
import type { Decide, Moment } from './append.ts';
import type { CommittedExchange, ExchangeDraft, SaleDraft } from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { decideReturn, loadReturnable, todaysEngine } from './return.ts';
import { decideSale } from './sale.ts';
import { addSale } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/**
 * Decides an exchange: a return and a sale, one behind the other in the chain and in one transaction. The part of the
 * return that the new goods cost pays for them; what is left over goes out, what is missing comes in.
 */
export function decideExchange(store: JournalStore, draft: ExchangeDraft): Decide<CommittedExchange> {
  return async (moment) => {
    const amount = await exchangedBy(store, draft);
    if (!amount.ok) return amount;
    const { exchangeId, returnTenderId, saleTenderId } = draft;
    const exchanged = { exchangeId, tenderId: returnTenderId, amountMinor: amount.value };
    const first = await decideReturn(store, draft.returned, { exchanged })(moment);
    if (!first.ok) return first;
    const returned = first.value;
    const second = await decideSale(
      store,
      paidWith(draft.sale, saleTenderId, amount.value),
      exchangeId,
    )('known' in returned ? moment : behind(moment));
    if (!second.ok) return second;
    const sale = second.value;
    if ('known' in returned && 'known' in sale) return ok({ known: { returned: returned.known, sale: sale.known } });
    if ('known' in returned || 'known' in sale) {
      return refuse({ code: 'id-already-used', detail: 'One half of this exchange was already made on its own.' });
    }
    // The sale was decided on the shift as the return found it: its figures go on top of the return's.
    const { totals, settlement } = sale.done;
    const shift = returned.fact.shift && addSale(returned.fact.shift, totals, settlement);
    const next = { ...sale.fact, ...(shift && { shift }) };
    return ok({ done: { returned: returned.done, sale: sale.done }, fact: { ...returned.fact, next } });
  };
}

/** What clears: read from the journal when the exchange is there already. */
async function exchangedBy(store: JournalStore, draft: ExchangeDraft): Promise<Result<Minor, JournalRefusal>> {
  const known = await store.entry(draft.returned.returnId);
  if (known?.kind === 'return.completed') {
    return ok(exchangePartOf((known.operation.payload as ReturnCompleted).refunds));
  }
  const { saleId, fetched, lines } = draft.returned;
  const source = await loadReturnable(store, saleId, fetched);
  if (!source.ok) return source;
  const engine = todaysEngine();
  const returned = engine.computeReturn(source.value.lines, lines);
  if (!returned.ok) return returned;
  const order = engine.validateOrder(draft.sale.order);
  if (!order.ok) return order;
  const soldMinor = engine.computeOrder(draft.sale.order).totalMinor;
  return ok(exchangedMinor(sum(returned.value.map((line) => line.totalMinor)), soldMinor));
}

function paidWith(sale: SaleDraft, tenderId: string, amountMinor: Minor): SaleDraft {
  if (amountMinor === 0) return sale;
  return { ...sale, tenders: [{ tenderId, kind: 'exchange', amountMinor }, ...sale.tenders] };
}

/** The moment right behind the return: its operation and its receipt number are taken. */
function behind(moment: Moment): Moment {
  const { head } = moment;
  return {
    ...moment,
    head: { ...head, lastSequence: head.lastSequence + 1, lastReceiptSequence: head.lastReceiptSequence + 1 },
  };
}
