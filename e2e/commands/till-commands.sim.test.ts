import { minor } from '@mosaajii/domain/money';
import { expect, it } from 'vitest';
import type { Command } from './command.ts';
import { playCommands } from './play.ts';
import { proveTillCommands } from './property.ts';
import { ShopModel } from './shop-model.ts';
import { TillWorld } from './till-world.ts';

/** `npm run proof -- till-commands` plays 1,000. */
const SAMPLE = 20;
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
  'resend',
];

it(`agrees with pencil and paper after each of 100 commands, in ${SAMPLE} runs`, async () => {
  const seen = new Map<string, number>();
  expect(await proveTillCommands(1, 0, SAMPLE, seen)).toEqual([]);
  // Runs in which everything is refused prove nothing, and neither do runs in which nothing is.
  const rare = DONE.filter((kind) => (seen.get(`${kind} done`) ?? 0) < SAMPLE);
  expect(rare).toEqual([]);
  for (const kind of ['sale', 'return', 'void', 'move', 'close', 'open']) {
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
        toCash: false,
      },
      { kind: 'close', register: 0, differenceMinor: -137, leavesFloat: true },
    ]),
  ).toBeNull();
});
