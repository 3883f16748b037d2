import { randomUUID } from 'node:crypto';
import { unwrap } from '@mosaajii/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../platform/access/index.ts';
import { userWith } from '../../../platform/access/user-fixture.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { approveRepair, dismissRepair, listRepairs } from './repairs.ts';
import type { TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
let manager: UserActor;
beforeAll(async () => {
  shop = await openTestShop();
  const { organizationId, users } = shop;
  manager = userWith('manager', { organizationId, userId: users.administrator });
});
afterAll(() => shop.close());
afterEach(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
});

async function statuses(register: TestRegister, ...operations: readonly unknown[]) {
  const response = await pushOperations(shop.deps, { claim: register.claim, requestId: null }, operations);
  return typeof response === 'string' ? response : response.answers.map((answer) => answer.status);
}

async function repairOf(operationId: string): Promise<string> {
  const list = await shop.deps.db.read(shop.organizationId, (tx) => listRepairs(tx, { limit: 200, stores: null }));
  const repair = list?.items.find((item) => item.operationId === operationId);
  if (!repair) throw new Error('it is not in the repair list');
  return repair.repairId;
}

async function approve(operationId: string) {
  const repairId = await repairOf(operationId);
  return approveRepair(shop.deps, manager, { repairId, note: 'seen the receipt', requestId: 'test' });
}

async function posted(documentId: string): Promise<Record<string, number>> {
  const { rows } = await shop.owner.query<{ account_codes: string[]; amounts_minor: string[] }>(
    'select account_codes, amounts_minor from posting where document_id = $1',
    [documentId],
  );
  return Object.fromEntries(
    rows.flatMap((row) => row.account_codes.map((code, index) => [code, Number(row.amounts_minor[index])])),
  );
}

describe('a person approves', () => {
  it('a sale whose goods are unknown: posted without moving them, once', async () => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale({ line: (line) => ({ ...line, variantId: randomUUID() }) });
    expect(await statuses(register, opened, sale)).toEqual(['applied', 'held']);
    const repairId = await repairOf(sale.operationId);
    const request = { repairId, note: 'seen the receipt', requestId: 'test' };
    const outcome = unwrap(await approveRepair(shop.deps, manager, request));
    expect(outcome.answer).toMatchObject({ status: 'flagged', flags: expect.arrayContaining(['approved']) as unknown });
    expect(await approveRepair(shop.deps, manager, request)).toMatchObject({
      ok: false,
      error: { code: 'repair-settled' },
    });
    expect(await statuses(register, sale)).toEqual(['flagged']);
    const { rows } = await shop.owner.query('select cash_minor::int from shift where shift_id = $1', [
      register.shiftId,
    ]);
    expect(rows).toEqual([{ cash_minor: 10_000 + sale.payload.claimed.totalMinor }]);
    const { rows: audits } = await shop.owner.query(
      'select action from audit_entry where subject_id = $1 order by action',
      [sale.operationId],
    );
    expect(audits).toEqual([
      { action: 'operation.approved' },
      { action: 'operation.held' },
      { action: 'sale.completed' },
    ]);
  });

  it('a forged-looking sale, although another has its number', async () => {
    const register = await shop.register();
    const opened = register.open();
    const { sequence, hash, receipt } = register;
    const first = register.sale();
    Object.assign(register, { sequence, hash, receipt: receipt + 1 });
    const fork = register.sale();
    expect(await statuses(register, opened, first, fork)).toEqual(['applied', 'applied', 'held']);
    expect(unwrap(await approve(fork.operationId)).answer?.status).toBe('flagged');
  });

  it('a sale whose receipt number was given before: the money of both counts, and the books say so', async () => {
    const register = await shop.register();
    const opened = register.open();
    const { sequence, hash, receipt } = register;
    const first = register.sale();
    Object.assign(register, { sequence, hash, receipt });
    const again = register.sale({ pieces: [3] });
    expect(await statuses(register, opened, first, again)).toEqual(['applied', 'applied', 'held']);
    const { answer } = unwrap(await approve(again.operationId));
    expect(answer).toMatchObject({ status: 'flagged', flags: expect.arrayContaining(['receipt-conflict']) as unknown });
    const { rows } = await shop.owner.query('select cash_minor::int from shift where shift_id = $1', [
      register.shiftId,
    ]);
    const sold = first.payload.claimed.totalMinor + again.payload.claimed.totalMinor;
    expect(rows).toEqual([{ cash_minor: 10_000 + sold }]);
    const { discrepancies, notices } = await verifyOrganization(shop.deps.db, shop.organizationId);
    expect(discrepancies).toEqual([]);
    expect(notices).toContainEqual({
      check: 'receipts',
      subject: `sale ${again.operationId}`,
      detail: expect.stringContaining('-A-000001') as unknown,
    });
  });

  it('a gap that is never filled: what waited behind it follows', async () => {
    const register = await shop.register();
    const lost = register.open();
    const [one, two] = [register.sale(), register.sale()];
    expect(await statuses(register, one, two)).toEqual(['held', 'held']);
    expect(unwrap(await approve(one.operationId)).answer?.status).toBe('flagged');
    expect(await statuses(register, two)).toEqual(['flagged']);
    // What was lost turns up after all: its place is taken.
    expect(await statuses(register, lost)).toEqual(['held']);
  });

  it('what a revoked register had to say', async () => {
    const register = await shop.register();
    await statuses(register, register.open());
    await shop.owner.query("update register set state = 'revoked' where register_id = $1", [register.facts.registerId]);
    const sale = register.sale();
    expect(await statuses(register, sale)).toEqual(['held']);
    expect(unwrap(await approve(sale.operationId)).answer?.status).toBe('flagged');
  });

  it('money that was paid back twice: what was owed counts, the rest is in suspense', async () => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale({ pieces: [2] });
    const first = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const second = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 2000 }]);
    expect(await statuses(register, opened, sale, first, second)).toEqual(['applied', 'applied', 'applied', 'held']);
    const { answer } = unwrap(await approve(second.operationId));
    expect(answer).toMatchObject({ status: 'quarantined' });
    const paid = first.payload.claimed.totalMinor + second.payload.claimed.totalMinor;
    const drawer = await shop.owner.query('select cash_minor::int from shift where shift_id = $1', [register.shiftId]);
    expect(drawer.rows).toEqual([{ cash_minor: 10_000 + sale.payload.claimed.totalMinor - paid }]);
    const counted = await shop.owner.query(
      'select returned_milli::int, sold_milli::int from sale_line_returned where sale_id = $1',
      [sale.operationId],
    );
    expect(counted.rows).toEqual([{ returned_milli: 2000, sold_milli: 2000 }]);
    const moved = await shop.owner.query('select 1 from stock_movement where document_id = $1', [second.operationId]);
    expect(moved.rows).toEqual([]);
    expect(await posted(second.operationId)).toMatchObject({ '2900': paid - sale.payload.claimed.totalMinor });
    // Nothing is left of it: a third time counts nothing, and all that was paid is in suspense.
    const third = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await statuses(register, third)).toEqual(['held']);
    expect(unwrap(await approve(third.operationId)).answer?.status).toBe('quarantined');
    expect(await posted(third.operationId)).toMatchObject({ '2900': third.payload.claimed.totalMinor });
  });

  it('not what something else still holds: it came out of its place, and its goods are unknown', async () => {
    const register = await shop.register();
    await statuses(register, register.open());
    register.sale();
    const sale = register.sale({ line: (line) => ({ ...line, variantId: randomUUID() }) });
    expect(await statuses(register, sale)).toEqual(['held']);
    expect(await approve(sale.operationId)).toMatchObject({ ok: false, error: { code: 'still-held' } });
  });

  it('not what was rejected, and not what is not there', async () => {
    const register = await shop.register();
    const sale = register.sale({ change: (same) => ({ ...same, businessDate: '2026-02-30' }) });
    expect(await statuses(register, sale)).toEqual(['rejected']);
    expect(await approve(sale.operationId)).toMatchObject({ ok: false, error: { code: 'repair-settled' } });
    const request = { repairId: randomUUID(), note: 'x', requestId: 'test' };
    expect(await approveRepair(shop.deps, manager, request)).toMatchObject({
      ok: false,
      error: { code: 'unknown-repair' },
    });
  });
});

describe('what waited for something that was not there', () => {
  it('is posted when it comes again after that: the sale of another register, goods', async () => {
    const [seller, taker] = [await shop.register(), await shop.register()];
    const opened = [seller.open(), taker.open()] as const;
    const sale = seller.sale();
    const back = taker.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const after = taker.sale();
    expect(await statuses(taker, opened[1], back, after)).toEqual(['applied', 'held', 'applied']);
    expect(await statuses(taker, back)).toEqual(['held']);
    await statuses(seller, opened[0], sale);
    expect(await statuses(taker, opened[1], back, after)).toEqual(['applied', 'applied', 'applied']);
    expect(await statuses(taker, back)).toEqual(['applied']);
    const { rows } = await shop.owner.query(
      'select status, resolved_by from operation_repair where operation_id = $1',
      [back.operationId],
    );
    expect(rows).toEqual([{ status: 'approved', resolved_by: null }]);
  });

  it('stays held when its seal is not genuine', async () => {
    const [seller, taker] = [await shop.register(), await shop.register()];
    const sale = seller.sale();
    const back = taker.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await statuses(taker, back)).toEqual(['held']);
    await statuses(seller, sale);
    expect(await statuses(taker, { ...back, signature: sale.signature })).toEqual(['held']);
  });
});

describe('a person dismisses', () => {
  it('puts it aside for good: it is answered as before and never posted', async () => {
    const register = await shop.register();
    const sale = register.sale({ change: (same) => ({ ...same, engineVersion: 99 }) });
    expect(await statuses(register, sale)).toEqual(['held']);
    const repairId = await repairOf(sale.operationId);
    expect(
      unwrap(await dismissRepair(shop.deps, manager, { repairId, note: 'a test sale', requestId: 'test' })),
    ).toMatchObject({
      status: 'dismissed',
    });
    expect(await statuses(register, sale)).toEqual(['held']);
    expect(await approveRepair(shop.deps, manager, { repairId, note: 'x', requestId: 'test' })).toMatchObject({
      ok: false,
    });
    const { rows } = await shop.owner.query('select count(*)::int as n from sale where sale_id = $1', [
      sale.operationId,
    ]);
    expect(rows).toEqual([{ n: 0 }]);
  });
});
