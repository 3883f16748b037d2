import { randomUUID } from 'node:crypto';
import { ENGINE_VERSION, minor } from '@mosaajii/domain';
import { USUAL_LAYAWAY } from '@mosaajii/domain/layaway';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterActor } from '../../../platform/access/index.ts';
import { authorise } from '../../payments/authorise.ts';
import { listLevels } from '../../stock/queries.ts';
import { readShiftDetail } from '../shifts/read-shift.ts';
import { registerForEach } from '../sync/test-each.ts';
import type { TestRegister } from '../sync/test-register.ts';
import type { TestShop } from '../sync/test-shop.ts';
import { card, cash, layawaysOf, orderOf } from './layaway-fixture.ts';
import { listLayaways, readLayaway } from './read-layaways.ts';
import { LAYAWAY_ITEMS } from './section.ts';

let shop: TestShop;
let register: TestRegister;
let customerId: string;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});
beforeEach(async () => {
  register.userId = shop.users.administrator;
  customerId = randomUUID();
  const opened = register.open();
  const named = register.seal('customer.created', { customerId, enclosureHash: 'a'.repeat(64) }, customerId);
  expect(await said(register, opened, named)).toEqual(['applied', 'flagged customer-details-missing']);
});

const { takes, opens, completes, returns } = layawaysOf(() => customerId);

async function ledger(code: string, document: string): Promise<number> {
  const { rows } = await shop.owner.query<{ codes: string[]; amounts: string[] }>(
    'select account_codes as codes, amounts_minor as amounts from posting where document_id = $1',
    [document],
  );
  return rows.reduce((sum, row) => {
    const sums = row.codes.map((one, index) => (one.startsWith(code) ? Number(row.amounts[index]) : 0));
    return sum + sums.reduce((a, b) => a + b, 0);
  }, 0);
}

async function purse(layawayId: string): Promise<number | undefined> {
  const { rows } = await shop.owner.query<{ n: number }>(
    "select balance_minor::int as n from purse where kind = 'deposit' and purse_id = $1",
    [layawayId],
  );
  return rows[0]?.n;
}

const read = (layawayId: string) =>
  shop.deps.db.read(shop.organizationId, (tx) => readLayaway(tx, { deps: shop.deps, mayNames: true }, layawayId));
const kept = (layawayId: string) =>
  shop.deps.db.read(shop.organizationId, (tx) => LAYAWAY_ITEMS.byIds(tx, { storeId: shop.storeId }, [layawayId]));
const listed = () =>
  shop.deps.db.read(shop.organizationId, async (tx) =>
    (await LAYAWAY_ITEMS.page(tx, { storeId: shop.storeId }, null, 1000)).map(({ id }) => id),
  );
const drawer = (shiftId: string) => shop.deps.db.read(shop.organizationId, (tx) => readShiftDetail(tx, shiftId));

function actor(from: TestRegister): RegisterActor {
  const { registerId, registerCode, series, keyId } = from.facts;
  const { organizationId, storeId } = shop;
  const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null };
}

async function held(from: TestRegister, layawayId: string, amount: number) {
  const authorisationId = randomUUID();
  const ask = { authorisationId, kind: 'deposit' as const, purseId: layawayId, amountMinor: minor(amount) };
  const answer = await authorise(shop.deps, actor(from), ask);
  return answer.ok ? authorisationId : answer.error.code;
}

describe('a layaway', () => {
  it('is paid in parts and completed by one sale; the books and the drawer follow the money', async () => {
    const layaway = opens(register, [cash(200)]);
    const more = takes(register, layaway.layawayId, [card(100)]);
    expect(await said(register, layaway.operation, more)).toEqual(['applied', 'applied']);
    expect(await ledger('2230', layaway.operation.operationId)).toBe(-200);
    expect(await ledger('1000', layaway.operation.operationId)).toBe(200);
    expect(await read(layaway.layawayId)).toMatchObject({ state: 'open', paidMinor: 300, leftMinor: 300 });
    const [item] = await kept(layaway.layawayId);
    expect(item?.usedMinor).toBe(0);
    // Both happened in the same millisecond of the test, so their order is that of ids that were drawn by lot.
    const paid = item?.paid.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`);
    expect(paid?.sort()).toEqual(['card-manual 100', 'cash 200']);
    const sale = completes(register, layaway, 300);
    expect(await said(register, sale)).toEqual(['applied']);
    expect(await ledger('2230', sale.operationId)).toBe(300);
    expect(await ledger('4000', sale.operationId)).toBeLessThan(0);
    expect(await purse(layaway.layawayId)).toBe(0);
    expect(await read(layaway.layawayId)).toMatchObject({ state: 'completed', soldSaleId: sale.operationId });
    // A register that put it aside would keep it open by what it remembers, were it only left out.
    expect(await kept(layaway.layawayId)).toMatchObject([{ state: 'completed', usedMinor: 300 }]);
    expect(await listed()).not.toContain(layaway.layawayId);
    const shift = await drawer(register.shiftId);
    expect(shift?.totals).toMatchObject({ depositMinor: 300, saleCount: 1, soldMinor: layaway.totalMinor });
    expect(shift?.shift.cashMinor).toBe(10_000 + 200 + layaway.totalMinor - 300);
  });

  it('is opened, paid and completed in one batch that waited for the network', async () => {
    const layaway = opens(register, [cash(200)]);
    const more = takes(register, layaway.layawayId, [cash(100)]);
    const sale = completes(register, layaway, 300);
    expect(await said(register, layaway.operation, more, sale)).toEqual(['applied', 'applied', 'applied']);
  });

  it('is numbered by its register, and a repeat changes nothing', async () => {
    const layaway = opens(register, [cash(200)]);
    const [first, twin] = await Promise.all([said(register, layaway.operation), said(register, layaway.operation)]);
    expect([...first, ...twin]).toEqual(['applied', 'applied']);
    const { registerCode, series } = register.facts;
    const detail = await read(layaway.layawayId);
    expect(detail?.number).toMatch(new RegExp(`^L-${registerCode}-${series}-\\d{6}$`));
    expect(detail?.paidMinor).toBe(200);
    expect(
      await said(register, takes(register, layaway.layawayId, [cash(1)], layaway.operation.payload.opens)),
    ).toEqual(['held layaway-known']);
  });

  it('that is given up goes back by its tenders less the fee, which is income', async () => {
    await shop.owner.query('update store set tenders = $1', [{ layaway: { ...USUAL_LAYAWAY, feeMinor: 50 } }]);
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const back = returns(register, layaway.layawayId, [cash(150)], { feeMinor: minor(50) });
    expect(await said(register, back)).toEqual(['applied']);
    expect(await ledger('2230', back.operationId)).toBe(200);
    expect(await ledger('1000', back.operationId)).toBe(-150);
    expect(await ledger('4300', back.operationId)).toBe(-50);
    expect(await read(layaway.layawayId)).toMatchObject({ state: 'cancelled', leftMinor: 0 });
    const shift = await drawer(register.shiftId);
    expect(shift?.totals).toMatchObject({ depositMinor: 200, depositBackMinor: 150, saleCount: 0, soldMinor: 0 });
    expect(shift?.shift.cashMinor).toBe(10_000 + 50);
    // A second time a person has to say so.
    const twice = returns(register, layaway.layawayId, [cash(150)]);
    expect(await said(register, twice)).toEqual(['held deposit-spent']);
    await shop.owner.query("update store set tenders = '{}'");
  });

  it('is cancelled by who may', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    register.userId = shop.users.cashier;
    expect(await said(register, returns(register, layaway.layawayId, [cash(200)]))).toEqual([
      'flagged permission-missing',
    ]);
  });

  it('of which nobody knows, or that is closed, takes money with a mark', async () => {
    expect(await said(register, takes(register, randomUUID(), [cash(10)]))).toEqual(['flagged layaway-unknown']);
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation, completes(register, layaway, 200));
    expect(await said(register, takes(register, layaway.layawayId, [cash(10)]))).toEqual(['flagged layaway-closed']);
    expect(await kept(layaway.layawayId)).toMatchObject([{ state: 'completed', usedMinor: 200 }]);
    expect(await listed()).toContain(layaway.layawayId);
    const back = returns(register, layaway.layawayId, [cash(10)]);
    expect(await said(register, back)).toEqual(['applied']);
    expect(await kept(layaway.layawayId)).toMatchObject([{ usedMinor: 210, returned: [back.operationId] }]);
    expect(await listed()).not.toContain(layaway.layawayId);
  });

  it('whose sale was voided has its deposits again, and the registers hear of it', async () => {
    const layaway = opens(register, [cash(200)]);
    const sale = completes(register, layaway, 200);
    await said(register, layaway.operation, sale);
    const whole = sale.payload.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
    const inCash = register.returnOf(sale.payload, whole);
    const refunds = sale.payload.tenders.map(({ tenderId, kind, amountMinor }) => ({ tenderId, kind, amountMinor }));
    const payload = { ...inCash.payload, refunds, voids: true as const, note: 'rung up wrong' };
    const voided = register.sign({ ...inCash, payload });
    register.hash = voided.hash;
    expect(await said(register, voided)).toEqual(['applied']);
    expect(await purse(layaway.layawayId)).toBe(200);
    expect(await kept(layaway.layawayId)).toMatchObject([{ state: 'completed', usedMinor: 0 }]);
    const { rows } = await shop.owner.query<{ n: number }>(
      "select count(*)::int as n from change_feed where kind = 'layaways' and $1 = any(ids)",
      [layaway.layawayId],
    );
    // Once for the batch that opened and completed it, and once for the void.
    expect(rows).toEqual([{ n: 2 }]);
    expect(await said(register, returns(register, layaway.layawayId, [cash(200)]))).toEqual(['applied']);
  });

  it('with a total that does not recompute, or sold otherwise than put aside, is marked', async () => {
    const { order, totalMinor } = orderOf(register);
    const what = { dueOn: '2026-04-01', engineVersion: ENGINE_VERSION, order, totalMinor: minor(totalMinor + 1) };
    const wrong = takes(register, randomUUID(), [cash(10)], what);
    expect(await said(register, wrong)).toEqual(['quarantined does not recompute: totalMinor']);
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const other = { ...layaway, order: { ...layaway.order, lines: layaway.order.lines.slice(0, 1) } };
    expect(await said(register, completes(register, other, 200))).toEqual(['flagged layaway-differs']);
  });

  it('keeps its prices when the catalogue has others', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    await shop.owner.query('update variant_price set price_e4 = price_e4 + 10000');
    expect(await said(register, completes(register, layaway, 200))).toEqual(['applied']);
    await shop.owner.query('update variant_price set price_e4 = price_e4 - 10000');
  });

  it('sets its goods aside until it is sold', async () => {
    const level = async () => {
      const filter = { stores: null, variantIds: [shop.variants[0]], limit: 10 };
      const levels = await shop.deps.db.read(shop.organizationId, (tx) => listLevels(tx, filter));
      return levels?.items[0];
    };
    const before = await level();
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    expect((await level())?.setAsideMilli).toBe((before?.setAsideMilli ?? 0) + 2000);
    expect((await level())?.onHandMilli).toBe(before?.onHandMilli);
    await said(register, completes(register, layaway, 200));
    expect((await level())?.setAsideMilli).toBe(before?.setAsideMilli);
    expect((await level())?.onHandMilli).toBe((before?.onHandMilli ?? 0) - 2000);
  });
});

describe('two registers and one layaway', () => {
  let other: TestRegister;
  beforeEach(async () => {
    other = await shop.register();
    other.userId = shop.users.administrator;
    await said(other, other.open());
  });

  it('both take payments', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const paid = await Promise.all([
      said(register, takes(register, layaway.layawayId, [cash(50)])),
      said(other, takes(other, layaway.layawayId, [cash(60)])),
    ]);
    expect(paid).toEqual([['applied'], ['applied']]);
    expect(await purse(layaway.layawayId)).toBe(310);
  });

  it('never spend the same deposit twice while the server is asked', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const words = await Promise.all([held(register, layaway.layawayId, 200), held(other, layaway.layawayId, 200)]);
    expect(words.filter((word) => word === 'value-too-low')).toHaveLength(1);
    const isOther = words[0] === 'value-too-low';
    const [winner, word] = isOther ? [other, words[1]] : [register, words[0]];
    expect(await said(winner, completes(winner, layaway, 200, word))).toEqual(['applied']);
    expect(await purse(layaway.layawayId)).toBe(0);
  });

  it('completed twice without a connection: the second sale is kept, and what was not there is named once', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const sales = [completes(register, layaway, 200), completes(other, layaway, 200)] as const;
    const answers = (await Promise.all([said(register, sales[0]), said(other, sales[1])])).flat();
    expect(answers.filter((answer) => answer.includes('value-overspent'))).toHaveLength(1);
    expect(answers[1]).toContain('layaway-elsewhere');
    const lost = (await ledger('6910', sales[0].operationId)) + (await ledger('6910', sales[1].operationId));
    expect(lost).toBe(200);
    expect(await purse(layaway.layawayId)).toBe(0);
  });

  it('cancelled at one and completed at the other: the money is never both', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const word = await held(other, layaway.layawayId, 200);
    const back = returns(other, layaway.layawayId, [cash(200)], { authorisationId: word });
    expect(await said(other, back)).toEqual(['applied']);
    const answers = await said(register, completes(register, layaway, 200));
    expect(answers[0]).toMatch(/value-overspent/);
    expect(answers[0]).toMatch(/layaway-closed/);
  });
});

describe('the list of the office', () => {
  const listed = (part: Partial<Parameters<typeof listLayaways>[2]> = {}) =>
    shop.deps.db.read(shop.organizationId, (tx) =>
      listLayaways(tx, { deps: shop.deps, mayNames: false }, { state: 'all', stores: null, limit: 200, ...part }),
    );

  it('finds them by state, customer, number and store, page by page', async () => {
    const open = opens(register, [cash(200)]);
    const late = opens(register, [cash(200)], '2026-01-01');
    await said(register, open.operation, late.operation);
    const mine = (await listed({ customerId }))?.items ?? [];
    expect(mine.map((item) => item.state).sort()).toEqual(['open', 'overdue']);
    expect((await listed({ customerId, state: 'overdue' }))?.items.map((item) => item.layawayId)).toEqual([
      late.layawayId,
    ]);
    expect((await listed({ customerId, state: 'open' }))?.items).toHaveLength(2);
    expect((await listed({ customerId, state: 'completed' }))?.items).toEqual([]);
    expect((await listed({ query: mine[0]?.number ?? '' }))?.items).toMatchObject([{ number: mine[0]?.number }]);
    expect((await listed({ customerId, stores: [randomUUID()] }))?.items).toEqual([]);
    expect((await listed({ customerId, from: '2026-03-03' }))?.items).toEqual([]);
    const first = await listed({ customerId, limit: 1 });
    const second = await listed({ customerId, limit: 1, cursor: first?.nextCursor ?? '' });
    expect(second?.items[0]?.layawayId).not.toBe(first?.items[0]?.layawayId);
    expect(await listed({ cursor: 'nonsense' })).toBeNull();
  });
});
