import {
  ACCOUNT_OF_TENDER,
  type Account,
  type Drawer,
  lineTotal,
  type ModelLine,
  type TenderKindOfModel,
} from './paper.ts';

/** Kept when a layaway is given up: what the shop of the model asks for. */
export const MODEL_FEE = 250;

export interface ModelDeposit {
  readonly tenderId: string;
  readonly kind: TenderKindOfModel;
  readonly amountMinor: number;
}

/** A bag behind the counter with a list of what was paid for it. */
export interface ModelLayaway {
  readonly id: string;
  /** Where it was put aside. */
  readonly register: number;
  readonly customer: number;
  readonly lines: readonly ModelLine[];
  readonly totalMinor: number;
  readonly paid: ModelDeposit[];
  /** What is in its envelope. */
  leftMinor: number;
  state: 'open' | 'completed' | 'cancelled';
}

/** Goods that are put aside, each with an envelope of what was paid for them. */
export class LayawayModel {
  readonly all: ModelLayaway[] = [];
  readonly #at: (register: number) => Drawer;
  readonly #book: (account: Account, amountMinor: number) => void;

  constructor(shop: {
    readonly at: (register: number) => Drawer;
    readonly book: (account: Account, amountMinor: number) => void;
  }) {
    this.#at = shop.at;
    this.#book = shop.book;
  }

  open(
    register: number,
    { id, customer, lines }: Pick<ModelLayaway, 'id' | 'customer' | 'lines'>,
    deposit: ModelDeposit,
  ): string | null {
    const refusal = this.#refusal(register, deposit);
    if (refusal !== null) return refusal;
    const totalMinor = lines.reduce((sum, line) => sum + lineTotal(line), 0);
    const one: ModelLayaway = { id, register, customer, lines, totalMinor, paid: [], leftMinor: 0, state: 'open' };
    this.all.push(one);
    return this.pay(register, one, deposit);
  }

  /** Money into the envelope: it is owed, and nothing is sold. */
  pay(register: number, one: ModelLayaway, deposit: ModelDeposit): string | null {
    const refusal = this.#refusal(register, deposit);
    const { shift } = this.#at(register);
    if (refusal !== null || shift === null) return refusal;
    const { kind, amountMinor } = deposit;
    one.paid.push(deposit);
    one.leftMinor += amountMinor;
    shift.depositMinor += amountMinor;
    if (kind === 'cash') shift.cashMinor += amountMinor;
    this.#book(ACCOUNT_OF_TENDER[kind], amountMinor);
    this.#book('deposits', -amountMinor);
    return null;
  }

  #refusal(register: number, { amountMinor }: ModelDeposit): string | null {
    if (this.#at(register).shift === null) return 'no-open-shift';
    return amountMinor < 1 ? 'amount-out-of-range' : null;
  }

  /** A sale takes out of the envelope; what it can take of so much. */
  spend(id: string | undefined, amountMinor: number): number {
    const one = this.#find(id);
    const covered = Math.min(one.leftMinor, amountMinor);
    one.leftMinor -= covered;
    return covered;
  }

  /** The sale was voided: what it had taken is in the envelope again, and the customer's. */
  putBack(id: string | undefined, amountMinor: number): void {
    this.#find(id).leftMinor += amountMinor;
  }

  #find(id: string | undefined): ModelLayaway {
    const one = this.all.find((known) => known.id === id);
    if (one === undefined) throw new Error(`nothing is put aside as ${id}`);
    return one;
  }

  /** What is in the envelope goes back where it came from, less the fee; what is wrong with how, in words. */
  giveBack(
    register: number,
    one: ModelLayaway,
    { refunds, feeMinor }: { readonly refunds: readonly ModelDeposit[]; readonly feeMinor: number },
  ): string | null {
    const { shift } = this.#at(register);
    if (shift === null) return 'no shift is open';
    let back = 0;
    for (const { tenderId, kind, amountMinor } of refunds) {
      const paid = one.paid.find((part) => part.tenderId === tenderId);
      if (paid === undefined || paid.kind !== kind) return `${kind} goes back and was never paid`;
      if (amountMinor < 1 || amountMinor > paid.amountMinor) return `${amountMinor} goes back of ${paid.amountMinor}`;
      if (kind === 'cash') shift.cashMinor -= amountMinor;
      this.#book(ACCOUNT_OF_TENDER[kind], -amountMinor);
      back += amountMinor;
    }
    if (back + feeMinor !== one.leftMinor) return `${back} goes back and ${feeMinor} is kept of ${one.leftMinor}`;
    // The fee breaks no coin, so the shop may keep up to four pence less than it asks for.
    const most = one.state === 'open' ? Math.min(MODEL_FEE, one.leftMinor) : 0;
    if (feeMinor > most || feeMinor < most - 4) return `a fee of ${feeMinor} instead of ${most}`;
    shift.depositBackMinor += back;
    this.#book('deposits', one.leftMinor);
    this.#book('fees', -feeMinor);
    one.leftMinor = 0;
    if (one.state === 'open') one.state = 'cancelled';
    return null;
  }

  /** What stands behind the counter of a good, in thousandths: it is on the shelf's list, and not to be sold. */
  asideMilli(good: number): number {
    return this.all
      .filter(({ state }) => state === 'open')
      .flatMap(({ lines }) => lines)
      .reduce((sum, { what, quantityMilli }) => sum + ('good' in what && what.good === good ? quantityMilli : 0), 0);
  }
}
