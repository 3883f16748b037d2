import fc from 'fast-check';

/** A good as a cashier picks it: which one, how much of it, and how many per cent off. */
export interface Picked {
  readonly good: number;
  /** Pieces, or hundreds of grams of what is sold by weight. */
  readonly amount: number;
  readonly percent: number;
}

/** How a sale is paid: parts of what is due in thousandths, then cash for the rest. */
export interface Split {
  readonly parts: readonly {
    readonly kind:
      | 'card-manual'
      | 'bank-transfer'
      | 'mobile-money'
      | 'voucher'
      | 'gift-card'
      | 'store-credit'
      | 'points'
      | 'account';
    readonly thousandths: number;
    readonly card: number;
  }[];
  /** `none`: the customer has no cash, so anything left open is refused. */
  readonly rest: 'exact' | 'note' | 'none';
}

/** What is money, or paper that is: how a sale was paid can be corrected among these. */
export type Money = 'cash' | 'card-manual' | 'bank-transfer' | 'mobile-money' | 'voucher';

/** What a deposit is paid with. */
type DepositMoney = Exclude<Money, 'voucher'>;

type At = { readonly register: number };
export type Command =
  | { readonly kind: 'nothing' }
  | (At & { readonly kind: 'open'; readonly floatMinor: number })
  | (At & { readonly kind: 'close'; readonly differenceMinor: number; readonly leavesFloat: boolean })
  | (At & { readonly kind: 'hand-over' })
  | (At & { readonly kind: 'no-sale' })
  | (At & { readonly kind: 'note' })
  | (At & { readonly kind: 'repeat' })
  | (At & { readonly kind: 'resend' })
  | (At & {
      readonly kind: 'move';
      readonly way: 'paid-in' | 'paid-out' | 'drop';
      readonly amountMinor: number;
      readonly isChange: boolean;
    })
  | (At & {
      readonly kind: 'sale';
      readonly goods: readonly Picked[];
      readonly loads: readonly { readonly card: number; readonly amountMinor: number }[];
      readonly tipMinor: number;
      readonly customer: number | null;
      readonly split: Split;
    })
  | (At & {
      readonly kind: 'return';
      readonly sale: number;
      /** Which lines: one bit each. */
      readonly mask: number;
      readonly thousandths: number;
      /** Asks for more than was sold. */
      readonly isGreedy: boolean;
      readonly isRestocked: boolean;
      /** Where the money goes; credit is somebody's. */
      readonly to: 'original' | 'cash' | 'credit';
      readonly customer: number;
    })
  | (At & {
      readonly kind: 'put-aside';
      readonly goods: readonly Picked[];
      readonly customer: number;
      /** The first deposit, of the total. */
      readonly thousandths: number;
      readonly by: DepositMoney;
    })
  | (At & {
      readonly kind: 'deposit';
      readonly layaway: number;
      /** Of what is still owed. */
      readonly thousandths: number;
      readonly by: DepositMoney;
    })
  | (At & {
      readonly kind: 'complete';
      readonly layaway: number;
      /** The register that put it aside may go on alone. */
      readonly asksServer: boolean;
      readonly rest: 'exact' | 'note' | 'card' | 'none';
    })
  | (At & { readonly kind: 'cancel'; readonly layaway: number; readonly asksServer: boolean })
  | (At & { readonly kind: 'void'; readonly sale: number })
  | (At & {
      readonly kind: 'correct';
      readonly sale: number;
      readonly tender: number;
      /** What it really was: the first part in thousandths, and the rest. */
      readonly thousandths: number;
      readonly really: readonly [Money, Money];
      /** By so much it does not come to the same. */
      readonly offMinor: number;
    })
  | (At & { readonly kind: 'hold' | 'quote'; readonly goods: readonly Picked[] })
  | (At & {
      readonly kind: 'recall';
      readonly held: number;
      readonly takesOver: boolean;
      readonly customer: number | null;
      readonly split: Split;
    })
  | (At & {
      readonly kind: 'sell-quote';
      readonly quote: number;
      readonly customer: number | null;
      readonly split: Split;
    })
  | (At & {
      readonly kind: 'exchange';
      readonly sale: number;
      readonly thousandths: number;
      readonly goods: readonly Picked[];
    })
  | (At & { readonly kind: 'blind-return'; readonly goods: readonly Picked[]; readonly isRestocked: boolean })
  | (At & {
      readonly kind: 'payment';
      readonly customer: number;
      readonly amountMinor: number;
      readonly isCash: boolean;
    });

const register = fc.integer({ min: 0, max: 1 });
const thousandths = fc.integer({ min: 1, max: 1000 });
const sale = fc.nat(1000);
const goods = (least: number) =>
  fc.array(
    fc.record({
      good: fc.integer({ min: 0, max: 4 }),
      amount: fc.integer({ min: 1, max: 6 }),
      percent: fc.constantFrom(0, 0, 0, 5, 10, 33, 100),
    }),
    { minLength: least, maxLength: 4 },
  );
const split: fc.Arbitrary<Split> = fc.record({
  parts: fc.array(
    fc.record({
      kind: fc.constantFrom(
        'card-manual',
        'gift-card',
        'gift-card',
        'account',
        'store-credit',
        'points',
        'points',
        'bank-transfer',
        'mobile-money',
        'voucher',
      ),
      thousandths,
      card: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 3 },
  ),
  rest: fc.constantFrom('exact', 'note', 'note', 'none'),
});
const money = fc.constantFrom<Money[]>('cash', 'card-manual', 'bank-transfer', 'mobile-money', 'voucher');
const depositMoney = fc.constantFrom<DepositMoney[]>('cash', 'cash', 'card-manual', 'bank-transfer', 'mobile-money');
const layaway = fc.nat(20);
const customer = fc.option(fc.integer({ min: 0, max: 1 }));
const sold = fc.record({
  kind: fc.constant('sale' as const),
  register,
  goods: goods(0),
  loads: fc.array(
    fc.record({ card: fc.integer({ min: 0, max: 2 }), amountMinor: fc.constantFrom(0, 500, 1000, 2500) }),
    { maxLength: 2 },
  ),
  tipMinor: fc.constantFrom(0, 0, 0, 50, 123),
  customer,
  split,
});

/** Anything a cashier may do, as often as a day has it. Shrinks to nothing at all. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.constant({ kind: 'nothing' as const }) },
  { weight: 16, arbitrary: sold },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('return' as const),
      register,
      sale,
      mask: fc.integer({ min: 1, max: 31 }),
      thousandths,
      isGreedy: fc.integer({ min: 0, max: 9 }).map((value) => value === 9),
      isRestocked: fc.boolean(),
      to: fc.constantFrom('original', 'original', 'cash', 'credit'),
      customer: fc.integer({ min: 0, max: 1 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('void' as const), register, sale }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      register,
      sale,
      tender: fc.nat(3),
      thousandths,
      really: fc.tuple(money, money),
      offMinor: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('hold' as const, 'hold' as const, 'quote' as const),
      register,
      goods: goods(1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('recall' as const),
      register,
      held: fc.nat(20),
      takesOver: fc.integer({ min: 0, max: 4 }).map((value) => value === 4),
      customer,
      split,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('sell-quote' as const), register, quote: fc.nat(10), customer, split }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put-aside' as const),
      register,
      goods: goods(1),
      customer: fc.integer({ min: 0, max: 1 }),
      thousandths: fc.integer({ min: 0, max: 1000 }),
      by: depositMoney,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('deposit' as const), register, layaway, thousandths, by: depositMoney }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('complete' as const),
      register,
      layaway,
      asksServer: fc.boolean(),
      rest: fc.constantFrom('exact', 'note', 'note', 'card', 'none'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('cancel' as const), register, layaway, asksServer: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('exchange' as const), register, sale, thousandths, goods: goods(1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('blind-return' as const),
      register,
      goods: goods(1),
      isRestocked: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      register,
      way: fc.constantFrom('paid-in', 'paid-out', 'drop'),
      amountMinor: fc.integer({ min: 0, max: 5000 }),
      isChange: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('payment' as const),
      register,
      customer: fc.integer({ min: 0, max: 1 }),
      amountMinor: fc.integer({ min: 0, max: 4000 }),
      isCash: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      register,
      floatMinor: fc.constantFrom(0, 10_000, 12_345),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      register,
      differenceMinor: fc.constantFrom(0, 0, -137, 500),
      leavesFloat: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'hand-over' as const,
        'no-sale' as const,
        'note' as const,
        'repeat' as const,
        'resend' as const,
      ),
      register,
    }),
  },
);
