import type { DepositReturned, DepositTaken, LayawayItem } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { describe, expect, it } from 'vitest';
import { type LayawayFact, withOwn } from './known-layaways.ts';

const REGISTER = { registerId: 'r1', registerCode: 'S1-R1', series: 'A' };
const ORDER = {
  rules: {
    currency: { code: 'KES', exponent: 2 as const },
    taxRounding: 'per-line' as const,
    roundingMode: 'half-up' as const,
    cashRounding: null,
  },
  lines: [],
  saleDiscounts: [],
};
const OPENS = { dueOn: '2026-04-01', engineVersion: 2, order: ORDER, totalMinor: minor(1000) };

let sequence = 0;
function fact(kind: LayawayFact['kind'], payload: object): LayawayFact {
  sequence += 1;
  const moment = { sequence, userId: 'u1', occurredAt: `2026-03-02T10:00:${String(sequence).padStart(2, '0')}.000Z` };
  return { operationId: `o${sequence}`, kind, payload: payload as LayawayFact['payload'], ...moment };
}
function paid(depositId: string, amount: number, part: Partial<DepositTaken> = {}): LayawayFact {
  const tenders = [{ tenderId: `t-${depositId}`, kind: 'cash' as const, amountMinor: minor(amount) }];
  const about = { depositId, layawayId: 'l1', customerId: 'c1', currencyCode: 'KES' };
  return fact('deposit.taken', { ...about, amountMinor: minor(amount), tenders, ...part });
}
const back = (amount: number, feeMinor = 0, tenderId = 't') =>
  fact('deposit.returned', {
    depositId: `back-${amount}`,
    layawayId: 'l1',
    refunds: [{ tenderId, kind: 'cash', amountMinor: minor(amount) }],
    feeMinor: minor(feeMinor),
  } satisfies Partial<DepositReturned>);
const sold = (amount: number) =>
  fact('sale.completed', {
    layawayId: 'l1',
    tenders: [{ tenderId: 't', kind: 'deposit', amountMinor: minor(amount) }],
  } satisfies Partial<SaleCompleted>);

function one(facts: readonly LayawayFact[], sent: readonly LayawayItem[] = []): LayawayItem | undefined {
  return withOwn(sent, facts, REGISTER)[0];
}

describe('the layaways that a register knows', () => {
  it('are those that it put aside itself, before the server has heard of them', () => {
    const item = one([paid('d1', 200, { opens: OPENS }), paid('d2', 50)]);
    expect(item).toMatchObject({ state: 'open', registerId: 'r1', totalMinor: 1000, usedMinor: 0 });
    expect(item?.number).toMatch(/^L-S1-R1-A-\d{6}$/);
    expect(item?.paid.map((part) => part.amountMinor)).toEqual([200, 50]);
  });

  it('count each payment once, whether the server has heard of it or not', () => {
    const first = paid('d1', 200, { opens: OPENS });
    const sent = one([first]);
    expect(sent).toBeDefined();
    const again = one([first, paid('d2', 50)], sent === undefined ? [] : [sent]);
    expect(again?.paid.map((part) => part.depositId)).toEqual(['d1', 'd2']);
  });

  it('are closed by this register at once, and not a second time', () => {
    const first = paid('d1', 200, { opens: OPENS });
    expect(one([first, sold(200)])).toMatchObject({ state: 'completed', usedMinor: 200 });
    expect(one([first, back(150, 50)])).toMatchObject({ state: 'cancelled', usedMinor: 200 });
    expect(one([first, back(150, 50), sold(200)])).toMatchObject({ state: 'cancelled', usedMinor: 200 });
  });

  it('have nothing left once the rest of a closed one went back, whether the server has heard of it or not', () => {
    const facts = [paid('d1', 200, { opens: OPENS }), sold(200), paid('d2', 50), back(50, 0, 't-d2')];
    const item = one(facts);
    expect(item).toMatchObject({ state: 'completed', usedMinor: 250 });
    expect(one(facts, item === undefined ? [] : [item])).toMatchObject({ state: 'completed', usedMinor: 250 });
    // What comes in later is there to be given back.
    expect(one([...facts, paid('d3', 30)])?.usedMinor).toBe(250);
  });

  it('stay closed by what the server says, whatever this register remembers of them', () => {
    const first = paid('d1', 200, { opens: OPENS });
    const sent = one([first]);
    expect(sent).toBeDefined();
    if (sent === undefined) return;
    const closed = { ...sent, state: 'completed' as const, usedMinor: 200, returned: [] };
    expect(one([first], [closed])).toMatchObject({ state: 'completed', usedMinor: 200 });
    // Somebody paid too much; it goes back once, before and after the server has heard of it.
    const more = { ...closed, paid: [...closed.paid, ...sent.paid.map((part) => ({ ...part, depositId: 'd2' }))] };
    expect(one([first, back(200)], [more])).toMatchObject({ state: 'completed', usedMinor: 400 });
    const heard = { ...more, usedMinor: 400, returned: ['back-200'] };
    expect(one([first, back(200)], [heard])).toMatchObject({ usedMinor: 400 });
  });

  it('leave out what the server has taken off the list, and payments of what nobody knows', () => {
    expect(withOwn([], [paid('d9', 10), sold(10), back(10)], REGISTER)).toEqual([]);
  });
});
