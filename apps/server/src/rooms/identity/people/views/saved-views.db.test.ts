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
const views = async (token = shop.token) => (await fixture.ask('GET', '/users/views', { token })).body['items'];

it('is kept, changed and forgotten by whoever made it, and seen by nobody else', async () => {
  const manager = await addUser(fixture, shop, 'manager');
  const viewId = uuidv7();
  const view = { viewId, name: 'Night shift', search: 'role=cashier&query=%C3%A9' };
  const twins = await Promise.all(Array.from({ length: 5 }, () => save(view)));
  expect(new Set(twins.map((reply) => reply.status))).toEqual(new Set([201]));
  expect(await views()).toEqual([view]);
  expect(await views(manager.token)).toEqual([]);
  expect((await save({ ...view, name: 'Stolen' }, manager.token)).status).toBe(409);
  await fixture.ask('DELETE', `/users/views/${viewId}`, { token: manager.token });
  await save({ ...view, name: 'Early shift' });
  expect(await views()).toEqual([{ ...view, name: 'Early shift' }]);
  expect((await save({ ...view, viewId: uuidv7(), name: 'EARLY shift' })).body).toMatchObject({ code: 'conflict' });
  await fixture.ask('DELETE', `/users/views/${viewId}`, { token: shop.token });
  expect(await views()).toEqual([]);
});

it('is a query string, and one of fifty at most', async () => {
  for (const search of ['javascript:alert(1)', '?a=b', 'a b', '<b>'])
    expect((await save({ viewId: uuidv7(), name: 'Bad', search })).status, search).toBe(400);
  for (let index = 0; index < 50; index += 1)
    expect((await save({ viewId: uuidv7(), name: `View ${index}`, search: '' })).status).toBe(201);
  expect((await save({ viewId: uuidv7(), name: 'One more', search: '' })).status).toBe(409);
});
