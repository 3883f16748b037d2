import { minor } from '@mosaajii/domain/money';
import { expect, it } from 'vitest';
import type { Command } from './command.ts';
import { playCommands } from './play.ts';
import { proveTillCommands } from './property.ts';
import { SEEN, ShopModel } from './shop-model.ts';
import { TillWorld } from './till-world.ts';

/** `npm run proof -- till-commands` plays 1,000. */
const SAMPLE = 40;
const DONE: readonly Command['kind'][] = [
  'sale',
  'return',
  'void',
  'exchange',
  'blind-return',
  'move',
  'payment',
  'open',
  'close',
  'hand-over',
  'no-sale',
  'repeat',
  'correct',
  'hold',
  'recall',
  'quote',
  'sell-quote',
  'resend',
  'put-aside',
  'deposit',
  'complete',
  'cancel',
];

it(`agrees with pencil and paper after each of 100 commands, in ${SAMPLE} runs`, async () => {
  const seen = new Map<string, number>();
  expect(await proveTillCommands(1, 0, SAMPLE, seen)).toEqual([]);
  // Runs in which everything is refused prove nothing, and neither do runs in which nothing is.
  const rare = DONE.filter((kind) => (seen.get(`${kind} done`) ?? 0) < SAMPLE / 2);
  expect(rare).toEqual([]);
  expect(SEEN.filter((what) => !seen.has(what))).toEqual([]);
  for (const kind of [
    'sale',
    'return',
    'void',
    'move',
    'close',
    'open',
    'correct',
    'recall',
    'sell-quote',
    'deposit',
    'complete',
    'cancel',
  ]) {
    expect(seen.get(`${kind} refused`) ?? 0).toBeGreaterThan(0);
  }
});

it('would notice a drawer that is a penny off', async () => {
  const model = new ShopModel();
  model.open(0, 10_000);

  const world = await TillWorld.opened();
  const journal = await world.journal(0);
  const draft = {
    shiftId: world.newId(),
    userId: world.shop.userId,
    businessDate: '2026-01-14',
    openingFloatMinor: minor(10_001),
    currencyCode: 'GBP',
  };
  expect(await journal.openShift(draft)).toMatchObject({ ok: true });
  expect(await world.push()).toEqual([]);
  expect(await world.differences(model)).toEqual([
    'account drawer: 10001 instead of 10000',
    'account safe: -10001 instead of -10000',
    'drawer 0 on the device: 10001 instead of 10000',
    'drawer 0 on the server: 10001 instead of 10000',
  ]);
});

it('plays a day that is written down: a card is loaded, spent beyond what it holds, and filled again by a return', async () => {
  const none = { goods: [], loads: [], tipMinor: 0, customer: null } as const;
  const cash = { parts: [], rest: 'exact' } as const;
  expect(
    await playCommands([
      { kind: 'open', register: 0, floatMinor: 0 },
      { kind: 'sale', register: 0, ...none, loads: [{ card: 0, amountMinor: 500 }], split: cash },
      {
        kind: 'sale',
        register: 0,
        ...none,
        goods: [{ good: 1, amount: 4, percent: 0 }],
        split: { parts: [{ kind: 'gift-card', thousandths: 1000, card: 0 }], rest: 'none' },
      },
      {
        kind: 'return',
        register: 0,
        sale: 1,
        mask: 1,
        thousandths: 1000,
        isGreedy: false,
        isRestocked: true,
        to: 'original',
        customer: 0,
      },
      { kind: 'close', register: 0, differenceMinor: -137, leavesFloat: true },
    ]),
  ).toBeNull();
});

const CART = { goods: [], loads: [], tipMinor: 0, customer: null } as const;
const IN_COINS = { parts: [], rest: 'exact' } as const;
const WHOLE = { mask: 1, thousandths: 1000, isGreedy: false, isRestocked: true, customer: 1 } as const;

it.each<Command>([
  { kind: 'void', register: 0, sale: 0 },
  { kind: 'return', register: 0, sale: 0, ...WHOLE, to: 'original' },
])('takes back a sale that coins rounded down and that was really paid by card: %o', async (back) => {
  const really = { thousandths: 1000, really: ['card-manual', 'card-manual'], offMinor: 0 } as const;
  expect(
    await playCommands([
      { kind: 'open', register: 0, floatMinor: 0 },
      { kind: 'sale', register: 0, ...CART, goods: [{ good: 2, amount: 6, percent: 0 }], split: IN_COINS },
      { kind: 'correct', register: 0, sale: 0, tender: 0, ...really },
      back,
    ]),
  ).toBeNull();
});

it('plays points and credit that are written down: earned, spent beyond what is there, given back and taken back', async () => {
  const goods = [{ good: 1, amount: 4, percent: 0 }];
  const by = (kind: 'points' | 'store-credit') =>
    ({ parts: [{ kind, thousandths: 500, card: 0 }], rest: 'exact' }) as const;
  const seen = new Map<string, number>();
  expect(
    await playCommands(
      [
        { kind: 'open', register: 0, floatMinor: 0 },
        { kind: 'open', register: 1, floatMinor: 0 },
        { kind: 'sale', register: 0, ...CART, goods, customer: 1, split: IN_COINS },
        { kind: 'sale', register: 1, ...CART, goods, customer: 1, split: by('points') },
        { kind: 'return', register: 0, sale: 0, ...WHOLE, to: 'credit' },
        { kind: 'sale', register: 1, ...CART, goods, customer: 1, split: by('store-credit') },
        { kind: 'return', register: 1, sale: 1, ...WHOLE, thousandths: 333, to: 'original' },
        { kind: 'return', register: 0, sale: 1, ...WHOLE, to: 'original' },
        { kind: 'void', register: 1, sale: 2 },
      ],
      seen,
    ),
  ).toBeNull();
  expect(SEEN.filter((what) => !seen.has(what))).toEqual([]);
});

it('plays a layaway that is written down: paid at both tills, completed at the other one, another one given up for a fee', async () => {
  const seen = new Map<string, number>();
  const goods = [{ good: 1, amount: 4, percent: 0 }];
  const bag = { kind: 'put-aside', register: 0, goods, customer: 1, thousandths: 333, by: 'cash' } as const;
  expect(
    await playCommands(
      [
        { kind: 'open', register: 0, floatMinor: 0 },
        { kind: 'open', register: 1, floatMinor: 0 },
        bag,
        { kind: 'deposit', register: 1, layaway: 0, thousandths: 500, by: 'card-manual' },
        { kind: 'complete', register: 1, layaway: 0, asksServer: true, rest: 'exact' },
        { kind: 'complete', register: 0, layaway: 0, asksServer: false, rest: 'exact' },
        { ...bag, register: 1 },
        { kind: 'cancel', register: 0, layaway: 1, asksServer: true },
        { kind: 'return', register: 1, sale: 0, ...WHOLE, to: 'original' },
        { kind: 'close', register: 0, differenceMinor: 0, leavesFloat: true },
      ],
      seen,
    ),
  ).toBeNull();
  expect(seen.get('complete done')).toBe(1);
  expect(seen.get('complete refused')).toBe(1);
  expect(seen.get('cancel done')).toBe(1);
});
