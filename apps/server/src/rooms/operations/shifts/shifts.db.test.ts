import { randomUUID } from 'node:crypto';
import { minor } from '@mosaajii/domain/money';
import { type Paper, paperTexts } from '@mosaajii/domain/paper';
import { EMPTY_TOTALS } from '@mosaajii/domain/shift';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listShifts, readOverShort } from '../../till/index.ts';
import { pushesTo } from '../sync/test-pushes.ts';
import { type TestRegister, TODAY } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { readShiftDetail, readZArchive } from './read-shift.ts';
import { reportReceiptNumbers } from './receipt-numbers.ts';
import { readShiftPaper } from './shift-paper.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
const { push, said } = pushesTo(() => shop);
const read = <T>(work: Parameters<TestShop['deps']['db']['read']>[1]) =>
  shop.deps.db.read(shop.organizationId, work) as Promise<T>;
const NO_PAPER: Paper = { language: 'en', direction: 'ltr', title: '', blocks: [] };
const everywhere = { stores: null } as const;

function close(register: TestRegister, counted: number, expected: number, number: number) {
  const head = { sequence: register.sequence, hash: register.hash };
  const totals = EMPTY_TOTALS;
  const z = { number, openingFloatMinor: minor(expected), totals, expectedMinor: minor(expected), head };
  const figures = { countedMinor: minor(counted), expectedMinor: minor(expected) };
  return register.seal('shift.closed', { shiftId: register.shiftId, ...figures, reason: 'counted', z });
}

describe('the office’s view of shifts', () => {
  it('adds up sales, returns and movements, and says that the report is true', async () => {
    const till = await shop.register();
    const sold = (await push(till, till.open(1000)), till.sale({ pieces: [2, 0, 1] }));
    const back = till.returnOf(sold.payload, [{ index: 0, quantityMilli: 1000 }]);
    const movementId = randomUUID();
    const where = { movementId, shiftId: till.shiftId, businessDate: TODAY };
    const paid = till.seal(
      'cash.moved',
      { ...where, kind: 'paid-out', amountMinor: minor(250), reason: 'supplier', note: 'Milk' },
      movementId,
    );
    await push(till, sold, back, paid);
    const detail = await read<Awaited<ReturnType<typeof readShiftDetail>>>((tx) => readShiftDetail(tx, till.shiftId));
    expect(detail?.totals).toMatchObject({
      saleCount: 1,
      returnCount: 1,
      soldMinor: 1500,
      refundedMinor: 250,
      paidOutMinor: 250,
    });
    expect(detail?.totals.tenders).toEqual([{ kind: 'cash', takenMinor: 1500, refundedMinor: 250 }]);
    expect(detail?.totals.taxes.reduce((sum, tax) => sum + tax.amountMinor, 0)).toBe(detail?.totals.taxMinor);
    expect(detail?.movements).toMatchObject([{ kind: 'paid-out', amountMinor: 250, reason: 'supplier', note: 'Milk' }]);
    expect(detail?.shift.cashMinor).toBe(1000 + 1500 - 250 - 250);
    expect(detail?.isTrue).toBeNull();
    expect(await read((tx) => readShiftDetail(tx, randomUUID()))).toBeNull();
  });

  it('narrows the list, names reports, and says which are missing', async () => {
    const till = await shop.register({ code: 'S1-R7' });
    const registerId = till.facts.registerId;
    for (const [number, counted] of [
      [1, 500],
      [2, 510],
      [4, 470],
    ] as const)
      await push(till, till.open(500), close(till, counted, 500, number));
    await push(till, till.open(500));
    const count = async (part: object) =>
      (await read<{ items: unknown[] }>((tx) => listShifts(tx, { ...everywhere, registerId, limit: 50, ...part })))
        .items.length;
    expect(await Promise.all([{}, { state: 'open' }, { difference: 'any' }].map(count))).toEqual([4, 1, 2]);
    expect(await Promise.all(['over', 'short', 'none'].map((difference) => count({ difference })))).toEqual([1, 1, 1]);
    expect(await count({ userId: randomUUID() })).toBe(0);
    expect(await count({ from: '2026-03-03' })).toBe(0);
    expect(await count({ stores: [] })).toBe(0);
    type Archive = Awaited<ReturnType<typeof readZArchive>>;
    const archive = await read<Archive>((tx) => readZArchive(tx, { ...everywhere, registerId, limit: 2 }));
    expect(archive?.items.map(({ name }) => name).sort()).toHaveLength(2);
    expect(archive?.gaps).toEqual([{ registerId, series: 'A', from: 3, to: 3 }]);
    expect(archive?.nextCursor).not.toBeNull();
    const rest = await read<Archive>((tx) =>
      readZArchive(tx, { ...everywhere, registerId, limit: 2, cursor: archive?.nextCursor ?? '' }),
    );
    const names = [...(archive?.items ?? []), ...(rest?.items ?? [])].map(({ name }) => name);
    expect(names.sort()).toEqual(['S1-R7-A-Z0001', 'S1-R7-A-Z0002', 'S1-R7-A-Z0004']);
    expect(await read((tx) => readZArchive(tx, { ...everywhere, limit: 2, cursor: 'x' }))).toBeNull();
  });

  it('counts over and short to whoever had the drawer, not twice to the next', async () => {
    const till = await shop.register();
    await push(till, till.open(1000));
    till.userId = shop.users.administrator;
    const given = till.seal('shift.handed-over', {
      shiftId: till.shiftId,
      businessDate: TODAY,
      fromUserId: shop.users.cashier,
      toUserId: shop.users.administrator,
      countedMinor: minor(940),
      expectedMinor: minor(1000),
    });
    const ended = till.seal('shift.closed', {
      shiftId: till.shiftId,
      countedMinor: minor(945),
      expectedMinor: minor(1000),
      reason: 'found five',
    });
    await push(till, given, ended);
    const period = { from: TODAY, to: TODAY, ...everywhere };
    const report = await read<Awaited<ReturnType<typeof readOverShort>>>((tx) => readOverShort(tx, period));
    const cashier = report.find(({ userId }) => userId === shop.users.cashier);
    expect(cashier).toMatchObject({ counts: 1, shortMinor: 60, overMinor: 0 });
    const closer = report.find(({ userId }) => userId === shop.users.administrator);
    expect(closer?.overMinor).toBeGreaterThanOrEqual(5);
  });
});

describe('the report of receipt numbers', () => {
  it('accounts for every number as sold, returned, voided, waiting, lost or missing', async () => {
    const till = await shop.register({ code: 'S1-R8' });
    const sold = (await push(till, till.open()), till.sale({ pieces: [1] }));
    const partly = till.sale({ pieces: [2] });
    const back = till.returnOf(partly.payload, [{ index: 0, quantityMilli: 1000 }]);
    const voided = till.returnOf(sold.payload, [{ index: 0, quantityMilli: 1000 }]);
    const held = till.sale({ line: (line) => ({ ...line, variantId: randomUUID() }) });
    await push(till, sold, partly, back, voided, held);
    till.receipt += 2;
    expect(await said(till, till.sale({ pieces: [1] }))).toEqual(['flagged receipt-gap']);
    const { registerId } = till.facts;
    const report = () =>
      read<Awaited<ReturnType<typeof reportReceiptNumbers>>>((tx) =>
        reportReceiptNumbers(tx, { ...everywhere, registerId }),
      );
    const counts = { last: 8, sold: 3, returned: 1, voided: 1, waiting: 1, twice: 0 };
    expect((await report()).series).toMatchObject([{ registerCode: 'S1-R8', ...counts, lost: 0, missing: 2 }]);
    expect((await report()).series[0]?.open).toEqual([
      { from: 5, to: 5, is: 'waiting' },
      { from: 6, to: 7, is: 'missing' },
    ]);
    await shop.owner.query("update register_key set state = 'revoked' where register_id = $1", [registerId]);
    const [ended] = (await report()).series;
    expect(ended).toMatchObject({ isEnded: true, lost: 2, missing: 0 });
    const all =
      (ended?.sold ?? 0) + (ended?.returned ?? 0) + (ended?.voided ?? 0) + (ended?.waiting ?? 0) + (ended?.lost ?? 0);
    expect(all).toBe(ended?.last);
  });
});

describe('the report of a shift as a paper', () => {
  it('is the X report of what arrived while it is open, and the Z report as the register made it', async () => {
    const till = await shop.register({ code: 'S1-R88' });
    await push(till, till.open(1000), till.sale({ pieces: [2, 0, 1] }));
    const asked = { now: new Date('2026-03-02T12:00:00.000Z'), language: 'en' } as const;
    const paper = () =>
      read<Awaited<ReturnType<typeof readShiftPaper>>>((tx) => readShiftPaper(tx, till.shiftId, asked));
    const x = await paper();
    expect(x?.name).toBe(`S1-R88-X-${TODAY}`);
    expect(paperTexts(x?.paper ?? NO_PAPER)).toEqual(expect.arrayContaining(['X report', '1 sale | 15.00']));
    await push(till, close(till, 900, 1000, 7));
    const z = await paper();
    expect(z?.name).toBe('S1-R88-A-Z0007');
    // What the register said, not what was added up: the report is its own.
    expect(paperTexts(z?.paper ?? NO_PAPER)).toEqual(expect.arrayContaining(['Z report', '0 sales | 0.00', 'counted']));
    expect(paperTexts(z?.paper ?? NO_PAPER).join()).not.toContain('–');
    expect(await read((tx) => readShiftPaper(tx, randomUUID(), asked))).toBeNull();
  });
});
