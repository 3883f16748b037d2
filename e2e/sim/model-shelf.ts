import { createHash } from 'node:crypto';
import type { SyncContext, Writes } from '../../apps/server/src/rooms/operations/sync/index.ts';

type QuoteRow = NonNullable<SyncContext['quotes']>[number];
type KeptQuote = { readonly quoteId: string; readonly content: unknown; readonly row: QuoteRow };
type AnsweredRow = NonNullable<SyncContext['answered']>[number];

/** How long a register has a held sale for itself. */
const LOCK_MS = 20 * 60_000;

/** A cart that was set aside for every register. */
export interface ShelvedCart {
  readonly heldSaleId: string;
  readonly content: unknown;
  readonly soldSaleId: string | null;
  /** Who rings it up, and until when. */
  readonly lock: { readonly registerId: string; readonly until: number } | null;
}

/**
 * What registers leave with the server for one another: held sales, quotes, and questions for a manager. In small the rules
 * of the rooms that keep them, which are proved against PostgreSQL; what a push makes of them is the real thing.
 */
export interface Shelf {
  readonly carts: Map<string, ShelvedCart>;
  readonly quotes: Map<string, KeptQuote>;
  readonly requests: Map<string, AnsweredRow>;
}

export function emptyShelf(): Shelf {
  return { carts: new Map(), quotes: new Map(), requests: new Map() };
}

/** A register sets a cart aside for all of them, and lets go of it. */
export function shelve({ carts }: Shelf, heldSaleId: string, content: unknown): void {
  if (!carts.has(heldSaleId)) carts.set(heldSaleId, { heldSaleId, content, soldSaleId: null, lock: null });
}

/** One register goes on with a cart; the others hear who has it. `null`: it is this register's now. */
export function take(
  { carts }: Shelf,
  asked: { readonly heldSaleId: string; readonly registerId: string; readonly takesOver: boolean },
  now: number,
): 'held-sale-gone' | 'held-sale-taken' | null {
  const { heldSaleId, registerId, takesOver } = asked;
  const cart = carts.get(heldSaleId);
  if (cart === undefined || cart.soldSaleId !== null) return 'held-sale-gone';
  const isHeldByOther = cart.lock !== null && cart.lock.registerId !== registerId && cart.lock.until > now;
  if (isHeldByOther && !takesOver) return 'held-sale-taken';
  carts.set(heldSaleId, { ...cart, lock: { registerId, until: now + LOCK_MS } });
  return null;
}

/** A register promises prices until a day. */
export function promise(
  { quotes }: Shelf,
  quote: {
    readonly quoteId: string;
    readonly validUntil: string;
    readonly terms: QuoteRow['terms'];
    readonly content: unknown;
  },
): void {
  const { quoteId, validUntil, terms, content } = quote;
  const row: QuoteRow = { quote_id: quoteId, state: 'open', valid_until: validUntil, terms, sold_sale_id: null };
  if (!quotes.has(quoteId)) quotes.set(quoteId, { quoteId, content, row });
}

/** Somebody on another screen answers for exactly this text. */
export function answer(
  { requests }: Shelf,
  asked: {
    readonly requestId: string;
    readonly registerId: string;
    readonly approverId: string;
    readonly text: string;
  },
  isYes: boolean,
  now: number,
): void {
  requests.set(asked.requestId, {
    request_id: asked.requestId,
    register_id: asked.registerId,
    state: isYes ? 'approved' : 'refused',
    decided_by: asked.approverId,
    decided_at: new Date(now).toISOString(),
    digest: createHash('sha256').update(asked.text).digest('hex'),
  });
}

/** What a push looks at. */
export function shelfContext({ carts, quotes, requests }: Shelf): Partial<SyncContext> {
  return {
    heldSales: [...carts.values()].map(({ heldSaleId, soldSaleId }) => ({
      held_sale_id: heldSaleId,
      sold_sale_id: soldSaleId,
    })),
    quotes: [...quotes.values()].map(({ row }) => row),
    answered: [...requests.values()],
  };
}

/** What a push changes: the first sale of each ends it. */
export function applyShelf({ carts, quotes }: Shelf, writes: Writes): void {
  for (const { heldSaleId, saleId } of writes.soldHeldSales) {
    const cart = carts.get(heldSaleId);
    if (cart === undefined || cart.soldSaleId !== null) throw new Error(`the held sale ${heldSaleId} is not open`);
    carts.set(heldSaleId, { ...cart, soldSaleId: saleId, lock: null });
  }
  for (const { heldSaleId, saleId } of writes.unheardHeldSales) {
    if (carts.has(heldSaleId)) throw new Error(`the database would refuse a second held sale ${heldSaleId}`);
    carts.set(heldSaleId, { heldSaleId, content: null, soldSaleId: saleId, lock: null });
  }
  for (const { quoteId, saleId } of writes.soldQuotes) {
    const quote = quotes.get(quoteId);
    if (quote === undefined || quote.row.sold_sale_id !== null) throw new Error(`the quote ${quoteId} is not open`);
    quotes.set(quoteId, { ...quote, row: { ...quote.row, state: 'sold', sold_sale_id: saleId } });
  }
}
