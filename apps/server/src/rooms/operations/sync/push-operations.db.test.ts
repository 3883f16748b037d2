import { randomUUID } from 'node:crypto';
import { minor, type Operation, priceE4, type SaleCompleted } from '@mosaajii/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyOrganization } from '../verify/index.ts';
import { pushesTo } from './test-pushes.ts';
import type { TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
// Whatever a test did to the server, the books agree with the facts afterwards.
afterEach(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
});

const { push, said, count, onHand, restock } = pushesTo(() => shop);

function changed<K extends 'claimed' | 'shiftId' | 'businessDate'>(name: K, value: SaleCompleted[K]) {
  return (sale: SaleCompleted): SaleCompleted => ({ ...sale, [name]: value });
}

describe('what is posted', () => {
  it('posts a shift, a sale, a return and the close, each with its effects', async () => {
    const register = await shop.register();
    const [before] = [await onHand(0)];
    const opened = register.open();
    const sale = register.sale();
    const returned = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const closed = register.closeShift(10_000 + 599 - 250);
    expect(await said(register, opened, sale, returned, closed)).toEqual(['applied', 'applied', 'applied', 'applied']);
    const { rows } = await shop.owner.query(
      'select state, cash_minor::int, sale_count, return_count, counted_minor::int from shift where shift_id = $1',
      [register.shiftId],
    );
    expect(rows).toEqual([
      { state: 'closed', cash_minor: 10_349, sale_count: 1, return_count: 1, counted_minor: 10_349 },
    ]);
    expect(await onHand(0)).toBe(before - 1000);
    const { rows: postings } = await shop.owner.query<{ account_codes: string[]; amounts_minor: string[] }>(
      'select account_codes, amounts_minor from posting where document_id = $1',
      [sale.operationId],
    );
    expect(postings[0]?.account_codes).toContain('1000');
    const { rows: audits } = await shop.owner.query('select action from audit_entry where subject_id = $1', [
      sale.operationId,
    ]);
    expect(audits).toEqual([{ action: 'sale.completed' }]);
  });

  it('posts a split tender and several lines of one variant', async () => {
    const register = await shop.register();
    const sale = register.sale({
      pieces: [1, 1, 1],
      line: (line, index) => (index === 1 ? { ...register.line(0, 2), lineId: line.lineId } : line),
      tenders: (total) => [
        { tenderId: randomUUID(), kind: 'card-manual', amountMinor: minor(500), reference: '1234' },
        { tenderId: randomUUID(), kind: 'cash', amountMinor: minor(total - 500 + 250) },
      ],
    });
    expect(await said(register, register.open(), sale)).toHaveLength(2);
    const { rows } = await shop.owner.query(
      'select kind, applied_minor::int from sale_tender where sale_id = $1 order by tender_number',
      [sale.operationId],
    );
    expect(rows).toEqual([
      { kind: 'card-manual', applied_minor: 500 },
      { kind: 'cash', applied_minor: sale.payload.claimed.totalMinor - 500 },
    ]);
  });

  it('takes a batch of 200 sales in order', async () => {
    const register = await shop.register();
    const sales = Array.from({ length: 199 }, () => register.sale({ pieces: [0, 1] }));
    const answers = await said(register, ...sales);
    expect(new Set(answers)).toEqual(new Set(['flagged shift-unknown']));
    expect(await count('sale', 'register_id', register.facts.registerId)).toBe(199);
  });
});

describe('queues', () => {
  it('of two registers with the same goods, sent at once, are posted whole and in the order of their chains', async () => {
    const [one, two] = [await shop.register(), await shop.register()];
    const [before, other] = [await onHand(0), await onHand(1)];
    const queueOf = (register: TestRegister, pieces: readonly number[]) => [
      register.open(),
      ...Array.from({ length: 119 }, () => register.sale({ pieces })),
    ];
    const answers = await Promise.all([said(one, ...queueOf(one, [1, 1])), said(two, ...queueOf(two, [1, 1]))]);
    const statuses = answers.flat();
    expect(statuses).toHaveLength(240);
    // The goods run out on the way: exactly one sale of each variant that warns finds it at zero.
    expect(new Set(statuses)).toEqual(new Set(['applied', 'flagged negative-stock']));
    const { rows } = await shop.owner.query<{ key_id: string; n: number; last: number }>(
      'select key_id, count(*)::int as n, max(sequence)::int as last from operation where register_id = any($1) group by 1',
      [[one.facts.registerId, two.facts.registerId]],
    );
    expect(rows.map(({ n, last }) => [n, last])).toEqual([
      [120, 120],
      [120, 120],
    ]);
    expect([before - (await onHand(0)), other - (await onHand(1))]).toEqual([238_000, 238_000]);
    await restock(0);
  });
});

describe('exactly once', () => {
  it('answers a repeat with the first answer and has no second effect', async () => {
    const register = await shop.register();
    const batch = [register.open(), register.sale(), register.sale({ change: changed('shiftId', randomUUID()) })];
    const first = await push(register, ...batch);
    const before = await onHand(0);
    const again = await push(register, ...batch);
    expect(again).toEqual(first.map((answer) => ({ ...answer, isRepeat: true })));
    expect(await onHand(0)).toBe(before);
  });

  it('takes ten identical pushes at once as one', async () => {
    const register = await shop.register();
    const before = await onHand(0);
    const batch = [register.open(), register.sale(), register.sale()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => push(register, ...batch)));
    expect(answers.flat().filter((answer) => answer.status !== 'applied')).toEqual([]);
    expect(answers.flat().filter((answer) => !answer.isRepeat)).toHaveLength(3);
    expect(await onHand(0)).toBe(before - 4000);
  });

  it('takes one operation twice in a batch as a repeat', async () => {
    const register = await shop.register();
    const opened = register.open();
    const answers = await push(register, opened, opened);
    expect(answers.map((answer) => answer.isRepeat)).toEqual([false, true]);
  });

  it('refuses the same id with other content and keeps what it has', async () => {
    const register = await shop.register();
    const sale = register.sale();
    const other = register.sale({ pieces: [5], change: (same) => ({ ...same, saleId: sale.operationId }) });
    expect(await said(register, sale, other)).toEqual(['flagged shift-unknown', 'rejected operation-id-reused']);
    expect(await said(register, other)).toEqual(['rejected operation-id-reused']);
    expect(await count('sale', 'register_id', register.facts.registerId)).toBe(1);
  });

  it('posts the sale of a product that was taken out of the catalogue while it was in a cart', async () => {
    const register = await shop.register();
    const opened = register.open();
    await shop.owner.query('update variant set is_active = false where variant_id = $1', [shop.variants[0]]);
    await shop.owner.query(
      'update product set is_active = false where product_id = (select product_id from variant where variant_id = $1)',
      [shop.variants[0]],
    );
    const answers = await said(register, opened, register.sale());
    await shop.owner.query('update variant set is_active = true where variant_id = $1', [shop.variants[0]]);
    await shop.owner.query(
      'update product set is_active = true where product_id = (select product_id from variant where variant_id = $1)',
      [shop.variants[0]],
    );
    expect(answers).toEqual(['applied', 'applied']);
  });

  it('lets two registers sell the same goods at once, and flags what neither could see', async () => {
    const [one, two] = [await shop.register(), await shop.register()];
    const pieces = Math.floor((await onHand(0)) / 1000);
    await Promise.all([push(one, one.open()), push(two, two.open())]);
    const [a, b] = [one.sale({ pieces: [pieces] }), two.sale({ pieces: [pieces] })];
    const answers = (await Promise.all([said(one, a), said(two, b)])).flat().sort();
    expect(answers).toEqual(['applied', 'flagged negative-stock']);
    expect(await onHand(0)).toBeLessThan(0);
    await restock(0);
  });
});

describe('flags', () => {
  const cases: readonly [string, string, (register: TestRegister) => Operation][] = [
    ['a shift that is not known', 'flagged shift-unknown', (r) => r.sale({ change: changed('shiftId', randomUUID()) })],
    [
      'a business date far away',
      'flagged business-date-far',
      (r) => r.sale({ change: changed('businessDate', '2026-01-02') }),
    ],
    [
      'a clock that differs from the server’s',
      'flagged clock-skew',
      (r) => r.sale({ envelope: { occurredAt: '2026-03-02T10:06:00.000Z' } }),
    ],
    [
      'a clock a day ahead of a server it never heard of',
      'flagged clock-skew',
      (r) => r.sale({ envelope: { occurredAt: '2026-03-03T10:00:00.000Z', clock: null } }),
    ],
    [
      'a price that the catalogue never named',
      'flagged price-drift',
      (r) => r.sale({ line: (line) => ({ ...line, listPriceE4: priceE4(1), unitPriceE4: priceE4(2_500_000) }) }),
    ],
  ];
  it.each(cases)('posts and shows %s', async (_, expected, make) => {
    const register = await shop.register();
    expect(await said(register, register.open(), make(register))).toEqual(['applied', expected]);
  });

  it('judge a business date by the end that the day of the store had then', async () => {
    // 56 hours after the noon of its business date; 44 after the middle of a day that ended at noon.
    const late = (register: TestRegister) =>
      register.sale({
        envelope: { occurredAt: '2026-03-01T20:00:00.000Z', clock: null },
        change: changed('businessDate', '2026-02-27'),
      });
    const saidOf = async () => {
      const register = await shop.register();
      return (await said(register, register.open(), late(register)))[1];
    };
    expect(await saidOf()).toBe('flagged business-date-far');
    await shop.owner.query("update store set day_ends_at = '11:59' where store_id = $1", [shop.storeId]);
    expect(await saidOf()).toBe('applied');
    await shop.owner.query("update store set day_ends_at = '00:00' where store_id = $1", [shop.storeId]);
    await shop.owner.query(
      'insert into store_rule_past (organization_id, store_id, name, until, rule)' +
        " values ($1, $2, 'day-end', '2026-03-01T22:00:00Z', '\"11:59\"')",
      [shop.organizationId, shop.storeId],
    );
    expect(await saidOf()).toBe('applied');
    await shop.owner.query('delete from store_rule_past');
  });

  it('does not mind how long an upload took', async () => {
    const register = await shop.register();
    const then = '2026-02-25T10:00:00.000Z';
    const clock = { serverTime: '2026-02-25T08:00:00.000Z', elapsedMs: 2 * 60 * 60 * 1000 };
    const opened = register.open();
    const sale = register.sale({
      envelope: { occurredAt: then, clock },
      change: changed('businessDate', '2026-02-25'),
    });
    expect(await said(register, opened, sale)).toEqual(['applied', 'applied']);
  });

  it('shows a suspended user, a missing permission, a gap in receipts and a closed shift', async () => {
    const register = await shop.register();
    const opened = register.open();
    register.userId = shop.users.suspended;
    const suspended = register.sale();
    register.userId = shop.users.cashier;
    const override = register.sale({
      line: (line) => ({ ...line, unitPriceE4: priceE4(1_000_000), priceSource: 'override' }),
    });
    register.receipt += 1;
    const gap = register.sale();
    const closed = register.closeShift(10_000);
    const late = register.sale();
    expect(await said(register, opened, suspended, override, gap)).toEqual([
      'applied',
      'flagged user-suspended',
      'flagged permission-missing',
      'flagged receipt-gap',
    ]);
    expect(await said(register, closed, late)).toEqual(['flagged expected-differs', 'flagged shift-closed']);
    // The number that was left out is named by the verification; fill it, so that the books agree again.
    const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
    expect(discrepancies).toMatchObject([{ check: 'receipts', detail: 'receipt 3 is missing' }]);
    register.receipt = 2;
    const filler = register.sale();
    expect(await said(register, filler)).toEqual(['held receipt-reused']);
  });
});

describe('quarantine', () => {
  it.each([
    ['totals that do not add up', 'claimed' as const, { totalMinor: minor(1) }, 'does not recompute: totalMinor'],
    ['a tax that is not the rules’', 'claimed' as const, { taxMinor: minor(0) }, 'does not recompute: taxMinor'],
  ])('posts %s as charged, the difference in suspense', async (_, __, wrong, reason) => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale({ change: (same) => ({ ...same, claimed: { ...same.claimed, ...wrong } }) });
    expect(await said(register, opened, sale)).toEqual(['applied', `quarantined ${reason}`]);
    const { rows } = await shop.owner.query('select is_quarantined from sale where sale_id = $1', [sale.operationId]);
    expect(rows).toEqual([{ is_quarantined: true }]);
    expect(await said(register, sale)).toEqual([`quarantined ${reason}`]);
  });

  it('posts a tender below the total as what was received', async () => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale({ tenders: () => [{ tenderId: randomUUID(), kind: 'cash', amountMinor: minor(100) }] });
    expect(await said(register, opened, sale)).toEqual([
      'applied',
      'quarantined does not recompute: tender-below-total',
    ]);
    const { rows } = await shop.owner.query<{ account_codes: string[]; amounts_minor: string[] }>(
      'select account_codes, amounts_minor from posting where document_id = $1',
      [sale.operationId],
    );
    const amounts = Object.fromEntries(
      rows.flatMap((row) => row.account_codes.map((code, index) => [code, Number(row.amounts_minor[index])])),
    );
    expect(amounts['1000']).toBe(100);
    expect(amounts['2900']).toBe(sale.payload.claimed.totalMinor - 100);
  });
});
