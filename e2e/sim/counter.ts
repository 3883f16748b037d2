import { returnSubject, saleSubject } from '@mosaajii/domain/approval';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { allowanceLeft } from '@mosaajii/domain/purse';
import { computeOrder, type OrderInput, type SaleLineInput, type TenderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import type { Journal, JournalStore, SaleDraft } from '../../apps/web/src/platform/journal/index.ts';
import { type CounterHands, SharedCounter } from './between-counters.ts';
import { RULES, type SimDevice } from './device.ts';
import { TAX } from './fetched.ts';
import { GoodwillCounter } from './goodwill-counter.ts';
import { LayawayCounter } from './layaway-counter.ts';
import type { ModelServer } from './model-server.ts';
import { ALLOWANCE, PLENTY, pricedBy, type SimShop } from './shop.ts';

/** What a counter does besides selling for cash: cards, credit, coupons, approvals, voids, exchanges, parked sales, layaways. */
export class SimCounter {
  readonly told = {
    /** Carts that were set aside, with the sale that each becomes. */
    parked: new Map<string, SaleDraft>(),
    /** Sales beyond what their cashier may, that nobody approved: the server has to say so of exactly these, if they were made. */
    unapproved: new Set<string>(),
    notes: new Set<string>(),
    payments: new Set<string>(),
  };
  readonly #device: SimDevice;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #shop: SimShop;
  /** What it does with the other registers, through the server. */
  readonly shared: SharedCounter;
  readonly layaways: LayawayCounter;
  readonly goodwill: GoodwillCounter;
  #isRedeeming = false;

  constructor(device: SimDevice, random: Random, now: () => number, shop: SimShop) {
    this.#device = device;
    this.#random = random;
    this.#now = now;
    this.#shop = shop;
    const hands: CounterHands = {
      order: () => this.#order(),
      draft: (order) => this.#draft(order),
      commit: (journal, draft) => this.#commit(journal, draft),
      keep: (store, draft) => this.#keep(store, draft),
    };
    this.shared = new SharedCounter(hands, device, random, now, shop);
    this.goodwill = new GoodwillCounter(hands, device, random, shop);
    this.layaways = new LayawayCounter(hands, device, random, now, shop);
  }

  /** One of them, as the seed says. */
  async act(server: ModelServer, isOnline: boolean): Promise<void> {
    const { journal, store } = await this.#device.tab();
    if (!(await this.#device.readyToSell(journal))) return;
    const acts: (() => Promise<void>)[] = [
      () => this.#sellPromoted(journal),
      () => this.#sellCard(journal),
      () => this.#redeem(journal, isOnline ? server : null),
      () => this.#sellOnAccount(journal),
      () => this.#takePayment(journal),
      () => this.#sellBeyondLimit(journal),
      () => this.#void(journal),
      () => this.#exchange(journal),
      () => this.#returnBlind(journal),
      () => this.#park(store),
      () => this.#recall(journal, store),
      () => this.#note(journal),
      () => this.shared.hold(store, isOnline ? server : null),
      () => this.shared.hold(store, isOnline ? server : null),
      ...(isOnline
        ? [
            // Several registers want the same few carts.
            () => this.shared.takeHeld(store, server),
            () => this.shared.takeHeld(store, server),
            () => this.shared.takeHeld(store, server),
            () => this.shared.takeHeld(store, server),
            () => this.shared.quote(store, server),
            () => this.shared.quote(store, server),
            () => this.shared.sellByAnswer(journal, server),
          ]
        : []),
      () => this.#recall(journal, store),
      () => this.#recall(journal, store),
    ];
    await this.#random.pick(acts)();
    if (this.#random.chance(0.5)) await this.#actForCustomer(journal, isOnline ? server : null);
  }

  /** Beside the others, so that these stay as frequent as they were. */
  async #actForCustomer(journal: Journal, server: ModelServer | null): Promise<void> {
    const acts = [
      () => this.goodwill.sell(journal, server),
      () => this.goodwill.sell(journal, server),
      () => this.goodwill.returnForCredit(journal),
      () => this.goodwill.correct(journal),
      () => this.layaways.act(journal, server),
      () => this.layaways.act(journal, server),
      () => this.layaways.act(journal, server),
      () => this.layaways.act(journal, server),
    ];
    await this.#random.pick(acts)();
  }

  async #sellPromoted(journal: Journal): Promise<void> {
    const order = pricedBy(this.#shop, this.#order(), this.#now(), this.#random.chance(0.3));
    const tipMinor = minor(this.#random.chance(0.3) ? this.#random.integer(1, 500) : 0);
    await this.#commit(journal, { ...this.#draft(order), tipMinor });
  }

  /** Sells a card, or loads one that was sold before: nobody can tell without the server. */
  async #sellCard(journal: Journal): Promise<void> {
    const price = priceE4(this.#random.integer(1, 50) * 1_000_000);
    const cardId = this.#random.pick(this.#shop.cardIds);
    const line: SaleLineInput = {
      ...this.#line(),
      variantId: cardId,
      quantityMilli: milli(1000),
      listPriceE4: price,
      unitPriceE4: price,
      priceSource: 'open',
      taxes: [],
      giftCard: { cardId, hint: cardId.slice(-4) },
    };
    await this.#commit(journal, this.#draft({ rules: RULES, lines: [line], saleDiscounts: [] }));
  }

  /** With the server the amount is put aside there first; without it the register stays within its allowance. */
  async #redeem(journal: Journal, server: ModelServer | null): Promise<void> {
    const shift = await journal.currentShift();
    if (this.#isRedeeming || shift === null) return;
    this.#isRedeeming = true;
    try {
      const order = this.#order();
      const { totalMinor } = computeOrder(order);
      const cardId = this.#random.pick(this.#shop.cardIds);
      const documents = await journal.listSales({ businessDate: shift.businessDate });
      const drawn = documents.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
      const left = server === null ? allowanceLeft(ALLOWANCE, drawn, cardId) : this.#random.integer(1, 3_000);
      const amountMinor = minor(Math.min(left, totalMinor));
      if (amountMinor < 1) return;
      const authorisationId = this.#device.newId();
      if (server !== null && !server.authorise(authorisationId, 'gift-card', cardId, amountMinor)) return;
      const card: TenderInput = { tenderId: this.#device.newId(), kind: 'gift-card', amountMinor, cardId };
      const tender = server === null ? card : { ...card, authorisationId };
      const allowance = server === null ? { allowance: ALLOWANCE } : {};
      await this.#commit(journal, { ...this.#draft(order, [tender, this.#cash()]), ...allowance });
    } finally {
      this.#isRedeeming = false;
    }
  }

  async #sellOnAccount(journal: Journal): Promise<void> {
    const order = this.#order();
    const amountMinor = computeOrder(order).totalMinor;
    if (amountMinor === 0) return;
    const customer = { customerId: this.#random.pick(this.#shop.customerIds) };
    const tender: TenderInput = { tenderId: this.#device.newId(), kind: 'account', amountMinor };
    await this.#commit(journal, { ...this.#draft(order, [tender]), customer });
  }

  async #takePayment(journal: Journal): Promise<void> {
    const amountMinor = minor(this.#random.integer(1, 4_000));
    const draft = {
      paymentId: this.#device.newId(),
      userId: this.#shop.userId,
      customerId: this.#random.pick(this.#shop.customerIds),
      tenders: [
        { tenderId: this.#device.newId(), kind: this.#random.pick(['cash', 'card-manual'] as const), amountMinor },
      ],
    };
    const paid = await journal.commitPayment(draft);
    if (paid.ok) this.told.payments.add(draft.paymentId);
    else this.#device.refused(paid.error);
  }

  /** Three tenths off, by somebody who may give one. Approved, or not, or approved for another cart. */
  async #sellBeyondLimit(journal: Journal): Promise<void> {
    const order = this.#order();
    const lines = order.lines.map((line) => ({
      ...line,
      quantityMilli: milli(Math.max(1000, line.quantityMilli)),
      discounts: [{ kind: 'percent', ratePpm: ppm(300_000) } as const],
    }));
    const draft = { ...this.#draft({ ...order, lines }), userId: this.#shop.cashierId };
    if (this.#random.chance(0.2)) {
      this.told.unapproved.add(draft.saleId);
      return this.#commit(journal, draft);
    }
    const approvals = await this.#approve(journal, 'discount', saleSubject({ ...draft.order, saleId: draft.saleId }));
    if (approvals === null) return;
    const hasChanged = this.#random.chance(0.2);
    const more = lines.map((line) => ({ ...line, quantityMilli: milli(line.quantityMilli + 1000) }));
    const sold = hasChanged ? { ...draft, order: { ...draft.order, lines: more } } : draft;
    await this.#commit(journal, { ...sold, approvals });
    if (hasChanged && this.#device.told.sales.has(draft.saleId))
      throw new Error('an approval was used for another cart');
  }

  async #approve(journal: Journal, action: 'discount' | 'void', subject: string): Promise<readonly string[] | null> {
    const given = await journal.giveApproval({
      approvalId: this.#device.newId(),
      userId: this.#shop.cashierId,
      approverId: this.#shop.userId,
      method: 'pin',
      actions: [{ action }],
      subject,
    });
    if (given.ok) return [given.value.approvalId];
    this.#device.refused(given.error);
    return null;
  }

  /** The cashier may not; the other one says yes to this sale. */
  async #void(journal: Journal): Promise<void> {
    const saleId = this.#ownSale();
    const sale = saleId === undefined ? null : await journal.findSale({ saleId });
    if (saleId === undefined || sale?.ok !== true) return;
    const returnId = this.#device.newId();
    const lines = sale.value.payload.lines.map(({ lineId, quantityMilli }) => ({
      lineId,
      quantityMilli,
      isRestocked: true,
    }));
    const subject = returnSubject({
      returnId,
      source: { kind: 'sale', saleId, lines },
      voids: true,
      claimed: { totalMinor: sale.value.totals.totalMinor },
    });
    const approvals = await this.#approve(journal, 'void', subject);
    if (approvals === null) return;
    const draft = { returnId, userId: this.#shop.cashierId, saleId, note: 'rung up wrong', approvals };
    const voided = await journal.commitVoid(draft);
    if (voided.ok) this.#device.told.returns.add(returnId);
    else this.#device.refused(voided.error);
  }

  async #exchange(journal: Journal): Promise<void> {
    const saleId = this.#ownSale();
    const known = saleId === undefined ? null : await journal.returnable(saleId);
    if (saleId === undefined || known?.ok !== true) return;
    const [line] = known.value.lines.filter(({ soldMilli, returnedMilli }) => soldMilli > returnedMilli);
    if (line === undefined) return;
    const quantityMilli = milli(this.#random.integer(1, line.soldMilli - line.returnedMilli));
    const draft = this.#draft(this.#order());
    const returned = {
      returnId: this.#device.newId(),
      userId: this.#shop.userId,
      saleId,
      reason: 'wrong-item' as const,
      lines: [{ lineId: line.lineId, quantityMilli, isRestocked: true }],
      refund: { kind: 'cash' as const, tenderId: this.#device.newId() },
    };
    const [exchangeId, returnTenderId, saleTenderId] = [
      this.#device.newId(),
      this.#device.newId(),
      this.#device.newId(),
    ];
    const done = await journal.commitExchange({ exchangeId, returnTenderId, saleTenderId, returned, sale: draft });
    if (!done.ok) return this.#device.refused(done.error);
    this.#device.told.returns.add(done.value.returned.returnId);
    this.#device.told.sales.add(done.value.sale.saleId);
  }

  async #returnBlind(journal: Journal): Promise<void> {
    const lines = [{ ...this.#line(), isRestocked: this.#random.chance(0.5) }];
    const about = { reason: 'damaged' as const, rules: RULES, lines, tenderId: this.#device.newId() };
    const draft = { returnId: this.#device.newId(), userId: this.#shop.userId, ...about };
    const returned = await journal.commitBlindReturn(draft);
    if (returned.ok) this.#device.told.returns.add(draft.returnId);
    else this.#device.refused(returned.error);
  }

  #park(store: JournalStore): Promise<void> {
    return this.#keep(store, this.#draft(this.#order()));
  }

  async #keep(store: JournalStore, sale: SaleDraft): Promise<void> {
    const cartId = this.#device.newId();
    const draft: SaleDraft = { ...sale, cartId };
    const updatedAt = new Date(this.#now()).toISOString();
    await store.putCart({ cartId, updatedAt, isHeld: true, content: draft });
    this.told.parked.set(cartId, draft);
  }

  /** Two taps on the same cart make one sale of it. */
  async #recall(journal: Journal, store: JournalStore): Promise<void> {
    const carts = await store.carts();
    const cart = carts.length === 0 ? undefined : this.#random.pick(carts);
    if (cart !== undefined) await this.#commit(journal, cart.content as SaleDraft);
  }

  async #note(journal: Journal): Promise<void> {
    const operationId = this.#device.newId();
    const businessDate = new Date(this.#now()).toISOString().slice(0, 10);
    const about = { operationId, userId: this.#shop.cashierId, businessDate, amountMinor: minor(100) };
    const noted = await journal.note({ ...about, event: 'line-removed', name: 'Thing', quantityMilli: 1000 });
    if (noted.ok) this.told.notes.add(operationId);
    else this.#device.refused(noted.error);
  }

  async #commit(journal: Journal, draft: SaleDraft): Promise<void> {
    const taps = this.#random.chance(0.2) ? 2 : 1;
    const done = await Promise.all(Array.from({ length: taps }, () => journal.commitSale(draft)));
    for (const sale of done) {
      if (sale.ok) this.#device.told.sales.add(sale.value.saleId);
      else this.#device.refused(sale.error);
    }
  }

  #ownSale(): string | undefined {
    const sales = [...this.#device.disk.documents.values()].filter((document) => document.kind === 'sale');
    return sales.length === 0 ? undefined : this.#random.pick(sales).documentId;
  }

  #draft(order: OrderInput, tenders: readonly TenderInput[] = [this.#cash()]): SaleDraft {
    return { saleId: this.#device.newId(), userId: this.#shop.userId, order, tenders };
  }

  #cash(): TenderInput {
    return { tenderId: this.#device.newId(), kind: 'cash', amountMinor: PLENTY };
  }

  #order(): OrderInput {
    const lines = Array.from({ length: this.#random.integer(1, 3) }, () => this.#line());
    return { rules: RULES, lines, saleDiscounts: [] };
  }

  #line(): SaleLineInput {
    const { variant_id, price_e4 } = this.#random.pick(this.#shop.variants);
    const price = priceE4(price_e4 ?? 0);
    return {
      lineId: this.#device.newId(),
      variantId: variant_id,
      name: 'Thing',
      sku: 'THING',
      unit: 'pcs',
      quantityMilli: milli(this.#random.integer(1, 5) * 1000),
      listPriceE4: price,
      unitPriceE4: price,
      priceSource: 'list',
      discounts: [],
      taxes: [TAX],
    };
  }
}
