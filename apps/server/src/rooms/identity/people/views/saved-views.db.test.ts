import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const save = (body: object, token = shop.token) => fixture.ask('POST', '/users/views', { token, body });
const views = async (token = shop.token, list = 'people') =>
  (await fixture.ask('GET', `/users/views?list=${list}`, { token })).body['items'];
const remove = (viewId: string, token = shop.token, list = 'people') =>
  fixture.ask('DELETE', `/users/views/${viewId}?list=${list}`, { token });
const PLAIN = { hiddenColumns: [], isShared: false };

it('is kept, changed and forgotten by whoever made it, and seen by nobody else', async () => {
  const manager = await addUser(fixture, shop, 'manager');
  const viewId = uuidv7();
  const view = { viewId, name: 'Night shift', search: 'role=cashier&query=%C3%A9' };
  const twins = await Promise.all(Array.from({ length: 5 }, () => save(view)));
  expect(new Set(twins.map((reply) => reply.status))).toEqual(new Set([201]));
  expect(await views()).toEqual([{ ...view, ...PLAIN, isOwn: true }]);
  expect(await views(manager.token)).toEqual([]);
  expect((await save({ ...view, name: 'Stolen' }, manager.token)).status).toBe(409);
  await remove(viewId, manager.token);
  await save({ ...view, name: 'Early shift' });
  expect(await views()).toEqual([{ ...view, ...PLAIN, name: 'Early shift', isOwn: true }]);
  expect((await save({ ...view, viewId: uuidv7(), name: 'EARLY shift' })).body).toMatchObject({ code: 'conflict' });
  await remove(viewId);
  await remove(viewId);
  expect(await views()).toEqual([]);
});

it('is of one list, with the columns that it leaves out; whoever names no list means the people', async () => {
  const view = { viewId: uuidv7(), list: 'products', name: 'Short', search: '', hiddenColumns: ['sku', 'cost'] };
  expect((await save(view)).status).toBe(201);
  const { list: _list, ...kept } = view;
  expect(await views(shop.token, 'products')).toEqual([{ ...kept, isShared: false, isOwn: true }]);
  expect((await fixture.ask('GET', '/users/views', { token: shop.token })).body['items']).toEqual([]);
  // The same name is free on another list, the same id is not.
  expect((await save({ ...view, list: 'customers' })).status).toBe(409);
  expect((await save({ ...view, viewId: uuidv7(), list: 'customers' })).status).toBe(201);
  await remove(view.viewId);
  expect(await views(shop.token, 'products')).toHaveLength(1);
  for (const bad of [{ list: 'everything' }, { hiddenColumns: ['a b'] }, { hiddenColumns: Array(31).fill('sku') }])
    expect((await save({ ...view, viewId: uuidv7(), name: 'Bad', ...bad })).status, JSON.stringify(bad)).toBe(400);
});

it('is seen by all who may see the list when it is shared, and changed by none of them', async () => {
  const [manager, cashier] = [await addUser(fixture, shop, 'manager'), await addUser(fixture, shop, 'cashier')];
  const view = { viewId: uuidv7(), list: 'z-reports', name: 'Ours', search: 'from=2026-01-01', isShared: true };
  await save(view);
  const shown = { viewId: view.viewId, name: 'Ours', search: view.search, hiddenColumns: [], isShared: true };
  expect(await views(manager.token, 'z-reports')).toEqual([{ ...shown, isOwn: false }]);
  await remove(view.viewId, manager.token, 'z-reports');
  expect((await save({ ...view, name: 'Mine' }, manager.token)).status).toBe(409);
  expect(await views(shop.token, 'z-reports')).toEqual([{ ...shown, isOwn: true }]);
  expect((await save({ ...view, viewId: uuidv7() }, manager.token)).status).toBe(201);

  // Whoever may not see people sees no views of them either, keeps none, and takes none away.
  const ofPeople = { viewId: uuidv7(), list: 'people', name: 'All of us', search: '', isShared: true };
  await save(ofPeople);
  expect(await views(manager.token, 'people')).toMatchObject([{ viewId: ofPeople.viewId }]);
  expect(await views(cashier.token, 'people')).toEqual([]);
  expect((await save({ ...ofPeople, viewId: uuidv7() }, cashier.token)).body).toMatchObject({
    code: 'permission-missing',
  });
  expect((await remove(ofPeople.viewId, cashier.token, 'people')).body).toEqual({ items: [] });
  expect(await views(manager.token, 'people')).toHaveLength(1);
  await remove(ofPeople.viewId, shop.token, 'people');
});

it('is not there for another organization, also when it is shared', async () => {
  const other = uuidv7();
  const viewId = uuidv7();
  await save({ viewId, list: 'suppliers', name: 'Near', search: '', isShared: true });
  await fixture.db.tx(other, async (tx) => {
    expect(await tx.query('select view_id from saved_view')).toEqual([]);
    expect(await tx.query("update saved_view set name = 'Taken' returning view_id")).toEqual([]);
    expect(await tx.query('delete from saved_view returning view_id')).toEqual([]);
  });
  expect(await views(shop.token, 'suppliers')).toMatchObject([{ viewId, name: 'Near' }]);
});

it('is a query string, and one of fifty at most of a list', async () => {
  for (const search of ['javascript:alert(1)', '?a=b', 'a b', '<b>'])
    expect((await save({ viewId: uuidv7(), name: 'Bad', search })).status, search).toBe(400);
  const list = 'shifts';
  for (let index = 0; index < 49; index += 1)
    expect((await save({ viewId: uuidv7(), list, name: `View ${index}`, search: '' })).status).toBe(201);
  const last = await Promise.all(
    ['Twin', 'Other twin'].map((name) => save({ viewId: uuidv7(), list, name, search: '' })),
  );
  expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await save({ viewId: uuidv7(), list: 'quotes', name: 'One more', search: '' })).status).toBe(201);
});
