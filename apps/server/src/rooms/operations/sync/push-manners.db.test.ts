import { randomUUID } from 'node:crypto';
import { minor, type Operation, type ReturnCompleted } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import { registerForEach } from './test-each.ts';
import { type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});

/** The same return with something else in it, sealed in its place. */
function instead(made: Operation<'return.completed'>, change: Partial<ReturnCompleted>): Operation<'return.completed'> {
  Object.assign(register, { sequence: made.sequence - 1, hash: made.previousHash });
  return register.seal('return.completed', { ...made.payload, ...change }, made.operationId);
}

async function balance(account: string): Promise<number> {
  const { rows } = await shop.owner.query<{ total: string | null }>(
    'select sum(balance_minor) as total from account_balance where account_code = $1 and register_id = $2',
    [account, register.facts.registerId],
  );
  return Number(rows[0]?.total ?? 0);
}

describe('a void', () => {
  it('undoes the whole sale, is a right of its own, and leaves nothing to take back', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const whole = sale.payload.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
    register.userId = shop.users.cashier;
    const voided = instead(register.returnOf(sale.payload, whole), { voids: true, note: 'rung up wrong' });
    expect(await said(register, opened, sale, voided)).toEqual(['applied', 'applied', 'flagged permission-missing']);
    const { rows } = await shop.owner.query('select return_reason, note from sale where sale_id = $1', [
      voided.operationId,
    ]);
    expect(rows).toEqual([{ return_reason: 'void', note: 'rung up wrong' }]);
    expect(await balance('1000')).toBe(10_000);
    const again = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await said(register, again)).toEqual(['held over-return']);
  });

  it('by who may is applied; of a part, or after a return, it waits for a person', async () => {
    const [opened, sale, second] = [register.open(), register.sale(), register.sale()];
    const all = (from: typeof sale) =>
      from.payload.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
    const voided = instead(register.returnOf(sale.payload, all(sale)), { voids: true });
    expect(await said(register, opened, sale, second, voided)).toEqual(['applied', 'applied', 'applied', 'applied']);
    const part = instead(register.returnOf(second.payload, [{ index: 0, quantityMilli: 1000 }]), { voids: true });
    expect(await said(register, part)).toEqual(['held over-return']);
  });

  it('whose shift was closed meanwhile is posted and shown', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const closed = register.closeShift(10_000 + sale.payload.claimed.totalMinor);
    const reopened = register.open();
    const all = sale.payload.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
    const late = instead(register.returnOf(sale.payload, all), { voids: true });
    expect(await said(register, opened, sale, closed, reopened, late)).toEqual([
      'applied',
      'applied',
      'applied',
      'applied',
      'flagged void-other-shift',
    ]);
  });
});

describe('an exchange', () => {
  it('clears against itself, and the difference is in the drawer', async () => {
    const exchangeId = randomUUID();
    const [opened, bought] = [register.open(), register.sale({ pieces: [1] })];
    const back = register.returnOf(bought.payload, [{ index: 0, quantityMilli: 1000 }]);
    const total = back.payload.claimed.totalMinor;
    const refunds = [{ tenderId: randomUUID(), kind: 'exchange' as const, amountMinor: total }];
    const returned = instead(back, { refunds, exchangeId });
    const sale = register.sale({
      pieces: [0, 0, 1],
      tenders: (due) => [
        { tenderId: randomUUID(), kind: 'exchange', amountMinor: total },
        { tenderId: randomUUID(), kind: 'cash', amountMinor: minor(due - total) },
      ],
      change: (payload) => ({ ...payload, exchangeId }),
    });
    expect(await said(register, opened, bought, returned, sale)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(await balance('1140')).toBe(0);
    expect(await balance('1000')).toBe(10_000 + sale.payload.claimed.totalMinor);
    const again = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await said(register, again)).toEqual(['applied']);
    expect(await balance('1140')).toBe(0);
  });

  it('that states more than came back is quarantined', async () => {
    const [opened, bought] = [register.open(), register.sale({ pieces: [1] })];
    const back = register.returnOf(bought.payload, [{ index: 0, quantityMilli: 1000 }]);
    const amountMinor = minor(back.payload.claimed.totalMinor + 1);
    const returned = instead(back, { refunds: [{ tenderId: randomUUID(), kind: 'exchange', amountMinor }] });
    const answers = await said(register, opened, bought, returned);
    expect(answers[2]).toMatch(/^quarantined does not recompute: refunds/);
  });
});

describe('a return after the time of the store', () => {
  it('is posted, and shown unless the person may', async () => {
    await shop.owner.query('update store set return_days = 14 where store_id = $1', [shop.storeId]);
    const sold = (businessDate: string) => register.sale({ change: (sale) => ({ ...sale, businessDate }) });
    const [opened, inTime, late, later] = [register.open(), sold('2026-02-28'), sold('2026-02-01'), sold('2026-02-01')];
    await said(register, opened, inTime, late, later);
    const back = (sale: typeof inTime) => register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    register.userId = shop.users.cashier;
    expect(await said(register, back(inTime), back(late))).toEqual(['applied', 'flagged permission-missing']);
    register.userId = shop.users.administrator;
    expect(await said(register, back(later))).toEqual(['applied']);
    expect(TODAY).toBe('2026-03-02');
  });
});
