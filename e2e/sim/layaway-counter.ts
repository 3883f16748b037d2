import { ok, type Result, refuse } from '@mosaajii/domain';
import { depositLeft, type LayawayItem, layawayOwed, planCancellation } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import { computeOrder, ENGINE_VERSION, type TenderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import type { Journal } from '../../apps/web/src/platform/journal/index.ts';
import { withOwn, writtenFacts } from '../../apps/web/src/rooms/till/layaway/known-layaways.ts';
import { unsentPayments, wordToEnd } from '../../apps/web/src/rooms/till/layaway/word-to-end.ts';
import type { CounterHands } from './between-counters.ts';
import { RULES, type SimDevice } from './device.ts';
import { keptLayaways, LAYAWAY_RULE, layawayItem } from './model-layaways.ts';
import type { ModelServer } from './model-server.ts';
import { PLENTY, pricedBy, type SimShop } from './shop.ts';

/** Goods that are put aside, paid in parts, completed and given up, by what the register knows of them. */
export class LayawayCounter {
  readonly told = {
    deposits: new Set<string>(),
  };
  readonly #hands: CounterHands;
  readonly #device: SimDevice;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #shop: SimShop;
  /** What the register keeps of the store's layaways: it survives its programs. */
  #section = new Map<string, LayawayItem>();
  #sectionEpoch: string | null = null;
  /** How each layaway was when the section was asked for last. */
  #seen = new Map<string, string>();

  constructor(hands: CounterHands, device: SimDevice, random: Random, now: () => number, shop: SimShop) {
    this.#hands = hands;
    this.#device = device;
    this.#random = random;
    this.#now = now;
    this.#shop = shop;
  }

  /** Some of them in a row, as the seed says. */
  async act(journal: Journal, server: ModelServer | null): Promise<void> {
    for (let left = this.#random.integer(1, 4); left > 0; left -= 1) {
      // A line fails at any moment, also right after everything was sent.
      await this.#one(journal, this.#random.chance(0.7) ? server : null);
      if (server !== null && this.#random.chance(0.4)) await this.#device.drain();
    }
  }

  /** Sometimes the register asked lately what became of the store's layaways, sometimes long ago. */
  async #one(journal: Journal, server: ModelServer | null): Promise<void> {
    if (server !== null && this.#random.chance(0.7)) this.#pull(server);
    const known = await this.#known(journal);
    const open = known.filter(({ state }) => state === 'open');
    if (open.length === 0 || this.#random.chance(0.15)) return this.#putAside(journal);
    const left = known.filter((item) => depositLeft(item) > 0);
    const acts: (() => Promise<void>)[] = [
      () => this.#pay(journal, this.#anyOf(open)),
      () => this.#complete(journal, server, this.#anyOf(open)),
      ...(left.length > 0 ? [() => this.#giveBack(journal, server, this.#anyOf(left))] : []),
    ];
    await this.#random.pick(acts)();
  }

  /** Rather what another register put aside: that is where registers meet. */
  #anyOf(items: readonly LayawayItem[]): LayawayItem {
    const others = items.filter(({ registerId }) => registerId !== this.#device.registration.registerId);
    return this.#random.pick(others.length > 0 && this.#random.chance(0.6) ? others : items);
  }

  async #known(journal: Journal): Promise<readonly LayawayItem[]> {
    return withOwn([...this.#section.values()], await writtenFacts(journal), this.#device.registration);
  }

  /** Everything that is kept, once; from then on what changed, also what was closed. */
  #pull({ tables, epoch }: ModelServer): void {
    if (this.#sectionEpoch !== epoch) {
      this.#section = new Map(keptLayaways(tables).map((item) => [item.id, item]));
      this.#sectionEpoch = epoch;
    }
    const before = this.#seen;
    this.#seen = new Map();
    for (const id of tables.layaways.keys()) {
      const item = layawayItem(tables, id);
      if (item === undefined) continue;
      this.#seen.set(id, JSON.stringify(item));
      if (before.has(id) && before.get(id) !== this.#seen.get(id)) this.#section.set(id, item);
      else if (!before.has(id) && item.state === 'open') this.#section.set(id, item);
    }
  }

  async #putAside(journal: Journal): Promise<void> {
    const order = pricedBy(this.#shop, this.#hands.order(), this.#now(), false);
    const { totalMinor } = computeOrder(order);
    if (totalMinor < 1) return;
    await this.#commit(journal, {
      layawayId: this.#device.newId(),
      customerId: this.#random.pick(this.#shop.customerIds),
      tenders: [this.#money(this.#random.integer(1, totalMinor))],
      opens: { dueOn: '2026-03-01', engineVersion: ENGINE_VERSION, order, totalMinor },
    });
  }

  async #pay(journal: Journal, item: LayawayItem): Promise<void> {
    const owed = layawayOwed(item);
    if (owed < 1) return;
    const { id: layawayId, customerId } = item;
    await this.#commit(journal, { layawayId, customerId, tenders: [this.#money(this.#random.integer(1, owed))] });
  }

  async #commit(
    journal: Journal,
    draft: Omit<Parameters<Journal['commitDeposit']>[0], 'depositId' | 'userId'>,
  ): Promise<void> {
    const about = { depositId: this.#device.newId(), userId: this.#shop.userId, ...draft };
    const taps = this.#random.chance(0.2) ? 2 : 1;
    const done = await Promise.all(Array.from({ length: taps }, () => journal.commitDeposit(about)));
    for (const deposit of done) {
      if (deposit.ok) this.told.deposits.add(about.depositId);
      else this.#device.refused(deposit.error);
    }
  }

  async #complete(journal: Journal, server: ModelServer | null, item: LayawayItem): Promise<void> {
    const amountMinor = minor(Math.min(item.totalMinor, depositLeft(item)));
    const word = await this.#word(journal, server, item, amountMinor);
    if (!word.ok) return;
    const deposit: TenderInput = { tenderId: this.#device.newId(), kind: 'deposit', amountMinor, ...word.value };
    const rest: TenderInput = { tenderId: this.#device.newId(), kind: 'cash', amountMinor: PLENTY };
    const isPaid = amountMinor === item.totalMinor;
    const sale = this.#hands.draft(item.order);
    const tenders = [...(amountMinor === 0 ? [] : [deposit]), ...(isPaid ? [] : [rest])];
    const { customerId, id: layawayId } = item;
    await this.#hands.commit(journal, { ...sale, tenders, customer: { customerId }, origin: { layawayId } });
    if (!this.#device.told.sales.has(sale.saleId)) this.#release(server, word.value);
  }

  /** Given up for a fee; what is left of one that is closed was never the shop's to keep. */
  async #giveBack(journal: Journal, server: ModelServer | null, item: LayawayItem): Promise<void> {
    const word = await this.#word(journal, server, item, depositLeft(item));
    if (!word.ok) return;
    const plan = planCancellation(item, item.state === 'open' ? LAYAWAY_RULE : { feeMinor: minor(0) }, RULES);
    const { id: layawayId, customerId } = item;
    const about = { depositId: this.#device.newId(), userId: this.#shop.userId, layawayId, customerId };
    const draft = { ...about, ...plan, ...word.value, isOpen: item.state === 'open', reason: 'changed their mind' };
    const done = await journal.returnDeposits(draft);
    if (done.ok) this.told.deposits.add(about.depositId);
    else {
      this.#device.refused(done.error);
      this.#release(server, word.value);
    }
  }

  async #word(
    journal: Journal,
    server: ModelServer | null,
    { id, registerId }: LayawayItem,
    amountMinor: number,
  ): Promise<Result<{ readonly authorisationId?: string }, { readonly code: string }>> {
    if (amountMinor === 0) return ok({});
    const word = await wordToEnd({
      isHere: registerId === this.#device.registration.registerId,
      amountMinor: minor(amountMinor),
      authorise: (wanted) => Promise.resolve(this.#authorise(server, id, wanted)),
      unsentMinor: () => unsentPayments(journal, id),
    });
    if (!word.ok) this.#device.turnedAway(`layaway-${word.error.code}`);
    return word;
  }

  #authorise(server: ModelServer | null, layawayId: string, amountMinor: number) {
    if (server === null) return refuse({ code: 'unreachable' });
    const authorisationId = this.#device.newId();
    const isGiven = server.authorise(authorisationId, 'deposit', layawayId, amountMinor);
    return isGiven ? ok(authorisationId) : refuse({ code: 'value-too-low' });
  }

  #release(server: ModelServer | null, { authorisationId }: { readonly authorisationId?: string }): void {
    if (authorisationId !== undefined) server?.release(authorisationId);
  }

  #money(amountMinor: number): TenderInput {
    const kind = this.#random.pick(['cash', 'cash', 'card-manual', 'mobile-money'] as const);
    return { tenderId: this.#device.newId(), kind, amountMinor: minor(amountMinor) };
  }
}
