import { milli, priceE4 } from '@mosaajii/domain/money';
import { promise, shelve, take } from '../sim/model-shelf.ts';
import type { Command } from './command.ts';
import { linesOf } from './drafts.ts';
import type { Hands } from './hands.ts';
import { MODEL_GOODS, type ModelLine } from './paper.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** A cart is set aside for every register. */
export function playHold({ world, model }: Hands, { goods }: Of<'hold' | 'quote'>): null {
  const heldSaleId = world.newId();
  const lines = linesOf(world, goods);
  shelve(world.server.tables.shelf, heldSaleId, lines);
  model.aside.hold(heldSaleId, lines);
  return null;
}

/** A register goes on with what any of them set aside, if nobody else has it, and sells what was in it. */
export async function playRecall(hands: Hands, command: Of<'recall'>): Promise<string | null> {
  const { world, model } = hands;
  const { register, takesOver, customer, split } = command;
  const { held } = model.aside;
  const one = held[command.held % Math.max(1, held.length)];
  if (one === undefined) return null;
  const { registerId } = world.device(register).registration;
  const { shelf } = world.server.tables;
  const asked = { heldSaleId: one.id, registerId, takesOver };
  const [known, expected] = [
    take(shelf, asked, world.now),
    model.aside.take(one, register, world.now / 60_000, takesOver),
  ];
  if (known !== expected) return `the shelf says ${known ?? 'yours'}, pencil and paper say ${expected ?? 'yours'}`;
  if (known !== null) {
    hands.refuse();
    return null;
  }
  const lines = shelf.carts.get(one.id)?.content as readonly ModelLine[];
  const { wrong, saleId } = await hands.ring(register, lines, { customer, split, origin: { heldSaleId: one.id } });
  if (saleId !== null) model.aside.sold(one, saleId);
  return wrong;
}

/** Prices are promised for a cart. */
export function playQuote({ world, model }: Hands, { goods }: Of<'hold' | 'quote'>): null {
  const quoteId = world.newId();
  const lines = linesOf(world, goods);
  const terms = {
    lines: lines.map(({ lineId, what, quantityMilli }) => {
      const good = 'good' in what ? what.good : 0;
      const unitPriceE4 = priceE4((MODEL_GOODS[good]?.priceMinor ?? 0) * 10_000);
      return {
        lineId,
        variantId: world.shop.variants[good]?.variant_id ?? '',
        quantityMilli: milli(quantityMilli),
        unitPriceE4,
      };
    }),
    reductions: [],
  };
  const validUntil = new Date(world.now + 30 * 86_400_000).toISOString().slice(0, 10);
  promise(world.server.tables.shelf, { quoteId, validUntil, terms, content: lines });
  model.aside.quote(quoteId, lines);
  return null;
}

/** A quote becomes a sale at whichever register looks it up, once. */
export async function playQuoteSale(hands: Hands, command: Of<'sell-quote'>): Promise<string | null> {
  const { world, model } = hands;
  const { quotes } = model.aside;
  const one = quotes[command.quote % Math.max(1, quotes.length)];
  if (one === undefined) return null;
  const kept = world.server.tables.shelf.quotes.get(one.id);
  if (kept === undefined || kept.row.sold_sale_id !== one.soldSaleId) return `the quote ${one.id} is sold otherwise`;
  if (one.soldSaleId !== null) {
    hands.refuse();
    return null;
  }
  const { register, customer, split } = command;
  const lines = kept.content as readonly ModelLine[];
  const { wrong, saleId } = await hands.ring(register, lines, { customer, split, origin: { quoteId: one.id } });
  if (saleId !== null) model.aside.sold(one, saleId);
  return wrong;
}
