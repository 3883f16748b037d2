import { pointsEarned, pointsFor } from '@mosaajii/domain/loyalty';
import { milli, minor } from '@mosaajii/domain/money';
import { allowanceLeft } from '@mosaajii/domain/purse';
import { computeOrder, type TenderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import type { Journal, SaleDraft } from '../../apps/web/src/platform/journal/index.ts';
import type { CounterHands } from './between-counters.ts';
import type { SimDevice } from './device.ts';
import type { ModelServer } from './model-server.ts';
import { ALLOWANCE, LOYALTY, PLENTY, type SimShop } from './shop.ts';

/** What a shop gives besides goods: points and credit, earned and spent; and payments that were rung up wrong. */
export class GoodwillCounter {
  readonly told = {
    corrections: new Set<string>(),
  };
  readonly #hands: CounterHands;
  readonly #device: SimDevice;
  readonly #random: Random;
  readonly #shop: SimShop;
  #isSpending = false;

  constructor(hands: CounterHands, device: SimDevice, random: Random, shop: SimShop) {
    this.#hands = hands;
    this.#device = device;
    this.#random = random;
    this.#shop = shop;
  }

  /** A customer earns points, and pays a part with points or credit if there are any. */
  async sell(journal: Journal, server: ModelServer | null): Promise<void> {
    const shift = await journal.currentShift();
    if (this.#isSpending || shift === null) return;
    this.#isSpending = true;
    try {
      const customerId = this.#random.pick(this.#shop.customerIds);
      const draft = this.#earning(customerId);
      const kind = this.#random.pick(['points', 'store-credit', null, null] as const);
      const documents = await journal.listSales({ businessDate: shift.businessDate });
      const drawn = documents.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
      const left = server === null ? allowanceLeft(ALLOWANCE, drawn, customerId) : this.#random.integer(1, 600);
      const amountMinor = minor(Math.min(left, 300, computeOrder(draft.order).totalMinor));
      if (kind === null || amountMinor < 1) return await this.#hands.commit(journal, draft);
      const points = kind === 'points' ? { points: pointsFor(LOYALTY, amountMinor) } : {};
      const authorisationId = this.#device.newId();
      const asked = points.points ?? amountMinor;
      if (server !== null && !server.authorise(authorisationId, kind, customerId, asked)) return;
      const tender: TenderInput = {
        tenderId: this.#device.newId(),
        kind,
        amountMinor,
        ...points,
        ...(server === null ? {} : { authorisationId }),
      };
      // Another window may be spending too: the journal has the last word.
      const allowance = server === null ? { allowance: ALLOWANCE } : {};
      await this.#hands.commit(journal, { ...draft, ...allowance, tenders: [tender, ...draft.tenders] });
    } finally {
      this.#isSpending = false;
    }
  }

  #earning(customerId: string): SaleDraft {
    const cash: TenderInput = { tenderId: this.#device.newId(), kind: 'cash', amountMinor: PLENTY };
    const loyalty: SaleDraft['loyalty'] = ({ lines }, applied) => {
      const earning = lines.map(({ lineId, totalMinor }) => ({ lineId, totalMinor, isGiftCard: false }));
      return { rule: LOYALTY, earnedPoints: pointsEarned(LOYALTY, { lines: earning, applied }) };
    };
    return { ...this.#hands.draft(this.#hands.order()), tenders: [cash], customer: { customerId }, loyalty };
  }

  /** Goods come back, and what they were worth is the customer's to spend. */
  async returnForCredit(journal: Journal): Promise<void> {
    const saleId = this.#ownSale();
    const sale = saleId === undefined ? null : await journal.returnable(saleId);
    if (saleId === undefined || sale?.ok !== true) return;
    const lines = sale.value.lines.flatMap(({ lineId, soldMilli, returnedMilli }) => {
      const left = soldMilli - returnedMilli;
      if (left <= 0) return [];
      return [{ lineId, quantityMilli: milli(this.#random.integer(1, left)), isRestocked: true }];
    });
    if (lines.length === 0) return;
    const customerId = this.#random.pick(this.#shop.customerIds);
    const returnId = this.#device.newId();
    const refund = { kind: 'credit', tenderId: this.#device.newId(), customerId } as const;
    const about = { returnId, userId: this.#shop.userId, saleId, reason: 'changed-mind' as const };
    const returned = await journal.commitReturn({ ...about, lines, refund });
    if (returned.ok) this.#device.told.returns.add(returnId);
    else this.#device.refused(returned.error);
  }

  /** A tender was really another one; two taps say so once. */
  async correct(journal: Journal): Promise<void> {
    const saleId = this.#ownSale();
    const sale = saleId === undefined ? null : await journal.returnable(saleId);
    if (saleId === undefined || sale?.ok !== true) return;
    const { tenderId, kind, appliedMinor } = this.#random.pick(sale.value.tenders);
    if (appliedMinor === 0) return;
    const correctionId = this.#device.newId();
    const draft = {
      correctionId,
      userId: this.#shop.userId,
      saleId,
      reason: 'wrong-tender' as const,
      before: [{ tenderId, kind, amountMinor: appliedMinor }],
      after: [
        {
          tenderId: this.#device.newId(),
          kind: this.#random.pick(['cash', 'card-manual', 'voucher'] as const),
          amountMinor: appliedMinor,
        },
      ],
    };
    const taps = this.#random.chance(0.3) ? 2 : 1;
    const done = await Promise.all(Array.from({ length: taps }, () => journal.commitCorrection(draft)));
    for (const corrected of done) {
      if (corrected.ok) this.told.corrections.add(correctionId);
      else this.#device.refused(corrected.error);
    }
  }

  #ownSale(): string | undefined {
    const sales = [...this.#device.disk.documents.values()].filter((document) => document.kind === 'sale');
    // Mostly of the last ones: what is corrected was sold a moment ago.
    const near = this.#random.chance(0.7) ? sales.slice(-3) : sales;
    return near.length === 0 ? undefined : this.#random.pick(near).documentId;
  }
}
