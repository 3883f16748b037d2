/**
 * The shop as anybody would do it with pencil and paper: a drawer for each register, a shelf, cards, what customers owe, and
 * a column for each account. It shares no arithmetic with the program; amounts are minor units, quantities thousandths.
 */

/** Prices and costs in minor units for a piece, or for a kilogram of what is sold by weight. */
export const MODEL_GOODS = [
  { priceMinor: 199, costMinor: 80, isWeighed: false },
  { priceMinor: 250, costMinor: 125, isWeighed: false },
  { priceMinor: 7, costMinor: null, isWeighed: false },
  { priceMinor: 1_333, costMinor: null, isWeighed: true },
  { priceMinor: 10_005, costMinor: 6_001, isWeighed: false },
] as const;

export type TenderKindOfModel =
  | 'cash'
  | 'card-manual'
  | 'bank-transfer'
  | 'mobile-money'
  | 'voucher'
  | 'gift-card'
  | 'account'
  | 'exchange';

export interface ModelLine {
  readonly lineId: string;
  /** A good by its place, or a card that is loaded. */
  readonly what: { readonly good: number } | { readonly card: number; readonly amountMinor: number };
  readonly quantityMilli: number;
  readonly percent: number;
}

export interface ModelTender {
  readonly tenderId: string;
  readonly kind: TenderKindOfModel;
  readonly amountMinor: number;
  readonly card?: number;
}

export interface ModelSale {
  readonly saleId: string;
  readonly register: number;
  /** The running number of its shift, over all registers. */
  readonly shift: number;
  readonly lines: readonly (ModelLine & { readonly totalMinor: number; returnedMilli: number })[];
  readonly tenders: readonly { readonly tender: ModelTender; readonly appliedMinor: number; refundedMinor: number }[];
  readonly customer: number | null;
  isVoided: boolean;
  /** The registers that took something of it back. */
  readonly returnedAt: Set<number>;
}

interface Drawer {
  shift: { readonly number: number; cashMinor: number; sales: number; returns: number } | null;
  receipts: number;
  reports: number;
}

export type Account =
  | 'drawer'
  | 'safe'
  | 'petty'
  | 'card'
  | 'bank'
  | 'mobile'
  | 'voucher'
  | 'exchange'
  | 'receivables'
  | 'gift-cards'
  | 'tips'
  | 'rounding'
  | 'over-short'
  | 'overspent'
  | 'inventory'
  | 'cost'
  | 'trade';

const ACCOUNT_OF_TENDER: Readonly<Record<TenderKindOfModel, Account>> = {
  cash: 'drawer',
  'card-manual': 'card',
  'bank-transfer': 'bank',
  'mobile-money': 'mobile',
  voucher: 'voucher',
  'gift-card': 'gift-cards',
  account: 'receivables',
  exchange: 'exchange',
};

/** What should come of a command: the journal's refusal, or the money. */
export type Expected<T> = { readonly refusal: string } | { readonly refusal: null; readonly money: T };
export interface SaleMoney {
  readonly totalMinor: number;
  readonly changeMinor: number;
  readonly cashRoundingMinor: number;
}
export interface ReturnMoney {
  readonly totalMinor: number;
}

/** `part / whole` of an amount, the half up. */
function share(amount: number, part: number, whole: number): number {
  return Math.floor((2 * amount * part + whole) / (2 * whole));
}

/** To the nearest five, the half up: the coins of the shop. */
export function inCoins(amountMinor: number): number {
  return Math.floor((amountMinor + 2.5) / 5) * 5;
}

export function lineTotal({ what, quantityMilli, percent }: Omit<ModelLine, 'lineId'>): number {
  if ('card' in what) return what.amountMinor;
  const gross = share(MODEL_GOODS[what.good]?.priceMinor ?? 0, quantityMilli, 1000);
  return gross - share(gross, percent, 100);
}

export class ShopModel {
  readonly drawers: readonly Drawer[] = [0, 1].map(() => ({ shift: null, receipts: 0, reports: 0 }));
  readonly shelf = MODEL_GOODS.map(() => 0);
  readonly cards = [0, 0, 0];
  readonly owed = [0, 0];
  readonly sales: ModelSale[] = [];
  readonly accounts = new Map<Account, number>();
  #shifts = 0;

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
    drawer.shift = { number: this.#shifts, cashMinor: floatMinor, sales: 0, returns: 0 };
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
    { tipMinor = 0, customer = null }: { readonly tipMinor?: number; readonly customer?: number | null } = {},
  ): Expected<SaleMoney> {
    const drawer = this.at(register);
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
    this.sales.push({
      saleId,
      register,
      shift,
      lines: sold,
      tenders: applied,
      customer,
      isVoided: false,
      returnedAt: new Set(),
    });
    return { refusal: null, money: { totalMinor, changeMinor: cash - due, cashRoundingMinor: due - left } };
  }

  /** Money in, something off a card, or something more that is owed. */
  #take(drawer: Drawer, { kind, card = 0 }: ModelTender, amountMinor: number, customer: number | null): void {
    if (kind === 'cash' && drawer.shift !== null) drawer.shift.cashMinor += amountMinor;
    if (kind === 'account') this.owed[customer ?? 0] = (this.owed[customer ?? 0] ?? 0) + amountMinor;
    const covered = kind === 'gift-card' ? Math.min(amountMinor, this.cards[card] ?? 0) : amountMinor;
    if (kind === 'gift-card') this.cards[card] = (this.cards[card] ?? 0) - covered;
    this.#book(ACCOUNT_OF_TENDER[kind], covered);
    this.#book('overspent', amountMinor - covered);
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
  ): string | null {
    const { shift } = this.at(register);
    let paid = 0;
    let hasCash = false;
    for (const { tenderId, kind, amountMinor } of parts) {
      const known = sale?.tenders.find(({ tender }) => tender.tenderId === tenderId);
      if (amountMinor <= 0) return `a refund of ${amountMinor}`;
      if (known !== undefined) {
        known.refundedMinor += amountMinor;
        if (known.refundedMinor > known.appliedMinor) return `${known.refundedMinor} back of ${known.appliedMinor}`;
        const { kind: paidBy } = known.tender;
        if (kind !== (paidBy === 'exchange' ? 'cash' : paidBy)) return `${paidBy} is refunded as ${kind}`;
        if (kind === 'gift-card')
          this.cards[known.tender.card ?? 0] = (this.cards[known.tender.card ?? 0] ?? 0) + amountMinor;
        if (kind === 'account') this.owed[sale?.customer ?? 0] = (this.owed[sale?.customer ?? 0] ?? 0) - amountMinor;
      } else if (kind !== 'cash' && kind !== 'exchange') return `a refund to an unknown ${kind}`;
      if (kind === 'cash' && shift !== null) shift.cashMinor -= amountMinor;
      hasCash ||= kind === 'cash';
      this.#book(ACCOUNT_OF_TENDER[kind as TenderKindOfModel], -amountMinor);
      paid += amountMinor;
    }
    const rounding = paid - worthMinor;
    this.#book('rounding', rounding);
    if (rounding === 0) return null;
    // What is less than half of the smallest coin goes out as nothing.
    const exchanged = parts.reduce((sum, { kind, amountMinor }) => sum + (kind === 'exchange' ? amountMinor : 0), 0);
    const hadCash = sale?.tenders.some(({ tender }) => tender.kind === 'cash' || tender.kind === 'exchange') === true;
    const mayRound = hasCash || hadCash || worthMinor - exchanged < 3;
    return mayRound && Math.abs(rounding) < 5 ? null : `${worthMinor} comes back, ${paid} is paid`;
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

function costOf(good: number): number {
  return MODEL_GOODS[good]?.costMinor ?? 0;
}
