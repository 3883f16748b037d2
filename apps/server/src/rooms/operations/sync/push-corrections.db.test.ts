import { randomUUID } from 'node:crypto';
import { minor, type SaleCompleted, type TenderCorrected, type TenderInput, type TenderKind } from '@mosaajii/domain';
import { describe, expect, it } from 'vitest';
import { listOrders, readOrder } from '../../sales/index.ts';
import { readShiftDetail } from '../shifts/read-shift.ts';
import { registerForEach } from './test-each.ts';
import { type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});

type Part = TenderCorrected['before'][number];

function tender(kind: TenderKind, amount: number): TenderInput {
  return { tenderId: randomUUID(), kind, amountMinor: minor(amount) };
}

/** What settles a sale: its one cash tender without the change. */
function cashOf(sale: SaleCompleted): Part {
  const [first] = sale.tenders;
  if (!first) throw new Error('the sale has a tender');
  return { tenderId: first.tenderId, kind: first.kind, amountMinor: sale.claimed.totalMinor };
}

function correct(
  sale: SaleCompleted,
  before: readonly Part[],
  after: readonly TenderInput[],
  more: Partial<TenderCorrected> = {},
) {
  const correctionId = randomUUID();
  const where = {
    saleId: sale.saleId,
    shiftId: sale.shiftId,
    businessDate: TODAY,
    currencyCode: sale.rules.currency.code,
  };
  const payload: TenderCorrected = { correctionId, ...where, before, after, reason: 'wrong-tender', ...more };
  return register.seal('sale.tender-corrected', payload, payload.correctionId);
}

async function balance(account: string): Promise<number> {
  const { rows } = await shop.owner.query<{ total: string | null }>(
    'select sum(balance_minor) as total from account_balance where account_code = $1 and register_id = $2',
    [account, register.facts.registerId],
  );
  return Number(rows[0]?.total ?? 0);
}

async function expectedCash(shiftId: string): Promise<number> {
  const { rows } = await shop.owner.query<{ cash_minor: string }>('select cash_minor from shift where shift_id = $1', [
    shiftId,
  ]);
  return Number(rows[0]?.cash_minor ?? Number.NaN);
}

describe('a corrected tender', () => {
  it('moves the drawer, the ledger, the report and the order, and keeps the sale as it was', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const total = sale.payload.claimed.totalMinor;
    const card = { ...tender('card-manual', total), reference: '4711' };
    expect(await said(register, opened, sale, correct(sale.payload, [cashOf(sale.payload)], [card]))).toEqual([
      'applied',
      'applied',
      'applied',
    ]);
    expect([await balance('1000'), await balance('1100')]).toEqual([10_000, total]);
    expect(await expectedCash(sale.payload.shiftId)).toBe(10_000);
    const order = await shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, sale.operationId));
    expect(order).toMatchObject({
      totalMinor: total,
      changeMinor: 0,
      tenders: [{ tenderId: card.tenderId, kind: 'card-manual', appliedMinor: total, reference: '4711' }],
      corrections: [{ reason: 'wrong-tender', before: [{ kind: 'cash' }], after: [{ kind: 'card-manual' }] }],
    });
    const shift = await shop.deps.db.read(shop.organizationId, (tx) => readShiftDetail(tx, sale.payload.shiftId));
    expect(shift?.totals.tenders).toEqual([
      { kind: 'card-manual', takenMinor: total, refundedMinor: 0 },
      { kind: 'cash', takenMinor: 0, refundedMinor: 0 },
    ]);
  });

  it('again starts from the first, also across pushes, and a repeat changes nothing', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const total = sale.payload.claimed.totalMinor;
    const wrong = tender('bank-transfer', total);
    const first = correct(sale.payload, [cashOf(sale.payload)], [wrong]);
    expect(await said(register, opened, sale, first)).toEqual(['applied', 'applied', 'applied']);
    const stale = correct(sale.payload, [cashOf(sale.payload)], [tender('card-manual', total)]);
    expect(await said(register, stale)).toEqual(['held tender-not-correctable']);
    const second = correct(sale.payload, [{ ...wrong }], [tender('card-manual', total - 100), tender('cash', 100)]);
    expect(await said(register, second)).toEqual(['applied']);
    expect(await said(register, second, first)).toEqual(['applied', 'applied']);
    expect([await balance('1000'), await balance('1100'), await balance('1110')]).toEqual([10_100, total - 100, 0]);
  });

  it('is where a refund goes back to', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const total = sale.payload.claimed.totalMinor;
    const card = tender('card-manual', total);
    const correction = correct(sale.payload, [cashOf(sale.payload)], [card]);
    const whole = sale.payload.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
    const back = register.returnOf(sale.payload, whole);
    Object.assign(register, { sequence: back.sequence - 1, hash: back.previousHash });
    const refunds = [{ tenderId: card.tenderId, kind: card.kind, amountMinor: total }];
    const returned = register.seal('return.completed', { ...back.payload, refunds }, back.operationId);
    expect(await said(register, opened, sale, correction, returned)).toEqual([
      'applied',
      'applied',
      'applied',
      'applied',
    ]);
    const { rows } = await shop.owner.query('select tender_id from sale_tender_refunded where sale_id = $1', [
      sale.operationId,
    ]);
    expect(rows).toEqual([{ tender_id: card.tenderId }]);
    const late = correct(sale.payload, [{ ...card }], [tender('cash', total)]);
    expect(await said(register, late)).toEqual(['flagged tender-corrected-late']);
  });

  it('is a right of its own, except that a card went through', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const total = sale.payload.claimed.totalMinor;
    register.userId = shop.users.cashier;
    const card = tender('card-manual', total);
    const moved = correct(sale.payload, [cashOf(sale.payload)], [card]);
    const confirmed = correct(sale.payload, [{ ...card }], [tender('card-manual', total)], {
      reason: 'card-went-through',
    });
    expect(await said(register, opened, sale, moved, confirmed)).toEqual([
      'applied',
      'applied',
      'flagged permission-missing',
      'applied',
    ]);
  });

  it('of an unknown sale waits for it; of credit, of another sum and of a return it waits for a person', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const total = sale.payload.claimed.totalMinor;
    const unknown = correct(
      { ...sale.payload, saleId: randomUUID() },
      [cashOf(sale.payload)],
      [tender('card-manual', total)],
    );
    expect(await said(register, opened, sale, unknown)).toEqual(['applied', 'applied', 'held sale-unknown']);
    const off = correct(sale.payload, [cashOf(sale.payload)], [tender('card-manual', total - 1)]);
    const account = correct(sale.payload, [cashOf(sale.payload)], [tender('account', total)]);
    const foreign = correct(sale.payload, [cashOf(sale.payload)], [tender('card-manual', total)], {
      currencyCode: 'USD',
    });
    expect(await said(register, off, account, foreign)).toEqual([
      'held tender-not-correctable',
      'held tender-not-correctable',
      'held currency-foreign',
    ]);
    const unsure = correct(
      sale.payload,
      [cashOf(sale.payload)],
      [{ ...tender('card-manual', total), isUncertain: true }],
    );
    expect(await said(register, unsure)).toEqual(['rejected malformed-operation']);
  });
});

describe('a card that nobody was sure of', () => {
  async function uncertain(): Promise<readonly string[]> {
    const list = await shop.deps.db.read(shop.organizationId, (tx) =>
      listOrders(tx, { isUncertain: 'true', registerId: register.facts.registerId, stores: null, limit: 10 }),
    );
    return list?.items.map((item) => item.saleId) ?? [];
  }

  function unsureSale() {
    return register.sale({
      tenders: (total: number) => [{ ...tender('card-manual', total), isUncertain: true as const }],
    });
  }

  it('is flagged and listed until it is confirmed, also in a later shift', async () => {
    const [opened, sale] = [register.open(), unsureSale()];
    expect(await said(register, opened, sale)).toEqual(['applied', 'flagged card-uncertain']);
    expect(await uncertain()).toEqual([sale.operationId]);
    const next = [register.closeShift(10_000), register.open()] as const;
    const [card] = sale.payload.tenders;
    if (!card) throw new Error('paid by card');
    const { isUncertain: _unsure, ...before } = card;
    const { shiftId } = next[1].payload;
    const sure = correct(sale.payload, [before], [tender('card-manual', before.amountMinor)], {
      shiftId,
      reason: 'card-went-through',
    });
    expect(await said(register, ...next, sure)).toEqual(['applied', 'applied', 'applied']);
    expect(await uncertain()).toEqual([]);
  });

  it('that did not go through is paid otherwise in a later shift, whose drawer has the money', async () => {
    const [opened, sale] = [register.open(), unsureSale()];
    const next = [register.closeShift(10_000), register.open()] as const;
    const [card] = sale.payload.tenders;
    if (!card) throw new Error('paid by card');
    const { isUncertain: _unsure, ...before } = card;
    const { shiftId } = next[1].payload;
    const paid = correct(sale.payload, [before], [tender('cash', before.amountMinor)], {
      shiftId,
      reason: 'card-declined',
    });
    expect(await said(register, opened, sale, ...next, paid)).toEqual([
      'applied',
      'flagged card-uncertain',
      'applied',
      'applied',
      'applied',
    ]);
    expect(await expectedCash(shiftId)).toBe(10_000 + before.amountMinor);
    const shift = await shop.deps.db.read(shop.organizationId, (tx) => readShiftDetail(tx, shiftId));
    expect(shift?.totals.tenders).toEqual([
      { kind: 'card-manual', takenMinor: 0, refundedMinor: before.amountMinor },
      { kind: 'cash', takenMinor: before.amountMinor, refundedMinor: 0 },
    ]);
  });

  it('but money of a closed shift that was sure is marked when it is moved', async () => {
    const [opened, sale] = [register.open(), register.sale()];
    const next = [register.closeShift(10_000 + sale.payload.claimed.totalMinor), register.open()] as const;
    const { shiftId } = next[1].payload;
    const late = correct(
      sale.payload,
      [cashOf(sale.payload)],
      [tender('card-manual', sale.payload.claimed.totalMinor)],
      { shiftId },
    );
    expect(await said(register, opened, sale, ...next, late)).toEqual([
      'applied',
      'applied',
      'applied',
      'applied',
      'flagged tender-corrected-late',
    ]);
  });
});
