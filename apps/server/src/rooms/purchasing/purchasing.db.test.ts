import { goodsReceipt, purchaseOrder, purchaseOrderList, supplier, supplierList } from '@mosaajii/contract/purchasing';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let cashier: string;
let supplierId: string;
let milk: string;
let rice: string;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  ({ token: cashier } = await addUser(fixture, shop, 'cashier'));
  supplierId = (await addSupplier('Dairy House')).supplierId;
  [milk, rice] = [await product('Milk', 'pcs'), await product('Rice', 'kg')];
});
afterAll(() => fixture.close());
afterEach(async () => expect(await found()).toEqual([]));

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object, token = shop.token) =>
  fixture.ask(method, path, { token, ...(body === undefined ? {} : { body }) });

/** What does not agree when everything is recomputed from the facts. */
async function found(): Promise<readonly { readonly detail: string }[]> {
  const reply = await ask('POST', '/verifications', {});
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body['discrepancies'] as { detail: string }[];
}

async function addSupplier(name: string, part: object = {}) {
  const reply = await ask('POST', '/suppliers', { supplierId: uuidv7(), name, ...part });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return supplier.parse(reply.body);
}

async function product(name: string, unit: string): Promise<string> {
  const classes = await ask('GET', '/tax-classes');
  const [taxClass] = classes.body['taxClasses'] as { taxClassId: string }[];
  const made = await ask('POST', '/products', {
    ...{ name, unit, taxClassId: taxClass?.taxClassId },
    variants: [{ priceE4: 650_000, costE4: 500_000 }],
  });
  const [variant] = made.body['variants'] as { variantId: string }[];
  return variant?.variantId ?? '';
}

const draftOf = (part: object = {}) => ({
  ...{ orderId: uuidv7(), storeId: shop.storeId, supplierId, expectedOn: '2026-12-01', note: '' },
  lines: [
    { variantId: milk, quantityMilli: 20_000, unitCostE4: 450_000 },
    { variantId: rice, quantityMilli: 2_500, unitCostE4: 1_200_000 },
  ],
  ...part,
});

async function draft(part: object = {}) {
  const reply = await ask('POST', '/purchase-orders', draftOf(part));
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return purchaseOrder.parse(reply.body);
}

async function sent(part: object = {}) {
  const { orderId, version } = await draft(part);
  return purchaseOrder.parse((await ask('POST', `/purchase-orders/${orderId}/send`, { version })).body);
}

const read = async (orderId: string) => purchaseOrder.parse((await ask('GET', `/purchase-orders/${orderId}`)).body);
const receive = (orderId: string, body: object) => ask('POST', `/purchase-orders/${orderId}/receipts`, body);
const codeOf = (reply: Awaited<ReturnType<typeof ask>>) => [reply.status, reply.body['code']];

async function onHand(variantId: string): Promise<number> {
  const { rows } = await fixture.owner.query<{ n: string }>(
    'select coalesce(sum(on_hand_milli), 0) as n from stock_level where variant_id = $1',
    [variantId],
  );
  return Number(rows[0]?.n);
}

async function posted(documentId: string): Promise<Record<string, number>> {
  const { rows } = await fixture.owner.query<{ account_codes: string[]; amounts_minor: string[] }>(
    'select account_codes, amounts_minor from posting where document_id = $1',
    [documentId],
  );
  return Object.fromEntries(
    rows.flatMap((row) => row.account_codes.map((code, index) => [code, Number(row.amounts_minor[index])])),
  );
}

describe('suppliers', () => {
  it('are written once, changed by version, found by a part of their name, and their contact is sealed', async () => {
    const made = await addSupplier('Coast Traders', { contactName: 'Zawadi', phone: '0733 555', leadTimeDays: 4 });
    expect(made).toMatchObject({ contactName: 'Zawadi', leadTimeDays: 4, isActive: true, version: 1 });
    const again = { supplierId: made.supplierId, name: 'Coast Traders' };
    expect((await ask('POST', '/suppliers', again)).status).toBe(201);
    expect(codeOf(await ask('POST', '/suppliers', { ...again, name: 'Other' }))).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    expect(codeOf(await ask('POST', '/suppliers', { supplierId: uuidv7(), name: 'COAST traders' }))).toEqual([
      409,
      'name-taken',
    ]);
    const path = `/suppliers/${made.supplierId}`;
    const changed = supplier.parse((await ask('PATCH', path, { version: 1, phone: '0744', isActive: false })).body);
    expect(changed).toMatchObject({ phone: '0744', contactName: 'Zawadi', isActive: false, version: 2 });
    expect(codeOf(await ask('PATCH', path, { version: 1, phone: '1' }))).toEqual([409, 'stale-version']);
    expect(codeOf(await ask('PATCH', path, { version: 2, name: 'Dairy House' }))).toEqual([409, 'name-taken']);
    const found = async (query: string) =>
      supplierList.parse((await ask('GET', `/suppliers?${query}`)).body).items.map(({ name }) => name);
    expect(await found('query=ast%20tr&state=all')).toEqual(['Coast Traders']);
    expect(await found('query=ast%20tr')).toEqual([]);
    const { rows } = await fixture.owner.query<{ text: string }>(
      'select s::text || (select string_agg(a.detail::text, $2) from audit_entry a where a.subject_id = $1) as text' +
        ' from supplier s where s.supplier_id::text = $1',
      [made.supplierId, ''],
    );
    for (const secret of ['Zawadi', '0733', '0744']) expect(rows[0]?.text).not.toContain(secret);
  });
});

describe('a purchase order', () => {
  it('is numbered without gaps, also at the same time, and written once for its id', async () => {
    const drafts = Array.from({ length: 4 }, () => draftOf());
    const made = await Promise.all([...drafts, ...drafts].map((body) => ask('POST', '/purchase-orders', body)));
    const numbers = made.map((reply) => purchaseOrder.parse(reply.body).number);
    expect(new Set(numbers).size).toBe(4);
    const [first] = drafts;
    expect(codeOf(await ask('POST', '/purchase-orders', { ...first, note: 'Other' }))).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    const page = purchaseOrderList.parse((await ask('GET', '/purchase-orders?limit=3')).body);
    const rest = purchaseOrderList.parse((await ask('GET', `/purchase-orders?limit=3&cursor=${page.nextCursor}`)).body);
    const listed = [...page.items, ...rest.items].map(({ number }) => number);
    expect(listed).toEqual([...listed].sort().reverse());
    const [wanted = ''] = numbers;
    const found = await ask('GET', `/purchase-orders?query=${Number(wanted.slice(3))}`);
    expect(purchaseOrderList.parse(found.body).items.map(({ number }) => number)).toEqual([wanted]);
  });

  it('is changed while it is a draft, from the version that was seen, and fixed once it was sent', async () => {
    const made = await draft();
    expect(made.totalMinor).toBe(20 * 45 + 300);
    const { supplierId: from, expectedOn } = made;
    const change = {
      ...{ version: 1, supplierId: from, expectedOn, note: 'Ring first' },
      lines: [{ variantId: rice, quantityMilli: 1_000, unitCostE4: 1_000_000 }],
    };
    const path = `/purchase-orders/${made.orderId}`;
    const changed = purchaseOrder.parse((await ask('PUT', path, change)).body);
    expect(changed).toMatchObject({ version: 2, totalMinor: 100, note: 'Ring first', lineCount: 1 });
    expect(codeOf(await ask('PUT', path, change))).toEqual([409, 'stale-version']);
    expect((await ask('POST', `${path}/send`, { version: 2 })).body['state']).toBe('sent');
    expect(codeOf(await ask('PUT', path, { ...change, version: 3 }))).toEqual([409, 'purchase-order-fixed']);
    expect(codeOf(await ask('POST', `${path}/send`, { version: 3 }))).toEqual([409, 'purchase-order-fixed']);
  });

  it('needs lines, a supplier who is active, and goods of this shop', async () => {
    const empty = await draft({ lines: [] });
    expect(codeOf(await ask('POST', `/purchase-orders/${empty.orderId}/send`, { version: 1 }))).toEqual([
      409,
      'purchase-order-empty',
    ]);
    const gone = await addSupplier('Gone');
    await ask('PATCH', `/suppliers/${gone.supplierId}`, { version: 1, isActive: false });
    const refused = await ask('POST', '/purchase-orders', draftOf({ supplierId: gone.supplierId }));
    expect(codeOf(refused)).toEqual([409, 'supplier-inactive']);
    for (const part of [
      { supplierId: uuidv7() },
      { lines: [{ variantId: uuidv7(), quantityMilli: 1000, unitCostE4: 1 }] },
      { lines: [draftOf().lines[0], draftOf().lines[0]] },
    ]) {
      expect(codeOf(await ask('POST', '/purchase-orders', draftOf(part)))).toEqual([400, 'invalid-request']);
    }
  });

  it('is given up while nothing has arrived, and keeps its number', async () => {
    const order = await sent();
    const path = `/purchase-orders/${order.orderId}`;
    const cancelled = purchaseOrder.parse((await ask('POST', `${path}/cancel`, { version: order.version })).body);
    expect(cancelled.state).toBe('cancelled');
    const lines = [{ lineNumber: 1, quantityMilli: 1000 }];
    const late = await receive(order.orderId, { receiptId: uuidv7(), version: cancelled.version, lines });
    expect(codeOf(late)).toEqual([409, 'purchase-order-not-open']);
    const begun = await sent();
    await receive(begun.orderId, { receiptId: uuidv7(), version: begun.version, lines });
    const { version } = await read(begun.orderId);
    expect(codeOf(await ask('POST', `/purchase-orders/${begun.orderId}/cancel`, { version }))).toEqual([
      409,
      'purchase-order-fixed',
    ]);
  });

  it('is for those who may: a cashier sees and writes nothing of it', async () => {
    const order = await sent();
    const codes = await Promise.all([
      ask('GET', '/purchase-orders', undefined, cashier),
      ask('GET', '/suppliers', undefined, cashier),
      ask('POST', '/purchase-orders', draftOf(), cashier),
      ask('POST', `/purchase-orders/${order.orderId}/send`, { version: 1 }, cashier),
    ]);
    expect(codes.map(codeOf)).toEqual(Array(4).fill([403, 'permission-missing']));
  });
});

describe('goods that arrive', () => {
  it('as ordered finish the order, come into stock at what was agreed, and are posted', async () => {
    const before = [await onHand(milk), await onHand(rice)] as const;
    const order = await sent();
    const lines = order.lines.map(({ lineNumber, quantityMilli }) => ({ lineNumber, quantityMilli }));
    const body = { receiptId: uuidv7(), version: order.version, lines };
    const reply = await receive(order.orderId, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    const receipt = goodsReceipt.parse(reply.body);
    expect(receipt.totalMinor).toBe(1200);
    expect([await onHand(milk), await onHand(rice)]).toEqual([before[0] + 20_000, before[1] + 2_500]);
    expect(await posted(receipt.receiptId)).toEqual({ '1200': 1200, '2000': -1200 });
    const after = await read(order.orderId);
    expect(after).toMatchObject({ state: 'received', receipts: [{ receiptId: receipt.receiptId }] });
    // The same again answers the same and moves nothing; the same id with other goods is refused.
    const again = await receive(order.orderId, body);
    expect([again.status, again.body]).toEqual([201, reply.body]);
    const [first] = lines;
    expect(codeOf(await receive(order.orderId, { ...body, lines: [first] }))).toEqual([422, 'idempotency-key-reused']);
    expect(await onHand(milk)).toBe(before[0] + 20_000);
  });

  it('in parts, less and more, are marked and bounded', async () => {
    const order = await sent();
    const part = { receiptId: uuidv7(), version: order.version, lines: [{ lineNumber: 1, quantityMilli: 15_000 }] };
    await receive(order.orderId, part);
    const between = await read(order.orderId);
    expect(between).toMatchObject({
      state: 'partly-received',
      lines: [{ receivedMilli: 15_000 }, { receivedMilli: 0 }],
    });
    const more = (quantityMilli: number) => ({
      receiptId: uuidv7(),
      version: between.version,
      lines: [
        { lineNumber: 1, quantityMilli },
        { lineNumber: 2, quantityMilli: 2_500 },
      ],
    });
    expect(codeOf(await receive(order.orderId, more(7_001)))).toEqual([409, 'received-too-much']);
    const receipt = goodsReceipt.parse((await receive(order.orderId, more(7_000))).body);
    expect(receipt.lines.map((line) => line.overMilli)).toEqual([2_000, 0]);
    expect((await read(order.orderId)).state).toBe('received');
  });

  it('are received once, however many count them at the same time', async () => {
    const before = await onHand(milk);
    const order = await sent({ lines: [{ variantId: milk, quantityMilli: 10_000, unitCostE4: 450_000 }] });
    const lines = [{ lineNumber: 1, quantityMilli: 3_000 }];
    const [own, other] = [uuidv7(), uuidv7()];
    // Open connections first, so that the requests really meet.
    await Promise.all(Array.from({ length: 6 }, () => fixture.db.pool.query('select pg_sleep(0.05)')));
    const replies = await Promise.all(
      [own, own, own, other, other, uuidv7()].map((receiptId) =>
        receive(order.orderId, { receiptId, version: order.version, lines }),
      ),
    );
    const taken = replies.filter(({ status }) => status === 201).map(({ body }) => body['receiptId']);
    expect(new Set(taken).size).toBe(1);
    for (const reply of replies.filter(({ status }) => status !== 201)) {
      expect(codeOf(reply)).toEqual([409, 'stale-version']);
    }
    expect(await onHand(milk)).toBe(before + 3_000);
  });

  it('are looked at by the verification: a changed line, a lost movement and a gap are found', async () => {
    const order = await sent();
    const lines = [{ lineNumber: 1, quantityMilli: 1_000 }];
    const receiptId = uuidv7();
    await receive(order.orderId, { receiptId, version: order.version, lines });
    const find = async () => (await found()).map(({ detail }) => detail).join('\n');
    const spoil = async (text: string, back: string, values: readonly unknown[], said: string) => {
      await fixture.owner.query(text, [...values]);
      expect(await find()).toContain(said);
      await fixture.owner.query(back, [...values]);
    };
    const line = 'update purchase_order_line set received_milli = received_milli';
    const which = ' where order_id = $1 and line_number = 1';
    await spoil(`${line} + 1${which}`, `${line} - 1${which}`, [order.orderId], 'says 1001 arrived');
    const cost = 'update stock_movement set cost_e4 = cost_e4';
    await spoil(`${cost} + 1 where document_id = $1`, `${cost} - 1 where document_id = $1`, [receiptId], 'cost_e4 is');
    const state = 'update purchase_order set state = $2::text where order_id = $1';
    await fixture.owner.query(state, [order.orderId, 'received']);
    expect(await find()).toContain('its lines say partly-received');
    await fixture.owner.query(state, [order.orderId, 'partly-received']);
  });
});
