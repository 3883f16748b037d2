import { randomUUID } from 'node:crypto';
import { minor, type SaleCompleted } from '@mosaajii/domain';
import { seededRandom } from '@mosaajii/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { enclosureHash } from '../../customers/index.ts';
import { authorise } from '../../payments/authorise.ts';
import { listOrders } from '../../sales/index.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { registerForEach } from './test-each.ts';
import { LOYALTY, type LoyalSale, loyalSaleTo, returned, toCreditOf } from './test-loyal-sales.ts';
import type { TestRegister } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
let customerId: string;
const { said, ledger } = registerForEach((given) => {
  ({ shop, register } = given);
});
beforeEach(async () => {
  await shop.owner.query('update store set loyalty = $1', [JSON.stringify(LOYALTY)]);
  await said(register, register.open());
  customerId = await newCustomer();
});

async function newCustomer(): Promise<string> {
  const id = randomUUID();
  const enclosure = { salt: 'cd'.repeat(16), fields: { name: 'Amina' } };
  const created = register.seal('customer.created', { customerId: id, enclosureHash: enclosureHash(enclosure) }, id);
  const claim = { claim: register.claim, requestId: 't' };
  const reply = await pushOperations(shop.deps, claim, [created], new Map([[id, enclosure]]));
  if (typeof reply === 'string') throw new Error(reply);
  return id;
}

async function balance(kind: 'points' | 'store-credit', id = customerId): Promise<number> {
  const { rows } = await shop.owner.query<{ n: number }>(
    'select balance_minor::int as n from purse where kind = $1 and purse_id = $2',
    [kind, id],
  );
  return rows[0]?.n ?? 0;
}

const verified = async () => (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;

const loyalSale = (from: TestRegister, options?: LoyalSale) => loyalSaleTo(customerId, from, options);

describe('points', () => {
  it('are earned by the rule of the sale, and stand in the customer’s purse', async () => {
    expect(await said(register, loyalSale(register))).toEqual(['applied']);
    expect(await balance('points')).toBe(5);
    expect(await verified()).toEqual([]);
  });

  it('pay what they are worth, earn nothing themselves, and cost the shop what they paid', async () => {
    await said(register, loyalSale(register));
    const before = await ledger('6920');
    expect(await said(register, loyalSale(register, { byPoints: 25 }))).toEqual(['applied']);
    // 500 less 25 of points are 4 full pounds: 5 - 5 + 4.
    expect(await balance('points')).toBe(4);
    expect((await ledger('6920')) - before).toBe(25);
    expect(await verified()).toEqual([]);
  });

  it('come back in proportion with the goods, and all of them with all of the goods', async () => {
    await said(register, loyalSale(register, { pieces: [4] }));
    const sale = loyalSale(register, { pieces: [2], byPoints: 50 });
    expect(await said(register, sale)).toEqual(['applied']);
    // 10 - 10 + 4.
    expect(await balance('points')).toBe(4);
    expect(await said(register, returned(register, sale.payload, [{ index: 0, quantityMilli: 1000 }]))).toEqual([
      'applied',
    ]);
    // Half of the earned 4 goes, half of the spent 10 comes.
    expect(await balance('points')).toBe(7);
    const rest = returned(register, sale.payload, [{ index: 0, quantityMilli: 1000 }], {
      milli: [1000],
      refunded: [25, 225],
    });
    expect(await said(register, rest)).toEqual(['applied']);
    expect(await balance('points')).toBe(10);
    expect(await verified()).toEqual([]);
  });

  it('that were spent meanwhile are taken back as far as they are there, and it is said', async () => {
    const sale = loyalSale(register);
    await said(register, sale);
    await said(register, loyalSale(register, { pieces: [0, 1], byPoints: 25 }));
    expect(await balance('points')).toBe(0);
    expect(await said(register, returned(register, sale.payload, [{ index: 0, quantityMilli: 2000 }]))).toEqual([
      'flagged points-short',
    ]);
    expect(await balance('points')).toBe(0);
    expect(await verified()).toEqual([]);
  });

  it('and the sales that earned them are found by their customer', async () => {
    const sale = loyalSale(register);
    await said(register, sale, register.sale());
    const found = await shop.deps.db.read(shop.organizationId, (tx) =>
      listOrders(tx, { customerId, limit: 10, stores: null }),
    );
    expect(found?.items.map(({ saleId }) => saleId)).toEqual([sale.payload.saleId]);
  });

  it('are undone by a void', async () => {
    const sale = loyalSale(register);
    await said(register, sale);
    const undone = returned(register, sale.payload, [{ index: 0, quantityMilli: 2000 }], {}, (payload) => ({
      ...payload,
      voids: true,
      note: 'wrong customer',
    }));
    expect(await said(register, undone)).toEqual(['applied']);
    expect(await balance('points')).toBe(0);
    expect(await verified()).toEqual([]);
  });

  it('are earned once however often the sale comes', async () => {
    const sale = loyalSale(register);
    expect(await said(register, sale, sale)).toEqual(['applied', 'applied']);
    expect(await said(register, sale)).toEqual(['applied']);
    expect(await balance('points')).toBe(5);
  });

  it('beyond what is there pay all the same, marked, and never go below nothing', async () => {
    expect(await said(register, loyalSale(register, { byPoints: 100 }))).toEqual(['flagged value-overspent']);
    expect(await balance('points')).toBe(4);
    expect(await verified()).toEqual([]);
  });

  it('of a claim that does not recompute are those of the rule, and somebody looks', async () => {
    const sale = loyalSale(register, {
      change: (same) => ({ ...same, loyalty: { rule: LOYALTY, earnedPoints: 5_000_000 } }),
    });
    expect((await said(register, sale))[0]).toMatch(/^quarantined/);
    expect(await balance('points')).toBe(5);
    expect(await verified()).toEqual([]);
  });

  it('of another rule than the store’s are given and marked', async () => {
    const rule = { ...LOYALTY, points: 3 };
    expect(await said(register, loyalSale(register, { rule }))).toEqual(['flagged loyalty-drift']);
    expect(await balance('points')).toBe(15);
  });

  it('without a customer, without a rule or without their number are malformed', async () => {
    const withoutRule = ({ loyalty: _loyalty, ...sale }: SaleCompleted): SaleCompleted => sale;
    const withoutCustomer = ({ customer: _customer, ...sale }: SaleCompleted): SaleCompleted => sale;
    const uncounted = (sale: SaleCompleted): SaleCompleted => ({
      ...sale,
      tenders: sale.tenders.map(({ points: _points, ...tender }) => tender),
    });
    for (const change of [withoutRule, withoutCustomer, uncounted]) {
      const from = await shop.register();
      const answers = await said(from, from.open(), loyalSale(from, { byPoints: 25, change }));
      expect(answers).toEqual(['applied', 'rejected malformed-operation']);
    }
  });

  it('are put aside for a sale by the server, so that two registers do not spend the same ones', async () => {
    await said(register, loyalSale(register));
    const { registerId, registerCode, series, keyId } = register.facts;
    const { organizationId, storeId } = shop;
    const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId, code: registerCode, series };
    const ask = () => {
      const asked = { kind: 'points' as const, purseId: customerId, amountMinor: minor(5) };
      const actor = { ...who, purpose: 'till' as const, proofId: null };
      return authorise(shop.deps, actor, { ...asked, authorisationId: randomUUID() });
    };
    const [first, second] = await Promise.all([ask(), ask()]);
    const [given, refused] = first.ok ? [first, second] : [second, first];
    expect(refused).toMatchObject({ ok: false, error: { code: 'value-too-low', leftMinor: 0 } });
    if (!given.ok) throw new Error('nobody was given anything');
    const { authorisationId } = given.value;
    expect(await said(register, loyalSale(register, { byPoints: 25, authorisationId }))).toEqual(['applied']);
    expect(await balance('points')).toBe(4);
    expect(await verified()).toEqual([]);
  });
});

describe('store credit', () => {
  it('is what goods are paid back as, and pays the next sale', async () => {
    const owed = await ledger('2210');
    const sale = register.sale({ pieces: [2] });
    await said(register, sale);
    const parts = [{ index: 0, quantityMilli: 2000 }];
    expect(await said(register, returned(register, sale.payload, parts, {}, toCreditOf(customerId)))).toEqual([
      'applied',
    ]);
    expect(await balance('store-credit')).toBe(500);
    expect((await ledger('2210')) - owed).toBe(-500);
    const bought = register.sale({
      pieces: [1],
      tenders: (total) => [{ tenderId: randomUUID(), kind: 'store-credit', amountMinor: minor(total) }],
      change: (same) => ({ ...same, customer: { customerId } }),
    });
    expect(await said(register, bought)).toEqual(['applied']);
    expect(await balance('store-credit')).toBe(250);
    expect((await ledger('2210')) - owed).toBe(-250);
    expect(await verified()).toEqual([]);
  });

  it('of nobody waits for a person, and of somebody unknown is given and marked', async () => {
    const sale = register.sale({ pieces: [2] });
    await said(register, sale);
    const parts = [{ index: 0, quantityMilli: 1000 }];
    const ofNobody = returned(register, sale.payload, parts, {}, (payload) => {
      const { creditTo: _to, ...rest } = toCreditOf(customerId)(payload);
      return rest;
    });
    expect(await said(register, ofNobody)).toEqual(['held not-computable']);
    const stranger = randomUUID();
    expect(await said(register, returned(register, sale.payload, parts, {}, toCreditOf(stranger)))).toEqual([
      'flagged customer-unknown',
    ]);
    expect(await balance('store-credit', stranger)).toBe(250);
  });

  it('is given by a cashier, and marked when somebody gave it who may not', async () => {
    const sale = register.sale({ pieces: [1] });
    await said(register, sale);
    register.userId = shop.users.cashier;
    const parts = [{ index: 0, quantityMilli: 1000 }];
    const answers = await said(register, returned(register, sale.payload, parts, {}, toCreditOf(customerId)));
    expect(answers).toEqual(['applied']);
    await shop.owner.query("update organization_user set role = 'viewer' where user_id = $1", [shop.users.cashier]);
    const other = register.sale({ pieces: [1] });
    await said(register, other);
    const later = await said(register, returned(register, other.payload, parts, {}, toCreditOf(customerId)));
    await shop.owner.query("update organization_user set role = 'cashier' where user_id = $1", [shop.users.cashier]);
    expect(later[0]).toContain('permission-missing');
  });
});

describe('the allowance of a register', () => {
  const grant = async (from: TestRegister, perDayMinor: number, perPurseMinor: number) => {
    await shop.owner.query('update register_key set allowance = $2 where key_id = $1', [
      from.facts.keyId,
      JSON.stringify({ granted: { perDayMinor, perPurseMinor }, before: null }),
    ]);
  };
  /** A sale that takes so many points out of a purse that holds none, on the register's own word. */
  const overspending = (from: TestRegister, byPoints: number) => loyalSale(from, { pieces: [4], byPoints });
  const isBeyond = (answer: string | undefined) => answer?.includes('allowance-exceeded') === true;

  it('is counted over the day, and what goes beyond it is marked', async () => {
    await grant(register, 500, 300);
    const first = await said(register, overspending(register, 300));
    expect(isBeyond(first[0])).toBe(false);
    const second = await said(register, overspending(register, 5));
    expect(isBeyond(second[0])).toBe(true);
    customerId = await newCustomer();
    // 195 of the day are left, although this purse could give 300.
    const [third, fourth] = await said(register, overspending(register, 200), overspending(register, 195));
    expect([isBeyond(third), isBeyond(fourth)]).toEqual([true, true]);
    expect(await verified()).toEqual([]);
  });

  it('of the lease before counts as long as the register may not have heard of the newest', async () => {
    await shop.owner.query('update register_key set allowance = $2 where key_id = $1', [
      register.facts.keyId,
      JSON.stringify({
        granted: { perDayMinor: 0, perPurseMinor: 0 },
        before: { perDayMinor: 100, perPurseMinor: 100 },
      }),
    ]);
    const [within, beyond] = await said(register, overspending(register, 100), overspending(register, 5));
    expect([isBeyond(within), isBeyond(beyond)]).toEqual([false, true]);
  });

  it('bounds what all registers together overspend when each stays within it', async () => {
    const registers = [register, await shop.register(), await shop.register()];
    for (const each of registers) await grant(each, 400, 250);
    for (const each of registers.slice(1)) await said(each, each.open());
    const random = seededRandom(3);
    const customers = [customerId, await newCustomer(), await newCustomer()];
    const spent = new Map<string, number>();
    for (let step = 0; step < 40; step += 1) {
      const at = random.integer(0, 2);
      const from = registers[at] ?? register;
      customerId = customers[random.integer(0, 2)] ?? customerId;
      const name = `${at}|${customerId}`;
      const all = [...spent].reduce((sum, [key, amount]) => sum + (key.startsWith(`${at}|`) ? amount : 0), 0);
      const left = Math.min(400 - all, 250 - (spent.get(name) ?? 0));
      const byPoints = Math.min(left, random.integer(1, 40) * 5);
      if (byPoints <= 0) continue;
      const answers = await said(from, overspending(from, byPoints));
      expect(isBeyond(answers[0])).toBe(false);
      spent.set(name, (spent.get(name) ?? 0) + byPoints);
    }
    const { rows } = await shop.owner.query<{ all: number; most: number }>(
      'select coalesce(sum(n), 0)::int as all, coalesce(max(n), 0)::int as most from (select purse_id,' +
        ' sum(overspent_minor) * 5 as n from purse_entry where purse_id = any($1) group by 1) s',
      [customers],
    );
    expect(rows[0]?.all).toBeGreaterThan(0);
    expect(rows[0]?.all).toBeLessThanOrEqual(registers.length * 400);
    expect(rows[0]?.most).toBeLessThanOrEqual(registers.length * 250);
    expect(await verified()).toEqual([]);
  });
});

describe('whatever registers do', () => {
  it('points and credit are what a plain model says, after every command', async () => {
    const random = seededRandom(185);
    const registers = [register, await shop.register()];
    await said(registers[1] ?? register, (registers[1] ?? register).open());
    const model = { points: 0, credit: 0 };
    const sold: { payload: SaleCompleted; earned: number; spent: number }[] = [];
    for (let step = 0; step < 60; step += 1) {
      const from = registers[random.integer(0, 1)] ?? register;
      const picked = sold.length === 0 ? -1 : random.integer(0, sold.length - 1);
      const known = sold[picked];
      if (known === undefined || random.integer(0, 2) > 0) {
        const pieces = [random.integer(1, 4), random.integer(0, 2)];
        const total = (pieces[0] ?? 0) * 250 + (pieces[1] ?? 0) * 99;
        // Points are taken in fives of money; the rest is cash and earns a point for each full pound.
        const byPoints = Math.min(random.integer(0, model.points) * 5, Math.floor(total / 5) * 5);
        const sale = loyalSale(from, { pieces, byPoints });
        expect(await said(from, sale)).toEqual(['applied']);
        const earned = Math.floor((total - byPoints) / 100);
        model.points += earned - byPoints / 5;
        sold.push({ payload: sale.payload, earned, spent: byPoints / 5 });
      } else {
        sold.splice(picked, 1);
        const parts = known.payload.lines.map(({ quantityMilli }, index) => ({ index, quantityMilli }));
        const isCredit = random.integer(0, 1) === 1;
        const change = isCredit ? toCreditOf(customerId) : undefined;
        const answers = await said(from, returned(from, known.payload, parts, {}, change));
        expect(answers[0]).toMatch(/^(?:applied|flagged points-short)/);
        const after = model.points + (isCredit ? 0 : known.spent) - known.earned;
        expect(answers[0] === 'applied').toBe(after >= 0);
        model.points = Math.max(0, after);
        if (isCredit) model.credit += known.payload.claimed.totalMinor;
      }
      expect(await balance('points')).toBe(model.points);
      expect(await balance('store-credit')).toBe(model.credit);
    }
    expect(await verified()).toEqual([]);
  });
});
