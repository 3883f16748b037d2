import { randomUUID } from 'node:crypto';
import type { HoldRequest, TakeHeldRequest } from '@mosaajii/contract/held-sales';
import { minor } from '@mosaajii/domain/money';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { pushesTo } from '../sync/test-pushes.ts';
import { NOW, type TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from '../verify/index.ts';
import { LOCK_MINUTES } from './held-rows.ts';
import { holdSale } from './hold-sale.ts';
import { HELD_SALE_ITEMS } from './section.ts';
import { dropSale, releaseSale, takeSale } from './take-sale.ts';

let shop: TestShop;
let first: TestRegister;
let second: TestRegister;
beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  first = await shop.register();
  second = await shop.register();
});
afterAll(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
  await shop.close();
});
const { said } = pushesTo(() => shop);

function actor(from: TestRegister, part: Partial<RegisterActor> = {}): RegisterActor {
  const { registerId, registerCode, series, keyId } = from.facts;
  const who = {
    kind: 'register' as const,
    organizationId: shop.organizationId,
    storeId: shop.storeId,
    registerId,
    keyId,
  };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null, ...part };
}

/** The same server some minutes later. */
function later(minutes: number): Deps {
  return { ...shop.deps, clock: { now: () => new Date(Date.parse(NOW) + minutes * 60_000) } };
}

function hold(from: TestRegister, part: Partial<HoldRequest> = {}) {
  return holdSale(shop.deps, actor(from), {
    heldSaleId: randomUUID(),
    userId: shop.users.cashier,
    baseVersion: 0,
    lockId: null,
    label: 'Amina',
    lineCount: 2,
    totalMinor: minor(1350),
    currencyCode: 'GBP',
    content: '{"shape":1}',
    ...part,
  });
}

function take(from: TestRegister, heldSaleId: string, part: Partial<TakeHeldRequest> = {}, deps: Deps = shop.deps) {
  const asked = { lockId: randomUUID(), userId: shop.users.cashier, takesOver: false, ...part };
  return takeSale(deps, actor(from), heldSaleId, asked, 'test');
}

function listed(from: TestRegister = first, part: Partial<RegisterActor> = {}) {
  const { organizationId, storeId } = actor(from, part);
  return shop.deps.db.read(organizationId, (tx) => HELD_SALE_ITEMS.page(tx, { storeId, deps: shop.deps }, null, 1000));
}
const listedOne = async (id: string) => (await listed()).find((item) => item.id === id);

async function held(from: TestRegister = first): Promise<string> {
  const heldSaleId = randomUUID();
  expect(await hold(from, { heldSaleId })).toEqual({ ok: true, value: { heldSaleId, version: 1 } });
  return heldSaleId;
}

describe('a sale that is set aside', () => {
  it('is listed for the registers of its store, with who set it aside and what it comes to', async () => {
    const id = await held();
    expect(await listedOne(id)).toEqual({
      id,
      version: 1,
      label: 'Amina',
      lineCount: 2,
      totalMinor: 1350,
      heldBy: shop.users.cashier,
      registerId: first.facts.registerId,
      registerCode: first.facts.registerCode,
      heldAt: new Date(NOW).toISOString(),
    });
  });

  it('is kept sealed: neither its name nor its content can be read in the table', async () => {
    const id = await held();
    const { rows } = await shop.owner.query('select * from held_sale where held_sale_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toMatch(/Amina|shape/);
  });

  it('is not there for another store or another shop', async () => {
    const id = await held();
    const elsewhere = { storeId: randomUUID() };
    expect((await listed(first, elsewhere)).map((item) => item.id)).not.toContain(id);
    const asked = { lockId: randomUUID(), userId: shop.users.cashier, takesOver: true };
    expect(await takeSale(shop.deps, actor(second, elsewhere), id, asked, 'test')).toMatchObject({
      error: { code: 'held-sale-gone' },
    });
    const foreign = { organizationId: randomUUID() };
    await shop.owner.query('insert into tenant (organization_id) values ($1)', [foreign.organizationId]);
    expect(await takeSale(shop.deps, actor(second, foreign), id, asked, 'test')).toMatchObject({
      error: { code: 'held-sale-gone' },
    });
    expect(await dropSale(shop.deps, actor(second, elsewhere), id, { ...asked, lockId: null }, 'test')).toEqual({
      ok: true,
      value: false,
    });
    expect(await listedOne(id)).toBeDefined();
  });

  it('is set aside once, however often and however closely the request comes', async () => {
    const heldSaleId = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => hold(first, { heldSaleId })));
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { heldSaleId, version: 1 } })));
  });

  it('is not overwritten by a register that went on from an older state', async () => {
    const heldSaleId = await held();
    const lockId = randomUUID();
    await take(second, heldSaleId, { lockId });
    expect(await hold(second, { heldSaleId, baseVersion: 1, lockId, label: 'Amina and Ali' })).toMatchObject({
      value: { version: 2 },
    });
    expect(await hold(first, { heldSaleId, baseVersion: 1 })).toMatchObject({ error: { code: 'held-sale-changed' } });
    expect(await listedOne(heldSaleId)).toMatchObject({
      label: 'Amina and Ali',
      registerCode: second.facts.registerCode,
    });
  });

  it('that nobody has can be thrown away, once; what was in it is gone and that it was is written down', async () => {
    const id = await held();
    const asked = { lockId: null, userId: shop.users.cashier };
    expect(await dropSale(shop.deps, actor(second), id, asked, 'test')).toEqual({ ok: true, value: true });
    expect(await dropSale(shop.deps, actor(second), id, asked, 'test')).toEqual({ ok: true, value: false });
    const { rows } = await shop.owner.query('select state, content_sealed from held_sale where held_sale_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ state: 'dropped', content_sealed: '' }]);
    const audit = await shop.owner.query('select action from audit_entry where subject_id = $1', [id]);
    expect(audit.rows).toEqual([{ action: 'held-sale.dropped' }]);
    expect(await take(first, id)).toMatchObject({ error: { code: 'held-sale-gone' } });
    expect(await hold(first, { heldSaleId: id, baseVersion: 1 })).toMatchObject({ error: { code: 'held-sale-gone' } });
  });
});

describe('a lock', () => {
  it('is given to exactly one of the registers that ask at once, and names it to the others', async () => {
    const id = await held();
    const asks = await Promise.all([first, second, first, second].map((from) => take(from, id)));
    const won = asks.filter((answer) => answer.ok);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ value: { content: '{"shape":1}', version: 1 } });
    const lock = (await listedOne(id))?.lock;
    for (const answer of asks) {
      if (answer.ok) continue;
      expect(answer.error).toMatchObject({
        code: 'held-sale-taken',
        holder: { userId: shop.users.cashier, registerCode: lock?.registerCode, since: new Date(NOW).toISOString() },
      });
    }
  });

  it('asked for again with the same id is the same lock and lasts longer', async () => {
    const id = await held();
    const lockId = randomUUID();
    await take(first, id, { lockId });
    const again = await take(first, id, { lockId }, later(LOCK_MINUTES - 1));
    expect(again).toMatchObject({ ok: true });
    expect(await take(second, id, {}, later(LOCK_MINUTES + 1))).toMatchObject({ error: { code: 'held-sale-taken' } });
    expect((await listedOne(id))?.lock?.since).toBe(new Date(NOW).toISOString());
  });

  it('runs out', async () => {
    const id = await held();
    await take(first, id);
    expect(await take(second, id, {}, later(LOCK_MINUTES - 1))).toMatchObject({ ok: false });
    expect(await take(second, id, {}, later(LOCK_MINUTES + 1))).toMatchObject({ ok: true });
    expect(await listedOne(id)).toMatchObject({ lock: { registerId: second.facts.registerId } });
  });

  it('ends when the sale is set aside again, or given back by whoever has it and by nobody else', async () => {
    const id = await held();
    const lockId = randomUUID();
    await take(first, id, { lockId });
    expect(await releaseSale(shop.deps, actor(second), id, lockId)).toBe(false);
    expect(await releaseSale(shop.deps, actor(first), id, randomUUID())).toBe(false);
    expect(await releaseSale(shop.deps, actor(first), id, lockId)).toBe(true);
    expect(await releaseSale(shop.deps, actor(first), id, lockId)).toBe(false);
    expect(await listedOne(id)).not.toHaveProperty('lock');
    await take(second, id, { lockId });
    expect(await hold(second, { heldSaleId: id, baseVersion: 1, lockId })).toMatchObject({ value: { version: 2 } });
    expect(await listedOne(id)).not.toHaveProperty('lock');
  });

  it('keeps others from setting the sale aside or throwing it away', async () => {
    const id = await held();
    await take(second, id);
    expect(await hold(first, { heldSaleId: id, baseVersion: 1 })).toMatchObject({ error: { code: 'held-sale-taken' } });
    const asked = { lockId: null, userId: shop.users.cashier };
    expect(await dropSale(shop.deps, actor(first), id, asked, 'test')).toMatchObject({
      error: { code: 'held-sale-taken' },
    });
  });

  it('is taken over by somebody who may, which is written down, and by nobody else', async () => {
    const id = await held();
    await take(first, id);
    for (const userId of [shop.users.cashier, shop.users.suspended, randomUUID()]) {
      expect(await take(second, id, { takesOver: true, userId })).toMatchObject({
        error: { code: 'permission-missing' },
      });
    }
    expect(await take(second, id, { takesOver: true, userId: shop.users.administrator })).toMatchObject({ ok: true });
    expect(await listedOne(id)).toMatchObject({ lock: { userId: shop.users.administrator } });
    const { rows } = await shop.owner.query(
      "select user_id, detail ->> 'fromRegister' as from from audit_entry where subject_id = $1 and action = 'held-sale.taken-over'",
      [id],
    );
    expect(rows).toEqual([{ user_id: shop.users.administrator, from: first.facts.registerCode }]);
  });
});

describe('the sale of a held one', () => {
  const sold = (register: TestRegister, heldSaleId: string) =>
    register.sale({ change: (sale) => ({ ...sale, heldSaleId }) });

  it('ends it, whoever had it: nothing of its content is kept', async () => {
    const id = await held();
    await take(second, id);
    expect(await said(first, first.open(), sold(first, id))).toEqual(['applied', 'applied']);
    expect(await listedOne(id)).toBeUndefined();
    const { rows } = await shop.owner.query(
      'select state, content_sealed, label_sealed, lock_id from held_sale where held_sale_id = $1',
      [id],
    );
    expect(rows).toEqual([{ state: 'sold', content_sealed: '', label_sealed: '', lock_id: null }]);
    expect(await take(second, id)).toMatchObject({ error: { code: 'held-sale-gone' } });
  });

  it('made a second time elsewhere is kept and flagged, and names the first', async () => {
    const id = await held();
    const one = [first.open(), sold(first, id)] as const;
    const offline = [second.open(), sold(second, id)] as const;
    expect(await said(first, ...one)).toEqual(['applied', 'applied']);
    expect(await said(second, ...offline)).toEqual(['applied', 'flagged held-sale-sold-twice']);
    const { rows } = await shop.owner.query(
      "select detail ->> 'soldBefore' as before from audit_entry where subject_id = $1",
      [offline[1].operationId],
    );
    expect(rows).toContainEqual({ before: one[1].operationId });
  });

  it('of two registers at once: one is applied, the other flagged', async () => {
    const id = await held();
    await said(first, first.open());
    await said(second, second.open());
    const answers = await Promise.all([said(first, sold(first, id)), said(second, sold(second, id))]);
    expect(answers.flat().sort()).toEqual(['applied', 'flagged held-sale-sold-twice']);
  });

  it('twice in one batch of one register is flagged as well, and a repeat is not', async () => {
    const id = await held();
    const [open, one, two] = [first.open(), sold(first, id), sold(first, id)];
    expect(await said(first, open, one, two)).toEqual(['applied', 'applied', 'flagged held-sale-sold-twice']);
    expect(await said(first, one)).toEqual(['applied']);
  });

  it('that a restored server forgot is told from its twin all the same', async () => {
    const heldSaleId = randomUUID();
    const [open, one] = [first.open(), sold(first, heldSaleId)];
    expect(await said(first, open, one)).toEqual(['applied', 'applied']);
    expect(await said(second, second.open(), sold(second, heldSaleId))).toEqual([
      'applied',
      'flagged held-sale-sold-twice',
    ]);
    expect(await said(first, one)).toEqual(['applied']);
    expect(await said(first, sold(first, heldSaleId))).toEqual(['flagged held-sale-sold-twice']);
    expect(await listedOne(heldSaleId)).toBeUndefined();
    const { rows } = await shop.owner.query(
      'select state, content_sealed, label_sealed, sold_sale_id from held_sale where held_sale_id = $1',
      [heldSaleId],
    );
    expect(rows).toEqual([{ state: 'sold', content_sealed: '', label_sealed: '', sold_sale_id: one.operationId }]);
  });

  it('that a restored server forgot, of two registers at once and twice in one batch, is flagged for all but one', async () => {
    const heldSaleId = randomUUID();
    await said(first, first.open());
    await said(second, second.open());
    const answers = await Promise.all([
      said(first, sold(first, heldSaleId)),
      said(second, sold(second, heldSaleId), sold(second, heldSaleId)),
    ]);
    expect(answers.flat().sort()).toEqual(['applied', 'flagged held-sale-sold-twice', 'flagged held-sale-sold-twice']);
  });

  it('that the server hears of before it heard of the holding cannot be held afterwards', async () => {
    const heldSaleId = randomUUID();
    expect(await said(first, first.open(), sold(first, heldSaleId))).toEqual(['applied', 'applied']);
    expect(await hold(first, { heldSaleId })).toMatchObject({ error: { code: 'held-sale-gone' } });
  });
});
