import { randomUUID } from 'node:crypto';
import { unwrap } from '@mosaajii/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../platform/access/index.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { approveRepair, dismissRepair, listRepairs } from './repairs.ts';
import { openTestShop, type TestRegister, type TestShop } from './test-shop.ts';

let shop: TestShop;
let manager: UserActor;
beforeAll(async () => {
  shop = await openTestShop();
  const { organizationId, users } = shop;
  const account = { accountId: randomUUID(), displayName: 'Manager', role: 'manager' as const, sessionHash: '' };
  manager = { kind: 'user', organizationId, userId: users.administrator, ...account };
});
afterAll(() => shop.close());
afterEach(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
});

async function statuses(register: TestRegister, ...operations: readonly unknown[]) {
  const response = await pushOperations(shop.deps, { claim: register.claim, requestId: null }, operations);
  return response?.answers.map((answer) => answer.status);
}

async function repairOf(operationId: string): Promise<string> {
  const list = await shop.deps.db.read(shop.organizationId, (tx) => listRepairs(tx, { limit: 200 }));
  const repair = list?.items.find((item) => item.operationId === operationId);
  if (!repair) throw new Error('it is not in the repair list');
  return repair.repairId;
}

async function approve(operationId: string) {
  const repairId = await repairOf(operationId);
  return approveRepair(shop.deps, manager, { repairId, note: 'seen the receipt', requestId: 'test' });
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

  it('not what something else still holds: more comes back than was sold', async () => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale({ pieces: [1] });
    const first = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const second = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await statuses(register, opened, sale, first, second)).toEqual(['applied', 'applied', 'applied', 'held']);
    expect(await approve(second.operationId)).toMatchObject({ ok: false, error: { code: 'still-held' } });
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
