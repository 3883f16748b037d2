import { createHash, randomUUID } from 'node:crypto';
import { milli, minor, type OperationPayloads, priceE4, type SaleCompleted, type TenderInput } from '@mosaajii/domain';
import { creditSubject } from '@mosaajii/domain/approval';
import type { CustomerEnclosure } from '@mosaajii/domain/operation';
import { seededRandom } from '@mosaajii/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisterActor } from '../../../platform/access/index.ts';
import { enclosureHash } from '../../customers/index.ts';
import { readCustomer } from '../../customers/read-customers.ts';
import { readStatement, statementCsv } from '../../customers/statement.ts';
import { authorise, release } from '../../payments/authorise.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { registerForEach } from './test-each.ts';
import { NOW, type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});
beforeEach(async () => {
  await said(register, register.open());
});

const SALT = 'ab'.repeat(16);

function enclosed(name: string, phone = '+254 700 000001'): CustomerEnclosure {
  return { salt: SALT, fields: { name, phone } };
}

/** Pushes a new customer with what is personal beside it. */
async function create(from: TestRegister, enclosure: CustomerEnclosure, kept: CustomerEnclosure | null = enclosure) {
  const customerId = randomUUID();
  const operation = from.seal('customer.created', { customerId, enclosureHash: enclosureHash(enclosure) }, customerId);
  const given = new Map(kept === null ? [] : [[customerId, kept]]);
  const reply = await pushOperations(shop.deps, { claim: from.claim, requestId: 't' }, [operation], given);
  if (typeof reply === 'string') throw new Error(reply);
  return { customerId, operation, answer: reply.answers[0] };
}

const customerOf = (customerId: string) =>
  shop.deps.db.tx(shop.organizationId, (tx) => readCustomer(shop.deps.personal, tx, customerId));

async function purse(kind: string, purseId: string): Promise<{ balance: number; held: number } | undefined> {
  const { rows } = await shop.owner.query<{ balance: number; held: number }>(
    'select balance_minor::int as balance, held_minor::int as held from purse where kind = $1 and purse_id = $2',
    [kind, purseId],
  );
  return rows[0];
}

const ledger = async (code: string): Promise<number> => {
  const { rows } = await shop.owner.query<{ n: number }>(
    'select coalesce(sum(balance_minor), 0)::int as n from account_balance where account_code = $1',
    [code],
  );
  return rows[0]?.n ?? 0;
};

const verified = async () => (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;

/** A sale that sells a gift card for cash; `minorAmount` is loaded. */
function cardSale(from: TestRegister, cardId: string, amountMinor: number) {
  return from.sale({
    pieces: [1],
    line: (line) => ({
      ...line,
      variantId: cardId,
      quantityMilli: milli(1000),
      listPriceE4: priceE4(amountMinor * 10_000),
      unitPriceE4: priceE4(amountMinor * 10_000),
      priceSource: 'open',
      taxes: [],
      giftCard: { cardId, hint: '1234', expiresOn: '2027-03-02' },
    }),
  });
}

function paidWith(from: TestRegister, tender: Partial<TenderInput> & Pick<TenderInput, 'kind'>, customerId?: string) {
  return from.sale({
    pieces: [2],
    tenders: (total) => [{ tenderId: randomUUID(), amountMinor: minor(total), ...tender }],
    change: (sale): SaleCompleted => (customerId === undefined ? sale : { ...sale, customer: { customerId } }),
  });
}

function payment(from: TestRegister, customerId: string, amountMinor: number) {
  const paymentId = randomUUID();
  const payload: OperationPayloads['customer.paid'] = {
    paymentId,
    customerId,
    shiftId: from.shiftId,
    businessDate: TODAY,
    currencyCode: 'GBP',
    amountMinor: minor(amountMinor),
    tenders: [{ tenderId: randomUUID(), kind: 'cash', amountMinor: minor(amountMinor) }],
  };
  return from.seal('customer.paid', payload, paymentId);
}

function actor(from: TestRegister): RegisterActor {
  const { registerId, registerCode, series, keyId } = from.facts;
  const { organizationId, storeId } = shop;
  const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null };
}

describe('the statement of a customer', () => {
  it('is made of what was charged and paid, and written as CSV in which no name is a formula', async () => {
    const { customerId } = await create(register, enclosed('=Amina'));
    const bought = paidWith(register, { kind: 'account' }, customerId);
    const paid = payment(register, customerId, 200);
    await said(register, bought);
    await said(register, paid);
    const owed = bought.payload.claimed.totalMinor;
    const read = (from: string, to: string) =>
      shop.deps.db.read(shop.organizationId, (tx) => readStatement(tx, shop.deps, { customerId, from, to }));
    const found = await read(TODAY, TODAY);
    if (!found.ok) throw new Error(found.error.detail);
    expect(found.value.statement).toMatchObject({
      openingMinor: 0,
      closingMinor: owed - 200,
      agesMinor: [owed - 200, 0, 0, 0],
      lines: [
        { reason: 'sale', amountMinor: owed, balanceMinor: owed, businessDate: TODAY },
        { reason: 'payment', amountMinor: -200, balanceMinor: owed - 200 },
      ],
    });
    const csv = statementCsv(found.value, { from: TODAY, to: TODAY }).split('\r\n');
    expect(csv).toHaveLength(6);
    expect(csv.slice(1, 5).every((line) => line.endsWith(",'=Amina"))).toBe(true);
    const later = await read('2030-01-01', '2030-01-31');
    expect(later.ok && later.value.statement).toMatchObject({
      openingMinor: owed - 200,
      lines: [],
      agesMinor: [0, 0, 0, owed - 200],
    });
    const unknown = { customerId: randomUUID(), from: TODAY, to: TODAY };
    const nobody = shop.deps.db.read(shop.organizationId, (tx) => readStatement(tx, shop.deps, unknown));
    expect(await nobody).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await read('2030-01-31', '2030-01-01')).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  });
});

describe('a customer that a register wrote down', () => {
  it('is there with what is personal sealed, and once however often it comes', async () => {
    const { customerId, operation, answer } = await create(register, enclosed('Amina Wanjiru'));
    expect(answer).toMatchObject({ status: 'applied' });
    expect(await customerOf(customerId)).toMatchObject({ name: 'Amina Wanjiru', phone: '+254 700 000001' });
    expect(await said(register, operation)).toEqual(['applied']);
    const { rows } = await shop.owner.query<{ text: string }>(
      "select o.envelope || coalesce(c.person_sealed, '') || a.detail::text as text from operation o" +
        ' join customer c on c.customer_id = o.operation_id join audit_entry a on a.subject_id = c.customer_id::text' +
        ' where o.operation_id = $1',
      [customerId],
    );
    expect(rows[0]?.text).toBeDefined();
    expect(rows[0]?.text).not.toContain('Amina');
    expect(rows[0]?.text).not.toMatch(/700 ?000001/);
    const kept = await shop.owner.query('select 1 from customer_enclosure where operation_id = $1', [customerId]);
    expect(kept.rowCount).toBe(0);
  });

  it('is there as an id when what is personal did not come, or is not what was signed', async () => {
    const missing = await create(register, enclosed('Nobody'), null);
    expect(missing.answer).toMatchObject({ status: 'flagged', flags: ['customer-details-missing'] });
    const swapped = await create(register, enclosed('Real'), enclosed('Forged'));
    expect(swapped.answer).toMatchObject({ flags: ['customer-details-missing'] });
    expect(await customerOf(swapped.customerId)).toMatchObject({ name: '' });
  });

  it('keeps what is personal while it waits for a gap, and is complete when the gap is filled', async () => {
    const before = register.sale();
    const { customerId, answer } = await create(register, enclosed('Late Comer'));
    expect(answer).toMatchObject({ status: 'held', reason: 'gap' });
    expect(await said(register, before)).toEqual(['applied']);
    expect(await customerOf(customerId)).toMatchObject({ name: 'Late Comer' });
  });
});

describe('an account', () => {
  it('is owed more by a sale and less by a payment, and the drawer has the payment', async () => {
    const { customerId } = await create(register, enclosed('Otieno'));
    await shop.owner.query('update customer set credit_limit_minor = 1000 where customer_id = $1', [customerId]);
    register.userId = shop.users.cashier;
    expect(await said(register, paidWith(register, { kind: 'account' }, customerId))).toEqual(['applied']);
    expect(await purse('account', customerId)).toEqual({ balance: 500, held: 0 });
    expect(await said(register, payment(register, customerId, 300))).toEqual(['applied']);
    expect(await purse('account', customerId)).toEqual({ balance: 200, held: 0 });
    expect(await customerOf(customerId)).toMatchObject({ owedMinor: 200 });
    const { rows } = await shop.owner.query(
      'select cash_minor::int as cash, sale_count from shift where shift_id = $1',
      [register.shiftId],
    );
    expect(rows[0]).toEqual({ cash: 10_300, sale_count: 1 });
    expect(await verified()).toEqual([]);
  });

  it('is posted and marked beyond what the customer may owe, unless the person may allow it', async () => {
    const { customerId } = await create(register, enclosed('Over'));
    register.userId = shop.users.cashier;
    expect(await said(register, paidWith(register, { kind: 'account' }, customerId))).toEqual([
      'flagged credit-exceeded',
    ]);
    register.userId = shop.users.administrator;
    expect(await said(register, paidWith(register, { kind: 'account' }, customerId))).toEqual(['applied']);
  });

  it('goes beyond the limit when somebody who may has approved it: this customer, this amount, this sale', async () => {
    const { customerId } = await create(register, enclosed('Approved'));
    register.userId = shop.users.cashier;
    const approved = (approverId: string, change: { readonly amountMinor?: number } = {}) => {
      const { sequence, hash, receipt } = register;
      const { operationId, payload } = paidWith(register, { kind: 'account' }, customerId);
      Object.assign(register, { sequence, hash, receipt });
      const [tender] = payload.tenders;
      const subject = creditSubject({
        saleId: payload.saleId,
        customerId,
        amountMinor: tender?.amountMinor ?? 0,
        ...change,
      });
      const approvalId = randomUUID();
      const given = register.seal(
        'approval.given',
        {
          approvalId,
          approverId,
          method: 'pin',
          actions: [{ action: 'credit', asked: 500, most: 0 }],
          digest: createHash('sha256').update(subject).digest('hex'),
          expiresAt: new Date(Date.parse(NOW) + 600_000).toISOString(),
        },
        approvalId,
      );
      register.receipt += 1;
      const sale = register.seal('sale.completed', { ...payload, approvals: [approvalId] }, operationId);
      return [given, sale] as const;
    };
    expect(await said(register, ...approved(shop.users.administrator))).toEqual(['applied', 'applied']);
    expect(await said(register, ...approved(shop.users.cashier))).toEqual([
      'applied',
      'flagged approval-not-allowed credit-exceeded',
    ]);
    expect(await said(register, ...approved(shop.users.administrator, { amountMinor: 400 }))).toEqual([
      'applied',
      'flagged approval-mismatch credit-exceeded',
    ]);
  });

  it('takes a sale of somebody whom the server does not know yet, and says so', async () => {
    const answers = await said(register, paidWith(register, { kind: 'account' }, randomUUID()));
    expect(answers).toEqual(['flagged customer-unknown']);
  });
});

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

describe('the other tenders', () => {
  it('wait on accounts of their own until they arrive, and a tip is owed to the staff', async () => {
    const before = [await ledger('1110'), await ledger('1120'), await ledger('1130'), await ledger('2220')];
    const kinds = ['bank-transfer', 'mobile-money', 'voucher'] as const;
    const sales = kinds.map((kind) => paidWith(register, { kind, reference: 'QX12' }));
    expect(await said(register, ...sales)).toEqual(['applied', 'applied', 'applied']);
    const tipped = register.sale({
      pieces: [2],
      tenders: (total) => [{ tenderId: randomUUID(), kind: 'card-manual', amountMinor: minor(total) }],
      change: (sale) => ({
        ...sale,
        tipMinor: minor(50),
        tenders: sale.tenders.map((tender) => ({ ...tender, amountMinor: minor(tender.amountMinor + 50) })),
      }),
    });
    expect(await said(register, tipped)).toEqual(['applied']);
    const after = [await ledger('1110'), await ledger('1120'), await ledger('1130'), await ledger('2220')];
    expect(after.map((amount, index) => amount - (before[index] ?? 0))).toEqual([500, 500, 500, -50]);
    expect(await verified()).toEqual([]);
  });

  it('are malformed without the card or the customer that pays', async () => {
    expect(await said(register, paidWith(register, { kind: 'gift-card' }))).toEqual(['rejected malformed-operation']);
    expect(await said(register, paidWith(register, { kind: 'account' }))).toEqual(['rejected malformed-operation']);
  });
});

describe('whatever registers do', () => {
  it('ledger, cards, credit and accounts agree after every command', async () => {
    const random = seededRandom(4146);
    const registers = [await shop.register(), await shop.register()];
    const { customerId } = await create(register, enclosed('Everybody'));
    const cards = [randomUUID(), randomUUID()];
    for (const each of registers) await said(each, each.open());
    for (let step = 0; step < 60; step += 1) {
      const from = registers[random.integer(0, 1)] ?? register;
      const cardId = cards[random.integer(0, 1)] ?? '';
      const command = [
        () => cardSale(from, cardId, random.integer(1, 900)),
        () => paidWith(from, { kind: 'gift-card', cardId }),
        () => paidWith(from, { kind: 'account' }, customerId),
        () => payment(from, customerId, random.integer(1, 700)),
        () => from.sale({ pieces: [1, 1] }),
      ][random.integer(0, 4)];
      if (command === undefined) throw new Error('no command');
      const [answer = ''] = await said(from, command());
      expect(answer).toMatch(/^(?:applied|flagged)/);
    }
    expect(await verified()).toEqual([]);
  });

  it('is found when a balance was changed behind the books', async () => {
    await shop.owner.query("update purse set balance_minor = balance_minor + 1 where kind = 'account'");
    const found = await verified();
    await shop.owner.query("update purse set balance_minor = balance_minor - 1 where kind = 'account'");
    expect(found.map(({ check }) => check)).toContain('purses');
  });
});
