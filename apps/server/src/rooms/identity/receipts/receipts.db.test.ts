import type { ReceiptVersions } from '@mosaajii/contract/receipts';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { bitmapOf, isBlack, PLAIN_TEMPLATE } from '@mosaajii/domain/paper';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { logoDotsOf } from './logo-dots.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const read = async () => (await fixture.ask('GET', '/settings', { token: shop.token })).body as unknown as ShopSettings;
const bodyOf = (version: number, part: object = {}) => ({
  version,
  paperWidthMm: 58,
  receiptHeader: 'Karibu',
  receiptFooter: 'Asante',
  template: { ...PLAIN_TEMPLATE, language: 'sw', hasSku: true },
  linkDays: 90,
  ...part,
});
const save = (body: object, token = shop.token) => fixture.ask('PUT', '/settings/receipts', { token, body });

describe('how receipts look', () => {
  it('is saved together, reaches the register, and is kept as a version', async () => {
    const { store } = await read();
    expect(store.receipt).toBeUndefined();
    const saved = await save(bodyOf(store.version));
    expect(saved.status).toBe(200);
    const after = (await read()).store;
    expect(after).toMatchObject({
      paperWidthMm: 58,
      receiptHeader: 'Karibu',
      receiptFooter: 'Asante',
      version: store.version + 1,
      receipt: { template: { language: 'sw', hasSku: true }, linkDays: 90 },
    });
    const register = await fixture.ask('GET', '/register', { headers: credentialOf(shop.enrolment) });
    expect(register.body).toMatchObject({ settings: { store: { receipt: after.receipt } } });
    const versions = await fixture.ask('GET', '/settings/receipts/versions', { token: shop.token });
    expect((versions.body as unknown as ReceiptVersions).versions).toMatchObject([
      { version: store.version + 1, receiptHeader: 'Karibu', template: { language: 'sw' } },
    ]);
  });

  it('is refused from an older state, with the present one; of two at once one is saved', async () => {
    const { version } = (await read()).store;
    const answers = await Promise.all([save(bodyOf(version)), save(bodyOf(version, { receiptHeader: 'Other' }))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({
      code: 'stale-version',
      extra: { current: { store: { version: version + 1 } } },
    });
  });

  it('keeps the key of links until links are ended', async () => {
    const first = (await read()).store;
    await save(bodyOf(first.version, { linkDays: 30 }));
    const same = (await read()).store;
    expect(same.receipt?.linkKey).toBe(first.receipt?.linkKey);
    await save(bodyOf(same.version, { endsLinks: true }));
    expect((await read()).store.receipt?.linkKey).not.toBe(first.receipt?.linkKey);
  });

  it('never leaves out what the law asks for, says nothing twice, and takes no logo of other dots than it says', async () => {
    const { version } = (await read()).store;
    const logo = { width: 16, height: 2, bits: 'AAAAAA==' };
    expect((await save(bodyOf(version, { template: { ...PLAIN_TEMPLATE, logo } }))).status).toBe(200);
    for (const template of [
      { ...PLAIN_TEMPLATE, parts: ['shop', 'document', 'lines', 'totals'] },
      { ...PLAIN_TEMPLATE, parts: [...PLAIN_TEMPLATE.parts, 'shop'] },
      { ...PLAIN_TEMPLATE, parts: [...PLAIN_TEMPLATE.parts, 'advertising'] },
      { ...PLAIN_TEMPLATE, logo: { ...logo, height: 3 } },
      { ...PLAIN_TEMPLATE, logo: { ...logo, width: 4096 } },
      { ...PLAIN_TEMPLATE, language: 'xx' },
    ]) {
      expect((await save(bodyOf(version + 1, { template }))).status).toBe(400);
    }
  });

  it('is decided by nobody who may not write settings', async () => {
    const { version } = (await read()).store;
    for (const role of ['manager', 'cashier', 'viewer'] as const) {
      const { token } = await addUser(fixture, shop, role);
      expect((await save(bodyOf(version), token)).status).toBe(403);
      expect((await fixture.ask('POST', '/settings/receipts/logo', { token })).status).toBe(403);
    }
    expect((await read()).store.version).toBe(version);
  });

  it('is in the audit trail without the key and without dots', async () => {
    const [entry] = await fixture.db.tx(shop.organizationId, (tx) =>
      tx.query<{ detail: object }>(
        "select detail from audit_entry where organization_id = $1 and action = 'settings.receipts-changed' limit 1",
        [shop.organizationId],
      ),
    );
    expect(entry?.detail).toMatchObject({ to: { hasSku: true, hasLogo: false, linkDays: 90 } });
    expect(JSON.stringify(entry)).not.toMatch(/bits|linkKey/);
  });
});

describe('a logo', () => {
  it('becomes dots: black where it is dark, white where it is clear', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="200" height="200" fill="#000"/></svg>';
    const dots = await logoDotsOf(await sharp(Buffer.from(svg)).png().toBuffer());
    expect(dots).toMatchObject({ width: 256, height: 128 });
    const picture = dots === null ? null : bitmapOf(dots);
    if (picture === null) throw new Error('no picture');
    expect([isBlack(picture, 60, 60), isBlack(picture, 200, 60)]).toEqual([true, false]);
  });

  it('is refused when it is no picture', async () => {
    expect(
      await logoDotsOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'.repeat(2)).subarray(0, 20)),
    ).toBeNull();
    const half = (
      await sharp({ create: { width: 90, height: 90, channels: 3, background: '#777' } })
        .png()
        .toBuffer()
    ).subarray(0, 60);
    expect(await logoDotsOf(half)).toBeNull();
  });
});
