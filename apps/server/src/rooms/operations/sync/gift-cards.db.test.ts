import { randomUUID } from 'node:crypto';
import { minor } from '@mosaajii/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterActor } from '../../../platform/access/index.ts';
import { authorise, release } from '../../payments/authorise.ts';
import { verifyOrganization } from '../verify/index.ts';
import { cardSale, discountedCardSale, paidWith } from './test-card-sales.ts';
import { registerForEach } from './test-each.ts';
import { type TestRegister } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said, purse, ledger } = registerForEach((given) => {
  ({ shop, register } = given);
});
beforeEach(async () => {
  await said(register, register.open());
});

const verified = async () => (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;

function actor(from: TestRegister): RegisterActor {
  const { registerId, registerCode, series, keyId } = from.facts;
  const { organizationId, storeId } = shop;
  const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null };
}

describe('a gift card', () => {
  it('is owed when it is sold, and less when it pays', async () => {
    const cardId = randomUUID();
    const before = await ledger('2200');
    expect(await said(register, cardSale(register, cardId, 2000))).toEqual(['applied']);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 2000, held: 0 });
    expect((await ledger('2200')) - before).toBe(-2000);
    expect(await said(register, paidWith(register, { kind: 'gift-card', cardId }))).toEqual(['applied']);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 1500, held: 0 });
    expect(await verified()).toEqual([]);
  });

  it('pays what was charged beyond its balance, marked, and what was missing is a loss of its own', async () => {
    const cardId = randomUUID();
    const before = await ledger('6910');
    await said(register, cardSale(register, cardId, 300));
    expect(await said(register, paidWith(register, { kind: 'gift-card', cardId }))).toEqual([
      'flagged value-overspent',
    ]);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 0, held: 0 });
    expect((await ledger('6910')) - before).toBe(200);
    expect(await verified()).toEqual([]);
  });

  it('is worth what it was loaded with although a discount was given on it, which is marked', async () => {
    const cardId = randomUUID();
    const sale = discountedCardSale(register, cardId, 2000, [{ kind: 'amount', amountMinor: minor(500) }]);
    expect(await said(register, sale)).toEqual(['flagged gift-card-discounted']);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 2000, held: 0 });
    expect(await verified()).toEqual([]);
  });

  it('that is blocked or past its day pays and is marked', async () => {
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 5000));
    await shop.owner.query("update purse set is_blocked = true, expires_on = '2026-01-01' where purse_id = $1", [
      cardId,
    ]);
    const answers = await said(register, paidWith(register, { kind: 'gift-card', cardId }));
    expect(answers).toEqual(['flagged gift-card-blocked gift-card-expired']);
  });

  it('is filled up again by what is refunded to it', async () => {
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 1000));
    const sale = paidWith(register, { kind: 'gift-card', cardId });
    await said(register, sale);
    const returned = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const tenderId = sale.payload.tenders[0]?.tenderId ?? '';
    const refund = { tenderId, kind: 'gift-card' as const, amountMinor: minor(250) };
    const again = register.sign({ ...returned, payload: { ...returned.payload, refunds: [refund] } });
    register.hash = again.hash;
    expect(await said(register, again)).toEqual(['applied']);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 750, held: 0 });
    expect(await verified()).toEqual([]);
  });

  it('is not taken back itself', async () => {
    const sale = cardSale(register, randomUUID(), 1000);
    await said(register, sale);
    const answers = await said(register, register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]));
    expect(answers).toEqual(['held gift-card-returned']);
  });
});

describe('an authorisation', () => {
  it('puts an amount aside, is used by its sale once, and is answered the same again before', async () => {
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 800));
    const asked = {
      authorisationId: randomUUID(),
      kind: 'gift-card' as const,
      purseId: cardId,
      amountMinor: minor(500),
    };
    const first = await authorise(shop.deps, actor(register), asked);
    expect(first).toMatchObject({ ok: true, value: { leftMinor: 300 } });
    expect(await authorise(shop.deps, actor(register), asked)).toEqual(first);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 800, held: 500 });
    const { authorisationId } = asked;
    const sale = paidWith(register, { kind: 'gift-card', cardId, authorisationId });
    expect(await said(register, sale, sale)).toEqual(['applied', 'applied']);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 300, held: 0 });
    expect(await authorise(shop.deps, actor(register), asked)).toMatchObject({
      error: { code: 'idempotency-key-reused' },
    });
    expect(await verified()).toEqual([]);
  });

  it('keeps its amount from whoever comes without one', async () => {
    const other = await shop.register();
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 500));
    const authorisationId = randomUUID();
    const asked = { authorisationId, kind: 'gift-card' as const, purseId: cardId, amountMinor: minor(500) };
    await authorise(shop.deps, actor(register), asked);
    const stolen = await said(other, other.open(), paidWith(other, { kind: 'gift-card', cardId }));
    expect(stolen).toEqual(['applied', 'flagged value-overspent']);
    expect(await said(register, paidWith(register, { kind: 'gift-card', cardId, authorisationId }))).toEqual([
      'applied',
    ]);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 0, held: 0 });
  });

  it('of two registers at once is given to one of them alone', async () => {
    const other = await shop.register();
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 500));
    const ask = (from: TestRegister) => {
      const asked = { kind: 'gift-card' as const, purseId: cardId, amountMinor: minor(500) };
      return authorise(shop.deps, actor(from), { ...asked, authorisationId: randomUUID() });
    };
    const answers = await Promise.all([ask(register), ask(other), ask(register), ask(other)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers)
      if (!answer.ok) expect(answer.error).toMatchObject({ code: 'value-too-low', leftMinor: 0 });
  });

  it('is given back, once, by the register that has it', async () => {
    const other = await shop.register();
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 500));
    const authorisationId = randomUUID();
    const asked = { authorisationId, kind: 'gift-card' as const, purseId: cardId, amountMinor: minor(200) };
    await authorise(shop.deps, actor(register), asked);
    expect(await release(shop.deps, actor(other), authorisationId)).toBe(false);
    expect(await release(shop.deps, actor(register), authorisationId)).toBe(true);
    expect(await release(shop.deps, actor(register), authorisationId)).toBe(false);
    expect(await purse('gift-card', cardId)).toEqual({ balance: 500, held: 0 });
  });

  it('lapses for whoever asks after its time', async () => {
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 500));
    const ask = () => {
      const asked = { kind: 'gift-card' as const, purseId: cardId, amountMinor: minor(500) };
      return authorise(shop.deps, actor(register), { ...asked, authorisationId: randomUUID() });
    };
    await ask();
    expect(await ask()).toMatchObject({ ok: false });
    await shop.owner.query("update purse_hold set expires_at = '2026-01-01' where purse_id = $1", [cardId]);
    expect(await ask()).toMatchObject({ ok: true });
    expect(await verified()).toEqual([]);
  });

  it('is refused for a blocked, an ended and an unknown card', async () => {
    const cardId = randomUUID();
    await said(register, cardSale(register, cardId, 500));
    const ask = (purseId: string) => {
      const asked = { kind: 'gift-card' as const, purseId, amountMinor: minor(1) };
      return authorise(shop.deps, actor(register), { ...asked, authorisationId: randomUUID() });
    };
    expect(await ask(randomUUID())).toMatchObject({ error: { code: 'value-unknown' } });
    await shop.owner.query("update purse set expires_on = '2026-02-01' where purse_id = $1", [cardId]);
    expect(await ask(cardId)).toMatchObject({ error: { code: 'gift-card-expired' } });
    await shop.owner.query('update purse set is_blocked = true where purse_id = $1', [cardId]);
    expect(await ask(cardId)).toMatchObject({ error: { code: 'gift-card-blocked' } });
  });
});
