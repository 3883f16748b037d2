import { randomUUID } from 'node:crypto';
import { minor } from '@mosaajii/domain/money';
import type { CashMovementKind, ShiftClosed } from '@mosaajii/domain/operation';
import { addCashMoved, EMPTY_TOTALS, expectedAfter, type ShiftTotals } from '@mosaajii/domain/shift';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyOrganization } from '../verify/index.ts';
import { pushesTo } from './test-pushes.ts';
import { type TestRegister, TODAY } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
const { push, said } = pushesTo(() => shop);

function moved(register: TestRegister, kind: CashMovementKind, pence: number) {
  const movementId = randomUUID();
  const where = { movementId, shiftId: register.shiftId, businessDate: TODAY };
  return register.seal('cash.moved', { ...where, kind, amountMinor: minor(pence), reason: 'other' }, movementId);
}

function closed(
  register: TestRegister,
  float: number,
  totals: ShiftTotals,
  change: Partial<ShiftClosed> = {},
  number = 1,
) {
  const expectedMinor = expectedAfter(minor(float), totals);
  const head = { sequence: register.sequence, hash: register.hash };
  const z = { number, openingFloatMinor: minor(float), totals, expectedMinor, head };
  return register.seal('shift.closed', {
    shiftId: register.shiftId,
    countedMinor: expectedMinor,
    expectedMinor,
    floatMinor: minor(0),
    dropMinor: expectedMinor,
    parkedCount: 2,
    unsentCount: 3,
    z,
    ...change,
  });
}

async function row<T>(text: string, values: unknown[]): Promise<T | undefined> {
  const { rows } = await shop.owner.query(text, values);
  return rows[0] as T | undefined;
}

async function drawer(register: TestRegister): Promise<number> {
  const found = await row<{ cash: string }>('select cash_minor as cash from shift where shift_id = $1', [
    register.shiftId,
  ]);
  return Number(found?.cash);
}

async function findings(): Promise<string[]> {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  return discrepancies.map(({ check, subject, detail }) => `${check}: ${subject}: ${detail}`);
}

describe('cash that moves without a sale', () => {
  it('changes the drawer by exactly that, is posted, and happens once however often it comes', async () => {
    const till = await shop.register();
    const inn = (await push(till, till.open(10_000)), moved(till, 'paid-in', 700));
    const operations = [inn, moved(till, 'paid-out', 300), moved(till, 'drop', 5_000)];
    expect(await said(till, ...operations)).toEqual(['applied', 'applied', 'applied']);
    expect(await said(till, ...operations)).toEqual(['applied', 'applied', 'applied']);
    expect(await drawer(till)).toBe(10_000 + 700 - 300 - 5_000);
    const posted = await row('select account_codes, amounts_minor from posting where document_id = $1', [
      inn.operationId,
    ]);
    expect(posted).toEqual({ account_codes: ['1000', '1020'], amounts_minor: ['700', '-700'] });
    expect(await findings()).toEqual([]);
  });

  it('is announced and written down also when what goes in comes out again in the same batch', async () => {
    const till = await shop.register();
    await push(till, till.open());
    expect(await said(till, moved(till, 'paid-in', 5), moved(till, 'paid-out', 5))).toEqual(['applied', 'applied']);
    expect(await drawer(till)).toBe(10_000);
  });

  it('is flagged without the permission, beyond the limit, and outside of a shift', async () => {
    const till = await shop.register();
    await push(till, till.open());
    till.userId = shop.users.cashier;
    expect(await said(till, moved(till, 'paid-in', 5), moved(till, 'paid-out', 1))).toEqual([
      'applied',
      'flagged limit-exceeded',
    ]);
    const opened = till.seal('drawer.opened', { shiftId: till.shiftId, businessDate: TODAY, reason: 'check' });
    expect(await said(till, opened)).toEqual(['flagged permission-missing']);
    till.userId = shop.users.administrator;
    till.shiftId = randomUUID();
    expect(await said(till, moved(till, 'paid-in', 5))).toEqual(['flagged shift-unknown']);
    expect(await findings()).toEqual([]);
  });

  it('is refused when it is malformed: no amount, a reason of another kind, another id', async () => {
    const till = await shop.register();
    await push(till, till.open());
    const movementId = randomUUID();
    const base = {
      movementId,
      shiftId: till.shiftId,
      businessDate: TODAY,
      kind: 'paid-in' as const,
      amountMinor: minor(5),
    };
    const bad = [
      till.seal('cash.moved', { ...base, amountMinor: minor(0), reason: 'other' }, movementId),
      till.seal('cash.moved', { ...base, reason: 'wages' }, movementId),
      till.seal('cash.moved', { ...base, reason: 'other' }),
    ];
    for (const one of bad) expect((await said(till, one))[0]).toMatch(/^rejected malformed-operation/);
  });
});

describe('a Z report', () => {
  it('is stored as it was made, and verified against everything before it', async () => {
    const till = await shop.register();
    const sold = (await push(till, till.open(10_000)), till.sale({ pieces: [2, 1] }));
    await push(till, sold, moved(till, 'drop', 100));
    const { claimed } = sold.payload;
    const figures = { ...addCashMoved(EMPTY_TOTALS, { kind: 'drop', amountMinor: minor(100) }) };
    const tax = sold.payload.lines[0]?.taxes[0];
    const totals: ShiftTotals = {
      ...figures,
      saleCount: 1,
      soldMinor: claimed.totalMinor,
      netMinor: claimed.netMinor,
      taxMinor: claimed.taxMinor,
      taxes: [
        {
          taxId: tax?.taxId ?? '',
          name: tax?.name ?? '',
          ratePpm: 200_000,
          baseMinor: claimed.netMinor,
          amountMinor: claimed.taxMinor,
        },
      ],
      tenders: [{ kind: 'cash', takenMinor: claimed.totalMinor, refundedMinor: minor(0) }],
    };
    const close = closed(till, 10_000, totals);
    expect(await said(till, close)).toEqual(['applied']);
    const stored = await row<{ z: unknown; z_number: string; count_detail: unknown; expected: string }>(
      'select z, z_number, count_detail, expected_minor as expected from shift_report where operation_id = $1',
      [close.operationId],
    );
    expect(stored).toMatchObject({
      z: close.payload.z,
      z_number: '1',
      expected: String(10_000 + claimed.totalMinor - 100),
    });
    expect(stored?.count_detail).toMatchObject({ parkedCount: 2, unsentCount: 3, floatMinor: 0 });
    expect(await findings()).toEqual([]);
  });

  it('is flagged when it disagrees with itself, its number or its place, and named by the verification', async () => {
    const till = await shop.register();
    await push(till, till.open(500));
    const wrong = addCashMoved(EMPTY_TOTALS, { kind: 'paid-in', amountMinor: minor(50) });
    expect(await said(till, closed(till, 500, wrong))).toEqual(['flagged expected-differs']);
    await push(till, till.open(500));
    expect(await said(till, closed(till, 500, EMPTY_TOTALS, {}, 3))).toEqual(['flagged z-differs']);
    const named = (await findings()).join('\n');
    expect(named).toMatch(/z: Z 1 of .*: paidInMinor is 50, should be 0; expected cash is 550, should be 500/);
    expect(named).toMatch(/z: Z reports of .*: number 2 is missing/);
  });
});

describe('a handover and a note', () => {
  it('are entries with what was counted, compared with the books of the server', async () => {
    const till = await shop.register();
    await push(till, till.open(500));
    const give = (expected: number) =>
      till.seal('shift.handed-over', {
        shiftId: till.shiftId,
        businessDate: TODAY,
        fromUserId: shop.users.administrator,
        toUserId: shop.users.cashier,
        countedMinor: minor(490),
        expectedMinor: minor(expected),
      });
    const given = [give(500), give(400)];
    const note = till.seal('till.noted', {
      businessDate: TODAY,
      event: 'line-removed',
      name: 'Milk',
      amountMinor: minor(99),
    });
    expect(await said(till, ...given, note)).toEqual(['applied', 'flagged expected-differs', 'applied']);
    const { rows } = await shop.owner.query(
      'select kind, shift_id, detail from shift_event where register_id = $1 order by kind',
      [till.facts.registerId],
    );
    expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual(['handed-over', 'handed-over', 'line-removed']);
    expect(rows[0]).toMatchObject({ detail: { countedMinor: 490, serverExpectedMinor: 500 } });
    expect(rows[2]).toMatchObject({ shift_id: null, detail: { name: 'Milk', amountMinor: 99 } });
  });
});
