import { saleSubject } from '@mosaajii/domain/approval';
import { milli, ppm } from '@mosaajii/domain/money';
import { computeOrder, type OrderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import type { Journal, JournalStore, SaleDraft } from '../../apps/web/src/platform/journal/index.ts';
import type { SimDevice } from './device.ts';
import type { ModelServer } from './model-server.ts';
import { answer, promise, shelve, take } from './model-shelf.ts';
import type { SimShop } from './shop.ts';

/** What a counter knows how to do alone. */
export interface CounterHands {
  readonly order: () => OrderInput;
  readonly draft: (order: OrderInput) => SaleDraft;
  readonly commit: (journal: Journal, draft: SaleDraft) => Promise<void>;
  /** Stores a cart that becomes this sale, whenever somebody goes on with it. */
  readonly keep: (store: JournalStore, draft: SaleDraft) => Promise<void>;
}

/** What registers do with one another through the server: carts that go on elsewhere, quotes, and questions for a manager. */
export class SharedCounter {
  readonly told = {
    /** The request behind the approval of a sale; `isForged`: the answer was no, and the register says yes. */
    remote: new Map<string, { readonly requestId: string; readonly isForged: boolean }>(),
  };
  readonly #hands: CounterHands;
  readonly #device: SimDevice;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #shop: SimShop;

  constructor(hands: CounterHands, device: SimDevice, random: Random, now: () => number, shop: SimShop) {
    this.#hands = hands;
    this.#device = device;
    this.#random = random;
    this.#now = now;
    this.#shop = shop;
  }

  /** Sets a cart aside for every register; without the server it stays here, under the name it would have had. */
  async hold(store: JournalStore, server: ModelServer | null): Promise<void> {
    const heldSaleId = this.#device.newId();
    const order = this.#hands.order();
    if (server === null) return this.#keep(store, order, { heldSaleId });
    shelve(server.tables.shelf, heldSaleId, order);
  }

  /**
   * Goes on with a cart of any register. It is sold here, now or much later, when a manager may have given it to another
   * register, or the server may know nothing of it.
   */
  async takeHeld(store: JournalStore, server: ModelServer): Promise<void> {
    const open = [...server.tables.shelf.carts.values()].filter((cart) => cart.soldSaleId === null);
    if (open.length === 0) return;
    const { heldSaleId, content } = this.#random.pick(open);
    const { registerId } = this.#device.registration;
    const asked = { heldSaleId, registerId, takesOver: this.#random.chance(0.3) };
    const code = take(server.tables.shelf, asked, this.#now());
    if (code !== null) return this.#device.turnedAway(code);
    await this.#keep(store, content as OrderInput, { heldSaleId });
  }

  /** Promises prices, and keeps the cart: it is sold by this register or by whichever looks the quote up. */
  async quote(store: JournalStore, server: ModelServer): Promise<void> {
    const open = [...server.tables.shelf.quotes.values()].filter(({ row }) => row.sold_sale_id === null);
    if (open.length > 0 && this.#random.chance(0.7)) {
      const { quoteId, content } = this.#random.pick(open);
      return this.#keep(store, content as OrderInput, { quoteId });
    }
    const quoteId = this.#device.newId();
    const order = this.#hands.order();
    const lines = order.lines.map(({ lineId, variantId, quantityMilli, unitPriceE4 }) => ({
      lineId,
      variantId,
      quantityMilli,
      unitPriceE4,
    }));
    const until = new Date(this.#now() + 30 * 86_400_000).toISOString().slice(0, 10);
    promise(server.tables.shelf, { quoteId, validUntil: until, terms: { lines, reductions: [] }, content: order });
    await this.#keep(store, order, { quoteId });
  }

  /** Three tenths off, about which somebody on another screen was asked. */
  async sellByAnswer(journal: Journal, server: ModelServer): Promise<void> {
    const order = this.#hands.order();
    const lines = order.lines.map((line) => ({
      ...line,
      quantityMilli: milli(Math.max(1000, line.quantityMilli)),
      discounts: [{ kind: 'percent', ratePpm: ppm(300_000) } as const],
    }));
    const draft = { ...this.#hands.draft({ ...order, lines }), userId: this.#shop.cashierId };
    if (computeOrder(draft.order).totalMinor === 0) return;
    const subject = saleSubject({ ...draft.order, saleId: draft.saleId });
    const [requestId, approvalId] = [this.#device.newId(), this.#device.newId()];
    const { registerId } = this.#device.registration;
    const isForged = this.#random.chance(0.2);
    const approverId = this.#shop.userId;
    answer(server.tables.shelf, { requestId, registerId, approverId, text: subject }, !isForged, this.#now());
    this.told.remote.set(draft.saleId, { requestId, isForged });
    const given = await journal.giveApproval({
      approvalId,
      userId: this.#shop.cashierId,
      approverId,
      method: 'remote',
      actions: [{ action: 'discount' }],
      subject,
      requestId,
    });
    if (!given.ok) return this.#device.refused(given.error);
    await this.#hands.commit(journal, { ...draft, approvals: [approvalId] });
  }

  #keep(store: JournalStore, order: OrderInput, origin: NonNullable<SaleDraft['origin']>): Promise<void> {
    return this.#hands.keep(store, { ...this.#hands.draft(order), origin });
  }
}
