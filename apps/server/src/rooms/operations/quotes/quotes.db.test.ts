import { randomUUID } from 'node:crypto';
import { newCustomer } from '@mosaajii/contract/customers';
import type { QuoteRequest, QuotesQuery } from '@mosaajii/contract/quotes';
import { milli, minor, priceE4 } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { describe, expect, it } from 'vitest';
import type { RegisterActor, UserActor } from '../../../platform/access/index.ts';
import { createCustomer } from '../../customers/change-customers.ts';
import { registerForEach } from '../sync/test-each.ts';
import { type TestRegister, TODAY } from '../sync/test-register.ts';
import type { TestShop } from '../sync/test-shop.ts';
import { makeQuote } from './make-quote.ts';
import { readQuoteNumber } from './quote-rows.ts';
import { cancelQuote, listQuotes, recallQuote } from './read-quotes.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});

function actor(from: TestRegister = register): RegisterActor {
  const { registerId, registerCode, series, keyId } = from.facts;
  const { organizationId, storeId } = shop;
  const who = { kind: 'register' as const, organizationId, storeId, registerId, keyId };
  return { ...who, code: registerCode, series, purpose: 'till', proofId: null };
}
function manager(): UserActor {
  const { organizationId, users } = shop;
  return {
    kind: 'user',
    organizationId,
    userId: users.administrator,
    accountId: users.administrator,
    displayName: 'administrator',
    role: 'administrator',
    permissions: new Set(),
    limits: NO_LIMITS_GRANTED,
    storesOf: new Map(),
    isOperator: false,
    isLapsed: false,
    confirmedAt: new Date(0),
    assurance: 'password',
    sessionId: 'test',
  };
}

const LONG = '2026-12-31';
function request(part: Partial<QuoteRequest> = {}): QuoteRequest {
  return {
    quoteId: randomUUID(),
    userId: shop.users.cashier,
    validUntil: LONG,
    label: 'Amina',
    customerId: null,
    totalMinor: minor(500),
    currencyCode: 'GBP',
    terms: {
      lines: [
        {
          lineId: randomUUID(),
          variantId: shop.variants[0],
          quantityMilli: milli(2000),
          unitPriceE4: priceE4(2_500_000),
        },
      ],
      reductions: [],
    },
    content: '{"shape":1}',
    ...part,
  };
}
const make = (asked: QuoteRequest, from = register) => makeQuote(shop.deps, actor(from), asked, 'test');
async function made(asked: QuoteRequest): Promise<string> {
  const quote = await make(asked);
  if (!quote.ok) throw new Error(quote.error.detail);
  return quote.value.number;
}
const recalled = (number: string, storeId = shop.storeId) =>
  shop.deps.db.read(shop.organizationId, (tx) => recallQuote(tx, shop.deps, storeId, number));
const listed = (part: Partial<QuotesQuery> = {}, stores: readonly string[] | null = null) =>
  shop.deps.db.read(shop.organizationId, (tx) =>
    listQuotes(tx, shop.deps, { state: 'all', limit: 200, ...part, stores }),
  );

/** A sale of exactly what its terms say. */
function saleOf(quoteId: string, terms: (lines: SaleCompleted['lines']) => QuoteRequest['terms']['lines']) {
  const sale = register.sale({ change: (payload) => ({ ...payload, quoteId }) });
  return { sale, lines: terms(sale.payload.lines) };
}
const asSold = (lines: SaleCompleted['lines']) =>
  lines.map(({ lineId, variantId, quantityMilli, unitPriceE4 }) => ({ lineId, variantId, quantityMilli, unitPriceE4 }));

describe('the list of quotes', () => {
  it('finds a quote by its customer: a name, a telephone, nobody else, and still by its number', async () => {
    const customerId = randomUUID();
    const customer = newCustomer.parse({ customerId, name: 'Wanjiku Njeri', phone: '+254712000111' });
    const entered = await createCustomer(
      shop.deps,
      { actor: manager(), requestId: 'test', mayCredit: false },
      customer,
    );
    expect(entered.ok).toBe(true);
    const hers = await made(request({ customerId, label: 'Wanjiku Njeri' }));
    const other = await made(request());
    const found = async (query: string) => (await listed({ query }))?.items.map(({ number }) => number);
    expect(await found('wanj')).toEqual([hers]);
    expect(await found('+254 712 000111')).toEqual([hers]);
    expect(await found('Juma')).toEqual([]);
    expect(await found(other)).toEqual([other]);
    expect((await listed({ query: 'wanj' }, [randomUUID()]))?.items).toEqual([]);
  });
});

describe('a quote', () => {
  it('has a number of its own, without gaps, however many registers ask at once', async () => {
    const other = await shop.register();
    const before = (await listed())?.items.length ?? 0;
    const asks = await Promise.all([register, other, register, other].map((from) => make(request(), from)));
    const numbers = asks.map((answer) => (answer.ok ? readQuoteNumber(answer.value.number) : null));
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4].map((step) => before + step));
  });

  it('asked for again is the same one; its id for something else is refused', async () => {
    const asked = request();
    const [first, twin] = await Promise.all([make(asked), make(asked)]);
    expect(first).toMatchObject({ ok: true });
    expect(twin).toEqual(first);
    expect(await make({ ...asked, totalMinor: minor(1) })).toMatchObject({
      error: { code: 'idempotency-key-reused' },
    });
  });

  it('is not promised for longer than a year', async () => {
    expect(await make(request({ validUntil: '2099-01-01' }))).toMatchObject({ error: { code: 'invalid-request' } });
  });

  it('is found by its number in its store and nowhere else, and is sealed in the table', async () => {
    const asked = request();
    const number = await made(asked);
    expect(await recalled(number)).toMatchObject({ number, state: 'open', label: 'Amina', content: '{"shape":1}' });
    expect(await recalled(number.replace(/^Q-0*/, ''))).toMatchObject({ number });
    expect(await recalled(number, randomUUID())).toBeNull();
    expect(await recalled('nonsense')).toBeNull();
    const { rows } = await shop.owner.query('select * from quote where quote_id = $1', [asked.quoteId]);
    expect(JSON.stringify(rows)).not.toMatch(/Amina|shape/);
  });

  it('is listed by number, state and store, page by page', async () => {
    const [old, open] = [request({ validUntil: '2026-01-01' }), request()];
    const [oldNumber] = [await made(old), await made(open)];
    expect((await listed({ state: 'expired' }))?.items.map((quote) => quote.quoteId)).toContain(old.quoteId);
    expect((await listed({ state: 'open' }))?.items.map((quote) => quote.quoteId)).not.toContain(old.quoteId);
    expect((await listed({ query: oldNumber }))?.items).toMatchObject([{ quoteId: old.quoteId, state: 'expired' }]);
    expect((await listed({}, [randomUUID()]))?.items).toEqual([]);
    const first = await listed({ limit: 1 });
    const second = await listed({ limit: 1, cursor: first?.nextCursor ?? '' });
    expect(second?.items[0]?.quoteId).not.toBe(first?.items[0]?.quoteId);
    expect(await listed({ cursor: 'nonsense' })).toBeNull();
  });

  it('expires with the business day of its store, in the list as on the till', async () => {
    const day = (zone: string, endsAt: string) =>
      shop.owner.query('update store set time_zone = $2, day_ends_at = $3 where store_id = $1', [
        shop.storeId,
        zone,
        endsAt,
      ]);
    const { rows } = await shop.owner.query('select time_zone from store where store_id = $1', [shop.storeId]);
    const asked = request();
    const number = await made(asked);
    const stateAt = (moment: string) =>
      shop.deps.db.read(shop.organizationId, async (tx) => {
        const deps = { ...shop.deps, clock: { now: () => new Date(moment) } };
        const open = await listQuotes(tx, deps, { state: 'open', limit: 200, stores: null });
        const late = await listQuotes(tx, deps, { state: 'expired', limit: 200, stores: null });
        const isIn = (list: typeof open) => list?.items.some((quote) => quote.quoteId === asked.quoteId);
        return [isIn(open), isIn(late), (await recallQuote(tx, deps, shop.storeId, number))?.state];
      });
    await day('Africa/Nairobi', '00:00');
    expect(await stateAt('2026-12-31T20:59:00.000Z')).toEqual([true, false, 'open']);
    expect(await stateAt('2026-12-31T21:00:00.000Z')).toEqual([false, true, 'expired']);
    await day('Africa/Nairobi', '03:30');
    expect(await stateAt('2026-12-31T21:00:00.000Z')).toEqual([true, false, 'open']);
    await day(String(rows[0]?.['time_zone']), '00:00');
  });

  it('is taken back once, and not after it was sold', async () => {
    const asked = request();
    await made(asked);
    const cancel = (id: string) => cancelQuote(shop.deps, manager(), id, 'test');
    expect(await cancel(asked.quoteId)).toMatchObject({ value: { state: 'cancelled' } });
    expect(await cancel(asked.quoteId)).toMatchObject({ value: { state: 'cancelled' } });
    expect(await cancel(randomUUID())).toMatchObject({ error: { code: 'not-found' } });
    const { rows } = await shop.owner.query('select action from audit_entry where subject_id = $1 order by action', [
      asked.quoteId,
    ]);
    expect(rows.map((row) => row.action)).toEqual(['quote.cancelled', 'quote.made']);
    const sold = request();
    await said(register, register.open());
    const { sale, lines } = saleOf(sold.quoteId, asSold);
    await made({ ...sold, terms: { lines, reductions: [] } });
    expect(await said(register, sale)).toEqual(['applied']);
    expect(await cancel(sold.quoteId)).toMatchObject({ error: { code: 'quote-sold' } });
  });
});

describe('the sale of a quote', () => {
  const quoted = async (part: Partial<QuoteRequest> = {}, terms = asSold) => {
    const asked = request(part);
    const { sale, lines } = saleOf(asked.quoteId, terms);
    await made({ ...asked, terms: { lines, reductions: [] } });
    return { quoteId: asked.quoteId, sale };
  };

  it('as it was promised is applied and ends the quote', async () => {
    await said(register, register.open());
    const { quoteId, sale } = await quoted();
    expect(await said(register, sale)).toEqual(['applied']);
    const [item] = (await listed())?.items.filter((quote) => quote.quoteId === quoteId) ?? [];
    expect(item).toMatchObject({ state: 'sold', soldSaleId: sale.payload.saleId });
    expect(await recalled(item?.number ?? '')).toMatchObject({ state: 'sold', content: '' });
  });

  it('keeps a price that the catalogue has left, without a flag, while the quote is valid', async () => {
    await said(register, register.open());
    const old = (line: SaleCompleted['lines'][number]) => ({
      ...line,
      listPriceE4: priceE4(1_110_000),
      unitPriceE4: priceE4(1_110_000),
    });
    const asked = request();
    const sale = register.sale({ line: old, change: (payload) => ({ ...payload, quoteId: asked.quoteId }) });
    await made({ ...asked, terms: { lines: asSold(sale.payload.lines), reductions: [] } });
    expect(await said(register, sale)).toEqual(['applied']);
    expect(await said(register, register.sale({ line: old }))).toEqual(['flagged price-drift']);
  });

  it('made a second time is flagged, also at once from another register', async () => {
    const other = await shop.register();
    await said(register, register.open());
    await said(other, other.open());
    const { quoteId, sale } = await quoted();
    const twin = other.sale({ change: (payload) => ({ ...payload, lines: payload.lines, quoteId }) });
    const answers = (await Promise.all([said(register, sale), said(other, twin)])).flat();
    expect(answers.filter((answer) => answer.includes('quote-sold-twice'))).toHaveLength(1);
  });

  it('after its last day, otherwise than promised, of a cancelled or an unknown one is flagged', async () => {
    await said(register, register.open());
    const late = await quoted({ validUntil: '2026-02-01' });
    expect(TODAY > '2026-02-01').toBe(true);
    expect(await said(register, late.sale)).toEqual(['flagged quote-expired']);
    const other = await quoted({}, (lines) => asSold(lines).map((line) => ({ ...line, unitPriceE4: priceE4(1) })));
    expect(await said(register, other.sale)).toEqual(['flagged quote-differs']);
    const cancelled = await quoted();
    await cancelQuote(shop.deps, manager(), cancelled.quoteId, 'test');
    expect(await said(register, cancelled.sale)).toEqual(['flagged quote-cancelled']);
    const unknown = saleOf(randomUUID(), asSold);
    expect(await said(register, unknown.sale)).toEqual(['flagged quote-unknown']);
  });
});
