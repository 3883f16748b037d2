import { randomUUID } from 'node:crypto';
import type { SectionReply } from '@mosaajii/contract/sections';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../app.ts';
import { recordChange, sealOrganization } from '../../../platform/feed/index.ts';
import { createRecognition } from '../../identity/index.ts';
import type { TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
let app: FastifyInstance;
let register: TestRegister;
const promotionId = randomUUID();

beforeAll(async () => {
  shop = await openTestShop();
  const deps = { ...shop.deps, config: { ...shop.deps.config, allowedHosts: ['localhost'] } };
  app = await buildApp(deps, createRecognition(deps));
  register = await shop.register();
  await shop.owner.query(
    `insert into promotion (organization_id, promotion_id, version, name, definition, updated_at)
     values ($1, $2, 1, 'Autumn', $3, now())`,
    [shop.organizationId, promotionId, { priority: 1, conditions: {} }],
  );
  await change('catalog.pricing', [promotionId]);
});
afterAll(async () => {
  await app.close();
  await shop.close();
});

async function change(kind: 'catalog.pricing' | 'catalog.coupons', ids: readonly string[]): Promise<void> {
  const { db } = shop.deps;
  await db.tx(shop.organizationId, (tx) => recordChange(tx, { kind, ids, audit: [] }));
  await db.tx(shop.organizationId, sealOrganization);
}

async function addCoupons(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await shop.owner.query(
    `insert into coupon (organization_id, coupon_id, code, promotion_id, most_uses, created_at)
     select $1, id::uuid, upper(replace(id, '-', '')), $3, 1, now() from unnest($2::text[]) as c (id)`,
    [shop.organizationId, ids, promotionId],
  );
  return ids.sort();
}

async function get(url: string, headers: Record<string, string> = {}) {
  const { facts } = register;
  const authorization = `Register ${facts.claim.organizationId}.${facts.keyId}.${facts.secret}`;
  return app.inject({ method: 'GET', url: `/api/v1${url}`, headers: { host: 'localhost', authorization, ...headers } });
}
const section = async (url: string) => (await get(`/sync/sections/${url}`)).json<SectionReply>();

describe('GET /sync/sections/:name', () => {
  it('answers a whole document with the position of its last change, and nothing new to whoever has it', async () => {
    const response = await get('/sync/sections/pricing');
    expect(response.statusCode).toBe(200);
    const reply = response.json<SectionReply>();
    expect(reply.document).toMatchObject({ promotions: [{ promotionId, name: 'Autumn' }], priceLists: [] });
    expect(reply.version).toBeGreaterThan(0);
    const again = await section(`pricing?epoch=${reply.epoch}&since=${reply.version}`);
    expect(again).toEqual({ name: 'pricing', epoch: reply.epoch, version: reply.version });
    const etag = String(response.headers['etag']);
    expect((await get('/sync/sections/pricing', { 'if-none-match': etag })).statusCode).toBe(304);
    await change('catalog.pricing', [promotionId]);
    expect((await get('/sync/sections/pricing', { 'if-none-match': etag })).statusCode).toBe(200);
  });

  it('answers items in pages, then what changed, then nothing', async () => {
    const ids = await addCoupons(2_003);
    const first = await section('coupons');
    expect(first.items).toHaveLength(2_000);
    const second = await section(`coupons?after=${first.next}`);
    expect(second.items).toHaveLength(3);
    expect(second.next).toBeNull();
    expect([...(first.items ?? []), ...(second.items ?? [])].map(({ id }) => id)).toEqual(ids);
    const [gone = '', kept = ''] = ids;
    await shop.owner.query('update coupon set is_active = false where coupon_id = $1', [gone]);
    await change('catalog.coupons', [gone, kept]);
    const changed = await section(`coupons?epoch=${first.epoch}&since=${first.version}`);
    expect(changed).toMatchObject({ items: [{ id: kept }], gone: [gone], isComplete: true });
    const after = await section(`coupons?epoch=${first.epoch}&since=${changed.version}`);
    expect(after).toMatchObject({ items: [], gone: [], isComplete: true, version: changed.version });
    const foreign = await section(`coupons?epoch=${randomUUID()}&since=${first.version}`);
    expect(foreign.items).toHaveLength(2_000);
  });

  it('cuts many changes between them, never inside of one', async () => {
    const { version, epoch } = await section('coupons?after=ffffffff-ffff-4fff-bfff-ffffffffffff');
    const batches = Array.from({ length: 5 }, () => Array.from({ length: 450 }, () => randomUUID()));
    for (const ids of batches) await change('catalog.coupons', ids);
    const first = await section(`coupons?epoch=${epoch}&since=${version}`);
    expect(first).toMatchObject({ isComplete: false });
    expect(first.gone).toHaveLength(1_800);
    const second = await section(`coupons?epoch=${epoch}&since=${first.version}`);
    expect(second).toMatchObject({ isComplete: true });
    expect(new Set([...(first.gone ?? []), ...(second.gone ?? [])])).toEqual(new Set(batches.flat()));
  });

  it('is announced by the changes that a register pulls', async () => {
    const { epoch, version } = await section('pricing');
    await change('catalog.pricing', [promotionId]);
    const changes = (await get(`/sync/changes?cursor=${version}&epoch=${epoch}`)).json<{
      cursor: number;
      sections: { moved?: Record<string, number> };
    }>();
    expect(changes.sections.moved?.['pricing']).toBe((await section('pricing')).version);
    const later = (await get(`/sync/changes?cursor=${changes.cursor}&epoch=${epoch}`)).json<{ sections: object }>();
    expect(later.sections).toEqual({});
  });

  it('knows no other name, and nobody but a register', async () => {
    expect((await get('/sync/sections/secrets')).statusCode).toBe(400);
    const nobody = await app.inject({
      method: 'GET',
      url: '/api/v1/sync/sections/pricing',
      headers: { host: 'localhost' },
    });
    expect(nobody.statusCode).toBe(401);
  });
});
