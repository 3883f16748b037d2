import type { OrderDetail, OrderList } from '@mosaajii/contract/orders';
import type { PushResponse } from '@mosaajii/contract/sync';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../app.ts';
import { createRecognition } from '../../identity/index.ts';
import type { TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
let app: FastifyInstance;
beforeAll(async () => {
  shop = await openTestShop();
  const deps = { ...shop.deps, config: { ...shop.deps.config, allowedHosts: ['localhost'] } };
  app = await buildApp(deps, createRecognition(deps));
});
afterAll(async () => {
  await app.close();
  await shop.close();
});

function credential({ facts }: TestRegister): string {
  return `Register ${facts.claim.organizationId}.${facts.keyId}.${facts.secret}`;
}

function post(register: TestRegister, payload: string, authorization = credential(register)) {
  return app.inject({
    method: 'POST',
    url: '/api/v1/sync/operations',
    headers: { host: 'localhost', authorization, 'content-type': 'application/json' },
    payload,
  });
}

function get(register: TestRegister, url: string) {
  return app.inject({
    method: 'GET',
    url: `/api/v1${url}`,
    headers: { host: 'localhost', authorization: credential(register) },
  });
}

describe('POST /api/v1/sync/operations', () => {
  it('takes a shift and a sale and answers with the epoch and the feed', async () => {
    const register = await shop.register();
    const response = await post(register, JSON.stringify({ operations: [register.open(), register.sale()] }));
    expect(response.statusCode).toBe(200);
    const body = response.json<PushResponse>();
    expect(body.answers.map((answer) => answer.status)).toEqual(['applied', 'applied']);
    expect(body.epoch).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.serverTime).toBe('2026-03-02T10:00:00.000Z');
  });

  it('answers each operation of a batch with a malformed one in the middle', async () => {
    const register = await shop.register();
    const opened = register.open();
    const broken = [null, 7, 'x', {}, { operationId: 'mine', payload: [] }, { ...register.sale(), extra: 1 }];
    register.sequence = 1;
    register.hash = opened.hash;
    register.receipt = 0;
    const sale = register.sale();
    const response = await post(register, JSON.stringify({ operations: [opened, ...broken, sale] }));
    expect(response.json<PushResponse>().answers.map((answer) => answer.status)).toEqual([
      'applied',
      ...broken.map(() => 'rejected'),
      'applied',
    ]);
  });

  it.each([
    ['no operations', '{"operations":[]}', 400],
    ['an unknown field beside them', '{"operations":[1],"more":true}', 400],
    ['too many', JSON.stringify({ operations: Array.from({ length: 201 }, () => 1) }), 400],
    ['a list', '[]', 400],
    ['no JSON', '{', 400],
    ['nothing', '', 400],
  ])('refuses %s as a whole', async (_, payload, status) => {
    const register = await shop.register();
    const response = await post(register, payload);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it('refuses more than four megabytes before it reads them', async () => {
    const register = await shop.register();
    const response = await post(register, JSON.stringify({ operations: ['x'.repeat(4 * 1024 * 1024)] }));
    expect(response.statusCode).toBe(413);
  });

  it('does not know a register by a wrong secret, another organization or a session', async () => {
    const register = await shop.register();
    const payload = JSON.stringify({ operations: [register.open()] });
    const { organizationId, keyId } = register.facts.claim;
    const other = '00000000-0000-7000-8000-000000000001';
    const wrong = register.facts.secret.startsWith('A')
      ? `B${register.facts.secret.slice(1)}`
      : `A${register.facts.secret.slice(1)}`;
    const statuses = await Promise.all(
      [
        `Register ${organizationId}.${keyId}.${wrong}`,
        `Register ${other}.${keyId}.${register.facts.secret}`,
        'Bearer x',
      ].map(async (authorization) => (await post(register, payload, authorization)).statusCode),
    );
    expect(statuses).toEqual([401, 401, 401]);
    expect((await post(register, payload)).json<PushResponse>().answers[0]?.status).toBe('applied');
  });
});

describe('what registers read', () => {
  it('pages through orders and shifts without leaving one out', async () => {
    const register = await shop.register();
    const sales = Array.from({ length: 5 }, () => register.sale());
    await post(register, JSON.stringify({ operations: sales }));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: OrderList = (
        await get(
          register,
          `/orders?limit=2&registerId=${register.facts.registerId}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        )
      ).json<OrderList>();
      seen.push(...page.items.map((order) => order.saleId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen)).toEqual(new Set(sales.map((sale) => sale.operationId)));
    expect(seen).toHaveLength(5);
    expect((await get(register, '/orders?cursor=nonsense')).statusCode).toBe(400);
    // What a drawer should hold is not told to whoever counts it blind.
    expect((await get(register, '/shifts?limit=1')).statusCode).toBe(401);
  });

  it('hears of changes by cursor, and to load everything after another epoch', async () => {
    const register = await shop.register();
    const epoch = (await post(register, JSON.stringify({ operations: [register.open()] }))).json<PushResponse>().epoch;
    const same = (await get(register, `/sync/changes?cursor=0&epoch=${epoch}`)).json<{
      reset: boolean;
      isComplete: boolean;
    }>();
    expect(same).toMatchObject({ reset: false, isComplete: true });
    const other = '0198aaaa-0000-7000-8000-00000000eeee';
    expect((await get(register, `/sync/changes?cursor=0&epoch=${other}`)).json()).toMatchObject({ reset: true, epoch });
    expect((await get(register, `/sync/changes?cursor=99&epoch=${epoch}`)).json()).toMatchObject({
      reset: true,
      sections: {},
    });
    expect((await get(register, '/sync/changes?cursor=-1&epoch=x')).statusCode).toBe(400);
  });

  it('lists, finds and explains what was sold', async () => {
    const register = await shop.register();
    const operations = [register.open(), register.sale({ pieces: [3, 1] })] as const;
    const back = register.returnOf(operations[1].payload, [{ index: 0, quantityMilli: 1000 }]);
    await post(register, JSON.stringify({ operations: [...operations, back] }));
    const number = `${register.facts.registerCode}-A-00000`;
    const found = (await get(register, `/orders?query=${number}`)).json<OrderList>();
    expect(Object.fromEntries(found.items.map((order) => [order.kind, order.totalMinor]))).toEqual({
      sale: 849,
      return: -250,
    });
    const detail = (await get(register, `/orders/${operations[1].operationId}`)).json<OrderDetail>();
    expect(detail.lines.map((line) => [line.totalMinor, line.returnedMilli])).toEqual([
      [750, 1000],
      [99, 0],
    ]);
    expect(detail.lines[0]?.derivation.length).toBeGreaterThan(0);
    expect(detail.tenders).toMatchObject([
      { kind: 'cash', tenderedMinor: 1349, appliedMinor: 849, refundedMinor: 250 },
    ]);
    expect(detail.returns).toMatchObject([{ saleId: back.operationId, totalMinor: -250 }]);
    expect(detail.lines[0]).not.toHaveProperty('lot');
  });

  it('tells what the code on the goods said', async () => {
    const register = await shop.register();
    const marks = { lot: 'LOT-7', expiresOn: '2027-12-31', serial: 'SN1' };
    const sale = register.sale({ pieces: [1], line: (line) => ({ ...line, ...marks }) });
    await post(register, JSON.stringify({ operations: [register.open(), sale] }));
    const detail = (await get(register, `/orders/${sale.operationId}`)).json<OrderDetail>();
    expect(detail.lines).toMatchObject([marks]);
  });
});
