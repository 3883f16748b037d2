/**
 * The shop as anybody would do it with pencil and paper: a drawer for each register, a shelf, cards, what customers owe, and
 * a column for each account. It shares no arithmetic with the program; amounts are minor units, quantities thousandths.
 */

import { LayawayModel } from './layaway-model.ts';
import {
  ACCOUNT_OF_TENDER,
  type Account,
  costOf,
  type Drawer,
  type Expected,
  IN_CASH,
  inCoins,
  lineTotal,
  MODEL_GOODS,
  MONEY,
  type ModelLine,
  type ModelSale,
  type ModelTender,
  type ReturnMoney,
  type SaleMoney,
  share,
  type TenderKindOfModel,
} from './paper.ts';
import { earningMinor, pointsBack, pointsEarnedBy, pointsOf } from './points-model.ts';
import { ShelfModel } from './shelf-model.ts';

export const SEEN = [
  'points earned',
  'points spent',
  'points taken back',
  'points given back',
  'points short',
  'credit given',
  'credit spent',
] as const;
type Seen = (typeof SEEN)[number];

export class ShopModel {
  readonly drawers: readonly Drawer[] = [0, 1].map(() => ({ shift: null, receipts: 0, reports: 0 }));
  readonly shelf = MODEL_GOODS.map(() => 0);
  readonly cards = [0, 0, 0];
  readonly owed = [0, 0];
  readonly credit = [0, 0];
  readonly points = [0, 0];
  readonly sales: ModelSale[] = [];
  readonly accounts = new Map<Account, number>();
  readonly aside = new ShelfModel();
  readonly layaways = new LayawayModel({
    at: (register) => this.at(register),
    book: (account, amountMinor) => this.#book(account, amountMinor),
  });
  /** How often something happened that no command says by itself: a run in which it never does proves nothing of it. */
  readonly seen = new Map<Seen, number>();
  #shifts = 0;
  /** What a return takes back of the points that its sale earned, after what it gives back of those that paid. */
  #unearned: { readonly customer: number | null; readonly points: number } | null = null;

  at(register: number): Drawer {
    const drawer = this.drawers[register];
    if (drawer === undefined) throw new RangeError(`there is no register ${register}`);
    return drawer;
  }

  #book(account: Account, amountMinor: number): void {
    this.accounts.set(account, (this.accounts.get(account) ?? 0) + amountMinor);
  }

  open(register: number, floatMinor: number): string | null {
    const drawer = this.at(register);
    if (drawer.shift !== null) return 'shift-already-open';
    this.#shifts += 1;
    const nothing = { sales: 0, returns: 0, depositMinor: 0, depositBackMinor: 0 };
    drawer.shift = { number: this.#shifts, cashMinor: floatMinor, ...nothing };
    this.#book('drawer', floatMinor);
    this.#book('safe', -floatMinor);
    return null;
  }

  close(register: number, countedMinor: number): string | null {
    const drawer = this.at(register);
    if (drawer.shift === null) return 'no-open-shift';
    const { cashMinor } = drawer.shift;
    this.#book('drawer', -cashMinor);
    this.#book('safe', countedMinor);
    this.#book('over-short', cashMinor - countedMinor);
    drawer.shift = null;
    drawer.reports += 1;
    return null;
  }

  move(register: number, way: 'paid-in' | 'paid-out' | 'drop', amountMinor: number, isChange: boolean): string | null {
    const { shift } = this.at(register);
    if (shift === null) return 'no-open-shift';
    if (amountMinor < 1) return 'amount-out-of-range';
    const signed = way === 'paid-in' ? amountMinor : -amountMinor;
    shift.cashMinor += signed;
    this.#book('drawer', signed);
    this.#book(way === 'drop' || (way === 'paid-in' && isChange) ? 'safe' : 'petty', -signed);
    return null;
  }

  sale(
    register: number,
    saleId: string,
    lines: readonly ModelLine[],
    tenders: readonly ModelTender[],
    about: { readonly tipMinor?: number; readonly customer?: number | null; readonly earnsNothing?: boolean } = {},
  ): Expected<SaleMoney> {
    const drawer = this.at(register);
    const { tipMinor = 0, customer = null, earnsNothing = false } = about;
    if (drawer.shift === null) return { refusal: 'no-open-shift' };
    if (lines.length === 0) return { refusal: 'line-count-out-of-range' };
    const totals = lines.map(lineTotal);
    const totalMinor = totals.reduce((sum, total) => sum + total, 0);
    const others = tenders.filter(({ kind }) => kind !== 'cash').reduce((sum, part) => sum + part.amountMinor, 0);
    const cash = tenders.filter(({ kind }) => kind === 'cash').reduce((sum, part) => sum + part.amountMinor, 0);
    const left = totalMinor + tipMinor - others;
    if (left < 0) return { refusal: 'non-cash-above-due' };
    const hasCash = tenders.some(({ kind }) => kind === 'cash');
    const due = hasCash ? inCoins(left) : left;
    if (cash < due) return { refusal: 'tender-below-total' };
    const applied = tenders.map((tender) => ({
      tender,
      appliedMinor: tender.kind === 'cash' ? due : tender.amountMinor,
      refundedMinor: 0,
    }));
    for (const { tender, appliedMinor } of applied) this.#take(drawer, tender, appliedMinor, customer);
    this.#sell(lines);
    this.#book('tips', -tipMinor);
    this.#book('rounding', left - due);
    drawer.shift.sales += 1;
    drawer.receipts += 1;
    const sold = lines.map((line, index) => ({ ...line, totalMinor: totals[index] ?? 0, returnedMilli: 0 }));
    const { number: shift } = drawer.shift;
    const earnedPoints = customer === null || earnsNothing ? 0 : pointsEarnedBy(sold, applied);
    this.#add(this.points, customer, earnedPoints);
    this.#saw('points earned', earnedPoints);
    this.sales.push({
      saleId,
      register,
      shift,
      lines: sold,
      tenders: applied,
      customer,
      earnedPoints,
      earningBackMinor: 0,
      tipMinor,
      wasInCoins: tenders.some(({ kind }) => kind === 'cash' || IN_CASH.has(kind)),
      isVoided: false,
      returnedAt: new Set(),
    });
    return { refusal: null, money: { totalMinor, changeMinor: cash - due, cashRoundingMinor: due - left } };
  }

  /** Money in, something off a card, of credit or of points, or something more that is owed. */
  #take(drawer: Drawer, tender: ModelTender, amountMinor: number, customer: number | null): void {
    const { kind, card = 0 } = tender;
    if (kind === 'cash' && drawer.shift !== null) drawer.shift.cashMinor += amountMinor;
    if (kind === 'account') this.#add(this.owed, customer, amountMinor);
    let covered = amountMinor;
    if (kind === 'gift-card') covered = this.#drawFrom(this.cards, card, amountMinor);
    if (kind === 'deposit') covered = this.layaways.spend(tender.layaway, amountMinor);
    if (kind === 'store-credit') covered = this.#drawFrom(this.credit, customer, amountMinor);
    if (kind === 'store-credit') this.#saw('credit spent', covered);
    // Points are no money: what they pay is spent on customers, whether they were there or not.
    if (kind === 'points') this.#saw('points spent', this.#drawFrom(this.points, customer, pointsOf(amountMinor)));
    this.#book(ACCOUNT_OF_TENDER[kind], covered);
    this.#book('overspent', amountMinor - covered);
  }

  /** Takes what is there, up to an amount. */
  #drawFrom(purses: number[], purse: number | null, amount: number): number {
    const covered = Math.min(amount, purses[purse ?? 0] ?? 0);
    this.#add(purses, purse, -covered);
    return covered;
  }

  #saw(what: Seen, amount: number): void {
    if (amount > 0) this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  #add(purses: number[], purse: number | null, amount: number): void {
    if (purse !== null) purses[purse] = (purses[purse] ?? 0) + amount;
  }

  #sell(lines: readonly ModelLine[]): void {
    for (const line of lines) {
      const { what, quantityMilli } = line;
      this.#book('card' in what ? 'gift-cards' : 'trade', -lineTotal(line));
      if ('card' in what) this.cards[what.card] = (this.cards[what.card] ?? 0) + what.amountMinor;
      else this.#moveGoods(what.good, -quantityMilli, share(costOf(what.good), quantityMilli, 1000));
    }
  }

  /** Goods onto the shelf (positive) or off it; the cost is given as a positive amount. */
  #moveGoods(good: number, quantityMilli: number, costMinor: number): void {
    this.shelf[good] = (this.shelf[good] ?? 0) + quantityMilli;
    const signed = quantityMilli < 0 ? -costMinor : costMinor;
    this.#book('inventory', signed);
    this.#book('cost', -signed);
  }

  /** What so much of a line is worth, and its cost: all parts together are the whole, whatever the steps. */
  #back(line: ModelSale['lines'][number], quantityMilli: number, isRestocked: boolean): number {
    const { what, returnedMilli, quantityMilli: soldMilli, totalMinor } = line;
    const upTo = (whole: number, milli: number) => share(whole, milli, soldMilli);
    const worth = upTo(totalMinor, returnedMilli + quantityMilli) - upTo(totalMinor, returnedMilli);
    if ('good' in what && isRestocked) {
      const cost = share(costOf(what.good), soldMilli, 1000);
      this.#moveGoods(what.good, quantityMilli, upTo(cost, returnedMilli + quantityMilli) - upTo(cost, returnedMilli));
    }
    line.returnedMilli += quantityMilli;
    this.#book('trade', worth);
    return worth;
  }

  /** Why a return cannot be made; `null`: it can. */
  refusalOfReturn(
    register: number,
    sale: ModelSale,
    back: readonly { readonly lineId: string; readonly quantityMilli: number }[],
  ): string | null {
    if (this.at(register).shift === null) return 'no-open-shift';
    if (sale.isVoided && sale.register === register) return 'sale-voided';
    if (back.length === 0) return 'nothing-returned';
    for (const { lineId, quantityMilli } of back) {
      const line = sale.lines.find((known) => known.lineId === lineId);
      if (line === undefined || 'card' in line.what) return 'unknown-line';
      if (quantityMilli > line.quantityMilli - line.returnedMilli) return 'more-than-sold';
    }
    return null;
  }

  /** Goods come back; returns what they are worth. What goes out is entered by `refund`. */
  giveBack(
    register: number,
    sale: ModelSale,
    back: readonly { readonly lineId: string; readonly quantityMilli: number }[],
    isRestocked: boolean,
  ): number {
    const drawer = this.at(register);
    let worth = 0;
    for (const { lineId, quantityMilli } of back) {
      const line = sale.lines.find((known) => known.lineId === lineId);
      if (line !== undefined) worth += this.#back(line, quantityMilli, isRestocked);
    }
    const points = pointsBack(sale.earnedPoints, sale.earningBackMinor, worth, earningMinor(sale.lines));
    this.#unearned = { customer: sale.customer, points };
    sale.earningBackMinor += worth;
    sale.returnedAt.add(register);
    if (drawer.shift !== null) drawer.shift.returns += 1;
    drawer.receipts += 1;
    return worth;
  }

  /** Goods that nobody can tie to a sale. */
  giveBackBlind(register: number, lines: readonly ModelLine[], isRestocked: boolean): Expected<ReturnMoney> {
    const drawer = this.at(register);
    if (drawer.shift === null) return { refusal: 'no-open-shift' };
    let totalMinor = 0;
    for (const line of lines) {
      const { what, quantityMilli } = line;
      totalMinor += lineTotal(line);
      if ('good' in what && isRestocked) {
        this.#moveGoods(what.good, quantityMilli, share(costOf(what.good), quantityMilli, 1000));
      }
    }
    this.#book('trade', totalMinor);
    drawer.shift.returns += 1;
    drawer.receipts += 1;
    return { refusal: null, money: { totalMinor } };
  }

  /**
   * Money goes out: to a tender of the sale as far as it paid, or in cash. What is wrong with it in words, or `null`. How it is
   * shared over the tenders is the program's choice; that it conserves is not.
   */
  refund(
    register: number,
    sale: ModelSale | null,
    worthMinor: number,
    parts: readonly { readonly tenderId: string; readonly kind: string; readonly amountMinor: number }[],
    creditTo: number | null = null,
  ): string | null {
    const { shift } = this.at(register);
    let paid = 0;
    let hasCash = false;
    for (const part of parts) {
      const { tenderId, kind, amountMinor } = part;
      const known = sale?.tenders.find(({ tender }) => tender.tenderId === tenderId);
      if (amountMinor <= 0) return `a refund of ${amountMinor}`;
      if (sale !== null && known !== undefined) {
        const wrong = this.#fill(sale, known, part);
        if (wrong !== null) return wrong;
      } else if (kind === 'store-credit' && creditTo !== null) {
        this.#add(this.credit, creditTo, amountMinor);
        this.#saw('credit given', amountMinor);
      } else if (kind !== 'cash' && kind !== 'exchange') return `a refund to an unknown ${kind}`;
      if (kind === 'cash' && shift !== null) shift.cashMinor -= amountMinor;
      hasCash ||= kind === 'cash';
      this.#book(ACCOUNT_OF_TENDER[kind as TenderKindOfModel], -amountMinor);
      paid += amountMinor;
    }
    this.#unearn();
    const rounding = paid - worthMinor;
    this.#book('rounding', rounding);
    if (rounding === 0) return null;
    // What is less than half of the smallest coin goes out as nothing.
    const exchanged = parts.reduce((sum, { kind, amountMinor }) => sum + (kind === 'exchange' ? amountMinor : 0), 0);
    const mayRound = hasCash || sale?.wasInCoins === true || worthMinor - exchanged < 3;
    return mayRound && Math.abs(rounding) < 5 ? null : `${worthMinor} comes back, ${paid} is paid`;
  }

  #unearn(): void {
    if (this.#unearned === null) return;
    const { customer, points } = this.#unearned;
    const taken = this.#drawFrom(this.points, customer, points);
    this.#saw('points taken back', taken);
    this.#saw('points short', points - taken);
    this.#unearned = null;
  }

  /** What a void did not give back of what was paid; a tip stays, and goods that paid stay sold. */
  keptBy({ tenders, tipMinor }: ModelSale): string | null {
    if (tipMinor > 0 || tenders.some(({ tender }) => tender.kind === 'exchange')) return null;
    const kept = tenders.find(({ appliedMinor, refundedMinor }) => appliedMinor !== refundedMinor);
    return kept === undefined ? null : `${kept.tender.kind} paid ${kept.appliedMinor}, ${kept.refundedMinor} went back`;
  }

  /** Back into what a tender of the sale was taken from, as far as it paid. */
  #fill(
    { customer, isVoided }: ModelSale,
    known: ModelSale['tenders'][number],
    { kind, amountMinor }: { readonly kind: string; readonly amountMinor: number },
  ): string | null {
    const { tender, appliedMinor, refundedMinor: before } = known;
    known.refundedMinor += amountMinor;
    if (known.refundedMinor > appliedMinor) return `${known.refundedMinor} back of ${appliedMinor}`;
    // A void puts deposits back where they were; whoever takes goods back pays them out.
    const isInCash = IN_CASH.has(tender.kind) && !(tender.kind === 'deposit' && isVoided);
    if (kind !== (isInCash ? 'cash' : tender.kind)) return `${tender.kind} is refunded as ${kind}`;
    if (kind === 'gift-card') this.#add(this.cards, tender.card ?? 0, amountMinor);
    if (kind === 'deposit') this.layaways.putBack(tender.layaway, amountMinor);
    if (kind === 'store-credit') this.#add(this.credit, customer, amountMinor);
    if (kind === 'account') this.#add(this.owed, customer, -amountMinor);
    if (kind === 'points') {
      const points = pointsBack(pointsOf(appliedMinor), before, amountMinor, appliedMinor);
      this.#add(this.points, customer, points);
      this.#saw('points given back', points);
    }
    return null;
  }

  /** A tender of a sale was really others, worth the same: the money is elsewhere, and everything else as it was. */
  correct(register: number, sale: ModelSale, number: number, after: readonly ModelTender[]): string | null {
    const { shift } = this.at(register);
    const wrong = sale.tenders[number];
    if (shift === null) return 'no-open-shift';
    if (sale.register !== register) return 'unknown-sale';
    if (sale.isVoided) return 'sale-voided';
    if (sale.returnedAt.has(register)) return 'sale-returned';
    if (shift.number !== sale.shift) return 'other-shift';
    if (wrong === undefined || !MONEY.has(wrong.tender.kind)) return 'tender-fixed';
    if (after.reduce((sum, { amountMinor }) => sum + amountMinor, 0) !== wrong.appliedMinor) return 'tender-sum';
    const coins = after.reduce((sum, { kind, amountMinor }) => sum + (kind === 'cash' ? amountMinor : 0), 0);
    if (coins % 5 !== 0) return 'cash-not-in-coins';
    const before = wrong.tender.kind === 'cash' ? wrong.appliedMinor : 0;
    shift.cashMinor += coins - before;
    this.#book(ACCOUNT_OF_TENDER[wrong.tender.kind], -wrong.appliedMinor);
    for (const { kind, amountMinor } of after) this.#book(ACCOUNT_OF_TENDER[kind], amountMinor);
    const corrected = after.map((tender) => ({ tender, appliedMinor: tender.amountMinor, refundedMinor: 0 }));
    sale.tenders = sale.tenders.flatMap((known, index) => (index === number ? corrected : [known]));
    return null;
  }

  refusalOfVoid(register: number, sale: ModelSale): string | null {
    if (sale.register !== register) return 'unknown-sale';
    if (this.at(register).shift?.number !== sale.shift) return 'other-shift';
    if (sale.lines.some(({ what }) => 'card' in what)) return 'gift-card-sold';
    if (sale.isVoided) return 'sale-voided';
    return sale.returnedAt.size > 0 ? 'sale-returned' : null;
  }

  pay(register: number, customer: number, amountMinor: number, isCash: boolean): string | null {
    const { shift } = this.at(register);
    if (shift === null) return 'no-open-shift';
    if (amountMinor < 1) return 'amount-out-of-range';
    if (isCash) shift.cashMinor += amountMinor;
    this.owed[customer] = (this.owed[customer] ?? 0) - amountMinor;
    this.#book(isCash ? 'drawer' : 'card', amountMinor);
    this.#book('receivables', -amountMinor);
    return null;
  }
}
