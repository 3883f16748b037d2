/** What a cashier did in a period, as the facts of the shop say. Amounts in minor units. */
export interface CashierFigures {
  readonly userId: string;
  readonly storeId: string;
  readonly sales: number;
  readonly soldMinor: number;
  /** Complete returns of a sale within the shift it was made in: what other tills call a void. */
  readonly voids: number;
  /** Returns of a known sale that are no voids. */
  readonly returns: number;
  readonly returnedMinor: number;
  /** Returns that name no sale. */
  readonly returnsWithoutReceipt: number;
  /** Sales with a price that was typed over. */
  readonly overrides: number;
  /** Sales with a discount. */
  readonly discounted: number;
  readonly discountMinor: number;
  /** Sales within two minutes after a void, at the same register. */
  readonly salesAfterVoid: number;
  /** The drawer opened without a sale. */
  readonly noSales: number;
  /** Lines taken out of a cart whose total had been shown, and carts that were left. */
  readonly removedLines: number;
  readonly reprints: number;
  /** What somebody else approved for them. */
  readonly approvals: number;
  readonly shifts: number;
  /** What was missing in the drawers, without what was too much in others. */
  readonly shortMinor: number;
  readonly overMinor: number;
}

/** Each by how often it happened among how many chances. */
const COUNTED = {
  voids: (one) => [one.voids, one.sales],
  returns: (one) => [one.returns, one.sales],
  'returns-without-receipt': (one) => [one.returnsWithoutReceipt, one.sales],
  overrides: (one) => [one.overrides, one.sales],
  discounts: (one) => [one.discounted, one.sales],
  'sales-after-void': (one) => [one.salesAfterVoid, one.sales],
  'no-sales': (one) => [one.noSales, one.sales],
  'removed-lines': (one) => [one.removedLines, one.sales],
  reprints: (one) => [one.reprints, one.sales],
  approvals: (one) => [one.approvals, one.sales],
} as const satisfies Record<string, (figures: CashierFigures) => readonly [count: number, chances: number]>;

export type SignalName = keyof typeof COUNTED | 'cash-short';
export const SIGNALS: readonly SignalName[] = [...(Object.keys(COUNTED) as (keyof typeof COUNTED)[]), 'cash-short'];

export interface Signal {
  readonly name: SignalName;
  /** Of a hundred sales; for `cash-short` minor units of a shift. */
  readonly rate: number;
  /** What is usual among the others of the store, in the same unit. */
  readonly usual: number;
  /** How many standard deviations above the usual; `null` where there are too few to compare with. */
  readonly deviation: number | null;
  readonly isUnusual: boolean;
}

export interface CashierScore extends CashierFigures {
  readonly signals: readonly Signal[];
  /** Signals that are unusual. */
  readonly unusual: number;
}

/** With fewer others there is no usual. */
export const MINIMUM_PEERS = 4;
/** With fewer sales a rate says nothing. */
export const MINIMUM_SALES = 50;
/** Of 50 honest cashiers with eleven signals each, chance alone brings less than one beyond this. */
const UNUSUAL_DEVIATION = 4;
/** Twice the usual at least: a busy year makes small differences certain without making them large. */
const UNUSUAL_RATIO = 2;

/**
 * Compares each cashier with the others of the store: by the median, so that one who steals does not move what is usual, and
 * by the wider of how the others scatter and of what chance alone would scatter. The most unusual first. Pure.
 */
export function scoreCashiers(all: readonly CashierFigures[]): readonly CashierScore[] {
  return all
    .map((one) => {
      const peers = all.filter(
        (other) => other.storeId === one.storeId && other.userId !== one.userId && other.sales >= MINIMUM_SALES,
      );
      const signals = SIGNALS.map((name) =>
        name === 'cash-short' ? cashSignal(one, peers) : countSignal(name, one, peers),
      );
      return { ...one, signals, unusual: signals.filter(({ isUnusual }) => isUnusual).length };
    })
    .sort((a, b) => b.unusual - a.unusual || highest(b) - highest(a) || b.sales - a.sales);
}

function highest({ signals }: CashierScore): number {
  return Math.max(...signals.map(({ deviation }) => deviation ?? 0));
}

function countSignal(name: keyof typeof COUNTED, one: CashierFigures, peers: readonly CashierFigures[]): Signal {
  const rateOf = (figures: CashierFigures) => {
    const [count, chances] = COUNTED[name](figures);
    return chances === 0 ? 0 : (count / chances) * 100;
  };
  const rates = peers.map(rateOf);
  const usual = medianOf(rates);
  // A hundredth of a percent at least: where nobody does it, a single time is no pattern.
  const byChance = one.sales === 0 ? 0 : (Math.sqrt(Math.max(usual, 1 / 100) / 100 / one.sales) + 1 / one.sales) * 100;
  return signal(name, rateOf(one), usual, Math.max(spreadOf(rates, usual), byChance), isComparable(one, peers));
}

function cashSignal(one: CashierFigures, peers: readonly CashierFigures[]): Signal {
  const rateOf = ({ shortMinor, shifts }: CashierFigures) => (shifts === 0 ? 0 : shortMinor / shifts);
  const rates = peers.map(rateOf);
  const usual = medianOf(rates);
  // What a cashier sells in a shift says what a small difference is: a thousandth of it.
  const small = one.shifts === 0 ? 1 : Math.max(1, one.soldMinor / one.shifts / 1000);
  const spread = Math.max(spreadOf(rates, usual), small);
  return signal('cash-short', rateOf(one), usual, spread, one.shifts >= 3 && isComparable(one, peers));
}

function isComparable(one: CashierFigures, peers: readonly CashierFigures[]): boolean {
  return one.sales >= MINIMUM_SALES && peers.length >= MINIMUM_PEERS;
}

function signal(name: SignalName, rate: number, usual: number, spread: number, isComparable: boolean): Signal {
  const deviation = isComparable && spread > 0 ? (rate - usual) / spread : null;
  const isUnusual = deviation !== null && deviation >= UNUSUAL_DEVIATION && rate >= usual * UNUSUAL_RATIO;
  return { name, rate, usual, deviation, isUnusual };
}

/** The standard deviation that the median distance from the middle speaks for. */
function spreadOf(rates: readonly number[], middle: number): number {
  return 1.4826 * medianOf(rates.map((rate) => Math.abs(rate - middle)));
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
