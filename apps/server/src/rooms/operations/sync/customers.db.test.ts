import { createHash, randomUUID } from 'node:crypto';
import { exemptFrom, minor, type Operation, type OperationPayloads } from '@mosaajii/domain';
import { creditSubject } from '@mosaajii/domain/approval';
import type { CustomerEnclosure } from '@mosaajii/domain/operation';
import { seededRandom } from '@mosaajii/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { enclosureHash } from '../../customers/index.ts';
import { readCustomer } from '../../customers/read-customers.ts';
import { readStatement, statementCsv } from '../../customers/statement.ts';
import { readOrder } from '../../sales/index.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushOperations } from './push-operations.ts';
import { cardSale, paidWith } from './test-card-sales.ts';
import { registerForEach } from './test-each.ts';
import { NOW, type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said, purse, ledger } = registerForEach((given) => {
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

const verified = async () => (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;

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

describe('a sale without its taxes', () => {
  /** Ten pounds of which two are tax, for somebody; what it answers, and what it comes to. */
  const free = (customerId?: string, envelope: Partial<Operation> = {}) =>
    register.sale({
      envelope,
      pieces: [0, 0, 1],
      line: (line) => ({ ...line, taxes: exemptFrom(line.taxes, 'C-7') }),
      change: (sale) => (customerId === undefined ? sale : { ...sale, customer: { customerId } }),
    });
  const exemptUntil = (customerId: string, until: string | null) =>
    shop.owner.query('update customer set is_tax_exempt = true, tax_exempt_until = $2 where customer_id = $1', [
      customerId,
      until,
    ]);

  it('is marked unless the customer is known to be exempt on its day', async () => {
    const { customerId } = await create(register, enclosed('Clinic'));
    expect(await said(register, free(), free(customerId))).toEqual([
      'flagged tax-exemption-unknown',
      'flagged tax-exemption-unknown',
    ]);
    await exemptUntil(customerId, TODAY);
    expect(await said(register, free(customerId))).toEqual(['applied']);
    await exemptUntil(customerId, null);
    expect(await said(register, free(customerId))).toEqual(['applied']);
    await exemptUntil(customerId, '2026-03-01');
    expect(await said(register, free(customerId))).toEqual(['flagged tax-exemption-unknown']);
  });

  it('is judged by what its till may have known of the customer', async () => {
    const { customerId } = await create(register, enclosed('Clinic'));
    const HOUR = 3_600_000;
    const was = (version: number, hoursAgo: number, isExempt: boolean, lastDay: string | null = null) =>
      shop.owner.query(
        'insert into customer_exemption_past (organization_id, customer_id, version, until, is_tax_exempt, tax_exempt_until)' +
          ' values ($1, $2, $3, $4, $5, $6)',
        [shop.organizationId, customerId, version, new Date(Date.parse(NOW) - hoursAgo * HOUR), isExempt, lastDay],
      );
    const alone = (hours: number) => {
      const serverTime = new Date(Date.parse(NOW) - hours * HOUR).toISOString();
      return free(customerId, { clock: { serverTime, elapsedMs: hours * HOUR } });
    };
    const UNKNOWN = 'flagged tax-exemption-unknown';
    // Taken back three days ago: a till that heard of it since knows that.
    await was(1, 72, true);
    expect(await said(register, alone(48), alone(96))).toEqual([UNKNOWN, 'applied']);
    // Entered after the sale: nobody could know it then.
    await was(2, -1, false);
    await exemptUntil(customerId, null);
    expect(await said(register, alone(1))).toEqual([UNKNOWN]);
    // One that had ended is none, however old the news of it.
    await shop.owner.query("update customer_exemption_past set tax_exempt_until = '2026-03-01' where version = 1");
    expect(await said(register, alone(96))).toEqual([UNKNOWN]);
  });

  it('is kept and read as it was charged, and comes back for what was paid', async () => {
    const { customerId } = await create(register, enclosed('Clinic'));
    await exemptUntil(customerId, null);
    const sale = free(customerId);
    expect(sale.payload.claimed).toMatchObject({ totalMinor: 833, netMinor: 833, taxMinor: 0 });
    await said(register, sale);
    const order = await shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, sale.payload.saleId));
    expect(order).toMatchObject({ totalMinor: 833, taxMinor: 0, taxes: [] });
    expect(order?.lines[0]).toMatchObject({
      taxRules: [{ exemptBy: 'C-7' }],
      derivation: [
        { step: 'price', amountMinor: 1000 },
        { step: 'exemption', amountMinor: -167, certificate: 'C-7' },
      ],
    });
    const back = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(back.payload.claimed).toMatchObject({ totalMinor: 833, taxMinor: 0 });
    expect(await said(register, back)).toEqual(['applied']);
  });
});

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
