import type { ShopTax, TaxClass } from '@mosaajii/contract';
import { openSnapshot, taxesOfClass } from '@mosaajii/domain/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds } from '../../platform/ids/index.ts';
import { type CatalogFixture, createCatalogFixture } from './catalog-fixture.ts';
import { currentSnapshot } from './snapshot.ts';

const ids = createIds();
let shop: CatalogFixture;
beforeAll(async () => {
  shop = await createCatalogFixture();
});
afterAll(() => shop.close());

const PLAIN = { isIncluded: true, affectsNextBase: false, isBaseAffectedByPrevious: true };
function levy(over: Record<string, unknown> = {}) {
  const rate = { kind: 'percent', ratePpm: 20_000, amountE4: 0 };
  return { taxId: ids.next(), name: 'Levy', ...rate, ...PLAIN, validFrom: null, validUntil: null, ...over };
}
const taxes = async () => (await shop.request('GET', '/taxes')).body['taxes'] as unknown as ShopTax[];
const classes = async () => (await shop.request('GET', '/tax-classes')).body['taxClasses'] as unknown as TaxClass[];
async function standard(): Promise<TaxClass> {
  const found = (await classes()).find(({ taxClassId }) => taxClassId === shop.standardTaxClassId);
  if (found === undefined) throw new Error('the usual class is gone');
  return found;
}
const changesSince = (count: number) =>
  shop.rows<{ kind: string }>(`select kind from change_feed where kind = 'catalog.taxes' offset $1`, [count]);

describe('a tax', () => {
  it('is made once for its id, changed by version, and both are in the audit trail and told to the tills', async () => {
    const known = (await changesSince(0)).length;
    const body = levy();
    expect((await shop.request('POST', '/taxes', body)).status).toBe(201);
    expect((await shop.request('POST', '/taxes', { ...body, name: 'Again' })).body).toMatchObject({ name: 'Levy' });
    const url = `/taxes/${body.taxId}`;
    const changed = await shop.request('PATCH', url, { version: 1, ratePpm: 30_000 });
    expect(changed.body).toMatchObject({ version: 2, ratePpm: 30_000, name: 'Levy' });
    expect((await shop.request('PATCH', url, { version: 1, ratePpm: 40_000 })).status).toBe(409);
    expect((await shop.request('PATCH', `/taxes/${ids.next()}`, { version: 1, name: 'None' })).status).toBe(404);
    expect(await changesSince(known)).toHaveLength(2);
    const told = await shop.rows(`select action, detail from audit_entry where subject_id = $1 order by entry_id`, [
      body.taxId,
    ]);
    expect(told).toMatchObject([
      { action: 'tax.created', detail: { name: 'Levy', rate: '2 %' } },
      { action: 'tax.updated', detail: { before: { rate: '2 %' }, after: { rate: '3 %' } } },
    ]);
  });

  it.each([
    ['a rate of a fixed amount', { kind: 'fixed-per-unit', ratePpm: 20_000, amountE4: 50_000 }, 'ratePpm'],
    ['an amount of a rate', { amountE4: 50_000 }, 'amountE4'],
    ['all of the price', { kind: 'division', ratePpm: 1_000_000 }, 'ratePpm'],
    ['an end before the beginning', { validFrom: '2027-01-02', validUntil: '2027-01-01' }, 'validUntil'],
    ['a successor without a day', { replaces: ids.next() }, 'validFrom'],
    ['a successor of nothing', { replaces: ids.next(), validFrom: '2027-01-01' }, 'replaces'],
  ])('is refused with %s', async (_, over, path) => {
    const answer = await shop.request('POST', '/taxes', levy(over));
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toMatchObject([{ path }]);
  });

  it('is changed only by whoever may change settings', async () => {
    const refused = await shop.request('POST', '/taxes', levy(), 'cashier');
    expect(refused.status).toBe(403);
    const [first] = await taxes();
    expect(
      (await shop.request('PATCH', `/taxes/${first?.taxId}`, { version: 1, name: 'Mine' }, 'cashier')).status,
    ).toBe(403);
  });

  it('that replaces another from a day on ends it on the day before, in every class, and the tills know both', async () => {
    const before = await standard();
    const [vatId = ''] = before.taxIds;
    const made = levy({ name: 'VAT 18 %', ratePpm: 180_000, replaces: vatId, validFrom: '2027-01-01' });
    expect((await shop.request('POST', '/taxes', made)).status).toBe(201);
    expect((await taxes()).find(({ taxId }) => taxId === vatId)).toMatchObject({
      validUntil: '2026-12-31',
      version: 2,
    });
    expect(await standard()).toMatchObject({ taxIds: [vatId, made.taxId], version: before.version + 1 });
    const opened = openSnapshot((await currentSnapshot(shop.deps, shop.organizationId)).plain);
    if (!opened.ok) throw new Error(opened.error.detail);
    const on = (day: string) => taxesOfClass(opened.value, shop.standardTaxClassId, day).map(({ name }) => name);
    expect(on('2026-12-31')).toEqual(['VAT']);
    expect(on('2027-01-01')).toEqual(['VAT 18 %']);
    expect(Object.keys(taxesOfClass(opened.value, shop.standardTaxClassId, '2027-01-01')[0] ?? {})).not.toContain(
      'validFrom',
    );
    // What both were is kept, of this moment: sales of tills that have not heard of it are judged by it.
    const past = await shop.rows<{ subject: string; was: object }>(
      `select subject, was from tax_past where subject_id = any($1::uuid[]) and until > now() - interval '1 minute' order by subject`,
      [[vatId, before.taxClassId]],
    );
    expect(past).toMatchObject([
      { subject: 'tax', was: { taxId: vatId, validUntil: null, version: 1 } },
      { subject: 'tax-class', was: { taxIds: [vatId] } },
    ]);
    const late = levy({ name: 'VAT 19 %', replaces: vatId, validFrom: '2027-06-01' });
    expect((await shop.request('POST', '/taxes', late)).body['errors']).toMatchObject([{ path: 'validFrom' }]);
  });

  it('that two people replace at once is replaced once', async () => {
    const tax = levy({ name: 'Excise' });
    await shop.request('POST', '/taxes', tax);
    const follow = (name: string) =>
      shop.request('POST', '/taxes', levy({ name, replaces: tax.taxId, validFrom: '2028-01-01' }));
    const answers = await Promise.all([follow('Excise A'), follow('Excise B')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400]);
    expect((await taxes()).find(({ taxId }) => taxId === tax.taxId)).toMatchObject({ validUntil: '2027-12-31' });
  });
});

describe('a tax class', () => {
  it('is made once, named once, knows only taxes of the shop, and one is the usual one', async () => {
    const [tax] = await taxes();
    const made = { taxClassId: ids.next(), name: 'Drinks', taxIds: [tax?.taxId] };
    expect((await shop.request('POST', '/tax-classes', made)).status).toBe(201);
    expect((await shop.request('POST', '/tax-classes', made)).body).toMatchObject({ version: 1, isDefault: false });
    const twin = await shop.request('POST', '/tax-classes', { ...made, taxClassId: ids.next() });
    expect(twin.status).toBe(409);
    expect(twin.body['errors']).toMatchObject([{ path: 'name' }]);
    const lost = await shop.request('POST', '/tax-classes', {
      taxClassId: ids.next(),
      name: 'Lost',
      taxIds: [ids.next()],
    });
    expect(lost.body['errors']).toMatchObject([{ path: 'taxIds' }]);
    const url = `/tax-classes/${made.taxClassId}`;
    expect((await shop.request('PATCH', url, { version: 1, isDefault: true })).body).toMatchObject({ isDefault: true });
    expect((await classes()).filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Drinks']);
    expect((await shop.request('PATCH', url, { version: 1, name: 'Late' })).status).toBe(409);
    expect((await shop.request('PATCH', url, { version: 2, taxIds: [] })).body).toMatchObject({
      taxIds: [],
      version: 3,
    });
    expect((await shop.request('POST', '/tax-classes', { ...made, taxClassId: ids.next() }, 'cashier')).status).toBe(
      403,
    );
  });
});
