import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { openTestShop, type TestRegister, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function push(register: TestRegister, ...operations: readonly unknown[]) {
  const response = await pushOperations(shop.deps, { claim: register.claim, requestId: 'test' }, operations);
  if (!response) throw new Error('the credential was refused');
  return response;
}

async function statuses(register: TestRegister, ...operations: readonly unknown[]) {
  return (await push(register, ...operations)).answers.map((answer) => answer.status);
}

async function discrepancies() {
  const { discrepancies: found } = await verifyOrganization(shop.deps.db, shop.organizationId);
  return found.filter(({ check }) => check !== 'audit');
}

describe('a push of operations', () => {
  it('posts a shift, a sale, a return and the close, each with its effects', async () => {
    const register = await shop.register();
    const opened = register.open();
    const sale = register.sale();
    const returned = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const closed = register.closeShift(10_000 + 599 - 250);
    const { answers } = await push(register, opened, sale, returned, closed);
    expect(answers).toEqual([
      { operationId: opened.operationId, isRepeat: false, status: 'applied' },
      { operationId: sale.operationId, isRepeat: false, status: 'applied' },
      { operationId: returned.operationId, isRepeat: false, status: 'applied' },
      { operationId: closed.operationId, isRepeat: false, status: 'applied' },
    ]);
    const { rows } = await shop.owner.query(
      'select state, cash_minor::int, sale_count, return_count from shift where shift_id = $1',
      [register.shiftId],
    );
    expect(rows).toEqual([{ state: 'closed', cash_minor: 10_349, sale_count: 1, return_count: 1 }]);
    expect(await discrepancies()).toEqual([]);
  });

  it('answers a repeat with the first answer and no second effect', async () => {
    const register = await shop.register();
    const batch = [register.open(), register.sale()];
    expect(await statuses(register, ...batch)).toEqual(['applied', 'applied']);
    const { answers } = await push(register, ...batch);
    expect(answers.map((answer) => [answer.status, answer.isRepeat])).toEqual([
      ['applied', true],
      ['applied', true],
    ]);
  });
});
