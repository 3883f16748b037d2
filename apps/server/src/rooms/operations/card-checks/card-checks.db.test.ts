import { randomUUID } from 'node:crypto';
import type { CardAnswerRequest } from '@mosaajii/contract/card-checks';
import { minor, type SaleCompleted, type TenderCorrected, type TenderInput, type TenderKind } from '@mosaajii/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../platform/access/index.ts';
import { CARD_ANSWER_ITEMS } from '../../payments/index.ts';
import { readOrder } from '../../sales/index.ts';
import { registerForEach } from '../sync/test-each.ts';
import { NOW, type TestRegister, TODAY } from '../sync/test-register.ts';
import type { TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from '../verify/index.ts';
import { answerCard } from './answer-card.ts';
import { listChecks } from './list-checks.ts';
import { tellShop } from './tell.ts';

let shop: TestShop;
let register: TestRegister;
const { said, purse } = registerForEach((given) => {
  ({ shop, register } = given);
});
beforeEach(async () => {
  expect(await said(register, register.open())).toEqual(['applied']);
});

const DECLINED = { outcome: 'declined', reference: '', note: 'Not in the report of the terminal' } as const;
const THROUGH = { outcome: 'went-through', reference: '4711', note: '' } as const;

const manager = (userId = shop.users.administrator, organizationId = shop.organizationId) =>
  ({ kind: 'user', organizationId, userId }) as UserActor;
const later = (days: number) => ({
  ...shop.deps,
  clock: { now: () => new Date(Date.parse(NOW) + days * 86_400_000) },
});

/** A sale whose card nobody is sure of, posted. */
async function unsure(customerId?: string): Promise<{ sale: SaleCompleted; tenderId: string; total: number }> {
  const made = register.sale({
    tenders: (total: number) => [
      { tenderId: randomUUID(), kind: 'card-manual', amountMinor: minor(total), isUncertain: true as const },
    ],
    change: (sale: SaleCompleted) => (customerId === undefined ? sale : { ...sale, customer: { customerId } }),
  });
  const [answer] = await said(register, made);
  expect(answer).toContain('card-uncertain');
  const sale = made.payload;
  return { sale, tenderId: sale.tenders[0]?.tenderId ?? '', total: sale.claimed.totalMinor };
}

type Unsure = Awaited<ReturnType<typeof unsure>>;

function answer(
  { sale, tenderId }: Unsure,
  more: Omit<CardAnswerRequest, 'answerId'> & { readonly answerId?: string },
  actor = manager(),
) {
  const asked = { actor, requestId: 'r', saleId: sale.saleId, tenderId };
  return answerCard(shop.deps, asked, { answerId: randomUUID(), ...more });
}

function correction({ sale, tenderId, total }: Unsure, kind: TenderKind, reason: TenderCorrected['reason']) {
  const after: TenderInput[] = [{ tenderId: randomUUID(), kind, amountMinor: minor(total) }];
  const payload: TenderCorrected = {
    correctionId: randomUUID(),
    saleId: sale.saleId,
    shiftId: sale.shiftId,
    businessDate: TODAY,
    currencyCode: sale.rules.currency.code,
    before: [{ tenderId, kind: 'card-manual', amountMinor: minor(total) }],
    after,
    reason,
  };
  return register.seal('sale.tender-corrected', payload, payload.correctionId);
}

function voidOf(sale: SaleCompleted, tenderId: string) {
  const whole = sale.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
  const back = register.returnOf(sale, whole);
  Object.assign(register, { sequence: back.sequence - 1, hash: back.previousHash });
  const refunds = [{ tenderId, kind: 'card-manual' as const, amountMinor: sale.claimed.totalMinor }];
  return register.seal('return.completed', { ...back.payload, refunds, voids: true }, back.operationId);
}

/** What the whole shop's ledger says; each test looks at what it changed. */
async function balances(): Promise<Record<'cash' | 'card' | 'owed' | 'unpaid', number>> {
  const { rows } = await shop.owner.query<{ account_code: string; total: string }>(
    'select account_code, sum(balance_minor) as total from account_balance group by account_code',
  );
  const of = (code: string) => Number(rows.find((row) => row.account_code === code)?.total ?? 0);
  return { cash: of('1000'), card: of('1100'), owed: of('1150'), unpaid: of('6930') };
}

async function changes(work: () => Promise<unknown>): Promise<Awaited<ReturnType<typeof balances>>> {
  const before = await balances();
  await work();
  const after = await balances();
  return {
    cash: after.cash - before.cash,
    card: after.card - before.card,
    owed: after.owed - before.owed,
    unpaid: after.unpaid - before.unpaid,
  };
}

const list = (stores: readonly string[] | null = null, deps = shop.deps) =>
  shop.deps.db.read(shop.organizationId, (tx) => listChecks(tx, deps.clock.now(), { stores, limit: 200 }));
const openIds = async () => (await list())?.items.map((item) => item.tenderId) ?? [];
const order = (saleId: string) => shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, saleId));
const discrepancies = async () => (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;
const reports = async () =>
  (await shop.owner.query('select shift_id, cash_minor, state from shift order by shift_id')).rows;

describe('the office answers about a card', () => {
  it('that it went through: noted, told to the tills, and nothing moves', async () => {
    const card = await unsure();
    expect(await list()).toMatchObject({
      items: [{ tenderId: card.tenderId, amountMinor: card.total, customerId: null, isOverdue: false }],
      differences: [],
    });
    const moved = await changes(async () => expect(await answer(card, THROUGH)).toMatchObject({ ok: true }));
    expect(moved).toEqual({ cash: 0, card: 0, owed: 0, unpaid: 0 });
    expect(await openIds()).not.toContain(card.tenderId);
    expect(await order(card.sale.saleId)).toMatchObject({
      tenders: [{ tenderId: card.tenderId, isUncertain: false }],
      cardAnswers: [{ outcome: 'went-through', reference: '4711', standsAt: null, userId: shop.users.administrator }],
    });
    const items = await shop.deps.db.read(shop.organizationId, (tx) =>
      CARD_ANSWER_ITEMS.page(tx, { storeId: shop.storeId }, null, 100),
    );
    expect(items).toMatchObject([{ saleId: card.sale.saleId, tenderId: card.tenderId, outcome: 'went-through' }]);
    const elsewhere = { storeId: randomUUID() };
    const ids = items.map(({ id }) => id);
    expect(await shop.deps.db.read(shop.organizationId, (tx) => CARD_ANSWER_ITEMS.byIds(tx, elsewhere, ids))).toEqual(
      [],
    );
  });

  it('that it did not: the amount is a loss of today, and the shift stays as it is', async () => {
    const card = await unsure();
    const before = await reports();
    const moved = await changes(async () => expect(await answer(card, DECLINED)).toMatchObject({ ok: true }));
    expect(moved).toEqual({ cash: 0, card: -card.total, owed: 0, unpaid: card.total });
    expect(await reports()).toEqual(before);
    const { rows } = await shop.owner.query(
      "select action, user_id, detail from audit_entry where action = 'sale.card-answered' and subject_id = $1",
      [card.sale.saleId],
    );
    expect(rows).toMatchObject([
      {
        user_id: shop.users.administrator,
        detail: { outcome: 'declined', standsAt: 'unpaid', amountMinor: card.total },
      },
    ]);
    expect(await discrepancies()).toEqual([]);
  });

  it('that it did not, of a sale to a customer: they owe it', async () => {
    const customerId = randomUUID();
    const card = await unsure(customerId);
    const moved = await changes(() => answer(card, DECLINED));
    expect(moved).toEqual({ cash: 0, card: -card.total, owed: card.total, unpaid: 0 });
    expect(await purse('account', customerId)).toMatchObject({ balance: card.total });
    expect(await discrepancies()).toEqual([]);
  });

  it('once: the same id again is the first answer, another person is told who said what', async () => {
    const card = await unsure();
    const answerId = randomUUID();
    const first = await answer(card, { ...DECLINED, answerId });
    expect(await answer(card, { ...DECLINED, answerId })).toEqual(first);
    expect(await answer(card, { ...THROUGH, answerId })).toMatchObject({ error: { code: 'idempotency-key-reused' } });
    expect(await answer(card, THROUGH, manager(shop.users.cashier))).toMatchObject({
      error: {
        code: 'card-answered',
        earlier: { by: 'office', outcome: 'declined', userId: shop.users.administrator },
      },
    });
    const other = await unsure();
    expect(await answer(other, { ...DECLINED, answerId })).toMatchObject({ error: { code: 'idempotency-key-reused' } });
  });

  it('of several people at once, one', async () => {
    const card = await unsure();
    const moved = await changes(async () => {
      const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => answer(card, DECLINED)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const one of answers) if (!one.ok) expect(one.error.code).toBe('card-answered');
    });
    expect(moved).toEqual({ cash: 0, card: -card.total, owed: 0, unpaid: card.total });
  });

  it('only where a doubt is open: not of a sale that is sure, voided, unknown, or another organization’s', async () => {
    const card = await unsure();
    expect(await answer({ ...card, tenderId: randomUUID() }, THROUGH)).toMatchObject({ error: { code: 'not-found' } });
    expect(await answer({ ...card, sale: { ...card.sale, saleId: randomUUID() } }, THROUGH)).toMatchObject({
      error: { code: 'not-found' },
    });
    const stranger = await shop.owner.query<{ organization_id: string }>(
      'insert into tenant (organization_id) values (gen_random_uuid()) returning organization_id',
    );
    const foreign = manager(shop.users.administrator, stranger.rows[0]?.organization_id);
    expect(await answer(card, THROUGH, foreign)).toMatchObject({ error: { code: 'not-found' } });
    expect(await list([randomUUID()])).toMatchObject({ items: [] });
    const sure = register.sale({
      tenders: (total: number) => [{ tenderId: randomUUID(), kind: 'card-manual', amountMinor: minor(total) }],
    });
    await said(register, sure);
    const [tender] = sure.payload.tenders;
    expect(await answer({ ...card, sale: sure.payload, tenderId: tender?.tenderId ?? '' }, THROUGH)).toMatchObject({
      error: { code: 'card-not-open' },
    });
    expect(await said(register, voidOf(card.sale, card.tenderId))).toEqual(['applied']);
    expect(await answer(card, DECLINED)).toMatchObject({ error: { code: 'card-not-open' } });
  });
});

describe('the till and the office', () => {
  it('who answers second in the office is told what the till said', async () => {
    const card = await unsure();
    expect(await said(register, correction(card, 'cash', 'card-declined'))).toEqual(['applied']);
    expect(await answer(card, THROUGH)).toMatchObject({
      error: { code: 'card-answered', earlier: { by: 'register', outcome: 'declined' } },
    });
  });

  it('that agree: what was lost is paid after all', async () => {
    const card = await unsure();
    await answer(card, DECLINED);
    const moved = await changes(async () =>
      expect(await said(register, correction(card, 'cash', 'card-declined'))).toEqual(['applied']),
    );
    expect(moved).toEqual({ cash: card.total, card: 0, owed: 0, unpaid: -card.total });
    expect((await list())?.differences.filter(({ saleId }) => saleId === card.sale.saleId)).toEqual([]);
    expect(await discrepancies()).toEqual([]);
  });

  it('that agree about a customer: what was paid is owed no more', async () => {
    const customerId = randomUUID();
    const card = await unsure(customerId);
    await answer(card, DECLINED);
    await said(register, correction(card, 'cash', 'card-declined'));
    expect(await purse('account', customerId)).toMatchObject({ balance: 0 });
    expect(await discrepancies()).toEqual([]);
  });

  it('that answer differently are both shown; the books follow the till', async () => {
    const [declined, through] = [await unsure(), await unsure()];
    await answer(declined, DECLINED);
    await answer(through, THROUGH);
    const moved = await changes(async () => {
      const confirmed = correction(declined, 'card-manual', 'card-went-through');
      expect(await said(register, confirmed)).toEqual(['flagged card-answer-differs']);
      expect(await said(register, confirmed)).toEqual(['flagged card-answer-differs']);
    });
    expect(moved).toEqual({ cash: 0, card: declined.total, owed: 0, unpaid: -declined.total });
    const paid = await changes(async () =>
      expect(await said(register, correction(through, 'cash', 'card-declined'))).toEqual([
        'flagged card-answer-differs',
      ]),
    );
    expect(paid).toEqual({ cash: through.total, card: -through.total, owed: 0, unpaid: 0 });
    const differences = (await list())?.differences ?? [];
    expect(differences.find(({ saleId }) => saleId === declined.sale.saleId)).toMatchObject({
      answer: { outcome: 'declined', userId: shop.users.administrator },
      tillOutcome: 'went-through',
      tillUserId: register.userId,
    });
    expect(differences.find(({ saleId }) => saleId === through.sale.saleId)).toMatchObject({
      answer: { outcome: 'went-through' },
      tillOutcome: 'declined',
    });
    expect(await discrepancies()).toEqual([]);
  });

  it('a void after the office found that nothing was charged takes the loss back, and is marked', async () => {
    const card = await unsure();
    await answer(card, DECLINED);
    const moved = await changes(async () =>
      expect(await said(register, voidOf(card.sale, card.tenderId))).toEqual(['flagged declined-card-refunded']),
    );
    expect(moved).toMatchObject({ card: 0, unpaid: -card.total });
    expect(await discrepancies()).toEqual([]);
  });

  it('at the same moment come to one of the two orders, and the books agree', async () => {
    for (const _round of [1, 2, 3, 4, 5]) {
      const card = await unsure();
      const moved = await changes(async () => {
        const [office, till] = await Promise.all([
          answer(card, DECLINED),
          said(register, correction(card, 'cash', 'card-declined')),
        ]);
        expect(till).toEqual(['applied']);
        if (!office.ok) expect(office.error.code).toBe('card-answered');
      });
      expect(moved).toEqual({ cash: card.total, card: -card.total, owed: 0, unpaid: 0 });
    }
    expect(await discrepancies()).toEqual([]);
  });
});

describe('what nobody looked at', () => {
  it('is marked after two days, and those who may answer are told once', async () => {
    const card = await unsure();
    expect((await list(null, later(3)))?.items.find((item) => item.tenderId === card.tenderId)?.isOverdue).toBe(true);
    const told = async () =>
      (
        await shop.owner.query<{ user_id: string; template: string }>(
          "select user_id, template from notice where template = 'sales/cards-to-check'",
        )
      ).rows;
    const tell = (days: number) => shop.deps.db.tx(shop.organizationId, (tx) => tellShop(later(days), tx));
    await tell(1);
    expect(await told()).toEqual([]);
    await tell(3);
    await tell(3);
    expect(await told()).toEqual([{ user_id: shop.users.administrator, template: 'sales/cards-to-check' }]);
    const kinds = await shop.owner.query("select distinct template from notice where template like 'sales/card%'");
    // The contradictions of the tests before are told as well.
    expect(kinds.rows.length).toBeGreaterThan(0);
  });
});
